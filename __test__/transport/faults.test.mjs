// Faults of servers, connections and callers.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { closeServer, deferred, failureOf, serve } from '../support/server.mjs'

const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))

/** A client with a token of its own, so that its first call opens the first connection. */
const own = (baseUrl, options) => new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', maxRetries: 0, ...options })

describe('answers', () => {
  test('an error body that is nested deeper than the stack allows is read like any other', async (t) => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const api = await serve(t, () => ({ status: 400, headers: { 'content-type': 'application/json' }, body: deep }))
    const error = await failureOf(own(api.url).accounts.retrieve('a'))
    assert.equal(error.statusCode, 400)
    assert.match(error.message, /Body: \[\n {2}\[\n {4}\[/)
    assert.equal(error.body.length, 1)
  })

  const unfollowed = {
    'a streamed body that would have to be sent again': [
      307,
      { location: '/elsewhere' },
      (client) => client.request('POST', '/v1/x', { body: Readable.from(['a']) }),
    ],
    'no location': [302, {}, (client) => client.accounts.delete('a')],
    'nothing new': [304, {}, (client) => client.accounts.delete('a')],
  }
  for (const [name, [status, headers, call]] of Object.entries(unfollowed)) {
    test(`a redirect that is not followed (${name}) is an error`, async (t) => {
      const api = await serve(t, () => ({ status, headers }))
      assert.equal((await failureOf(call(own(api.url)))).statusCode, status)
      assert.equal(api.requests.length, 1)
    })
  }

  test('an answer that is not HTTP fails with an error that says so, and is not retried', async (t) => {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      socket.on('error', () => {})
      // Not before the request: what comes earlier ends the connection without being read.
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n'))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    const error = await failureOf(own(`http://127.0.0.1:${server.address().port}`, { maxRetries: 2 }).accounts.retrieve('a'))
    assert.equal(error.code, 'ERR_INVALID_HTTP_RESPONSE')
    assert.equal(connections, 1)
  })
})

describe('connections', () => {
  test('one that breaks at its first request is retried only if maxRetries allows it', async (t) => {
    const api = await serve(t, ({ socket }) => void socket.resetAndDestroy())
    assert.equal((await failureOf(own(api.url).accounts.delete('a'))).code, 'ECONNRESET')
    assert.equal(api.requests.length, 1)
  })

  test('guarantee 29: one that was used before and breaks is replaced at once, and this does not count as a retry', async (t) => {
    const api = await serve(t, ({ socket }, _response, count) => (count === 2 ? void socket.resetAndDestroy() : { body: { id: 'apn_1' } }))
    const client = own(api.url)
    await client.accounts.retrieve('a')
    assert.equal((await client.accounts.retrieve('b')).id, 'apn_1')
    assert.equal(api.requests.length, 3)
  })

  async function secure(t) {
    const server = createSecureServer({ key: fixture('server.key'), cert: fixture('server.pem') }, (_request, response) =>
      response.end('{"id":"apn_1"}'),
    )
    const seen = { connections: 0 }
    server.on('connection', () => seen.connections++)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => closeServer(server))
    return { url: `https://localhost:${server.address().port}`, seen }
  }

  test('an untrusted certificate has its error code and is not retried', async (t) => {
    const { url, seen } = await secure(t)
    const error = await failureOf(own(url, { maxRetries: 2 }).accounts.retrieve('a'))
    assert.equal(error.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    assert.match(error.message, /no secure connection to https:\/\/localhost/)
    assert.equal(seen.connections, 1)
  })

  test('a certificate for another name has its error code, and one for the right name is accepted', async (t) => {
    const { url } = await secure(t)
    const options = { caCertificates: fixture('authority.pem') }
    assert.equal((await own(url, options).accounts.retrieve('a')).id, 'apn_1')
    const error = await failureOf(own(url.replace('localhost', 'a.localhost'), options).accounts.retrieve('a'))
    assert.match(error.code, /ERR_TLS_CERT_ALTNAME_INVALID/)
  })
})

describe('the time limit', () => {
  test('applies while a refused token is replaced: the caller gets the 401', async (t) => {
    const token = (_request, _response, count) =>
      count === 1 ? { body: { access_token: 'first', token_type: 'Bearer', expires_in: 3600 } } : new Promise(() => {})
    const api = await serve(t, () => ({ status: 401, body: {} }), { token })
    const began = performance.now()
    const error = await failureOf(
      new PipedreamClient({ ...api.options, clientSecret: 'limit-holds', timeoutInSeconds: 0.5 }).accounts.retrieve('a'),
    )
    assert.equal(error.statusCode, 401)
    const took = performance.now() - began
    assert.ok(took < 4_000, `${took} ms`)
  })

  const hanging = () => new Promise(() => {})
  const asking = {
    'a header of the call': (url) => own(url, { timeoutInSeconds: 0.2 }).accounts.retrieve('a', {}, { headers: { 'x-a': hanging } }),
    'a header of the client': (url) => own(url, { headers: { 'x-a': hanging }, timeoutInSeconds: 0.2 }).accounts.retrieve('a'),
    'a header of a request': (url) => own(url).request('POST', '/v1/x', { headers: { 'x-a': hanging }, timeoutInSeconds: 0.2 }),
    'the environment': (url) => own(url, { projectEnvironment: hanging }).accounts.retrieve('a', {}, { timeoutInSeconds: 0.2 }),
    'the authorization': (url) => own(url, { auth: hanging, timeoutInSeconds: 0.2 }).accounts.retrieve('a'),
  }
  for (const [name, call] of Object.entries(asking)) {
    test(`applies to a function that returns ${name}`, async (t) => {
      const api = await serve(t)
      const error = await failureOf(call(api.url))
      assert.equal(error.name, 'PipedreamTimeoutError')
      assert.match(error.message, /0\.2 s/)
      assert.equal(api.requests.length, 0)
    })
  }

  test('guarantee 20: if the token cannot be probed, the call fails with the relayed 401, and many such calls send one probe', async (t) => {
    const api = await serve(t, ({ path }) =>
      path.includes('/proxy/') ? { status: 401, body: { from: 'upstream' } } : new Promise(() => {}),
    )
    const client = own(api.url, { timeoutInSeconds: 2 })
    const request = { url: 'https://app.example', externalUserId: 'u', accountId: 'a' }
    const errors = await Promise.all(times(20, () => failureOf(client.proxy.get(request))))
    for (const { statusCode, body } of errors) assert.deepEqual([statusCode, body], [401, { from: 'upstream' }])
    assert.equal(api.requests.filter(({ path }) => !path.includes('/proxy/')).length, 1)
  })
})

describe('callers', () => {
  test('a stream that was read or is locked is refused', async (t) => {
    const api = await serve(t)
    const node = Readable.from(['a'])
    for await (const _ of node);
    const web = new Blob(['a']).stream()
    const locked = new Blob(['a']).stream()
    locked.getReader()
    for await (const _ of web);
    for (const body of [node, web, locked]) {
      const error = await failureOf(own(api.url).request('POST', '/v1/x', { body }))
      assert.ok(error instanceof PipedreamError)
      assert.match(error.message, /body must be a stream that/)
    }
    assert.equal(api.requests.length, 0)
  })

  test('a stream that cannot be iterated fails the call with a clear error', async (t) => {
    const api = await serve(t)
    const body = {
      [Symbol.asyncIterator]() {
        throw new Error('not today')
      },
    }
    const error = await failureOf(own(api.url).request('POST', '/v1/x', { body }))
    assert.ok(error instanceof PipedreamError)
    assert.match(error.message, /the body could not be read: not today/)
  })

  test('a signal that many calls share has one listener', async (t) => {
    const api = await serve(t, () => new Promise(() => {}))
    const warnings = []
    const warned = (warning) => warnings.push(warning.name)
    process.on('warning', warned)
    t.after(() => process.off('warning', warned))
    const controller = new AbortController()
    const client = own(api.url)
    const calls = times(30, () => failureOf(client.accounts.retrieve('a', {}, { abortSignal: controller.signal })))
    const reason = new Error('enough')
    controller.abort(reason)
    for (const error of await Promise.all(calls)) assert.equal(error.cause, reason)
    await new Promise(setImmediate)
    assert.deepEqual(warnings, [])
  })

  for (const [name, behind] of Object.entries({
    'a Proxy': (one) => new Proxy(one, {}),
    'a Proxy that passes its receiver on': (one) => new Proxy(one, { get: (target, key, receiver) => Reflect.get(target, key, receiver) }),
    'Object.create': (one) => Object.create(one),
  })) {
    test(`a client and its resources work through ${name}`, async (t) => {
      const api = await serve(t, () => ({ body: { id: 'apn_1', data: [] } }))
      const client = behind(own(api.url))
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
      assert.equal((await behind(client.accounts).retrieve('a')).id, 'apn_1')
      assert.equal(await client.rawAccessToken, 'own')
      assert.deepEqual(await client.request('GET', '/v1/x'), { id: 'apn_1', data: [] })
      client.close()
      assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'ERR_CLIENT_CLOSED')
    })
  }
})

/** A custom fetch is a function of this process, and nothing keeps the process alive when a call has ended. So each test runs a server. */
describe('the option fetch', () => {
  test('gets a signal that aborts with the call and at the time limit', async (t) => {
    await serve(t)
    for (const end of ['abort', 'time']) {
      const controller = new AbortController()
      const { promise, resolve } = deferred()
      let isCalled = false
      const fetch = (_url, { signal }) => {
        isCalled = true
        if (end === 'abort') setImmediate(() => controller.abort())
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            resolve()
            reject(signal.reason)
          })
        })
      }
      const client = own('https://api.example', { fetch })
      // On a busy machine the limit may pass before the function is called. Then repeat the call.
      do {
        const error = await failureOf(
          client.accounts.retrieve('a', {}, end === 'abort' ? { abortSignal: controller.signal } : { timeoutInSeconds: 0.05 }),
        )
        assert.match(error.name, end === 'abort' ? /AbortError/ : /PipedreamTimeoutError/)
      } while (!isCalled)
      await promise
    }
  })

  test('can stream a file, and its body is cancelled when nobody reads on', async (t) => {
    await serve(t)
    let pulled = 0
    const { promise, resolve } = deferred()
    const pull = (controller) => {
      pulled++
      controller.enqueue(new Uint8Array(1000))
    }
    const pieces = () => new ReadableStream({ pull, cancel: resolve }, { highWaterMark: 0 })
    const client = own('https://api.example', { fetch: async () => new Response(pieces(), { headers: { 'content-type': 'image/png' } }) })
    const reader = (await client.fileStash.downloadFile({ s3Key: 'k' })).stream().getReader()
    for (let count = 0; count < 5; count++) assert.equal((await reader.read()).value.length, 1000)
    assert.ok(pulled <= 6, `${pulled} pieces were asked for`)
    await reader.cancel()
    await promise
  })
})
