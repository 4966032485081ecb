// Large answers: they are collected, and they do not block the event loop.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'
import { serve } from '../support/server.mjs'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

const page = (size) => ({ body: { data: [{ id: 'apn_1', name: 'x'.repeat(size) }], page_info: {} } })

test('a settled call does not keep its answer alive', async (t) => {
  const api = await serve(t, () => page(10))
  const client = new PipedreamClient(api.options)
  // Each resource has the `Caller` of its client under a symbol.
  const [symbol] = Object.getOwnPropertySymbols(client.accounts)
  const caller = client.accounts[symbol]
  let kept
  // The same as `client.accounts.list()`, but the test gets the internal call.
  const start = () =>
    caller.open(['accounts.list', 'GET', '/'], undefined, (call) => {
      kept = call
      return (id, options) => caller.native.request(id, '{"method":"GET","path":"/v1/connect/proj_1/accounts"}', options)
    })
  const answer = new WeakRef(await start())
  assert.ok(kept)
  // A WeakRef keeps its target alive until the current turn of the event loop ends.
  for (let turn = 0; turn < 10 && answer.deref() !== undefined; turn++) {
    await new Promise(setImmediate)
    collect()
  }
  assert.equal(answer.deref(), undefined)
})

test('answers that arrive together are delivered in parts, with turns of the event loop between them', async (t) => {
  const calls = 24
  const size = 400_000
  const sent = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('../support/large-worker.mjs', import.meta.url), { workerData: { size, sent } })
  t.after(() => worker.terminate())
  const [url] = await once(worker, 'message')
  const client = new PipedreamClient({
    baseUrl: url,
    clientId: 'id',
    clientSecret: 'secret',
    projectId: 'proj_1',
    projectEnvironment: 'development',
  })
  await client.accessToken()
  // The package must not use a timer that a test has replaced.
  const { setImmediate } = globalThis
  t.mock.method(globalThis, 'setImmediate', () => {})
  t.mock.method(globalThis, 'setInterval', () => {})
  let settled = 0
  const all = Promise.all(
    Array.from({ length: calls }, async () => {
      const { data } = await client.accounts.list()
      settled++
      return data[0].name.length
    }),
  )
  // Answers queue up while JavaScript is blocked: until all are sent, and 500 ms longer for those in transit.
  for (let count = Atomics.load(sent, 0); count < calls; count = Atomics.load(sent, 0))
    assert.notEqual(Atomics.wait(sent, 0, count, 60_000), 'timed-out')
  Atomics.wait(sent, 0, calls, 500)
  let most = 0
  while (settled < calls) {
    const before = settled
    await new Promise(setImmediate)
    most = Math.max(most, settled - before)
  }
  assert.deepEqual(
    await all,
    Array.from({ length: calls }, () => size),
  )
  assert.ok(most <= Math.ceil((2 << 20) / size), `in one turn ${most} were given`)
})
