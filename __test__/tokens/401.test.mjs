// When a 401 or a 403 replaces the token, and when it does not.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { deferred, failureOf, serve } from '../support/server.mjs'

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const refused = { status: 401, body: { error: 'invalid_token' } }
const bearers = ({ requests }) => requests.map(({ headers }) => headers.authorization)
/** An API that refuses the first token. */
const revoking = (t, answer = () => ({ body: { id: 'apn_1' } })) =>
  serve(t, (request) => (request.headers.authorization === 'Bearer token-hush-1' ? refused : answer(request)))

async function emulator(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close({ unusedFaults: 'ignore' }))
  return api
}

describe('guarantee 17: a token is revoked', () => {
  test('guarantee 17: after one refresh, 100 calls in flight with a revoked token are each replayed once and succeed', async (t) => {
    const gate = deferred()
    let held = 0
    const api = await serve(t, async ({ headers }) => {
      if (headers.authorization !== 'Bearer token-hush-1') return { body: { id: 'apn_1' } }
      if (++held === 100) gate.resolve()
      await gate.promise
      return refused
    })
    const client = new PipedreamClient(api.options)
    const accounts = await Promise.all(times(100, () => client.accounts.retrieve('a')))
    assert.ok(accounts.every(({ id }) => id === 'apn_1'))
    assert.equal(api.tokens.length, 2)
    assert.equal(api.requests.length, 200)
    const { cold, rejected } = client.accessTokenStats().causes
    assert.deepEqual([cold, rejected], [1, 1])
  })

  test('guarantee 17: 100 calls to the emulator with a revoked token succeed with one more token request', async (t) => {
    const api = await emulator(t)
    const client = new PipedreamClient(api.clientOptions)
    await client.accounts.retrieve('apn_1')
    api.revokeTokens()
    const accounts = await Promise.all(times(100, () => client.accounts.retrieve('apn_1')))
    assert.ok(accounts.every(({ id }) => id === 'apn_1'))
    assert.equal(api.tokenRequests, 2)
  })

  test('guarantee 17: calls of several clients are replayed with one more token request', async (t) => {
    const api = await revoking(t)
    const accounts = await Promise.all(times(50, () => new PipedreamClient(api.options).accounts.retrieve('a')))
    assert.equal(accounts.length, 50)
    assert.equal(api.tokens.length, 2)
  })
})

test('guarantee 18: a late 401 for the previous token keeps the current one, and the call is replayed with that', async (t) => {
  const [late, arrived] = [deferred(), deferred()]
  const api = await serve(t, async ({ headers, path }) => {
    if (path.endsWith('/late') && headers.authorization === 'Bearer token-hush-1') {
      arrived.resolve()
      await late.promise
    }
    return headers.authorization === 'Bearer token-hush-1' ? refused : { body: { id: 'apn_1' } }
  })
  const client = new PipedreamClient(api.options)
  const slow = client.accounts.retrieve('late')
  await arrived.promise
  await client.accounts.retrieve('quick')
  assert.equal(api.tokens.length, 2)
  late.resolve()
  assert.equal((await slow).id, 'apn_1')
  assert.equal(api.tokens.length, 2, 'no token request for the late one')
  assert.equal(bearers(api).at(-1), 'Bearer token-hush-2')
  assert.equal(client.accessTokenStats().generation, 2)
})

describe('guarantee 19: every token is refused', () => {
  test('guarantee 19: a call is replayed at most once, and then fails with the 401', async (t) => {
    const api = await serve(t, () => refused)
    const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('a'))
    assert.equal(error.statusCode, 401)
    assert.deepEqual(error.body, { error: 'invalid_token' })
    assert.deepEqual(bearers(api), ['Bearer token-hush-1', 'Bearer token-hush-2'])
  })

  test('guarantee 19: 1,000 calls within ten seconds force one refresh', async (t) => {
    const api = await serve(t, () => refused)
    const client = new PipedreamClient(api.options)
    for (let round = 0; round < 10; round++) {
      const failures = await Promise.all(times(100, () => failureOf(client.accounts.retrieve('a'))))
      assert.ok(failures.every(({ statusCode }) => statusCode === 401))
    }
    assert.equal(api.tokens.length, 2)
    assert.ok(api.requests.length <= 2_000)
  })
})

describe('guarantee 20: a relayed answer', () => {
  for (const status of [401, 403]) {
    test(`guarantee 20: a ${status} of the service behind the proxy keeps the token and is not replayed`, async (t) => {
      const api = await emulator(t)
      api.onProxyRequest(() => ({ status, headers: { 'www-authenticate': 'Bearer realm="slack"' }, body: { error: 'invalid_auth' } }))
      const client = new PipedreamClient(api.clientOptions)
      const request = { url: 'https://slack.com/api/auth.test', externalUserId: 'user-1', accountId: 'apn_1' }
      for (let round = 0; round < 3; round++) {
        const error = await failureOf(client.proxy.post({ ...request, body: { a: 1 } }))
        assert.equal(error.statusCode, status)
        assert.deepEqual(error.body, { error: 'invalid_auth' })
      }
      assert.equal(api.requestsOf('proxy.post').length, 3)
      assert.equal(api.tokenRequests, 1)
      assert.equal(client.accessTokenStats().generation, 1)
    })
  }

  test('guarantee 20: a 401 of the API itself to a proxy call replaces the token, and the call is replayed', async (t) => {
    const api = await emulator(t)
    const client = new PipedreamClient(api.clientOptions)
    const request = { url: 'https://slack.com/api/auth.test', externalUserId: 'user-1', accountId: 'apn_1' }
    await client.proxy.get(request)
    api.revokeTokens()
    await client.proxy.get(request)
    assert.equal(api.tokenRequests, 2)
  })

  test('guarantee 20: a 403 of the API never leads to a token request', async (t) => {
    const api = await serve(t, () => ({ status: 403, body: { error: 'insufficient_scope' } }))
    const client = new PipedreamClient(api.options)
    for (let round = 0; round < 5; round++) assert.equal((await failureOf(client.accounts.retrieve('a'))).statusCode, 403)
    assert.equal(api.tokens.length, 1)
    assert.equal(api.requests.length, 5)
  })

  test('guarantee 20: a 401 of a workflow that needs no token keeps the token', async (t) => {
    const api = await serve(t, () => refused)
    const client = new PipedreamClient({ ...api.options, workflowDomain: '127.0.0.1' })
    await client.accessToken()
    assert.equal((await failureOf(client.workflows.invoke({ urlOrEndpoint: `${api.url}/workflow`, body: {} }))).statusCode, 401)
    assert.equal(await client.accessToken(), 'token-hush-1')
  })
})

describe('guarantee 21: replaying a call', () => {
  test('guarantee 21: a POST that was refused with 401 is replayed with the same body', async (t) => {
    const api = await revoking(t)
    await new PipedreamClient(api.options).tokens.create({ externalUserId: 'user-1' })
    assert.equal(api.requests.length, 2)
    assert.equal(api.requests[0].text, api.requests[1].text)
    assert.match(api.requests[0].text, /user-1/)
  })

  test('guarantee 21: a streamed body is not sent twice: the call fails with the 401, and the next one has a new token', async (t) => {
    const api = await revoking(t)
    const client = new PipedreamClient(api.options)
    const error = await failureOf(client.request('POST', '/v1/upload', { body: Readable.from(['a', 'b', 'c']) }))
    assert.equal(error.statusCode, 401)
    assert.equal(api.requests.length, 1)
    assert.equal(api.requests[0].text, 'abc')
    await client.accounts.retrieve('a')
    assert.deepEqual(bearers(api), ['Bearer token-hush-1', 'Bearer token-hush-2'])
    assert.equal(api.tokens.length, 2)
  })

  test('guarantee 21: a token function is called again, and the call is replayed if it returns another token', async (t) => {
    const api = await revoking(t)
    let given = 0
    const client = new PipedreamClient({ baseUrl: api.url, projectId: 'proj_1', token: () => `token-hush-${++given}` })
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    assert.deepEqual(bearers(api), ['Bearer token-hush-1', 'Bearer token-hush-2'])
    const fixed = new PipedreamClient({ baseUrl: api.url, projectId: 'proj_1', token: 'token-hush-1' })
    assert.equal((await failureOf(fixed.accounts.retrieve('a'))).statusCode, 401)
    assert.equal(api.requests.length, 3, 'the same token would be refused again')
  })
})
