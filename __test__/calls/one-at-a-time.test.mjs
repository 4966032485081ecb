// Calls that are made one after the other, to a server on the same machine that answers at once. The thread that makes such a call may
// run the native half itself (src/driver.rs), so none of this may depend on which thread did.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'

/** A server in a thread of its own. It answers with the number in the path; `silent` is never answered. */
const SERVER = `
const { createServer } = require('node:net')
const { parentPort } = require('node:worker_threads')
const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (data) => {
    const name = /accounts\\/(\\w+)/.exec(data)[1]
    if (name === 'silent') return
    const body = JSON.stringify({ id: name })
    socket.write('HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: ' + body.length + '\\r\\n\\r\\n' + body)
  })
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

async function serve(t) {
  const worker = new Worker(SERVER, { eval: true })
  t.after(() => worker.terminate())
  const [port] = await once(worker, 'message')
  return { baseUrl: `http://127.0.0.1:${port}`, projectId: 'proj_1', projectEnvironment: 'production', token: 'token' }
}

const CALLS = 500

test('between calls made one after the other the event loop runs', async (t) => {
  const client = new PipedreamClient(await serve(t))
  let turns = 0
  const count = () => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  for (let call = 0; call < CALLS; call++) {
    const account = await client.accounts.retrieve(`apn_${call}`)
    assert.equal(account.id, `apn_${call}`)
  }
  clearImmediate(next)
  assert.ok(turns >= CALLS, `${CALLS} calls took ${turns} turns of the event loop`)
})

test('a call that gets no answer after calls that were answered at once is ended by its limit, and by its signal', async (t) => {
  const client = new PipedreamClient({ ...(await serve(t)), maxRetries: 0 })
  for (let round = 0; round < 5; round++) {
    for (let call = 0; call < 20; call++) await client.accounts.retrieve(`apn_${call}`)
    await assert.rejects(client.accounts.retrieve('silent', {}, { timeoutInSeconds: 0.05 }), { name: 'PipedreamTimeoutError' })
    for (let call = 0; call < 20; call++) await client.accounts.retrieve(`apn_${call}`)
    const aborted = client.accounts.retrieve('silent', {}, { abortSignal: AbortSignal.timeout(20) })
    await assert.rejects(aborted, { name: 'AbortError' })
  }
})

test('a call that is aborted after it was started is rejected, whether or not its answer has come', async (t) => {
  const client = new PipedreamClient(await serve(t))
  for (let call = 0; call < CALLS; call++) {
    await client.accounts.retrieve(`apn_${call}`)
    const controller = new AbortController()
    const aborted = client.accounts.retrieve('apn_aborted', {}, { abortSignal: controller.signal })
    controller.abort()
    await assert.rejects(aborted, { name: 'AbortError' })
  }
})

test('calls of two threads, each one after the other, get their own answers', async (t) => {
  const options = await serve(t)
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { PipedreamClient } = require('pipedream-native')
    const client = new PipedreamClient(workerData)
    ;(async () => {
      for (let call = 0; call < ${CALLS}; call++) {
        const { id } = await client.accounts.retrieve('apn_other' + call)
        if (id !== 'apn_other' + call) throw new Error('got ' + id)
      }
      parentPort.postMessage('done')
    })()
  `
  const other = new Worker(code, { eval: true, workerData: options })
  const done = once(other, 'message')
  const client = new PipedreamClient(options)
  for (let call = 0; call < CALLS; call++) assert.equal((await client.accounts.retrieve(`apn_${call}`)).id, `apn_${call}`)
  assert.deepEqual(await done, ['done'])
  await other.terminate()
})
