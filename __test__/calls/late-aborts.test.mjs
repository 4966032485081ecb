// Aborts that come late: when the answer has arrived in Rust, while it is delivered, and while the body of an answer is read. Their errors say how
// often the call was sent, how long it took and in which phase it was, as every error of a call does.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const own = (baseUrl, options) => new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', ...options })

/** A server in a thread of its own, which counts the answers that it has written. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:http').createServer((request, response) => {
    response.on('finish', () => {
      Atomics.add(workerData, 0, 1)
      Atomics.notify(workerData, 0)
    })
    response.setHeader('content-type', 'application/json')
    response.statusCode = request.url.endsWith('refused') ? 404 : 200
    response.end('{}')
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

/** A server in a thread of its own. `waitFor(count)` holds this thread until so many answers are written and have had time to arrive, so none is delivered. */
async function serverThread(t) {
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(SERVER, { eval: true, workerData: answered })
  t.after(() => worker.terminate())
  const [port] = await once(worker, 'message')
  const waitFor = (count) => {
    const end = performance.now() + 20_000
    for (let seen = 0; seen < count && performance.now() < end; seen = Atomics.load(answered, 0)) Atomics.wait(answered, 0, seen, 1000)
    Atomics.wait(answered, 0, count, 300)
  }
  return { url: `http://127.0.0.1:${port}`, waitFor }
}

describe('an abort', () => {
  test('when the answers have arrived and are not delivered yet', async (t) => {
    const { url, waitFor } = await serverThread(t)
    const client = own(url)
    await client.accounts.retrieve('a')
    const controller = new AbortController()
    const options = { abortSignal: controller.signal }
    const calls = [
      client.accounts.retrieve('a', {}, options),
      client.accounts.retrieve('refused', {}, options),
      client.fileStash.downloadFile({ s3Key: 'a' }, options),
      client.fetch('/x', { signal: controller.signal }),
    ].map(failureOf)
    waitFor(5)
    controller.abort()
    for (const { name, attempts, phase, elapsedMs } of await Promise.all(calls))
      assert.deepEqual([name, attempts, typeof phase, elapsedMs > 0], ['AbortError', 1, 'string', true])
  })

  test('by code that runs between the delivery of two answers', async (t) => {
    const { url, waitFor } = await serverThread(t)
    const controllers = []
    let isStarted = false
    /** The first end of a call aborts all calls. */
    const line = () => {
      for (const controller of isStarted ? controllers.splice(0) : []) controller.abort()
    }
    const logger = { debug: line, info: line, warn: line, error: line }
    const client = own(url, { logging: { logger, level: 'debug', silent: false } })
    await client.accounts.retrieve('a')
    const calls = ['a', 'refused', 'b', 'refused'].map((id) => {
      const controller = new AbortController()
      const call = client.accounts.retrieve(id, {}, { abortSignal: controller.signal }).then(undefined, (error) => error)
      controllers.push(controller)
      return call
    })
    isStarted = true
    waitFor(5)
    const aborted = (await Promise.all(calls)).filter((error) => error?.name === 'AbortError')
    assert.equal(aborted.length, 3)
    for (const { attempts, phase } of aborted) assert.deepEqual([attempts, typeof phase], [1, 'string'])
  })

  test('in the turn in which the call was made, and while a function gives a header', async (t) => {
    const api = await serve(t)
    const waiting = () => new Promise(() => undefined)
    const aborted = (url, headers) => {
      const controller = new AbortController()
      const failed = failureOf(own(url).accounts.retrieve('a', {}, { abortSignal: controller.signal, headers }))
      controller.abort()
      return failed
    }
    // Rust may have begun already.
    const first = await aborted((await serve(t)).url, undefined)
    assert.deepEqual([first.name, typeof first.attempts, typeof first.phase], ['AbortError', 'number', 'string'])
    const second = await aborted(api.url, { 'x-a': waiting })
    assert.deepEqual([second.name, second.attempts, second.phase, second.elapsedMs >= 0], ['AbortError', 0, 'queue', true])
    const late = await failureOf(own(api.url).accounts.retrieve('a', {}, { timeoutInSeconds: 0.1, headers: { 'x-a': waiting } }))
    assert.deepEqual([late.name, late.attempts, late.phase, late.limitedBy], ['PipedreamTimeoutError', 0, 'queue', 'timeoutInSeconds'])
    assert.equal(api.requests.length, 0)
  })

  for (const [name, read] of Object.entries({
    'client.fetch, text()': async (client, abortSignal) => (await client.fetch('/x', { signal: abortSignal })).text(),
    'bytes()': async (client, abortSignal) => (await client.fileStash.downloadFile({ s3Key: 'a' }, { abortSignal })).bytes(),
    'a reader': async (client, abortSignal) => {
      const reader = (await client.fileStash.downloadFile({ s3Key: 'a' }, { abortSignal })).stream().getReader()
      while (true) await reader.read()
    },
    'an abort before anybody reads': async (client, abortSignal) => {
      const response = await client.fileStash.downloadFile({ s3Key: 'a' }, { abortSignal })
      await new Promise((resolve) => abortSignal.addEventListener('abort', resolve))
      return response.bytes()
    },
  }))
    test(`while the body of an answer is read: ${name}`, async (t) => {
      const api = await serve(t, (_request, response, count) => {
        if (count === 1) return { status: 503, headers: { 'retry-after': '0' } }
        return void response.writeHead(200, { 'content-type': 'image/png' }).write('x')
      })
      const controller = new AbortController()
      const failed = failureOf(read(own(api.url), controller.signal))
      while (api.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 20))
      await new Promise((resolve) => setTimeout(resolve, 200))
      controller.abort()
      const { name, attempts, phase, elapsedMs } = await failed
      assert.deepEqual([name, attempts, phase, elapsedMs > 0], ['AbortError', 2, 'body', true])
    })
})
