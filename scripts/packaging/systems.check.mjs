// Check 29: a root folder without a shell and without ldd, as distroless images are; Debian 11; and no program is run to find the C library.
//
// `DEBIAN_11` names the folder of a root of Debian 11 (`debootstrap --variant=minbase --include=libstdc++6 bullseye FOLDER`).

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { folderFor } from '../../__test__/support/folders.mjs'
import { addon, platform, root } from '../steps.mjs'

const skip = process.platform !== 'linux' || process.getuid() !== 0 ? 'chroot is for root on Linux' : false
const PROGRAM = `
  const children = require('node:child_process')
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
    children[name] = () => { throw new Error('the package runs a program: ' + name) }
  const { PipedreamClient } = require('pipedream-native')
  new PipedreamClient(JSON.parse(process.env.OPTIONS)).accounts.list().then(({ data }) => console.log('accounts', data.length, require('node:fs').existsSync('/bin/sh'), process.report.getReport().header.glibcVersionRuntime))
`

/** Puts Node and the installed package into a root folder. */
function fill(folder) {
  cpSync(realpathSync(process.execPath), join(folder, 'node'))
  const modules = join(folder, 'app', 'node_modules')
  const [main, native] = ['pipedream-native', `pipedream-native-${platform()}`].map((name) => join(modules, name))
  for (const one of [main, native]) mkdirSync(one, { recursive: true })
  for (const name of ['package.json', 'dist']) cpSync(join(root, name), join(main, name), { recursive: true })
  cpSync(join(root, 'npm', platform()), native, { recursive: true })
  cpSync(addon, join(native, `pipedream-native.${platform()}.node`))
  writeFileSync(join(folder, 'app', 'main.cjs'), PROGRAM)
}

async function ranIn(folder, t) {
  const api = await startEmulator()
  t.after(() => api.close())
  const child = spawn('chroot', [folder, '/node', '/app/main.cjs'], {
    env: { PATH: process.env.PATH, OPTIONS: JSON.stringify(api.clientOptions) },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  await once(child, 'close')
  return output.trim()
}

test('a root folder with Node and its libraries alone: no shell, no ldd, no /proc', { skip }, async (t) => {
  const folder = folderFor(t, 'distroless')
  const listed = execFileSync('ldd', [process.execPath, addon], { encoding: 'utf8' })
  const libraries = new Set([...listed.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, file]) => file))
  for (const file of libraries) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    cpSync(realpathSync(file), join(folder, file))
  }
  fill(folder)
  const said = await ranIn(folder, t)
  t.diagnostic(`figure: without a shell: glibc ${said.split(' ').pop()}`)
  assert.match(said, /^accounts \d+ false 2\.\d+$/)
})

const debian = process.env.DEBIAN_11
test('Debian 11', {
  skip: skip || (!existsSync(join(debian ?? '', 'etc', 'debian_version')) && 'DEBIAN_11 names no root folder of it'),
}, async (t) => {
  fill(debian)
  const said = await ranIn(debian, t)
  t.diagnostic(`figure: Debian 11: glibc ${said.split(' ').pop()}`)
  assert.match(said, /^accounts \d+ true 2\.31$/)
})
