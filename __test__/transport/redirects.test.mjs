// Redirects: which are followed and what is sent there, over HTTP and with a custom `fetch`.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const ways = { HTTP: {}, 'a fetch of the caller’s': { fetch: (...args) => globalThis.fetch(...args) } }
/** Headers that describe the HTTP client and its connection. */
const ITS_OWN = ['accept', 'user-agent', 'host', 'connection', 'accept-language', 'accept-encoding', 'sec-fetch-mode']
const caller = {
  headers: { cookie: 'sid=hush', 'x-custom': 'hush', 'x-pd-environment-copy': 'hush', authorization_copy: 'hush' },
  rateLimitToken: 'rate-hush',
}
const namesOf = ({ headers }) => Object.keys(headers).filter((name) => !ITS_OWN.includes(name))

for (const [way, options] of Object.entries(ways)) {
  describe(`over ${way}`, () => {
    /** A client of an API that answers `answer(request, other, api)`, and another origin. */
    async function pair(t, answer, said = () => ({ body: { id: 'apn_other' } })) {
      const other = await serve(t, said)
      const api = await serve(t, (request) => answer(request, other.url, api.url))
      return { api, other, client: new PipedreamClient({ ...api.options, ...caller, ...options, maxRetries: 0 }) }
    }

    test('another origin gets no header of the caller, and its answer is the result', async (t) => {
      const { api, other, client } = await pair(t, (_request, to) => ({ status: 302, headers: { location: `${to}/file?sig=1` } }))
      const { data, rawResponse } = await client.accounts.retrieve('a').withRawResponse()
      assert.equal(data.id, 'apn_other')
      assert.deepEqual([rawResponse.redirected, rawResponse.url], [true, `${other.url}/file?sig=1`])
      assert.ok(
        ['authorization', 'cookie', 'x-custom', 'x-pd-environment', 'x-pd-rate-limit'].every((name) => name in api.requests[0].headers),
      )
      assert.deepEqual(namesOf(other.requests[0]), [])
      assert.match(other.requests[0].headers['user-agent'], /^pipedream-native\//)
    })

    test('after a redirect to another origin and back nothing is sent any more', async (t) => {
      const { api, client } = await pair(
        t,
        ({ path }, to) => (path === '/back' ? { body: { id: 'apn_1' } } : { status: 302, headers: { location: to } }),
        (_request) => ({ status: 302, headers: { location: `${api.url}/back` } }),
      )
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
      assert.deepEqual(namesOf(api.requests[1]), [])
    })

    test('a redirect within the origin keeps all headers', async (t) => {
      const { api, client } = await pair(t, ({ path }) =>
        path === '/new' ? { body: { id: 'apn_1' } } : { status: 308, headers: { location: '/new' } },
      )
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
      assert.deepEqual(namesOf(api.requests[1]), namesOf(api.requests[0]))
      assert.equal(api.requests[1].headers.authorization, api.requests[0].headers.authorization)
    })

    for (const status of [301, 302, 303, 307, 308]) {
      test(`a body is not sent on to another origin (${status}); the error names both, without path and query`, async (t) => {
        const { api, other, client } = await pair(t, (_request, to) => ({ status, headers: { location: `${to}/path-hush?q=hush` } }))
        for (const call of [
          () => client.tokens.create({ externalUserId: 'user-hush' }),
          () => client.accounts.delete('id-hush'),
          () => client.request('PUT', '/v1/hush'),
        ]) {
          const error = await failureOf(call())
          assert.equal(error.code, 'ERR_REDIRECT_REFUSED')
          assert.ok(error.message.includes(api.url) && error.message.includes(other.url), error.message)
          assert.doesNotMatch(error.message, /hush/)
        }
        assert.equal(other.requests.length, 0)
        assert.equal(api.requests.length, 3)
      })
    }

    test('within the origin a POST becomes a GET where fetch makes it one, and is repeated where it is not', async (t) => {
      const { api, client } = await pair(t, ({ path, query }) =>
        path === '/new' ? { body: { id: 'apn_1' } } : { status: Number(query.get('status')), headers: { location: '/new' } },
      )
      for (const [status, method, text] of [
        [301, 'GET', ''],
        [302, 'GET', ''],
        [303, 'GET', ''],
        [307, 'POST', '{"a":1}'],
        [308, 'POST', '{"a":1}'],
      ]) {
        await client.request('POST', '/old', { query: { status }, body: { a: 1 } })
        const sent = api.requests.at(-1)
        assert.deepEqual([sent.method, sent.text, 'content-type' in sent.headers], [method, text, method === 'POST'], String(status))
        assert.equal(sent.headers.authorization, 'Bearer token-hush-1')
      }
    })

    test('a stream cannot be sent twice, so its redirect is not followed', async (t) => {
      const { api, client } = await pair(t, () => ({ status: 307, headers: { location: '/new' } }))
      const error = await failureOf(client.request('POST', '/old', { body: Readable.from(['a', 'b']) }))
      assert.equal(error.statusCode, 307)
      assert.equal(api.requests.length, 1)
    })

    test('a redirect loop ends after ten redirects', async (t) => {
      const { api, client } = await pair(t, ({ path }) => ({ status: 302, headers: { location: path } }))
      assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'ERR_TOO_MANY_REDIRECTS')
      assert.equal(api.requests.length, 11)
    })

    test('a redirect without a usable Location is an answer like any other', async (t) => {
      const { client } = await pair(t, ({ query }) => ({
        status: 302,
        headers: query.get('to') === null ? {} : { location: query.get('to') },
      }))
      for (const to of [undefined, 'ftp://127.0.0.1/x', 'file:///etc/passwd', 'http://[', 'data:text/plain,x']) {
        assert.equal((await failureOf(client.request('GET', '/x', { query: { to } }))).statusCode, 302, to)
      }
    })

    test('a 401 of another origin does not invalidate the token, which was not sent there', async (t) => {
      const { api, other, client } = await pair(
        t,
        (_request, to) => ({ status: 302, headers: { location: to } }),
        () => ({ status: 401, body: {} }),
      )
      assert.equal((await failureOf(client.accounts.retrieve('a'))).statusCode, 401)
      assert.deepEqual([api.tokens.length, api.requests.length, other.requests.length], [1, 1, 1])
    })

    test('a POST whose redirect became a GET that fails is not sent again', async (t) => {
      const { api } = await pair(t, ({ method }) =>
        method === 'POST' ? { status: 303, headers: { location: '/result' } } : { status: 503, headers: { 'retry-after': '0' } },
      )
      const client = new PipedreamClient({ ...api.options, ...options, maxRetries: 2 })
      assert.equal((await failureOf(client.request('POST', '/job', { body: {} }))).statusCode, 503)
      assert.deepEqual(
        api.requests.map(({ method }) => method),
        ['POST', 'GET'],
      )
    })

    test('the time limit of an attempt covers all its redirects', { timeout: 60_000 }, async (t) => {
      const { client } = await pair(t, ({ path }) => (path === '/stalls' ? undefined : { status: 302, headers: { location: '/stalls' } }))
      const error = await failureOf(client.accounts.retrieve('a', undefined, { timeoutInSeconds: 0.5 }))
      assert.equal(error.code, 'ETIMEDOUT')
    })

    test('a download is streamed from the host it redirects to, also through the proxy', async (t) => {
      const bytes = () => ({ headers: { 'content-type': 'image/png' }, body: 'bytes' })
      const { other, client } = await pair(t, (_request, to) => ({ status: 302, headers: { location: `${to}/file` } }), bytes)
      const file = await client.fileStash.downloadFile({ s3Key: 'key-hush' })
      assert.equal(Buffer.from(await file.bytes()).toString(), 'bytes')
      const relayed = await client.proxy.get({
        url: 'https://x.example/',
        externalUserId: 'u',
        accountId: 'apn_1',
        headers: { 'x-key': 'hush' },
      })
      assert.equal(Buffer.from(await relayed.bytes()).toString(), 'bytes')
      assert.deepEqual(other.requests.flatMap(namesOf), [])
      assert.doesNotMatch(JSON.stringify(other.requests.map(({ headers, url }) => [headers, url])), /hush/)
    })
  })
}

test('a custom fetch that follows redirects itself fails with an error that says what it must do', async (t) => {
  const api = await serve(t, () => ({ body: {} }))
  const fetch = async () => Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })
  const error = await failureOf(new PipedreamClient({ ...api.options, fetch, token: 'own', maxRetries: 0 }).accounts.retrieve('a'))
  assert.equal(error.code, 'ERR_FETCH')
  assert.match(error.message, /redirect: "manual"/)
})
