// The secret and the token appear only on the wire and where a caller asks for the token.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { assertHushed, looks, saidDuring } from '../support/looks.mjs'
import { failureOf, serve } from '../support/server.mjs'

const account = () => ({ body: { id: 'apn_1' } })
describe('guarantee 36: in JavaScript', () => {
  test('guarantee 36: a client and its members never show them, before, during and after a call', async (t) => {
    const api = await serve(t, account)
    const options = {
      ...api.options,
      clientId: 'client-id-hush',
      clientSecret: ['secret-hush', 'next-hush'],
      headers: { authorization_copy: 'header-hush', 'x-f': () => 'header-hush' },
    }
    const client = new PipedreamClient(options)
    const names = [
      'accounts',
      'apps',
      'actions',
      'components',
      'deployedTriggers',
      'fileStash',
      'projects',
      'proxy',
      'tokens',
      'triggers',
      'users',
      'workflows',
    ]
    const things = () => [client, client.accessTokenStats(), ...names.map((name) => client[name])]
    assertHushed(things().flatMap(looks), 'before')
    const calls = [client.accounts.retrieve('a'), client.accounts.list(), client.accounts.retrieve('a').withRawResponse()]
    assertHushed([...things(), ...calls].flatMap(looks), 'while')
    const results = await Promise.all(calls.map((call) => call.catch((error) => error)))
    assertHushed([...things(), ...calls, ...results].flatMap(looks), 'after')
    assert.match(await client.rawAccessToken, /hush/, 'this is where a caller asks for it')
    assertHushed(things().flatMap(looks), 'when it was asked for')
  })

  test('guarantee 36: nor if they come from functions, promises and providers', async (t) => {
    const api = await serve(t, account)
    const place = { baseUrl: api.url, projectId: 'proj_1' }
    const variants = [
      { clientId: 'a', clientSecret: () => 'secret-hush' },
      { clientId: 'b', clientSecret: Promise.resolve('secret-hush') },
      { token: 'own-hush' },
      { token: async () => 'own-hush' },
      { tokenProvider: { getToken: () => 'own-hush' } },
    ]
    for (const variant of variants) {
      const client = new PipedreamClient({ ...place, ...variant })
      await client.accounts.retrieve('a')
      assertHushed(looks(client), Object.keys(variant).join())
    }
    assert.equal(api.requests.at(-1).headers.authorization, 'Bearer own-hush')
  })
})

describe('guarantee 36: in errors, logs and events', () => {
  const failing = {
    'the endpoint repeats the secret': {
      token: ({ text }) => ({
        status: 401,
        body: { error: 'invalid_client', error_description: `${JSON.parse(text).client_secret} is wrong`, echo: text },
      }),
    },
    'the endpoint repeats the secret as the code': {
      token: ({ text }) => ({ status: 400, body: { error: JSON.parse(text).client_secret } }),
    },
    'the endpoint repeats the request as text': {
      token: ({ text }) => ({ status: 400, headers: { 'content-type': 'text/plain' }, body: text }),
    },
    'the endpoint repeats a secret that is written with escapes': {
      secret: 'quo"te\\-hush',
      token: ({ text }) => ({ status: 400, headers: { 'content-type': 'text/plain' }, body: text }),
    },
    'the endpoint repeats the request in a header': {
      token: ({ text }) => ({ status: 500, headers: { 'x-echo': JSON.parse(text).client_secret }, body: {} }),
    },
    'a token comes with an error': { token: () => ({ status: 400, body: { error: 'invalid_request', access_token: 'token-hush' } }) },
    'a token comes with an error, within something else': {
      token: () => ({ status: 400, body: { error: 'invalid_request', given: { access_token: 'token-hush' } } }),
    },
    'a token comes with an error, as a form': {
      token: () => ({
        status: 400,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'access_token=token-hush&token_type=bearer',
      }),
    },
    'a token of another kind comes with an error': { token: () => ({ status: 500, body: { refresh_token: 'token-hush' } }) },
    'a token comes with a redirect': { token: () => ({ status: 302, headers: { location: '/x' }, body: { access_token: 'token-hush' } }) },
    'a token cannot be sent': { token: () => ({ body: { access_token: 'token-hush\n', token_type: 'Bearer', expires_in: 60 } }) },
    'the API answers 500': { answer: () => ({ status: 500, body: { error: 'x' } }) },
    'the API answers 401': { answer: () => ({ status: 401, body: { error: 'x' } }) },
    'the API answers HTML': { answer: () => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }) },
    'the connection is cut': { answer: ({ socket }) => void socket.resetAndDestroy() },
    'the token endpoint cuts the connection': { token: ({ socket }) => void socket.resetAndDestroy() },
  }
  for (const [name, { token, answer = account, secret = 'secret-hush' }] of Object.entries(failing)) {
    test(`guarantee 36: ${name}: neither error, log nor event shows secret or token`, async (t) => {
      const api = await serve(t, answer, token === undefined ? {} : { token })
      const errors = []
      const said = await saidDuring(t, async (logging) => {
        const client = new PipedreamClient({ ...api.options, clientSecret: secret, maxRetries: 0, logging })
        errors.push(await failureOf(client.accounts.retrieve('a')), await failureOf(client.accounts.list()))
      })
      assertHushed(errors.flatMap(looks), 'error')
      assertHushed(said, 'said')
      assert.ok(said.includes('error') || said.includes('debug'), 'there was a log')
      assert.ok(said.includes('pipedream:request:error'), 'there were events')
    })
  }

  test('a client id that is part of other words is not removed from those, nor from the headers', async (t) => {
    const api = await serve(t, account, {
      token: () => ({ status: 401, headers: { 'x-request-id': 'req-1' }, body: { error: 'invalid_client' } }),
    })
    const error = await failureOf(
      new PipedreamClient({ ...api.options, clientId: 'id', clientSecret: 'a-secret-of-its-own' }).accounts.retrieve('a'),
    )
    assert.deepEqual(
      [error.statusCode, error.code, error.body, error.requestId],
      [401, 'invalid_client', { error: 'invalid_client' }, 'req-1'],
    )
  })

  test('guarantee 36: the log and events of a successful call have neither secret, token, header, query nor body', async (t) => {
    const api = await serve(t, account)
    const said = await saidDuring(t, async (logging) => {
      const client = new PipedreamClient({ ...api.options, clientSecret: 'secret-hush', headers: { 'x-key': 'header-hush' }, logging })
      await client.accounts.retrieve(
        'a',
        { includeCredentials: true },
        { headers: { 'x-other': 'header-hush' }, queryParams: { q: 'query-hush' } },
      )
      await client.tokens.create({ externalUserId: 'user-hush' })
      await client.accessToken({ forceRefresh: true })
      client.invalidateAccessToken()
      await client.accounts.retrieve('id-hush')
    })
    assertHushed(said, 'said')
    for (const name of [
      'debug',
      'pipedream:request:start',
      'pipedream:request:end',
      'pipedream:token:fetched',
      'pipedream:token:invalidated',
    ])
      assert.ok(said.includes(name), name)
  })
})
