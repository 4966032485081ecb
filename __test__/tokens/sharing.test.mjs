// One token for the whole process: clients made per call, worker threads, reloaded modules, copies of the JavaScript.

import assert from 'node:assert/strict'
import { cpSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'
import { folderFor } from '../support/folders.mjs'
import { answerAfter, deferred, grant, serve } from '../support/server.mjs'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../..', import.meta.url))
const account = () => ({ body: { id: 'apn_1' } })

const worker = `
  const { workerData, parentPort } = require('node:worker_threads')
  const { PipedreamClient } = require(workerData.root)
  const calls = Array.from({ length: 50 }, () => new PipedreamClient(workerData.options).accounts.retrieve('a'))
  Promise.all(calls).then((accounts) => parentPort.postMessage(accounts.map(({ id }) => id)))
`

/** Starts a worker and returns the ids that it sends. */
async function idsFromWorker(options) {
  const thread = new Worker(worker, { eval: true, workerData: { root, options } })
  const [ids] = await once(thread, 'message')
  await thread.terminate()
  return ids
}

/** Evaluates the package again, as a hot reload does. */
function reloaded() {
  for (const name of Object.keys(require.cache)) {
    if (name.startsWith(join(root, 'dist'))) delete require.cache[name]
  }
  return require(join(root, 'dist', 'index.js')).PipedreamClient
}

/** A copy of the package's JavaScript in its own folder with the same addon, as a bundler would write it. */
function copied(t) {
  const place = folderFor(t, 'copy')
  for (const name of ['dist', 'package.json']) cpSync(join(root, name), join(place, name), { recursive: true })
  for (const name of readdirSync(root).filter((name) => name.endsWith('.node'))) symlinkSync(join(root, name), join(place, name))
  return place
}

test('guarantee 3: 1,000 clients with equal credentials, one made for each call, lead to one token request', async (t) => {
  const api = await serve(t, account)
  const accounts = await Promise.all(Array.from({ length: 1_000 }, () => new PipedreamClient({ ...api.options }).accounts.retrieve('a')))
  assert.ok(accounts.every(({ id }) => id === 'apn_1'))
  assert.equal(api.tokens.length, 1)
})

test('guarantee 3: 8 worker threads that start at once lead to one token request', async (t) => {
  const api = await serve(t, account)
  const ids = await Promise.all(Array.from({ length: 8 }, () => idsFromWorker(api.options)))
  assert.deepEqual(new Set(ids.flat()), new Set(['apn_1']))
  assert.equal(api.tokens.length, 1)
  assert.equal(api.requests.length, 400)
})

test('guarantee 3: a worker that starts later uses the token of the main thread', async (t) => {
  const api = await serve(t, account)
  await new PipedreamClient(api.options).accounts.retrieve('a')
  await idsFromWorker(api.options)
  assert.equal(api.tokens.length, 1)
})

test('guarantee 3: 20 evaluations of the module lead to one token request', async (t) => {
  const api = await serve(t, account)
  const classes = Array.from({ length: 20 }, reloaded)
  assert.equal(new Set(classes).size, 20, 'each is another class')
  await Promise.all(classes.map((Client) => new Client(api.options).accounts.retrieve('a')))
  assert.equal(api.tokens.length, 1)
})

test('guarantee 3: importing the ES module again under another URL sends no other token request', async (t) => {
  const api = await serve(t, account)
  for (const again of ['', '?again=1', '?again=2']) {
    const { PipedreamClient: Client } = await import(`../../dist/index.mjs${again}`)
    await new Client(api.options).accounts.retrieve('a')
  }
  assert.equal(api.tokens.length, 1)
})

test('guarantee 3: 3 copies of the JavaScript over one addon lead to one token request', async (t) => {
  const api = await serve(t, account)
  const classes = [1, 2, 3].map(() => require(join(copied(t), 'dist', 'index.js')).PipedreamClient)
  assert.equal(new Set([...classes, PipedreamClient]).size, 4)
  await Promise.all([...classes, PipedreamClient].map((Client) => new Client(api.options).accounts.retrieve('a')))
  assert.equal(api.tokens.length, 1)
})

test('guarantee 3: all of these at once with a slow endpoint lead to one token request', async (t) => {
  const [asked, gate] = [deferred(), deferred()]
  const token = answerAfter(() => {
    asked.resolve()
    return gate.promise
  }, grant)
  const api = await serve(t, account, { token })
  const classes = [
    ...Array.from({ length: 20 }, reloaded),
    ...[1, 2, 3].map(() => require(join(copied(t), 'dist', 'index.js')).PipedreamClient),
    PipedreamClient,
  ]
  const here = classes.flatMap((Client) => Array.from({ length: 10 }, () => new Client(api.options).accounts.retrieve('a')))
  const there = Array.from({ length: 8 }, () => idsFromWorker(api.options))
  await asked.promise
  gate.resolve()
  await Promise.all([...here, ...there])
  assert.equal(api.tokens.length, 1)
})
