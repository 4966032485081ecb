// Answers that repeat their request: the error must show neither the token, nor the secret, nor credentials of the caller.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { assertHushed, looks, saidDuring } from '../support/looks.mjs'
import { failureOf, serve } from '../support/server.mjs'

const account = { body: { id: 'apn_1' } }
const json = (value) => JSON.stringify(value)
const unicode = (text) => [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const inUrl = (text) => [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')
const plain = (body, headers = {}) => ({ status: 400, headers: { 'content-type': 'text/plain', ...headers }, body })
const typed = (body) => ({ status: 400, headers: { 'content-type': 'application/json' }, body })

const token = 'token/hush+1"2='
const secret = 'secret/hush+1"2='
/**
 * Whether a text contains no part of the token in any encoding. Both ends of the token are searched for, and in hex only with a letter,
 * since a text may hold any number (a duration of 1.757368 ms).
 */
const isClean = (text) =>
  !/[hH]ush|aHVza|h1c2g|odXNo|68%75|u0068|75:73|2f6875|73682b|x75.x73|117,115/.test(text.replace(/(?:\\[nr]|\s)+/g, ''))

/** Ways in which an API may repeat a request. `bearer` is its Authorization header. */
const echoes = {
  'as text': (bearer) => plain(`you sent ${bearer}`),
  'as JSON': (bearer) => ({ status: 400, body: { error: { request: { headers: { authorization: bearer } } }, [bearer]: 1 } }),
  'as a list of JSON': (bearer) => ({ status: 404, body: [bearer, [bearer]] }),
  'as a JSON string': (bearer) => ({ status: 429, headers: { 'content-type': 'application/json' }, body: json(bearer) }),
  'as JSON with \\/': (bearer) => typed(json({ bearer }).replaceAll('/', '\\/')),
  'as JSON with \\u00XX': (bearer) => typed(`{"a":"${unicode(bearer)}"}`),
  'as JSON within JSON': (bearer) => ({ status: 400, body: { request: json({ bearer }), twice: json(json({ bearer })) } }),
  'as JSON that is cut off': (bearer) => typed(json({ bearer, more: 1 }).slice(0, -3)),
  'as JSON under another type': (bearer) => plain(json({ bearer })),
  'as a URL': (bearer) => plain(`https://x.example/?a=${encodeURIComponent(bearer)}&b=${inUrl(bearer)}`),
  'as a form': (bearer) => plain(String(new URLSearchParams({ bearer }))),
  'as HTML': (bearer) => plain(`<pre>${bearer.replaceAll('"', '&quot;').replaceAll('/', '&#x2F;')}</pre>`, { 'content-type': 'text/html' }),
  'as base64': (bearer) => plain(`${Buffer.from(bearer).toString('base64')} ${Buffer.from(`x${bearer}`).toString('base64url')}`),
  'as base64 in lines': (bearer) => plain(Buffer.from(`x${bearer}`).toString('base64').replace(/.{10}/g, '$&\r\n')),
  'as base64 in lines within JSON': (bearer) => ({
    status: 400,
    body: { bearer: Buffer.from(`x${bearer}`).toString('base64').replace(/.{10}/g, '$&\n') },
  }),
  'as hex with colons': (bearer) => plain(Buffer.from(bearer).toString('hex').replace(/../g, '$&:')),
  'as a hex dump': (bearer) => plain(Buffer.from(bearer).toString('hex').replace(/.{4}/g, '$& ')),
  'as \\xXX': (bearer) => plain(Buffer.from(bearer).toString('hex').replace(/../g, '\\x$&')),
  'as a Buffer in JSON': (bearer) => ({ status: 400, body: { bearer: Buffer.from(bearer) } }),
  'in headers': (bearer) => ({
    status: 400,
    headers: {
      'x-echo': bearer,
      'x-url': encodeURIComponent(bearer),
      'x-request-id': bearer,
      'www-authenticate': `Bearer error="${bearer}"`,
    },
    body: {},
  }),
  'in a header’s name': () => ({ status: 400, headers: { 'x-token-hush-name-of-it': 'a' }, body: {} }),
  'in a Location': (bearer) => ({ status: 302, headers: { location: `ftp://x.example/?${bearer}` } }),
  'in the URL of a redirect': (bearer, { path }) =>
    path === '/to' ? { status: 400, body: {} } : { status: 302, headers: { location: `/to?${encodeURIComponent(bearer)}` } },
  'as the host of a redirect that is refused': () => ({ status: 307, headers: { location: 'http://token-hush-host.example/' } }),
  'with 200': (bearer) => ({ headers: { 'content-type': 'text/html' }, body: `<html>${bearer}` }),
  'with 200 and a list': (bearer) => ({ body: [bearer] }),
  'with 401': (bearer) => ({ status: 401, body: { bearer } }),
  'with 500': (bearer) => ({ status: 500, body: { bearer } }),
  'as something that is not HTTP': (bearer, { socket }) => void socket.end(`${bearer}\r\n\r\n`),
  'in chunks': (bearer, _request, response) => {
    response.writeHead(400, { 'content-type': 'text/plain' })
    for (const character of bearer) response.write(character)
    response.end()
  },
}

const calls = {
  'a GET': (client) => client.accounts.retrieve('a'),
  'a POST': (client) => client.tokens.create({ externalUserId: 'u' }),
  'the proxy': (client) => client.proxy.post({ url: 'https://x.example/', externalUserId: 'u', accountId: 'a', body: { a: 1 } }),
  'request()': (client) => client.request('GET', '/v1/x'),
  'a download': (client) => client.fileStash.downloadFile({ s3Key: 'k' }),
  'a workflow': (client) =>
    client.workflows.invokeForExternalUser({ urlOrEndpoint: `${client.toJSON().baseUrl}/hook`, externalUserId: 'u' }),
}
const ways = { HTTP: {}, fetch: { fetch: (...args) => globalThis.fetch(...args) } }

/** Inspects an error, the logs and the events in every way. */
function assertSilent(texts, name) {
  for (const text of texts) assert.ok(isClean(text), `${name}: ${text.slice(0, 2000)}`)
}

for (const [way, options] of Object.entries(ways)) {
  describe(`an API that repeats the token, over ${way}`, () => {
    for (const [name, echo] of Object.entries(echoes)) {
      // An error that the custom fetch threw is the cause, unchanged (see SECURITY.md).
      if (way === 'fetch' && /not HTTP|host of a redirect/.test(name)) continue
      test(`${name}: no error, log or event shows it`, async (t) => {
        const tokens = { 'x-token-hush-name-of-it': 'token-hush-name-of-it', 'host of a redirect': 'token-hush-host.example' }
        const own = Object.entries(tokens).find(([part]) => String(echo).includes(part) || name.includes(part))?.[1] ?? token
        const api = await serve(t, (request, response) => echo(request.headers.authorization, request, response), {
          token: () => ({ body: { access_token: own, expires_in: 3600 } }),
        })
        const errors = []
        const said = await saidDuring(t, async (logging) => {
          const client = new PipedreamClient({
            ...api.options,
            ...options,
            clientSecret: secret,
            workflowDomain: '127.0.0.1',
            maxRetries: 0,
            logging,
          })
          for (const [call, make] of Object.entries(calls)) {
            const error = await make(client).then(
              () => undefined,
              (error) => error,
            )
            // A successful answer of the proxy or a workflow is not changed.
            if (error !== undefined) errors.push([call, error])
          }
        })
        assert.ok(errors.length >= 2)
        for (const [call, error] of errors) {
          assertSilent(looks(error), call)
          const raw = error.rawResponse
          if (raw !== undefined) assertSilent([raw.url, json([...raw.headers])], call)
          if (name.includes('JSON') && !name.includes('cut off') && !name.includes('type'))
            assert.equal(typeof error.body, error.statusCode === 429 ? 'string' : 'object', call)
        }
        assertSilent(said, 'said')
      })
    }
  })
}

describe('an error does not show', () => {
  test('the token that was refused, and the one that took its place', async (t) => {
    const seen = []
    const api = await serve(t, ({ headers }) => {
      seen.push(headers.authorization)
      return { status: 401, body: { seen } }
    })
    const error = await failureOf(new PipedreamClient({ ...api.options, maxRetries: 0 }).accounts.retrieve('a'))
    assert.equal(seen.length, 2)
    assert.deepEqual(error.body, { seen: ['Bearer [redacted]', 'Bearer [redacted]'] })
  })

  test('the client’s secrets, given or from a function', async (t) => {
    for (const clientSecret of ['secret-hush-1', ['secret-hush-1', 'secret-hush-2'], async () => ['secret-hush-1', 'secret-hush-2']]) {
      const api = await serve(t, () => ({
        status: 400,
        body: { a: 'secret-hush-1', b: Buffer.from('client-id:secret-hush-1').toString('base64') },
      }))
      const error = await failureOf(new PipedreamClient({ ...api.options, clientSecret, maxRetries: 0 }).accounts.retrieve('a'))
      assert.equal(error.body.a, '[redacted]')
      assertSilent(looks(error), 'error')
    }
  })

  test('the caller’s own credentials, but none of its other headers', async (t) => {
    const api = await serve(t, ({ headers }) => ({ status: 400, body: headers }))
    const headers = {
      authorization: 'Basic aHVzaC1odXNoLWh1c2g=',
      cookie: 'session=hush-cookie',
      'x-api-key': 'hush-api-key',
      'x-request-reason': 'nightly-run',
    }
    const error = await failureOf(
      new PipedreamClient({ ...api.options, headers, rateLimitToken: 'hush-rate-limit', maxRetries: 0 }).accounts.retrieve('a'),
    )
    assertSilent(looks(error), 'error')
    assert.deepEqual([error.body.authorization, error.body['x-request-reason']], ['Basic [redacted]', 'nightly-run'])
    const relayed = await failureOf(
      new PipedreamClient({ ...api.options, maxRetries: 0 }).proxy.get({
        url: 'https://x.example/',
        externalUserId: 'u',
        accountId: 'a',
        headers: { Authorization: 'Bearer hush-of-slack' },
      }),
    )
    assertSilent(looks(relayed), 'relayed')
  })

  test('headers of the call that requested the token, if another call or accessToken() waited for it', async (t) => {
    const api = await serve(t, account, {
      token: ({ headers }) => ({
        status: 400,
        headers: { 'x-echo': json(headers) },
        body: { error: 'invalid_request', echo: [headers.cookie, headers['x-api-key'], headers['x-pd-rate-limit']] },
      }),
    })
    const headers = { cookie: 'session=hush-cookie', 'x-api-key': 'hush-api-key' }
    const first = new PipedreamClient({ ...api.options, headers, rateLimitToken: 'hush-rate-limit' })
    const other = new PipedreamClient(api.options)
    const asked = [first.accounts.retrieve('a'), other.accounts.retrieve('a'), first.accessToken(), other.accessToken()]
    for (const error of await Promise.all(asked.map(failureOf))) {
      assert.deepEqual(error.body.echo, ['[redacted]', '[redacted]', '[redacted]'])
      assertSilent([...looks(error), json([...error.rawResponse.headers])], 'error')
    }
    assert.equal(api.tokens.length, 1)
  })

  test('cookies one by one, as frameworks read them', async (t) => {
    const api = await serve(t, () => ({ status: 400, body: { cookies: { session: 'hush-cookie-one', other: 'hush-cookie-two' } } }))
    const error = await failureOf(
      new PipedreamClient({
        ...api.options,
        headers: { cookie: 'session=hush-cookie-one; other=hush-cookie-two' },
        maxRetries: 0,
      }).accounts.retrieve('a'),
    )
    assert.deepEqual(error.body, { cookies: { session: '[redacted]', other: '[redacted]' } })
  })

  test('the secret of a token request made with request(), or a token in an answer that cannot be parsed', async (t) => {
    const create = (api) =>
      failureOf(
        new PipedreamClient({ ...api.options, maxRetries: 0 }).oauthTokens.create({
          clientId: 'an-id',
          clientSecret: 'secret-hush-by-hand',
        }),
      )
    const echoed = await create(await serve(t, account, { token: ({ text }) => ({ status: 400, body: text }) }))
    assert.equal(echoed.statusCode, 400)
    assertSilent(looks(echoed), 'echoed')
    const cut = await create(await serve(t, account, { token: () => ({ body: '{"access_token":"token-hush","expi' }) }))
    assert.equal(cut.code, 'ERR_UNREADABLE_ANSWER')
    assertSilent(looks(cut), 'cut')
  })

  test('a request that a custom fetch threw, except in the cause', async (t) => {
    const fetch = async (url, { headers, body }) => {
      if (String(url).endsWith('/oauth/token') && fetch.isGood) return new Response('{"access_token":"token-hush-own","expires_in":60}')
      throw new Error(`no route for ${JSON.stringify({ headers, body: Buffer.from(body ?? '').toString() })}`)
    }
    for (fetch.isGood of [false, true]) {
      const said = await saidDuring(t, async (logging) => {
        const options = {
          baseUrl: 'https://x.example',
          projectId: 'proj_1',
          clientId: 'an-id',
          clientSecret: `secret-hush-${fetch.isGood}`,
        }
        const client = new PipedreamClient({ ...options, fetch, maxRetries: 0, logging: { ...logging, level: 'error' } })
        const error = await failureOf(client.accounts.retrieve('a'))
        assertHushed([error.message, json(error.toJSON()).replace(/"cause":.*/, ''), json(client.accessTokenStats())], 'error')
      })
      // Events hold the error itself, whose cause is the thrown value, unchanged.
      assert.ok(said.length > 0)
    }
  })

  test('a token that a token store threw', async (t) => {
    const api = await serve(t, () => account)
    const said = await saidDuring(t, async () => {
      const down = async () => Promise.reject(new Error('no store for secret-hush-of-this-one'))
      const client = new PipedreamClient({
        ...api.options,
        clientSecret: 'secret-hush-of-this-one',
        tokenStore: { get: down, set: down, delete: down },
      })
      await client.accounts.retrieve('a')
    })
    assert.ok(said.some((text) => text.includes('storeIgnored')))
    assert.ok(said.some((text) => text.includes('no store for [redacted]')))
    assertHushed(said, 'said')
  })
})

test('a short secret is not removed from words that contain it', async (t) => {
  const body = { error: 'a bad request', id: 'a' }
  const api = await serve(t, () => ({ status: 400, body }), { token: () => ({ body: { access_token: 'bad', expires_in: 60 } }) })
  const error = await failureOf(new PipedreamClient({ ...api.options, clientSecret: 'a' }).accounts.retrieve('a'))
  assert.deepEqual(error.body, body)
})

test('a successful answer is not changed, even if it contains the token', async (t) => {
  const api = await serve(t, ({ headers }) => ({
    headers: { 'x-echo': headers.authorization },
    body: { id: 'a', name: headers.authorization },
  }))
  const { data, rawResponse } = await new PipedreamClient(api.options).accounts.retrieve('a').withRawResponse()
  assert.deepEqual([data.name, rawResponse.headers.get('x-echo')], ['Bearer token-hush-1', 'Bearer token-hush-1'])
})

test('a body of 60 MB is redacted in linear time', { timeout: 120_000 }, async (t) => {
  const size = 60_000_000
  const fills = { text: 'token-hush-', escapes: '\\u0074\\', json: '"token-hush","' }
  const api = await serve(t, ({ query, headers }) => {
    const fill = fills[query.get('fill')]
    return plain(`${fill.repeat(size / fill.length)}${headers.authorization}`)
  })
  const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
  for (const fill of Object.keys(fills)) {
    const { body } = await failureOf(client.request('GET', '/x', { query: { fill } }))
    assert.ok(body.length > size - 100 && body.endsWith('[redacted]'), fill)
  }
})
