// A single executable of Node, as docs/guides/loading.md makes it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { platform, root } from '../steps.mjs'
import { checkProgram } from './cells.mjs'
import { installInto } from '../packed.mjs'

/** The program: what a server does, without `await` at the top, which CommonJS does not have. */
const PROGRAM = `const { PipedreamClient } = require('pipedream-native')
new PipedreamClient(JSON.parse(process.argv.at(-1))).accounts.list({ limit: 1 }).then((page) => console.log(page.data[0].id))
`

/** Makes an executable of `node`, and runs it without and with the addon beside it. Returns the version of Node. */
export async function checkExecutable({ place, tarballs, api, node = process.execPath }) {
  const app = join(place, 'executable')
  installInto(app, ['esbuild@^0.28.0', 'postject@1.0.0-alpha.6', ...tarballs])
  writeFileSync(join(app, 'app.js'), PROGRAM)
  const [, commands] = /## Single executables[\s\S]*?```sh\n([\s\S]*?)```/.exec(
    readFileSync(join(root, 'docs', 'guides', 'loading.md'), 'utf8'),
  )
  // The guide's last two lines put the addon beside the executable and start it.
  const lines = commands.trim().split('\n')
  const path = [join(realpathSync(node), '..'), process.env.PATH].join(':')
  for (const line of lines.slice(0, -2))
    execFileSync('sh', ['-c', line], { cwd: app, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, PATH: path } })
  const away = join(place, 'executable-away')
  mkdirSync(away)
  const program = join(away, 'app')
  cpSync(join(app, 'app'), program)
  await assert.rejects(checkProgram([program], api, away), ({ stderr }) => {
    assert.match(stderr, /This single executable has no addon beside it: pipedream-native\./)
    return true
  })
  const addon = `pipedream-native.${platform()}.node`
  cpSync(join(app, 'node_modules', `pipedream-native-${platform()}`, addon), join(away, addon))
  await checkProgram([program], api, away)
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)
}
