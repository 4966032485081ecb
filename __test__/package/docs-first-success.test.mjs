// The first minutes with README alone: its commands and its file, as pasted, in an empty folder, with the packages as they are published.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from '../../scripts/free-port.mjs'
import { pack } from '../../scripts/packed.mjs'
import { folderFor } from '../support/folders.mjs'
import { root } from '../support/installed.mjs'
import { packAll } from '../support/load-projects.mjs'
import { serveRegistry } from '../support/registry.mjs'
import { blocksOf, textOf } from '../support/snippets.mjs'

const blocks = blocksOf(textOf('README.md'))
const section = (heading) => blocks.filter((block) => block.heading === heading)
const [install] = section('Install')
const [first, emulator, start] = section('First success')
const place = folderFor({ after }, 'first-success')
const app = join(place, 'app')
const { PIPEDREAM_BASE_URL: _, ...own } = process.env
const env = { ...own, npm_config_cache: join(place, 'cache'), npm_config_update_notifier: 'false' }
const options = { skip: process.platform === 'win32' && 'the commands are for a POSIX shell', timeout: 120_000 }
let registry

before(async () => {
  if (options.skip) return
  const packed = join(place, 'packed')
  mkdirSync(packed)
  mkdirSync(app)
  registry = await serveRegistry([...packAll(packed).slice(1), pack(root, packed).file])
  env.npm_config_registry = registry.url
})

after(() => registry?.close())

test('README: install, a first file, the emulator, and an answer', options, async (t) => {
  await promisify(execFile)('sh', ['-euc', install.code], { cwd: app, env })
  writeFileSync(join(app, first.name), first.code)

  const port = String(await freePort())
  const command = emulator.code.replace('native emulator', `native emulator --port ${port}`)
  assert.ok(command.includes(port), emulator.code)
  const server = spawn('sh', ['-euc', command], { cwd: app, env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  let done = false
  t.after(() => {
    done = true
    if (server.exitCode === null) process.kill(-server.pid)
  })
  const ended = once(server, 'exit').then(() => {
    if (!done) assert.fail(`the emulator ended: ${said}`)
  })
  const file = join(app, 'emulator.env')
  const variables = () => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  const becomesTrue = async (condition) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await Promise.race([becomesTrue(() => variables().includes('PIPEDREAM_WORKFLOW_DOMAIN=')), ended])

  const { stdout } = await promisify(execFile)('sh', ['-euc', start.code], { cwd: app, env })
  assert.match(stdout, /^5 accounts\napn_\d+ \w+ of user-\d\n/)
  // The terminal of the emulator shows the request.
  await Promise.race([becomesTrue(() => said.includes('/accounts 200')), ended])
})

test('README: the variables of a real project are those that the emulator prints', () => {
  const [, , , real] = section('First success')
  const names = [...real.code.matchAll(/^(PIPEDREAM_\w+)=/gm)].map(([, name]) => name)
  assert.deepEqual(names, ['PIPEDREAM_CLIENT_ID', 'PIPEDREAM_CLIENT_SECRET', 'PIPEDREAM_PROJECT_ID', 'PIPEDREAM_PROJECT_ENVIRONMENT'])
})
