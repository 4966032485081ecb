// The deadline of a call, and what every error says of its call: attempts, time and phase.

import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient, PipedreamTimeoutError } from 'pipedream-native'
import { freePort } from '../../scripts/free-port.mjs'
import { failureOf, listening, serve } from '../support/server.mjs'

/** A server of raw connections. */
const listen = (t, onConnection) => listening(t, createServer(onConnection))

const own = (baseUrl, options) => new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', ...options })
const never = () => undefined

describe('deadlineInSeconds', { concurrency: true }, () => {
  test('ends a call in its second attempt, with the failure of the first as the cause', async (t) => {
    const api = await serve(t, (_request, _response, count) => (count === 1 ? { status: 503, body: 'closed' } : undefined))
    const error = await failureOf(own(api.url, { deadlineInSeconds: 3 }).accounts.retrieve('a'))
    assert.ok(error instanceof PipedreamTimeoutError)
    assert.deepEqual([error.code, error.limitedBy, error.attempts, error.phase], ['ETIMEDOUT', 'deadlineInSeconds', 2, 'wait'])
    assert.match(error.message, /GET .*\/accounts\/\{account_id\} took longer than its deadline of 3 s, waiting for the answer/)
    assert.ok(error.elapsedMs >= 2990 && error.elapsedMs < 20_000, `${error.elapsedMs}`)
    assert.deepEqual([error.cause.statusCode, error.cause.body], [503, 'closed'])
  })

  test('no pause is started that would end after it: the answer is given at once', async (t) => {
    const api = await serve(t, () => ({ status: 503, headers: { 'retry-after': '20' } }))
    const error = await failureOf(own(api.url).accounts.retrieve('a', {}, { deadlineInSeconds: 15 }))
    assert.deepEqual([error.statusCode, error.attempts, error.notRetriedBecause], [503, 1, 'deadline'])
    assert.ok(error.elapsedMs < 15_000)
  })

  test('includes the wait for a token', async (t) => {
    const api = await serve(t, undefined, { token: never })
    const error = await failureOf(new PipedreamClient({ ...api.options, deadlineInSeconds: 0.3 }).accounts.retrieve('a'))
    assert.deepEqual([error.limitedBy, error.attempts, error.phase], ['deadlineInSeconds', 0, 'token'])
    assert.match(error.message, /deadline of 0\.3 s, waiting for an access token/)
  })

  test('includes functions that give headers', async (t) => {
    const api = await serve(t)
    const slow = { 'x-slow': () => new Promise(() => {}) }
    const hangs = await failureOf(own(api.url).accounts.retrieve('a', {}, { headers: slow, deadlineInSeconds: 0.2 }))
    assert.deepEqual([hangs.limitedBy, hangs.attempts, api.requests.length], ['deadlineInSeconds', 0, 0])
    const headers = { 'x-slow': () => new Promise((resolve) => setTimeout(resolve, 1000, 'x')) }
    const silent = await serve(t, never)
    const error = await failureOf(own(silent.url).accounts.retrieve('a', {}, { headers, deadlineInSeconds: 2 }))
    assert.ok(error.elapsedMs >= 1990 && error.elapsedMs < 2900, `the function's second counts: ${error.elapsedMs}`)
  })

  test('of a stream lasts until its head has come, and does not cut the body', async (t) => {
    const api = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      let left = 8
      const drip = setInterval(() => {
        response.write('x')
        if (--left === 0) {
          clearInterval(drip)
          response.end()
        }
      }, 100)
    })
    const response = await own(api.url, { deadlineInSeconds: 0.5 }).fileStash.downloadFile({ s3Key: 'a' })
    assert.equal((await response.bytes()).length, 8)
    const silent = await serve(t, never)
    const error = await failureOf(own(silent.url, { deadlineInSeconds: 0.3 }).fileStash.downloadFile({ s3Key: 'a' }))
    assert.equal(error.limitedBy, 'deadlineInSeconds')
  })

  test('holds for client.request() and client.fetch() too', async (t) => {
    const api = await serve(t, never)
    const client = own(api.url)
    const calls = [client.request('GET', '/v1/x', { deadlineInSeconds: 0.3 }), client.fetch('/v1/x', undefined, { deadlineInSeconds: 0.3 })]
    for (const call of calls) {
      const error = await failureOf(call)
      assert.deepEqual([error.limitedBy, error.attempts, error.phase], ['deadlineInSeconds', 1, 'wait'])
    }
  })

  test('of client.fetch() does not hide a failing answer that it may not retry', async (t) => {
    const api = await serve(t, () => ({ status: 503, headers: { 'retry-after': '20' }, body: 'closed' }))
    const response = await own(api.url).fetch('/v1/x', undefined, { deadlineInSeconds: 15 })
    assert.deepEqual([response.status, await response.text()], [503, 'closed'])
  })

  test('each page has its own', async (t) => {
    const page = (count) => ({ data: [{ id: `a${count}` }], page_info: count < 4 ? { end_cursor: `c${count}` } : {} })
    const api = await serve(t, async (_request, _response, count) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return { body: page(count) }
    })
    const ids = []
    for await (const { id } of await own(api.url, { deadlineInSeconds: 1.8 }).accounts.list()) ids.push(id)
    assert.deepEqual(ids, ['a1', 'a2', 'a3', 'a4'])
  })

  for (const value of [0, -1, '3', true, Number.NaN, Number.POSITIVE_INFINITY, 1e9]) {
    test(`${inspect(value)} is refused by name`, async (t) => {
      const api = await serve(t)
      assert.throws(() => own(api.url, { deadlineInSeconds: value }), {
        code: 'ERR_INVALID_ARGUMENT',
        message: /deadlineInSeconds must be/,
      })
      const error = await failureOf(own(api.url).accounts.retrieve('a', {}, { deadlineInSeconds: value }))
      assert.deepEqual([error.code, error.attempts, error.phase, api.requests.length], ['ERR_INVALID_ARGUMENT', 0, undefined, 0])
      assert.match(error.message, /deadlineInSeconds/)
      assert.ok(error.elapsedMs >= 0)
    })
  }
})

// Not beside the others, because it blocks the event loop for a second.
test('deadlineInSeconds holds with a fetch of the caller, and counts the turns of its event loop', async () => {
  const options = { token: 'own', projectId: 'proj_1', deadlineInSeconds: 0.3 }
  const hangs = new PipedreamClient({ ...options, fetch: () => new Promise(() => {}) })
  const error = await failureOf(hangs.accounts.retrieve('a'))
  assert.deepEqual([error.limitedBy, error.attempts, error.phase], ['deadlineInSeconds', 1, 'wait'])
  const busy = new PipedreamClient({
    ...options,
    fetch: async () => {
      const end = performance.now() + 1000
      while (performance.now() < end);
      return Response.json({ data: { id: 'a' } })
    },
  })
  assert.ok(await busy.accounts.retrieve('a'))
})

describe('every error of a call says how often it was sent and in which phase it failed', () => {
  const limit = { timeoutInSeconds: 0.4, maxRetries: 0 }
  const answering = (answer) => async (t) => own((await serve(t, answer)).url, limit)
  const cases = {
    'a failing status': [answering(() => ({ status: 404 })), 1, 'body'],
    'a body that is not JSON': [answering(() => ({ body: '{' })), 1, 'decode'],
    'no answer': [answering(never), 1, 'wait', /took longer than its limit of 0\.4 s, waiting for the answer/],
    'a body that stops': [
      answering((_request, response) => void response.writeHead(200, { 'content-length': 9 }).write('{')),
      1,
      'body',
      /reading the answer/,
    ],
    'a connection that is closed': [
      // It closes when it has the request: before that, the phase is that of the connection.
      async (t) => own(`http://127.0.0.1:${await listen(t, (socket) => socket.once('data', () => socket.destroy()))}`, limit),
      1,
      'wait',
    ],
    'a port that nobody listens on': [async () => own(`http://127.0.0.1:${await freePort()}`, limit), 1, 'connect'],
    'a server that does not answer the handshake': [
      async (t) => own(`https://127.0.0.1:${await listen(t, never)}`, limit),
      1,
      'tls',
      /in the TLS handshake/,
    ],
    'a refused token request': [
      async (t) =>
        new PipedreamClient({ ...(await serve(t, never, { token: () => ({ status: 400, body: { error: 'invalid_client' } }) })).options }),
      0,
      'token',
    ],
  }
  for (const [name, [make, attempts, phase, message]] of Object.entries(cases)) {
    test(name, async (t) => {
      const error = await failureOf((await make(t)).accounts.retrieve('a'))
      assert.deepEqual([error.attempts, error.phase], [attempts, phase], inspect(error))
      assert.ok(error.elapsedMs >= 0)
      if (message !== undefined) assert.match(error.message, message)
      const logged = JSON.parse(JSON.stringify(error))
      assert.deepEqual([logged.attempts, logged.phase], [attempts, phase])
      assert.match(inspect(error), new RegExp(`phase: '${phase}'`))
    })
  }

  test('an upload that the server does not read', async (t) => {
    const port = await listen(t, (socket) => socket.pause())
    const body = Buffer.alloc(64 << 20)
    const error = await failureOf(own(`http://127.0.0.1:${port}`, limit).request('POST', '/v1/x', { body }))
    assert.deepEqual([error.attempts, error.phase], [1, 'send'], inspect(error))
    assert.match(error.message, /sending the request/)
  })

  test('a chunk of a stream that does not come', async (t) => {
    const api = await serve(t, (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).write('x'))
    const response = await own(api.url, limit).fileStash.downloadFile({ s3Key: 'a' })
    const error = await failureOf(response.bytes())
    assert.deepEqual([error.attempts, error.phase, error.limitedBy], [1, 'body', 'timeoutInSeconds'])
  })

  test('an abort in the pause before a retry, and one while the call waits', async (t) => {
    const api = await serve(t, () => ({ status: 503, headers: { 'retry-after': '30' } }))
    const controller = new AbortController()
    const failed = failureOf(own(api.url).accounts.retrieve('a', {}, { abortSignal: controller.signal }))
    while (api.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 500))
    controller.abort()
    const error = await failed
    assert.deepEqual([error.name, error.attempts, error.phase], ['AbortError', 1, 'queue'])
    const waits = await serve(t, never)
    const waiting = failureOf(own(waits.url).accounts.retrieve('a', {}, { abortSignal: AbortSignal.timeout(500) }))
    assert.deepEqual([(await waiting).attempts, (await waiting).phase], [1, 'wait'])
  })

  test('an error that a function of the caller throws keeps the facts of its own call', async (t) => {
    const api = await serve(t, () => ({ status: 404 }))
    const client = own(api.url)
    const inner = await failureOf(client.accounts.retrieve('a'))
    const thrower = () => {
      throw inner
    }
    const outer = await failureOf(client.accounts.retrieve('a', {}, { headers: { 'x-a': thrower } }))
    assert.equal(outer.cause, inner)
    assert.deepEqual([outer.attempts, outer.phase, inner.attempts, inner.phase], [0, undefined, 1, 'body'])
  })
})
