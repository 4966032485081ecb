// Runs the `javascript` blocks of docs/guides/serverless.md and fleets.md: each with what its platform calls it by, as far as that can be had.

import assert from 'node:assert/strict'
import { readFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { freePort } from '../../scripts/free-port.mjs'
import { folderFor } from '../support/folders.mjs'
import { install, root, testUnless } from '../support/installed.mjs'
import { program } from '../support/programs.mjs'
import { startRedis, withoutRedis } from '../support/redis.mjs'
import { variablesOf } from '../support/variables.mjs'

const place = folderFor({ after }, 'guides')
const blocks = new Map(
  ['serverless', 'fleets'].flatMap((name) =>
    [...readFileSync(join(root, `docs/guides/${name}.md`), 'utf8').matchAll(/^```javascript\n\/\/ (\S+)\n([\s\S]*?)^```/gm)].map(
      ([, file, code]) => [file, code],
    ),
  ),
)
/** Why the packages of the platforms are not there, or false. */
let skipped = false
const testInstalled = testUnless(() => skipped)

before(() => {
  const dependencies = { '@google-cloud/functions-framework': '5.0.5', '@azure/functions': '4.16.5' }
  skipped = install(place, { dependencies }) ?? false
  mkdirSync(join(place, 'node_modules'), { recursive: true })
  for (const name of ['redis', '@redis', 'ioredis'])
    symlinkSync(join(root, 'node_modules', name), join(place, 'node_modules', name), 'junction')
  symlinkSync(root, join(place, 'node_modules/pipedream-native'), 'junction')
  for (const [file, code] of blocks) {
    mkdirSync(dirname(join(place, file)), { recursive: true })
    writeFileSync(join(place, file), code)
  }
})

test('there is a block for each platform and each client of Redis', () => {
  const files = [
    'lambda.mjs',
    'api/accounts.mjs',
    'cloud-run.mjs',
    'cloud-functions.mjs',
    'azure.mjs',
    'redis-store.mjs',
    'ioredis-store.mjs',
  ]
  assert.deepEqual([...blocks.keys()], files)
})

async function emulator(t) {
  const api = await startEmulator()
  t.after(() => api.close())
  const env = {
    ...variablesOf(api.clientOptions),
  }
  return { api, env }
}

const ids = (accounts) => accounts.map(({ id }) => id)
const OF_USER_1 = ['apn_1', 'apn_2', 'apn_3']

/** Runs code that calls a block as its platform does, in a process of its own. The last line it prints is its result. */
async function result(t, code, env) {
  const file = join(place, 'caller.mjs')
  writeFileSync(file, code)
  const run = program([file], { cwd: place, env, after: (end) => t.after(end) })
  const { code: status } = await run.ended
  assert.equal(status, 0, run.stdout + run.stderr)
  return JSON.parse(run.stdout.trim().split('\n').at(-1))
}

test('AWS Lambda: the handler', { timeout: 60_000 }, async (t) => {
  const { api, env } = await emulator(t)
  const accounts = await result(
    t,
    `import { handler } from './lambda.mjs'
     const context = { getRemainingTimeInMillis: () => 10_000 }
     await handler({ user: 'user-1' }, context)
     console.log(JSON.stringify(await handler({ user: 'user-1' }, context)))`,
    env,
  )
  assert.deepEqual(ids(accounts), OF_USER_1)
  assert.equal(api.tokenRequests, 1)
})

test('Vercel: the handler', { timeout: 60_000 }, async (t) => {
  const { env } = await emulator(t)
  const [status, accounts, refused] = await result(
    t,
    `import { GET } from './api/accounts.mjs'
     const response = await GET(new Request('https://app.example.com/api/accounts?user=user-1'))
     const refused = await GET(new Request('https://app.example.com/api/accounts'))
     console.log(JSON.stringify([response.status, await response.json(), refused.status]))`,
    env,
  )
  assert.deepEqual([status, ids(accounts), refused], [200, OF_USER_1, 400])
})

testInstalled('Azure Functions: the handler that its package registers', { timeout: 60_000 }, async (t) => {
  const { env } = await emulator(t)
  // Azure's host gives this module to the package.
  const core = join(place, 'node_modules/@azure/functions-core')
  mkdirSync(core, { recursive: true })
  writeFileSync(
    join(core, 'index.js'),
    `const registered = []
     module.exports = { version: '1', setProgrammingModel() {}, registerFunction: (...given) => registered.push(given), registered }`,
  )
  const [name, answer, refused] = await result(
    t,
    `import azure from '@azure/functions'
     import core from '@azure/functions-core'
     import './azure.mjs'
     const [[{ name }, handler]] = core.registered
     const request = (query) => new azure.HttpRequest({ method: 'GET', url: 'https://app.example.com/api/accounts', query })
     console.log(JSON.stringify([name, await handler(request({ user: 'user-1' })), await handler(request({}))]))`,
    env,
  )
  assert.equal(name, 'accounts')
  assert.deepEqual(ids(answer.jsonBody), OF_USER_1)
  assert.equal(refused.status, 400)
})

testInstalled('Google Cloud Functions: with its framework', { timeout: 60_000 }, async (t) => {
  const { api, env } = await emulator(t)
  const PORT = String(await freePort())
  const framework = join(place, 'node_modules/.bin/functions-framework')
  const args = [framework, '--target=accounts', '--source=cloud-functions.mjs']
  const server = await program(args, { cwd: place, env: { ...env, PORT }, after: (end) => t.after(end) }).listening()
  for (let count = 0; count < 3; count++) assert.deepEqual(ids(await (await fetch(`${server.url}/?user=user-1`)).json()), OF_USER_1)
  assert.equal((await fetch(server.url)).status, 400)
  assert.equal(api.tokenRequests, 1)
})

test('Google Cloud Run: SIGTERM answers what has begun, then ends', { timeout: 60_000 }, async (t) => {
  const { api, env } = await emulator(t)
  const PORT = String(await freePort())
  const server = await program(['cloud-run.mjs'], { cwd: place, env: { ...env, PORT }, after: (end) => t.after(end) }).listening()
  assert.equal(api.tokenRequests, 1, 'before it listens')
  assert.deepEqual(ids(await (await fetch(`${server.url}/?user=user-1`)).json()), OF_USER_1)
  const slow = api.fail({ operation: 'accounts.list', delayMs: 500 })
  const answer = fetch(`${server.url}/?user=user-1`, { headers: { connection: 'close' } })
  while (slow.used === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  server.signal('SIGTERM')
  assert.equal((await answer).status, 200)
  assert.deepEqual(await server.ended, { code: 0, signal: null })
})

for (const file of ['redis-store.mjs', 'ioredis-store.mjs']) {
  test(`${file}: a process finds the token of the one before`, { skip: withoutRedis, timeout: 60_000 }, async (t) => {
    const { api, env } = await emulator(t)
    const redis = await startRedis(t)
    for (let count = 0; count < 2; count++) {
      const run = program([file], { cwd: place, env: { ...env, REDIS_URL: redis.url }, after: (end) => t.after(end) })
      assert.deepEqual(await run.ended, { code: 0, signal: null }, run.stderr)
      assert.match(run.stdout, count === 1 && file.startsWith('redis') ? /^1 1$/m : /^1\b/m)
    }
    assert.equal(api.tokenRequests, 1)
  })
}
