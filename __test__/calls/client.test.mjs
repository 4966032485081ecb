// The options of a client, what inspecting a client shows, and its methods that are not operations.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import * as entry from 'pipedream-native'
import * as server from 'pipedream-native/server'
import { PipedreamClient, PipedreamEnvironment, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const require = createRequire(import.meta.url)
const base = { clientId: 'id', clientSecret: 'secret', projectId: 'proj_1' }
const echo = ({ headers, url, method }) => ({
  body: {
    id: 'apn_1',
    url,
    method,
    authorization: headers.authorization ?? 'none',
    environment: headers['x-pd-environment'] ?? 'none',
    custom: headers['x-custom'] ?? 'none',
  },
})

test('require and import give the same objects, under the root and under /server', () => {
  const required = require('pipedream-native')
  assert.deepEqual(
    Object.keys(entry)
      .filter((name) => name !== 'default' && name !== 'module.exports')
      .sort(),
    Object.keys(required).sort(),
  )
  for (const [name, value] of Object.entries(required)) {
    assert.equal(entry[name], value, name)
    assert.equal(server[name], value, name)
  }
  assert.equal(require('pipedream-native/server'), required)
})

describe('options', () => {
  const wrong = {
    'a blank client id': [{ ...base, clientId: '' }, /clientId must be a non-empty string/],
    'a blank secret': [{ ...base, clientSecret: '  ' }, /clientSecret must be a non-empty string.*only white space/],
    'a number as secret': [{ ...base, clientSecret: 5 }, /clientSecret must be .*got a number/],
    'no project': [{ ...base, projectId: undefined }, /projectId is missing.*PIPEDREAM_PROJECT_ID/],
    'an unknown environment': [
      { ...base, projectEnvironment: 'staging' },
      /projectEnvironment must be "production" or "development", got "staging"/,
    ],
    'an invalid base URL': [{ ...base, baseUrl: 'api.pipedream.com' }, /baseUrl must be an https URL/],
    'http to another host': [{ ...base, baseUrl: 'http://api.pipedream.com' }, /baseUrl .*allowInsecureHttp/],
    'a promise of an address': [
      { ...base, baseUrl: async () => 'https://x' },
      /baseUrl must be a value, or a function that gives one at once/,
    ],
    'a time limit of 0': [{ ...base, timeoutInSeconds: 0 }, /timeoutInSeconds must be a number of seconds above 0/],
    'a time limit that is NaN': [{ ...base, timeoutInSeconds: NaN }, /timeoutInSeconds must be a finite number, got NaN/],
    'a fraction as maxRetries': [{ ...base, maxRetries: 0.5 }, /maxRetries must be a whole number/],
    'a line break in a header': [{ ...base, headers: { 'x-a': 'a\nb' } }, /headers\["x-a"\] must be text without line breaks/],
    'a header name with a space': [{ ...base, headers: { 'x a': 'b' } }, /headers has the name "x a"/],
    'text as headers': [{ ...base, headers: 'x-a: b' }, /headers must be an object, got string/],
    'a provider without getToken': [
      { projectId: 'proj_1', tokenProvider: {} },
      /tokenProvider must be an object with a method getToken\(\)/,
    ],
    'a fetch that is not a function': [{ ...base, fetch: {} }, /fetch must be a function, got object/],
    'a store without delete': [
      { ...base, tokenStore: { get() {}, set() {} } },
      /tokenStore must have the methods get, set and delete.*delete is missing/,
    ],
    'an unknown level of logging': [{ ...base, logging: { level: 'loud' } }, /logging\.level must be "debug".*got "loud"/],
    'a logger without methods': [{ ...base, logging: { logger: {} } }, /logging\.logger must have the methods/],
    'text as auth': [{ ...base, auth: 'basic' }, /auth must be false, a function, or an object/],
    'null as options': [null, /options must be an object, got null/],
  }
  for (const [name, [options, message]] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => {
      assert.throws(
        () => new PipedreamClient(options),
        (error) => error instanceof PipedreamError && error.code === 'ERR_INVALID_ARGUMENT' && message.test(error.message),
      )
    })
  }

  test('an error about an option does not show the secret', () => {
    for (const options of [
      { ...base, clientSecret: 'line\nbreak-hush' },
      { ...base, clientSecret: ['good-hush', ''] },
      { ...base, headers: { authorization: 'Bearer\nhush' } },
    ]) {
      assert.throws(
        () => new PipedreamClient(options),
        (error) => !inspect(error, { depth: 20, showHidden: true }).includes('hush'),
      )
    }
  })

  test('options that are not given are read from environment variables', async (t) => {
    const api = await serve(t, echo)
    const variables = {
      PIPEDREAM_CLIENT_ID: 'env-id',
      PIPEDREAM_CLIENT_SECRET: 'env-secret',
      PIPEDREAM_PROJECT_ID: 'proj_env',
      PIPEDREAM_PROJECT_ENVIRONMENT: 'development',
      PIPEDREAM_BASE_URL: api.url,
    }
    t.after(() => {
      for (const name of Object.keys(variables)) delete process.env[name]
    })
    Object.assign(process.env, variables)
    const account = await new PipedreamClient().accounts.retrieve('apn_1')
    assert.equal(account.url, '/v1/connect/proj_env/accounts/apn_1')
    assert.equal(account.environment, 'development')
    assert.deepEqual(JSON.parse(api.tokens[0].text), { client_id: 'env-id', client_secret: 'env-secret', grant_type: 'client_credentials' })
    const given = await new PipedreamClient({ projectId: 'proj_given' }).accounts.retrieve('apn_1')
    assert.equal(given.url, '/v1/connect/proj_given/accounts/apn_1')
    process.env.PIPEDREAM_PROJECT_ENVIRONMENT = 'test'
    assert.throws(() => new PipedreamClient(), /PIPEDREAM_PROJECT_ENVIRONMENT must be "production" or "development", got "test"/)
  })

  test('`environment` is a base URL, `baseUrl` overrides it, and both may be functions', async (t) => {
    const api = await serve(t, echo)
    const { baseUrl: _, ...rest } = api.options
    assert.equal((await new PipedreamClient({ ...rest, environment: api.url }).accounts.retrieve('a')).id, 'apn_1')
    assert.equal(
      (await new PipedreamClient({ ...rest, environment: PipedreamEnvironment.Prod, baseUrl: () => api.url }).accounts.retrieve('a')).id,
      'apn_1',
    )
  })

  test('a function given as projectEnvironment is called for each call', async (t) => {
    const api = await serve(t, echo)
    const environments = ['development', 'production']
    const client = new PipedreamClient({ ...api.options, projectEnvironment: () => environments.shift() })
    assert.equal((await client.accounts.retrieve('a')).environment, 'development')
    assert.equal((await client.accounts.retrieve('a')).environment, 'production')
    const call = await client.accounts.retrieve('a', undefined, { projectEnvironment: 'development' })
    assert.equal(call.environment, 'development')
  })

  test('`token` replaces client id and secret, and may be text, a function or a provider', async (t) => {
    const api = await serve(t, echo)
    for (const own of [
      { token: 'mine' },
      { token: () => 'mine' },
      { token: async () => 'mine' },
      { tokenProvider: { getToken: async () => 'mine' } },
    ]) {
      const client = new PipedreamClient({ baseUrl: api.url, projectId: 'proj_1', ...own })
      assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer mine')
    }
    assert.equal(api.tokens.length, 0)
  })

  test('a token provider that is undefined is ignored', async (t) => {
    const api = await serve(t, echo)
    const client = new PipedreamClient({ ...api.options, tokenProvider: undefined, token: undefined })
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer token-hush-1')
  })

  test('`auth: false` sends no Authorization, and the headers of an auth function override the token', async (t) => {
    const api = await serve(t, echo)
    const { clientId: _, clientSecret: __, ...rest } = api.options
    assert.equal((await new PipedreamClient({ ...rest, auth: false }).accounts.retrieve('a')).authorization, 'none')
    let asked = 0
    const client = new PipedreamClient({ ...rest, auth: async () => ({ headers: { Authorization: `Mine ${++asked}` } }) })
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Mine 1')
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Mine 2')
    assert.equal(api.tokens.length, 0)
  })

  test('headers may be values, functions and promises; headers of a call override them, and null removes one', async (t) => {
    const api = await serve(t, echo)
    const client = new PipedreamClient({
      ...api.options,
      headers: { 'X-Custom': 'fixed', 'x-f': async () => 'asked', 'x-n': () => undefined },
    })
    assert.equal((await client.accounts.retrieve('a')).custom, 'fixed')
    assert.equal(api.requests[0].headers['x-f'], 'asked')
    assert.equal('x-n' in api.requests[0].headers, false)
    assert.equal((await client.accounts.retrieve('a', {}, { headers: { 'x-custom': () => 'own' } })).custom, 'own')
    assert.equal((await client.accounts.retrieve('a', {}, { headers: { 'x-custom': null } })).custom, 'none')
  })

  test('a header function that throws fails the call with its error as the cause, and nothing is sent', async (t) => {
    const api = await serve(t, echo)
    const thrown = new Error('the vault is closed')
    const client = new PipedreamClient({ ...api.options, headers: { 'x-f': () => Promise.reject(thrown) } })
    const error = await failureOf(client.accounts.retrieve('a'))
    assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
    assert.equal(error.cause, thrown)
    assert.match(error.message, /headers\["x-f"\]/)
    assert.equal(api.requests.length, 0)
  })

  test('a custom fetch is used for every request', async () => {
    const seen = []
    const fetch = async (url, { method, headers, body }) => {
      seen.push([method, new URL(url).pathname, body === undefined ? undefined : JSON.parse(Buffer.from(body).toString())])
      assert.ok(new Headers(headers))
      return Response.json(
        url.endsWith('/token')
          ? { access_token: 'a', token_type: 'Bearer', expires_in: 60 }
          : { id: 'apn_1', created_at: '2024-01-01T00:00:00Z' },
      )
    }
    const account = await new PipedreamClient({ ...base, baseUrl: 'https://mock.example.com', fetch }).accounts.retrieve('apn_1')
    assert.deepEqual(account, { id: 'apn_1', createdAt: new Date('2024-01-01T00:00:00Z') })
    assert.deepEqual(seen, [
      ['POST', '/v1/oauth/token', { client_id: 'id', client_secret: 'secret', grant_type: 'client_credentials' }],
      ['GET', '/v1/connect/proj_1/accounts/apn_1', undefined],
    ])
  })
})

describe('inspecting a client', () => {
  test('never shows the secret or the token', async (t) => {
    const api = await serve(t, echo)
    const client = new PipedreamClient({
      ...api.options,
      clientSecret: ['client-secret-hush', 'next-hush'],
      headers: { 'x-key': 'header-hush' },
    })
    await client.accounts.retrieve('a')
    assert.match(await client.rawAccessToken, /hush/)
    const promise = client.accounts.list()
    const seen = [client, client.accounts, client.proxy, client.workflows, promise, client.accessTokenStats()].flatMap((one) => [
      inspect(one, { depth: 20, showHidden: true }),
      inspect(one, { depth: 20, showHidden: true, customInspect: false }),
      JSON.stringify(one),
      inspect(Object.getOwnPropertyDescriptors(one), { depth: 20, showHidden: true }),
    ])
    assert.deepEqual(structuredClone(client), {})
    await promise
    for (const text of seen) assert.doesNotMatch(text, /hush/)
    assert.match(seen[0], /PipedreamClient \{.*proj_1.*development.*\[redacted\]/s)
  })

  test('errors show neither secret nor token, whatever failed', async (t) => {
    const api = await serve(t, () => ({ status: 500, body: { error: 'x' } }), {
      token: (_, __, n) => (n === 1 ? { status: 401, body: { error: 'invalid_client' } } : undefined),
    })
    const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('a'))
    assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }) + error.stack + JSON.stringify(error), /hush/)
    assert.equal(error.code, 'invalid_client')
  })
})

describe('tokens', () => {
  test('a live token is returned at once, replaced with forceRefresh, and dropped by invalidateAccessToken()', async (t) => {
    const api = await serve(t, echo)
    const client = new PipedreamClient(api.options)
    assert.equal(await client.prefetch(), undefined)
    assert.equal(await client.rawAccessToken, 'token-hush-1')
    assert.equal(await client.accessToken(), 'token-hush-1')
    assert.equal(await client.accessToken({ forceRefresh: true }), 'token-hush-2')
    client.invalidateAccessToken()
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer token-hush-3')
    assert.equal(client.accessTokenStats().requests, 3)
    assert.match(client.accessTokenStats().fingerprint, /^[0-9a-f]{16}$/)
  })

  test('a prefetch that fails rejects with the error that a call has', async (t) => {
    const api = await serve(t, echo, { token: () => ({ status: 401, body: { error: 'invalid_client' } }) })
    const client = new PipedreamClient(api.options)
    assert.equal((await failureOf(client.prefetch())).code, 'invalid_client')
    assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'invalid_client')
    assert.equal((await failureOf(client.rawAccessToken)).code, 'invalid_client')
  })

  test('1,000 concurrent first calls, and 200 clients made one per call, lead to one request', async (t) => {
    const api = await serve(t, echo)
    const client = new PipedreamClient(api.options)
    await Promise.all(Array.from({ length: 1000 }, () => client.accounts.retrieve('a')))
    await Promise.all(Array.from({ length: 200 }, () => new PipedreamClient(api.options).accounts.retrieve('a')))
    assert.equal(api.tokens.length, 1)
    assert.equal(api.requests.length, 1200)
  })

  test('100 calls in flight with a revoked token all succeed, with one more request', async (t) => {
    const api = await serve(t, ({ headers }) =>
      headers.authorization === 'Bearer token-hush-1' ? { status: 401, body: { error: 'revoked' } } : { body: { id: 'apn_1' } },
    )
    const client = new PipedreamClient(api.options)
    const accounts = await Promise.all(Array.from({ length: 100 }, () => client.accounts.retrieve('a')))
    assert.ok(accounts.every(({ id }) => id === 'apn_1'))
    assert.equal(api.tokens.length, 2)
  })

  test('credential functions are called for each token request, and may return several secrets', async (t) => {
    const token = ({ text }, _, n) =>
      JSON.parse(text).client_secret === 'next'
        ? { body: { access_token: `t${n}`, token_type: 'Bearer', expires_in: 3600 } }
        : { status: 401, body: { error: 'invalid_client' } }
    const api = await serve(t, echo, { token })
    let asked = 0
    const client = new PipedreamClient({
      ...api.options,
      clientId: Promise.resolve('client-id'),
      clientSecret: async () => {
        asked++
        return ['current', 'next']
      },
    })
    assert.equal(await client.accessToken(), 't2')
    const before = asked
    await client.accessToken({ forceRefresh: true })
    assert.ok(before >= 1 && asked > before)
    assert.equal(api.tokens.length, 3, 'the secret that worked is remembered')
  })

  for (const [name, supplier] of [
    [
      'throws',
      () => {
        throw new Error('the vault is closed')
      },
    ],
    ['gives nothing', () => undefined],
    ['gives a number', async () => 42],
  ]) {
    test(`a clientSecret function that ${name} fails the call with a clear error`, async (t) => {
      const api = await serve(t, echo)
      const error = await failureOf(new PipedreamClient({ ...api.options, clientSecret: supplier }).accounts.retrieve('a'))
      assert.ok(error instanceof PipedreamError)
      assert.match(error.message, /the vault is closed|clientSecret must give a string, got (undefined|number)/)
      assert.equal(api.tokens.length + api.requests.length, 0)
    })
  }
})

describe('other methods', () => {
  test('each resource is created once', () => {
    const client = new PipedreamClient(base)
    assert.equal(client.accounts, client.accounts)
    assert.equal(client.proxy, client.proxy)
  })

  test('a closed client starts no call, and closing it twice is fine', async (t) => {
    const api = await serve(t, echo)
    const client = new PipedreamClient(api.options)
    await client.accounts.retrieve('a')
    client.close()
    await client[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]()
    const error = await failureOf(client.accounts.retrieve('a'))
    assert.equal(error.code, 'ERR_CLIENT_CLOSED')
    assert.equal(api.requests.length, 1)
  })

  test('request() calls an endpoint without a method, adds the token, and renames no keys', async (t) => {
    const api = await serve(t, ({ headers, url, text, method }) => ({
      body: { some_key: 1, url, text, method, type: headers['content-type'], bearer: headers.authorization },
    }))
    const answer = await new PipedreamClient(api.options).request('post', '/v1/connect/new', {
      query: { a: [1, 2], b: 'x y' },
      body: { snake_case: true },
      headers: { 'x-a': () => 'b' },
    })
    assert.deepEqual(answer, {
      some_key: 1,
      url: '/v1/connect/new?a=1&a=2&b=x%20y',
      text: '{"snake_case":true}',
      method: 'POST',
      type: 'application/json',
      bearer: 'Bearer token-hush-1',
    })
    assert.equal(api.requests[0].headers['x-a'], 'b')
    const raw = await new PipedreamClient(api.options).request('GET', '/v1/x').withRawResponse()
    assert.equal(raw.rawResponse.status, 200)
  })

  test('the token of a custom rate limit is sent with one call or with every call', async (t) => {
    const api = await serve(t, ({ path }) => ({ body: path.endsWith('rate_limits') ? { token: 'limit-1' } : {} }))
    const client = new PipedreamClient(api.options)
    const { token } = await client.rateLimits.create({ windowSizeSeconds: 10, requestsPerWindow: 100 })
    assert.deepEqual(JSON.parse(api.requests[0].text), { window_size_seconds: 10, requests_per_window: 100 })
    await client.accounts.retrieve('a', {}, { rateLimitToken: token })
    await new PipedreamClient({ ...api.options, rateLimitToken: token }).accounts.retrieve('a')
    assert.deepEqual(
      api.requests.slice(1).map(({ headers }) => headers['x-pd-rate-limit']),
      ['limit-1', 'limit-1'],
    )
    const error = await failureOf(client.rateLimits.create({ windowSizeSeconds: 0, requestsPerWindow: 1 }))
    assert.match(error.message, /windowSizeSeconds must be a whole number above 0, got 0/)
  })
})
