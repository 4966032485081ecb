// Token requests that fail: what is retried, what is cached, what callers get, and what an abort ends.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { PipedreamAbortError, PipedreamClient, PipedreamError, TooManyRequestsError } from 'pipedream-native'
import { answerAfter, deferred, failureOf, grant, serve } from '../support/server.mjs'

const account = ({ headers }) => ({ body: { id: 'apn_1', authorization: headers.authorization } })
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const secretOf = ({ text }) => JSON.parse(text).client_secret
const refusal = (error) => ({ status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: 'no' } })
/** A token endpoint that accepts only these secrets. */
const taking =
  (...valid) =>
  (request, ...more) =>
    valid.includes(secretOf(request)) ? grant(request, ...more) : refusal('invalid_client')

describe('guarantee 14: a refusal that a retry does not change', () => {
  for (const code of ['invalid_client', 'unauthorized_client', 'invalid_scope']) {
    test(`guarantee 14: ${code} is cached after one request, for every client with these credentials`, async (t) => {
      const api = await serve(t, account, { token: () => refusal(code) })
      for (let round = 0; round < 20; round++) {
        const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('a'))
        assert.ok(error instanceof PipedreamError)
        assert.equal(error.code, code)
        assert.match(error.message, new RegExp(code))
      }
      assert.equal(api.tokens.length, 1)
      assert.equal(api.requests.length, 0)
    })
  }

  test('guarantee 14: it is dropped at once when the secret function returns another secret', async (t) => {
    const api = await serve(t, account, { token: taking('next') })
    let secret = 'current'
    const client = new PipedreamClient({ ...api.options, clientSecret: () => secret })
    for (let round = 0; round < 5; round++) assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'invalid_client')
    assert.equal(api.tokens.length, 1)
    secret = 'next'
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    assert.equal(api.tokens.length, 2)
  })

  test('guarantee 14: a live token is still used', async (t) => {
    const api = await serve(t, account, {
      token: (request, response, count) => (count === 1 ? grant(request, response, count) : refusal('invalid_client')),
    })
    const client = new PipedreamClient(api.options)
    const token = await client.accessToken()
    assert.equal((await failureOf(client.accessToken({ forceRefresh: true }))).code, 'invalid_client')
    assert.equal(await client.accessToken(), token)
    assert.equal((await client.accounts.retrieve('a')).authorization, `Bearer ${token}`)
  })
})

describe('guarantee 33: several secrets', () => {
  test('guarantee 33: if the current one is revoked, the next is tried once and remembered', async (t) => {
    let valid = ['current']
    const api = await serve(t, account, { token: (...given) => taking(...valid)(...given) })
    const client = new PipedreamClient({ ...api.options, clientSecret: ['current', 'next'] })
    await client.accessToken()
    valid = ['next']
    await client.accessToken({ forceRefresh: true })
    await client.accessToken({ forceRefresh: true })
    assert.deepEqual(api.tokens.map(secretOf), ['current', 'current', 'next', 'next'])
  })

  test('guarantee 33: if all are refused, each was tried once', async (t) => {
    const api = await serve(t, account, { token: taking() })
    const client = new PipedreamClient({ ...api.options, clientSecret: ['current', 'next', 'other'] })
    for (let round = 0; round < 3; round++) assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'invalid_client')
    assert.deepEqual(api.tokens.map(secretOf), ['current', 'next', 'other'])
  })

  test('guarantee 33: no other secret is sent if the failure is not about the secret', async (t) => {
    const api = await serve(t, account, { token: () => refusal('invalid_scope') })
    const client = new PipedreamClient({ ...api.options, clientSecret: ['current', 'next'] })
    assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'invalid_scope')
    assert.deepEqual(api.tokens.map(secretOf), ['current'])
  })
})

describe('an endpoint that is busy', () => {
  test('guarantee 2: with the default retries, 1,000 calls without a token still send at most three token requests', async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 503 }) })
    const client = new PipedreamClient(api.options)
    const failures = await Promise.all(times(1_000, () => failureOf(client.accounts.retrieve('a'))))
    assert.ok(failures.every((error) => error instanceof PipedreamError && error.statusCode === 503))
    assert.ok(api.tokens.length <= 3, `${api.tokens.length} token requests`)
  })

  test('guarantee 2: one that answers 503 once delays the calls and fails none', async (t) => {
    const api = await serve(t, account, {
      token: (request, response, count) => (count === 1 ? { status: 503 } : grant(request, response, count)),
    })
    const client = new PipedreamClient(api.options)
    await Promise.all(times(100, () => client.accounts.retrieve('a')))
    assert.equal(api.tokens.length, 2)
  })

  test('guarantee 11: with Retry-After of a minute a 429 fails the calls at once, and no request is sent meanwhile', async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 429, headers: { 'retry-after': '60' } }) })
    const client = new PipedreamClient(api.options)
    for (let round = 0; round < 5; round++) {
      const error = await failureOf(client.accounts.retrieve('a'))
      assert.ok(error instanceof TooManyRequestsError, String(error))
      assert.ok(error.retryAfter > 50 && error.retryAfter <= 60, `retryAfter ${error.retryAfter}`)
    }
    assert.equal(api.tokens.length, 1)
  })

  test('guarantee 15: if the body of the token answer stalls, the attempt ends after 5 s and the next one gets the token', async (t) => {
    const stall = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"access_')
    }
    const api = await serve(t, account, {
      token: (request, response, count) => (count === 1 ? stall(response) : grant(request, response, count)),
    })
    const began = performance.now()
    assert.equal((await new PipedreamClient(api.options).accounts.retrieve('a')).id, 'apn_1')
    const took = performance.now() - began
    assert.ok(took > 4_900 && took < 12_000, `${took} ms`)
    assert.equal(api.tokens.length, 2)
  })
})

describe('guarantee 23: callers abort', () => {
  async function held(t) {
    const [asked, gate] = [deferred(), deferred()]
    const token = answerAfter(() => {
      asked.resolve()
      return gate.promise
    }, grant)
    const api = await serve(t, account, { token })
    return { api, gate, asked: asked.promise, client: new PipedreamClient(api.options) }
  }

  test('guarantee 23: if the call that started the request is aborted, the other 99 use its result', async (t) => {
    const { api, gate, asked, client } = await held(t)
    const controller = new AbortController()
    const first = client.accounts.retrieve('a', {}, { abortSignal: controller.signal })
    const others = times(99, () => client.accounts.retrieve('a'))
    await asked
    controller.abort(new Error('enough'))
    // It rejects while the request is still held.
    const error = await failureOf(first)
    assert.ok(error instanceof PipedreamAbortError)
    assert.equal(error.cause.message, 'enough')
    gate.resolve()
    assert.equal((await Promise.all(others)).length, 99)
    assert.equal(api.tokens.length, 1)
    assert.equal(api.requests.length, 99)
  })

  test('guarantee 23: if all are aborted, the request still finishes and its token is cached', async (t) => {
    const { api, gate, asked, client } = await held(t)
    const controller = new AbortController()
    const calls = times(100, () => failureOf(client.accounts.retrieve('a', {}, { abortSignal: controller.signal })))
    await asked
    controller.abort()
    assert.ok((await Promise.all(calls)).every(({ name }) => name === 'AbortError'))
    gate.resolve()
    while (client.accessTokenStats().generation === 0) await pause(5)
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer token-hush-1')
    assert.equal(api.tokens.length, 1)
    assert.equal(api.requests.length, 1)
  })

  test('guarantee 23: if the client that started the request is closed, the others use its result', async (t) => {
    const { api, gate, asked, client } = await held(t)
    const own = failureOf(client.accounts.retrieve('a')).catch(() => undefined)
    await asked
    const other = new PipedreamClient(api.options).accounts.retrieve('a')
    client.close()
    gate.resolve()
    assert.equal((await other).id, 'apn_1')
    await own
    assert.equal(api.tokens.length, 1)
  })

  test('guarantee 24: a request that ends after the token was invalidated does not overwrite the newer token', async (t) => {
    const gates = times(3, deferred)
    gates[0].resolve()
    const api = await serve(t, account, {
      token: answerAfter((_request, _response, count) => gates[count - 1].promise, grant),
    })
    const client = new PipedreamClient(api.options)
    await client.accessToken()
    const older = client.accessToken({ forceRefresh: true })
    while (api.tokens.length < 2) await pause(5)
    client.invalidateAccessToken()
    const newer = client.accessToken()
    while (api.tokens.length < 3) await pause(5)
    gates[2].resolve()
    assert.equal(await newer, 'token-hush-3')
    gates[1].resolve()
    await older
    assert.equal(await client.accessToken(), 'token-hush-3')
    assert.equal(api.tokens.length, 3)
  })
})
