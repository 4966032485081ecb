// Behaviour of the official client that servers rely on, found by running both side by side.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const TARGET = { url: 'https://app.example/x', externalUserId: 'u', accountId: 'a' }

async function set(t, answer, options) {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient({ ...api.options, maxRetries: 0, workflowDomain: '127.0.0.1', ...options }) }
}

describe('headers that a server forwards', () => {
  const own = {
    'content-length': '3',
    host: 'evil.example',
    connection: 'keep-alive',
    'keep-alive': 'timeout=5',
    'transfer-encoding': 'chunked',
    expect: '100-continue',
    te: 'trailers',
    upgrade: 'h2c',
  }
  const calls = {
    'of a call without a body': (client, headers) => client.accounts.retrieve('a', {}, { headers }),
    'of a call with one': (client, headers) => client.tokens.create({ externalUserId: 'user' }, { headers }),
    'of a workflow': (client, headers) =>
      client.workflows.invoke({ urlOrEndpoint: `${client.toJSON().baseUrl}/w`, body: { a: 1 }, headers }),
    'of an endpoint without a method': (client, headers) => client.request('POST', '/v1/x', { body: { a: 1 }, headers }),
  }
  for (const [name, call] of Object.entries(calls)) {
    test(`${name}: hop-by-hop headers are left out, the others are sent`, async (t) => {
      const { api, client } = await set(t)
      await call(client, { ...own, 'x-trace': 'abc' })
      const [{ headers, text }] = api.requests
      assert.equal(headers['x-trace'], 'abc')
      assert.equal(headers.host, new URL(api.url).host)
      for (const header of ['keep-alive', 'transfer-encoding', 'expect', 'te', 'upgrade']) assert.equal(headers[header], undefined, header)
      assert.equal(Number(headers['content-length'] ?? 0), text.length)
    })
  }

  test('headers of the client override the default ones', async (t) => {
    const { api, client } = await set(t, undefined, { headers: { 'User-Agent': 'mine/1', Accept: 'text/x', 'Content-Length': '1' } })
    await client.accounts.retrieve('a')
    assert.equal(api.requests[0].headers['user-agent'], 'mine/1')
    assert.equal(api.requests[0].headers.accept, 'text/x')
  })
})

describe('a request with both spellings of a key', () => {
  test('sends each field once: the JavaScript name wins', async (t) => {
    const { api, client } = await set(t)
    await client.tokens.create({ externalUserId: 'me', external_user_id: 'other' })
    await client.tokens.create({ external_user_id: 'other', externalUserId: 'me' })
    for (const { text } of api.requests) assert.equal(text, '{"external_user_id":"me"}')
    await client.accounts.list({ external_user_id: 'other', externalUserId: 'me' })
    assert.equal(api.requests[2].url, '/v1/connect/proj_1/accounts?external_user_id=me')
    await client.oauthTokens.create({ clientId: 'i', clientSecret: 's', grantType: 'other', grant_type: 'other' })
    assert.deepEqual(JSON.parse(api.requests[3]?.text ?? api.tokens.at(-1).text), {
      client_id: 'i',
      client_secret: 's',
      grant_type: 'client_credentials',
    })
  })

  test('an undefined element of a query list is left out', async (t) => {
    const { api, client } = await set(t, () => ({ body: { data: [] } }))
    await client.apps.list({ categoryIds: ['a', undefined, 'b'] })
    await client.apps.list({ categoryIds: [undefined] }, { queryParams: { x: [undefined, 1] } })
    await client.proxy.get({ ...TARGET, params: { l: [1, undefined], n: null } })
    assert.match(api.requests[0].url, /\?category_ids=a&category_ids=b$/)
    assert.match(api.requests[1].url, /apps\?x=1$/)
    const target = Buffer.from(decodeURIComponent(api.requests[2].path.split('/').pop()), 'base64').toString()
    assert.equal(target, 'https://app.example/x?l=1&n=')
  })
})

test('without a project id the path has none, because a provider’s token may name the project', async (t) => {
  const api = await serve(t, () => ({ body: { data: [] } }))
  const client = new PipedreamClient({ baseUrl: api.url, tokenProvider: { getToken: () => 'ctok_1' } })
  await client.accounts.list({ limit: 1 })
  assert.equal(api.requests[0].url, '/v1/connect/accounts?limit=1')
  assert.equal(api.requests[0].headers['x-pd-environment'], undefined)
})

describe('the result of a proxy call', () => {
  const answers = {
    'JSON as text/plain': ['text/plain', '{"a":1}', { a: 1 }],
    'JSON as text/html': ['text/html; charset=utf-8', ' [1]', [1]],
    'JSON as JavaScript': ['application/javascript', '{"a":1}', { a: 1 }],
    'JSON as Amazon calls it': ['application/x-amz-json-1.1', '{"a":1}', { a: 1 }],
    'a number as text/plain': ['text/plain', '42', '42'],
    'text that begins like JSON': ['text/csv', '[x],1', '[x],1'],
    text: ['text/plain', 'plain words', 'plain words'],
  }
  for (const [name, [type, body, value]] of Object.entries(answers)) {
    test(`${name} is ${JSON.stringify(value)}`, async (t) => {
      const { client } = await set(t, () => ({ headers: { 'content-type': type }, body }))
      assert.deepEqual(await client.proxy.get(TARGET), value)
    })
  }

  for (const accept of ['text/csv', '*/*', 'application/vnd.github+json']) {
    test(`is bytes with Accept: ${accept}, whatever the content type is`, async (t) => {
      const { client } = await set(t, () => ({ headers: { 'content-type': 'application/json' }, body: '{"a":1}' }))
      const file = await client.proxy.get({ ...TARGET, headers: { Accept: accept } })
      assert.equal(Buffer.from(await file.arrayBuffer()).toString(), '{"a":1}')
    })
  }

  test('is JSON if Accept lists JSON among others', async (t) => {
    const { client } = await set(t, () => ({ body: { a: 1 } }))
    for (const accept of ['application/json', 'text/html, Application/JSON;q=0.9']) {
      assert.deepEqual(await client.proxy.get({ ...TARGET, headers: { accept } }), { a: 1 })
    }
  })
})

describe('a binary answer', () => {
  const file = (t) => set(t, () => ({ headers: { 'content-type': 'image/png' }, body: 'bytes' }))

  test('has methods that work without their object', async (t) => {
    const { client } = await file(t)
    const { arrayBuffer } = await client.fileStash.downloadFile({ s3Key: 'k' })
    assert.equal(Buffer.from(await arrayBuffer()).toString(), 'bytes')
    const { bytes } = { ...(await client.fileStash.downloadFile({ s3Key: 'k' })) }
    assert.equal(Buffer.from(await bytes()).toString(), 'bytes')
  })

  test('returns the same stream each time, and is used up when that is read', async (t) => {
    const { client } = await file(t)
    const body = await client.fileStash.downloadFile({ s3Key: 'k' })
    const stream = body.stream()
    assert.equal(body.bodyUsed, false)
    assert.equal(body.stream(), stream)
    for await (const piece of stream) assert.equal(Buffer.from(piece).toString(), 'bytes')
    assert.equal(body.bodyUsed, true)
  })
})

test('a redirect to another host carries neither the request’s content nor the token', async (t) => {
  const other = await serve(t, () => ({ headers: { 'content-type': 'image/png' }, body: 'bytes' }))
  const { client } = await set(t, () => ({ status: 302, headers: { location: `${other.url.replace('127.0.0.1', 'localhost')}/file` } }))
  const body = await client.fileStash.downloadFile({ s3Key: 'secret-key' })
  assert.equal(Buffer.from(await body.bytes()).toString(), 'bytes')
  assert.equal(other.requests[0].headers.referer, undefined)
  assert.equal(other.requests[0].headers.authorization, undefined)
})

describe('errors', () => {
  test('show a JSON body in the message, and nothing for null', async (t) => {
    const bodies = { a: ['text/plain', 'plain words'], b: ['application/json', 'null'], c: ['application/json', '\ufeff{"a":1}'] }
    const { client } = await set(t, ({ path }) => ({
      status: 500,
      headers: { 'content-type': bodies[path.slice(-1)][0] },
      body: bodies[path.slice(-1)][1],
    }))
    assert.equal((await failureOf(client.accounts.retrieve('a'))).message, 'Status code: 500\nBody: "plain words"')
    assert.equal((await failureOf(client.accounts.retrieve('b'))).message, 'Status code: 500')
    assert.deepEqual((await failureOf(client.accounts.retrieve('c'))).body, { a: 1 })
  })

  test('a subclass has its own name', () => {
    class VaultError extends PipedreamError {}
    const error = new VaultError({ message: 'shut' })
    assert.equal(error.name, 'VaultError')
    assert.ok(error instanceof PipedreamError && error instanceof VaultError)
    assert.equal(new PipedreamError({ message: 'x' }).name, 'PipedreamError')
  })
})

test('an endpoint id may be in capitals, and a user id outside Latin-1 is refused, because no header can carry it', async (t) => {
  const { api, client } = await set(t)
  const urlOrEndpoint = `${api.url}/w`
  assert.match(
    (await failureOf(client.workflows.invokeForExternalUser({ urlOrEndpoint, externalUserId: '日本' }))).message,
    /externalUserId must be text in Latin-1/,
  )
  await client.workflows.invokeForExternalUser({ urlOrEndpoint, externalUserId: 'é' })
  assert.equal(api.requests[0].headers['x-pd-external-user-id'], 'é')
  const asked = []
  const fetch = async (url) => {
    asked.push(url)
    return new Response('{}')
  }
  const elsewhere = new PipedreamClient({ ...api.options, fetch })
  await elsewhere.workflows.invoke({ urlOrEndpoint: 'EOABC1' })
  assert.deepEqual(asked, ['https://eoabc1.m.pipedream.net'])
})
