// Text answers are decoded as `fetch` decodes them, and query parameters are added to URLs.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const BOM = '\ufeff'
const utf16 = Buffer.from(`${BOM}{"a":1}`, 'utf16le')
const to = { url: 'https://x.example/', externalUserId: 'u', accountId: 'a' }

describe('a byte order mark', () => {
  const bodies = {
    text: ['text/plain', `${BOM}words`],
    'text with two of them': ['text/plain', `${BOM}${BOM}words`],
    'text with one inside': ['text/plain', `a${BOM}b`],
    XML: ['application/xml', `${BOM}<a/>`],
    'invalid JSON': ['application/json', `${BOM}{"a":`],
    'text in UTF-16': ['text/plain', utf16],
    'JSON in UTF-16': ['application/json', utf16],
    'half of one': ['text/plain', Buffer.from([0xef, 0xbb])],
    HTML: ['text/html;charset=utf-8', `${BOM}<p>`],
  }
  const ways = {
    'the proxy’s text': (client) => client.proxy.get(to),
    'a workflow’s text': (client) => client.workflows.invoke({ urlOrEndpoint: `${client.toJSON().baseUrl}/hook` }),
    'the text of request()': (client) => client.request('GET', '/v1/x'),
    'an error’s text': async (client) => (await failureOf(client.request('GET', '/v1/error'))).body,
    'the text of an answer that the method does not expect': async (client) => (await failureOf(client.accounts.retrieve('a'))).body,
  }
  for (const [name, [type, body]] of Object.entries(bodies)) {
    for (const [way, read] of Object.entries(ways)) {
      test(`${name}: ${way} is decoded as UTF-8, without the byte order mark`, async (t) => {
        const api = await serve(t, ({ path }) => ({ status: path.endsWith('error') ? 400 : 200, headers: { 'content-type': type }, body }))
        const client = new PipedreamClient({ ...api.options, workflowDomain: '127.0.0.1', maxRetries: 0 })
        assert.equal(await read(client), new TextDecoder().decode(Buffer.from(body)))
      })
    }
  }

  test('JSON after one is parsed, also in an error, a relayed answer and a token answer', async (t) => {
    const body = `${BOM}{"id":"apn_1"}`
    const headers = { 'content-type': 'application/json' }
    const token = () => ({ headers, body: `${BOM}{"access_token":"abc","expires_in":60}` })
    const api = await serve(t, ({ path }) => ({ status: path.endsWith('error') ? 400 : 200, headers, body }), { token })
    const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    assert.deepEqual(await client.proxy.get(to), { id: 'apn_1' })
    assert.deepEqual((await failureOf(client.request('GET', '/v1/error'))).body, { id: 'apn_1' })
    assert.equal(api.requests[0].headers.authorization, 'Bearer abc')
    const refused = await serve(t, undefined, { token: () => ({ status: 400, headers, body: `${BOM}{"error":"invalid_scope"}` }) })
    const error = await failureOf(new PipedreamClient(refused.options).accounts.retrieve('a'))
    assert.deepEqual([error.code, error.body], ['invalid_scope', { error: 'invalid_scope' }])
  })

  test('a binary answer keeps it', async (t) => {
    const api = await serve(t, () => ({ headers: { 'content-type': 'application/octet-stream' }, body: `${BOM}a` }))
    const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
    for (const answer of [await client.proxy.get(to), await client.fileStash.downloadFile({ s3Key: 'k' })]) {
      assert.equal(Buffer.from(await answer.bytes()).toString(), `${BOM}a`)
    }
  })
})

describe('query parameters of a URL', () => {
  const addresses = {
    '/hook': '/hook?a=1&b=2',
    '/hook#part': '/hook?a=1&b=2',
    '/hook#part?a=0': '/hook?a=1&b=2',
    '/hook?x=1#part': '/hook?x=1&a=1&b=2',
    '/hook?#part': '/hook?a=1&b=2',
    '/hook?x=1&#part': '/hook?x=1&a=1&b=2',
    '/hook?a=0&x=1#': '/hook?a=1&x=1&b=2',
    '#part': '/?a=1&b=2',
  }
  for (const [address, sent] of Object.entries(addresses)) {
    test(`${address} with two more is sent as ${sent}`, async (t) => {
      const api = await serve(t)
      const client = new PipedreamClient({ ...api.options, workflowDomain: '127.0.0.1' })
      await client.workflows.invoke({ urlOrEndpoint: `${api.url}${address}` }, 'none', { queryParams: { a: 1, b: 2 } })
      assert.equal(api.requests[0].url, sent)
    })
  }

  test('request() adds queryParams after the query of its path', async (t) => {
    const api = await serve(t)
    const client = new PipedreamClient(api.options)
    for (const [path, sent] of [
      ['/x', '/x?a=1&b=2'],
      ['/x?', '/x?a=1&b=2'],
      ['/x?c=3', '/x?c=3&a=1&b=2'],
      ['/x?c=3&', '/x?c=3&a=1&b=2'],
    ]) {
      await client.request('GET', path, { query: { a: 1 }, queryParams: { b: 2 } })
      assert.equal(api.requests.at(-1).url, sent)
    }
    assert.match((await failureOf(client.request('GET', '/x#part', { query: { a: 1 } }))).message, /path must start with .*a fragment/)
  })
})

test('http to a subdomain of localhost is refused with a custom fetch, which would look the name up', () => {
  const options = { clientId: 'a', clientSecret: 'b', projectId: 'proj_1', fetch: globalThis.fetch }
  assert.throws(() => new PipedreamClient({ ...options, baseUrl: 'http://api.localhost:1' }), /baseUrl .*use localhost/)
  for (const baseUrl of ['http://localhost:1', 'http://127.0.0.1:1', 'https://api.localhost:1'])
    new PipedreamClient({ ...options, baseUrl })
  new PipedreamClient({ ...options, fetch: undefined, baseUrl: 'http://api.localhost:1' })
})
