// Compressed answers: asked for, and decoded whenever they come.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, grant, serve } from '../support/server.mjs'

const MB = 1 << 20
const PAGE = { data: Array.from({ length: 100 }, (_, n) => ({ id: `apn_${n}`, name: 'n'.repeat(n) })), page_info: { count: 100 } }
const PROXIED = { url: 'https://app.test/a', externalUserId: 'u', accountId: 'apn_1' }

const ENCODE = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  DEFLATE: deflateRawSync,
  'gzip, deflate': (body) => deflateSync(gzipSync(body)),
  identity: (body) => Buffer.from(body),
  '': (body) => Buffer.from(body),
}

/** An answer whose body is `body` in a coding that the server was not asked for. */
const encoded = (body, coding = 'gzip', { status = 200, type = 'application/json', encode = ENCODE[coding] } = {}) => ({
  status,
  headers: { 'content-type': type, 'content-encoding': coding },
  body: encode(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)),
})

const own = (api, options) => new PipedreamClient({ baseUrl: api.url, token: 'own-hush', projectId: 'proj_1', maxRetries: 0, ...options })

describe('Accept-Encoding', () => {
  const asked = async (t, call, options) => {
    const api = await serve(t, () => ({ body: { id: 'apn_1' } }))
    await call(own(api, options))
    return api.requests[0].headers['accept-encoding']
  }
  test('each request asks for gzip and deflate', async (t) => {
    assert.equal(await asked(t, (client) => client.accounts.retrieve('a')), 'gzip, deflate')
    assert.equal(await asked(t, (client) => client.proxy.get(PROXIED)), 'gzip, deflate')
    assert.equal(await asked(t, (client) => client.fileStash.downloadFile({ s3Key: 'k' })), 'gzip, deflate')
    assert.equal(await asked(t, (client) => client.request('POST', '/v1/x', { body: {} })), 'gzip, deflate')
  })
  test('the caller’s own is sent as it is, and null removes it', async (t) => {
    const headers = { 'accept-encoding': 'identity' }
    assert.equal(await asked(t, (client) => client.accounts.retrieve('a'), { headers }), 'identity')
    assert.equal(await asked(t, (client) => client.accounts.retrieve('a', {}, { headers })), 'identity')
    assert.equal(await asked(t, (client) => client.proxy.get(PROXIED, { headers })), 'identity')
    assert.equal(await asked(t, (client) => client.request('GET', '/v1/x', { headers })), 'identity')
    assert.equal(await asked(t, (client) => client.accounts.retrieve('a', {}, { headers: { 'accept-encoding': null } })), undefined)
  })
  test('a request for a part of a file does not ask for compression', async (t) => {
    const headers = { range: 'bytes=0-99' }
    assert.equal(await asked(t, (client) => client.fileStash.downloadFile({ s3Key: 'k' }, { headers })), 'identity')
  })
  test('a token request does not: its answer is small, and a decoder would keep a copy of the token', async (t) => {
    const api = await serve(t)
    await new PipedreamClient(api.options).prefetch()
    assert.equal(api.tokens[0].headers['accept-encoding'], 'identity')
  })
  test('a fetch of the caller’s asks and decodes itself', async (t) => {
    const api = await serve(t, () => encoded({ id: 'apn_1', name: 'n'.repeat(1000) }))
    const given = []
    const fetching = (input, init) => {
      given.push(new Headers(init?.headers ?? input.headers).has('accept-encoding'))
      return fetch(input, init)
    }
    assert.equal((await own(api, { fetch: fetching }).accounts.retrieve('a')).id, 'apn_1')
    assert.deepEqual(given, [false])
    // Raw bytes that are compressed once more than the header says stay as the caller's fetch gave them.
    const twice = await serve(t, () => encoded(gzipSync('inner'), 'gzip', { type: 'application/gzip' }))
    const body = await own(twice, { fetch }).proxy.get(PROXIED)
    assert.deepEqual(Buffer.from(await body.bytes()), gzipSync('inner'))
  })
})

describe('what is decoded', () => {
  for (const coding of Object.keys(ENCODE)) {
    test(`resources, pages, texts and bytes in ${JSON.stringify(coding)}`, async (t) => {
      const answers = {
        '/v1/connect/proj_1/accounts/a': () => encoded({ id: 'apn_1' }, coding),
        '/v1/connect/proj_1/accounts': () => encoded(PAGE, coding),
        '/v1/json': () => encoded({ a: 1 }, coding),
        '/v1/text': () => encoded('<p>é</p>', coding, { type: 'text/html' }),
        '/v1/bytes': () => encoded(Buffer.from([0, 255, 1]), coding, { type: 'image/png' }),
      }
      const api = await serve(t, ({ path }) => answers[path]())
      const client = own(api)
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
      assert.equal((await client.accounts.list()).data.length, 100)
      assert.deepEqual(await client.request('GET', '/v1/json'), { a: 1 })
      assert.equal(await client.request('GET', '/v1/text'), '<p>é</p>')
      assert.deepEqual(Buffer.from(await (await client.request('GET', '/v1/bytes')).bytes()), Buffer.from([0, 255, 1]))
    })
  }

  test('the answers of the proxy', async (t) => {
    let answer = encoded({ ok: true })
    const api = await serve(t, () => answer)
    const client = own(api)
    assert.deepEqual(await client.proxy.get(PROXIED), { ok: true })
    answer = encoded('plain', 'deflate', { type: 'text/plain' })
    assert.equal(await client.proxy.get(PROXIED), 'plain')
    answer = encoded(Buffer.from([1, 2, 3]), 'gzip', { type: 'application/pdf' })
    assert.deepEqual(Buffer.from(await (await client.proxy.get(PROXIED)).bytes()), Buffer.from([1, 2, 3]))
  })

  test('what client.fetch() gives, with the headers of the global fetch', async (t) => {
    const other = await serve(t, () => encoded({ ok: 2 }, 'deflate'))
    const api = await serve(t, () => encoded({ ok: 1 }))
    const client = own(api)
    for (const [url, ok] of [
      ['/v1/x', 1],
      [other.url, 2],
    ]) {
      const response = await client.fetch(url)
      const expected = await fetch(new URL(url, api.url))
      assert.deepEqual(await response.json(), { ok })
      assert.equal(response.headers.get('content-encoding'), expected.headers.get('content-encoding'))
    }
    assert.equal(api.requests[0].headers['accept-encoding'], 'gzip, deflate')
    assert.equal(other.requests[0].headers['accept-encoding'], 'gzip, deflate')
    await client.fetch(other.url, { headers: { range: 'bytes=0-9' } })
    assert.equal(other.requests[2].headers['accept-encoding'], 'identity')
  })

  test('a file that is compressed itself stays as the app sent it', async (t) => {
    const file = gzipSync('a file')
    let headers = { 'content-type': 'application/gzip' }
    const api = await serve(t, () => ({ headers, body: headers['content-encoding'] ? gzipSync(file) : file }))
    const client = own(api)
    assert.deepEqual(Buffer.from(await (await client.proxy.get(PROXIED)).bytes()), file)
    headers = { ...headers, 'content-encoding': 'gzip' }
    assert.deepEqual(Buffer.from(await (await client.proxy.get(PROXIED)).bytes()), file)
  })

  test('the token endpoint’s answers, good and bad', async (t) => {
    const good = await serve(t, () => ({ body: { id: 'apn_1' } }), { token: () => encoded(grant(null, null, 1).body) })
    assert.equal((await new PipedreamClient(good.options).accounts.retrieve('a')).id, 'apn_1')
    assert.equal(good.requests[0].headers.authorization, 'Bearer token-hush-1')
    const bad = await serve(t, undefined, { token: () => encoded({ error: 'invalid_client' }, 'deflate', { status: 401 }) })
    const error = await failureOf(new PipedreamClient(bad.options).accounts.retrieve('a'))
    assert.equal(error.code, 'invalid_client')
  })

  test('errors, and what they echo is redacted', async (t) => {
    const api = await serve(t, ({ headers }) => encoded({ error: `bad ${headers.authorization}` }, 'gzip', { status: 400 }))
    const error = await failureOf(own(api).accounts.retrieve('a'))
    assert.equal(error.name, 'BadRequestError')
    assert.match(error.body.error, /^bad Bearer /)
    assert.doesNotMatch(JSON.stringify(error.body) + error.message, /own-hush/)
  })

  test('what a redirect leads to', async (t) => {
    const other = await serve(t, () => encoded({ id: 'apn_2' }))
    const api = await serve(t, ({ path }) =>
      path.endsWith('/moved')
        ? encoded({ id: 'apn_1' })
        : { status: 307, headers: { location: path.endsWith('/a') ? './moved' : other.url, 'content-encoding': 'br' } },
    )
    assert.equal((await own(api).accounts.retrieve('a')).id, 'apn_1')
    assert.equal((await own(api).accounts.retrieve('b')).id, 'apn_2')
    assert.equal(other.requests[0].headers['accept-encoding'], 'gzip, deflate')
  })

  test('answers without a body have none, whatever coding they name', async (t) => {
    let status = 204
    const api = await serve(t, () => ({ status, headers: { 'content-encoding': 'gzip', 'content-type': 'text/plain' } }))
    await own(api).accounts.delete('a')
    status = 200
    await own(api).request('HEAD', '/v1/x')
    await own(api).accounts.delete('a')
    status = 304
    assert.equal((await failureOf(own(api).accounts.retrieve('a'))).statusCode, 304)
  })

  test('the headers stay as the server sent them, as with fetch', async (t) => {
    const answer = encoded({ id: 'apn_1' })
    const api = await serve(t, () => ({ ...answer, headers: { ...answer.headers, 'content-length': answer.body.length } }))
    const { rawResponse } = await own(api).accounts.retrieve('a').withRawResponse()
    const fetched = await fetch(api.url)
    for (const name of ['content-encoding', 'content-length']) {
      assert.equal(rawResponse.headers.get(name), fetched.headers.get(name))
    }
  })
})

describe('what cannot be decoded', () => {
  const broken = [
    ['cut short', (body) => gzipSync(body).subarray(0, -5), /ends before its compressed data does/],
    ['corrupt', (body) => gzipSync(body).fill(255, 12, 20), /has compressed data that cannot be decoded/],
    ['not compressed', (body) => Buffer.from(body), /has compressed data that cannot be decoded/],
  ]
  for (const [name, encode, message] of broken) {
    test(`a body that is ${name} is retried like one that breaks off`, async (t) => {
      let calls = 0
      const api = await serve(t, () => encoded(PAGE, 'gzip', { encode: ++calls === 2 ? gzipSync : encode }))
      const error = await failureOf(own(api).accounts.list())
      assert.equal(error.code, 'ERR_CORRUPT_BODY')
      assert.match(error.message, message)
      calls = 0
      const [list] = await Promise.all([own(api, { maxRetries: 1 }).accounts.list()])
      assert.equal(list.data.length, 100)
      calls = 0
      assert.equal((await failureOf(own(api, { maxRetries: 1 }).request('POST', '/v1/x', { body: {} }))).code, 'ERR_CORRUPT_BODY')
      assert.equal(calls, 1)
    })
  }

  for (const coding of ['br', 'zstd', 'gzip, br', 'snappy']) {
    test(`an answer in ${coding} is an error that names it, whatever the call`, async (t) => {
      const api = await serve(t, () => encoded(PAGE, coding, { encode: brotliCompressSync, type: 'application/json' }))
      const client = own(api, { maxRetries: 2 })
      for (const call of [
        client.accounts.list(),
        client.proxy.get(PROXIED),
        client.request('GET', '/v1/x'),
        client.accounts.retrieve('a'),
      ]) {
        const error = await failureOf(call)
        assert.equal(error.code, 'ERR_UNSUPPORTED_ENCODING')
        assert.ok(error.message.includes(`"${coding.split(' ').at(-1)}"`), error.message)
      }
      const download = await client.fileStash.downloadFile({ s3Key: 'k' })
      assert.equal((await failureOf(download.bytes())).code, 'ERR_UNSUPPORTED_ENCODING')
      assert.equal(api.requests.length, 5)
    })
  }

  test('an error status stays the error, and its body names the coding', async (t) => {
    const api = await serve(t, () => encoded({ error: 'x' }, 'zstd', { status: 404, encode: Buffer.from }))
    const error = await failureOf(own(api).accounts.retrieve('a'))
    assert.equal(error.name, 'NotFoundError')
    assert.match(error.body, /content coding "zstd"/)
    const cut = await serve(t, () => encoded({ error: 'x' }, 'gzip', { status: 400, encode: (body) => gzipSync(body).subarray(0, -1) }))
    const refused = await failureOf(own(cut).accounts.retrieve('a'))
    assert.equal(refused.name, 'BadRequestError')
    assert.match(refused.body, /ends before its compressed data does/)
    // fetch() gives the answer itself, so there the body fails.
    const response = await own(api).fetch('/v1/x')
    assert.equal(response.status, 404)
    assert.equal((await failureOf(response.text())).code, 'ERR_UNSUPPORTED_ENCODING')
    const token = await serve(t, undefined, { token: () => encoded({ error: 'x' }, 'br', { status: 401, encode: Buffer.from }) })
    assert.equal((await failureOf(new PipedreamClient(token.options).accounts.retrieve('a'))).statusCode, 401)
  })
})

describe('size', () => {
  test('maxResponseBytes counts decoded bytes', async (t) => {
    const body = JSON.stringify({ id: 'a'.repeat(10_000) })
    let noise = false
    const api = await serve(t, () => {
      const answer = encoded(noise ? JSON.stringify({ id: 'x' }) : body)
      return { ...answer, headers: { ...answer.headers, 'content-length': answer.body.length } }
    })
    assert.equal((await failureOf(own(api, { maxResponseBytes: body.length - 1 }).accounts.retrieve('a'))).code, 'ERR_BODY_TOO_LARGE')
    assert.equal((await own(api, { maxResponseBytes: body.length }).accounts.retrieve('a')).id.length, 10_000)
    // Its compressed form is longer than the limit, what it decodes to is not.
    noise = true
    assert.equal((await own(api, { maxResponseBytes: 10 }).accounts.retrieve('a')).id, 'x')
  })

  test('a body that expands to 256 MB ends at maxResponseBytes, and a stream of it takes little memory', async (t) => {
    const member = gzipSync(Buffer.alloc(64 * MB))
    const bomb = Buffer.concat(Array.from({ length: 4 }, () => member))
    const api = await serve(t, () => ({ headers: { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' }, body: bomb }))
    const client = own(api, { maxResponseBytes: MB, timeoutInSeconds: 300 })
    const before = process.memoryUsage.rss()
    assert.equal((await failureOf(client.accounts.list())).code, 'ERR_BODY_TOO_LARGE')
    let bytes = 0
    let most = 0
    for await (const piece of (await client.fileStash.downloadFile({ s3Key: 'k' })).stream()) {
      assert.ok(piece.length <= 256 << 10)
      bytes += piece.length
      most = Math.max(most, process.memoryUsage.rss())
    }
    assert.equal(bytes, 256 * MB)
    assert.ok(most - before < 128 * MB, `${(most - before) / MB} MB`)
  })

  test('a compressed stream is decoded as it comes, as fast as it is read', async (t) => {
    const gzip = createGzip()
    const api = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' })
      gzip.pipe(response)
      gzip.write('first')
      gzip.flush()
    })
    const reader = (await own(api).fileStash.downloadFile({ s3Key: 'k' })).stream().getReader()
    assert.equal(Buffer.from((await reader.read()).value).toString(), 'first')
    gzip.end('second')
    assert.equal(Buffer.from((await reader.read()).value).toString(), 'second')
    assert.equal((await reader.read()).done, true)
  })

  test('a reader that does not read holds the server back', async (t) => {
    const member = gzipSync(Buffer.alloc(MB, 'a'), { level: 0 })
    let sent = 0
    const api = await serve(t, async (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' })
      for (; sent < 200; sent++) if (!response.write(member)) await once(response, 'drain')
      response.end()
    })
    const reader = (await own(api).fileStash.downloadFile({ s3Key: 'k' })).stream().getReader()
    let bytes = (await reader.read()).value.length
    // The server is held back once a hundred turns of its event loop have brought no further megabyte.
    for (let [seen, turns] = [sent, 0]; turns < 100; turns++) {
      await setTimeout(1)
      if (sent !== seen) [seen, turns] = [sent, 0]
    }
    assert.ok(sent < 100, `${sent} MB were sent to a reader that has read one piece`)
    for (let one = await reader.read(); !one.done; one = await reader.read()) bytes += one.value.length
    assert.equal(bytes, 200 * MB)
  })
})
