// Answers of a token endpoint.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const account = () => ({ body: { id: 'apn_1' } })
const json = { 'content-type': 'application/json' }
const token = (more) => ({ body: { access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600, ...more } })
const jwt = (claims) => ['{"alg":"none"}', JSON.stringify(claims), ''].map((part) => Buffer.from(part).toString('base64url')).join('.')

describe('guarantee 35: the lifetime of a token', () => {
  const lives = {
    'a number': [token({}), 3600],
    'a string of digits': [token({ expires_in: '3600' }), 3600],
    'a fraction': [token({ expires_in: 1800.5 }), 1800.5],
    nothing: [token({ expires_in: undefined }), 300],
    null: [token({ expires_in: null }), 300],
    'nothing, but the token is a JWT': [
      token({ expires_in: undefined, access_token: jwt({ iat: 1_700_000_000, exp: 1_700_000_900 }) }),
      900,
    ],
    'nothing, and the token is a JWT that ends before it begins': [
      token({ expires_in: undefined, access_token: jwt({ iat: 5, exp: 1 }) }),
      300,
    ],
    'more than a day': [token({ expires_in: 31_536_000 }), 86_400],
    '1e99': [{ headers: json, body: '{"access_token":"token-hush","token_type":"Bearer","expires_in":1e99}' }, 86_400],
    'a string of 1e99': [token({ expires_in: '1e99' }), 86_400],
  }
  for (const [name, [answer, seconds]] of Object.entries(lives)) {
    test(`guarantee 35: expires_in is ${name}: the token lives ${seconds} s`, async (t) => {
      const api = await serve(t, account, { token: () => answer })
      const client = new PipedreamClient(api.options)
      await client.accounts.retrieve('a')
      await client.accounts.retrieve('a')
      const { ageSeconds, expiresInSeconds } = client.accessTokenStats()
      assert.ok(Math.abs(ageSeconds + expiresInSeconds - seconds) < 1e-3, `${ageSeconds + expiresInSeconds}`)
      assert.equal(api.tokens.length, 1)
    })
  }

  const refused = {
    '-1': -1,
    0: 0,
    text: 'soon',
    'an empty text': '',
    'NaN as text': 'NaN',
    'Infinity as text': 'Infinity',
    true: true,
    'a list': [3600],
    'an object': { seconds: 3600 },
  }
  for (const [name, value] of Object.entries(refused)) {
    test(`guarantee 35: expires_in is ${name}: the answer is refused`, (t) =>
      refusedAnswer(t, token({ expires_in: value }), /expires_in that is not a number of seconds above 0/))
  }
  test('guarantee 35: expires_in is 1e999: the answer is refused', (t) =>
    refusedAnswer(
      t,
      { headers: json, body: '{"access_token":"token-hush","token_type":"Bearer","expires_in":1e999}' },
      /not JSON|expires_in/,
    ))
})

/** The call sends nothing with this answer. The error has its class, says why, and shows no token. */
async function refusedAnswer(t, answer, why) {
  const api = await serve(t, account, { token: () => answer })
  const client = new PipedreamClient(api.options)
  const error = await failureOf(client.accounts.retrieve('a'))
  assert.ok(error instanceof PipedreamError, String(error))
  assert.equal(error.statusCode, answer.status ?? 200)
  if (error.statusCode < 300) assert.equal(error.code, 'ERR_TOKEN_ANSWER')
  assert.match(error.message, /token endpoint answered \d+/)
  assert.match(error.message, why)
  assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }) + error.stack, /hush/)
  assert.equal(api.requests.length, 0)
  assert.equal(client.accessTokenStats().generation, 0)
  return { error, api }
}

describe('guarantee 35: an answer without a usable token', () => {
  const answers = {
    'a token with a line break': [token({ access_token: 'token-hush\r\nx-evil: 1' }), /cannot stand in a header/],
    'a token with a space': [token({ access_token: 'token hush' }), /cannot stand in a header/],
    'a token that is not ASCII': [token({ access_token: 'tökén-hush' }), /cannot stand in a header/],
    'a token with NUL': [token({ access_token: 'hush\0' }), /cannot stand in a header/],
    'an empty token': [token({ access_token: '' }), /cannot stand in a header/],
    'a token of 17 KiB': [token({ access_token: `hush${'a'.repeat(17 * 1024)}` }), /cannot stand in a header/],
    'a token that is a number': [token({ access_token: 1 }), /not a string/],
    'no token': [token({ access_token: undefined }), /no access_token/],
    'a token of type mac': [token({ token_type: 'mac' }), /not of type Bearer/],
    'a token of several types': [token({ token_type: ['DPoP'] }), /type DPoP/],
    HTML: [{ headers: { 'content-type': 'text/html' }, body: '<html>hush</html>' }, /not JSON/],
    'HTML that says it is JSON': [{ headers: json, body: '<html>' }, /not JSON/],
    'broken JSON': [{ headers: json, body: '{"access_token":"token-hush"' }, /not JSON/],
    'an empty body': [{}, /empty body/],
    'white space': [{ headers: json, body: ' \r\n ' }, /empty body/],
    204: [{ status: 204 }, /empty body/],
    'a list': [{ body: ['token-hush'] }, /not JSON|no access_token/],
    null: [{ headers: json, body: 'null' }, /not JSON|no access_token/],
    text: [{ headers: json, body: '"token-hush"' }, /not JSON|no access_token/],
    'bytes that are no text': [{ headers: json, body: Buffer.from([0xff, 0xfe, 0x00]) }, /not JSON/],
    'an error with status 200': [{ body: { error: 'invalid_client' } }, /no access_token/],
    'more than 64 KiB': [token({ padding: 'a'.repeat(64 * 1024) }), /more than 64 KiB/],
  }
  for (const [name, [answer, why]] of Object.entries(answers)) {
    test(`guarantee 35: ${name} is refused`, (t) => refusedAnswer(t, answer, why))
  }

  for (const kind of [
    'MAC',
    'dpop',
    ' DPoP ',
    'pop',
    'BASIC',
    'digest',
    'Negotiate',
    'hoba',
    'Hawk',
    'aws4-hmac-sha256',
    'signature',
    'n_a',
    'OAuth',
    'vapid',
  ]) {
    test(`guarantee 35: token_type ${JSON.stringify(kind)} is another scheme and is refused by name`, (t) =>
      refusedAnswer(t, token({ token_type: kind }), new RegExp(`a token of type ${kind.trim()}, which is not of type Bearer`, 'i')))
  }

  test('guarantee 35: without a token_type, or with one that is not another scheme, the token is a Bearer token', async (t) => {
    for (const kind of ['bearer', 'BEARER', ' Bearer ', 'token_type', 'access_token', '', 'JWT', undefined, null, 1, true, {}, []]) {
      const api = await serve(t, account, { token: () => token({ token_type: kind }) })
      await new PipedreamClient(api.options).accounts.retrieve('a')
      assert.equal(api.requests[0].headers.authorization, 'Bearer token-hush')
    }
  })

  test('guarantee 35: a body just under 64 KiB is read', async (t) => {
    const api = await serve(t, account, { token: () => token({ padding: 'a'.repeat(63 * 1024) }) })
    assert.equal(await new PipedreamClient(api.options).accessToken(), 'token-hush')
  })

  test('guarantee 35: an endless body is read up to 64 KiB', async (t) => {
    let written = 0
    const api = await serve(t, account, {
      token(_request, response) {
        response.writeHead(200, json)
        const more = () => {
          if (response.destroyed) return
          written += 16 * 1024
          response.write(' '.repeat(16 * 1024), () => setImmediate(more))
        }
        more()
      },
    })
    const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('a'))
    assert.match(error.message, /more than 64 KiB/)
    assert.ok(written < 64 * 1024 * 1024, `${written} bytes were taken`)
    assert.equal(api.tokens.length, 1)
  })
})

describe('guarantee 35: where the secret is sent', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    test(`guarantee 35: a redirect with ${status} is not followed`, async (t) => {
      const other = await serve(t, account)
      const { api } = await refusedAnswer(t, { status, headers: { location: `${other.url}/v1/oauth/token` } }, new RegExp(String(status)))
      assert.equal(other.tokens.length + other.requests.length, 0)
      assert.equal(api.tokens.length, 1)
    })
  }

  for (const address of [
    'http://api.example.com',
    'http://192.0.2.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[2001:db8::1]',
    'ftp://127.0.0.1',
  ]) {
    test(`guarantee 35: ${address} is refused before anything is sent`, () => {
      assert.throws(
        () => new PipedreamClient({ baseUrl: address, clientId: 'a', clientSecret: 'hush', projectId: 'proj_1' }),
        (error) => error instanceof PipedreamError && /baseUrl/.test(error.message) && !/hush/.test(inspect(error)),
      )
    })
  }
  for (const address of ['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1', 'https://api.example.com']) {
    test(`guarantee 35: ${address} is allowed`, () =>
      void new PipedreamClient({ baseUrl: address, clientId: 'a', clientSecret: 'hush', projectId: 'proj_1' }))
  }
})
