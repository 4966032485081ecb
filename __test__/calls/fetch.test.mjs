// `client.fetch()`: what is sent and what comes back is what the global `fetch` sends and gives.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { failureOf, serve } from '../support/server.mjs'

async function set(t, answer, more = {}) {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient({ ...api.options, maxRetries: 0, ...more }) }
}

/** Answers that `fetch` and `client.fetch` must give in the same way, and the `init` of the request. */
const ANSWERS = {
  JSON: [{ body: { a: 1 } }],
  'text in UTF-8': [{ headers: { 'content-type': 'text/plain' }, body: 'é\n' }],
  bytes: [{ headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255, 1]) }],
  'no content type': [{ body: '' }],
  'an empty body': [{ status: 200 }],
  'status 201': [{ status: 201, body: { id: 1 } }],
  'status 204': [{ status: 204 }],
  'status 205': [{ status: 205 }],
  'status 304': [{ status: 304, headers: { etag: '"a"' } }, { headers: { 'if-none-match': '"a"' } }],
  'status 400': [{ status: 400, body: { error: 'bad' } }],
  'status 404': [{ status: 404, body: 'not here' }],
  'status 500': [{ status: 500, body: 'broken' }],
  'status 599': [{ status: 599, body: 'odd' }],
  'several cookies': [{ headers: { 'set-cookie': ['a=1; Path=/', 'b=2'] }, body: 'x' }],
  'a header several times': [{ headers: { 'x-a': ['1', '2'] }, body: 'x' }],
  'a header in Latin-1': [{ headers: { 'x-a': Buffer.from('caf\xe9', 'latin1').toString('latin1') }, body: 'x' }],
  HEAD: [{ headers: { 'content-length': '5' } }, { method: 'HEAD' }],
  'a redirect that is followed': [{ status: 302, headers: { location: '/v1/end?b=2' } }],
  'a POST that a redirect makes a GET': [
    { status: 303, headers: { location: '/v1/end' } },
    { method: 'POST', body: 'a' },
  ],
  'a POST that a redirect repeats': [
    { status: 307, headers: { location: '/v1/end' } },
    { method: 'POST', body: 'a' },
  ],
  'a redirect for the caller': [{ status: 302, headers: { location: '/v1/end' } }, { redirect: 'manual' }],
  'a redirect without a location': [{ status: 302, body: 'where?' }],
}

/** undici closes its connection after a HEAD. */
const OF_CONNECTION = ['date', 'connection', 'keep-alive']

async function factsOf(response) {
  const headers = [...response.headers].filter(([name]) => !OF_CONNECTION.includes(name))
  const { status, statusText, ok, redirected, type, url } = response
  const cookies = response.headers.getSetCookie()
  const hasBody = response.body !== null
  return {
    status,
    statusText,
    ok,
    redirected,
    type,
    url,
    headers,
    cookies,
    hasBody,
    bytes: [...new Uint8Array(await response.arrayBuffer())],
  }
}

describe('a Response is the one that the global fetch gives', () => {
  for (const [name, [answer, init]] of Object.entries(ANSWERS)) {
    test(name, async (t) => {
      const { api, client } = await set(t, ({ path, method, text }) => {
        return path === '/v1/end' ? { body: { method, text } } : answer
      })
      const url = `${api.url}/v1/start?a=1`
      const ours = await client.fetch(`${url}#part`, init)
      assert.ok(ours instanceof Response)
      assert.deepEqual(await factsOf(ours), await factsOf(await fetch(`${url}#part`, init)))
    })
  }

  test('a reason phrase of the server’s own', async (t) => {
    const { api, client } = await set(t, (_request, response) => void response.writeHead(200, 'Very Well').end('x'))
    assert.equal((await client.fetch('/x')).statusText, 'Very Well')
    assert.equal((await fetch(`${api.url}/x`)).statusText, 'Very Well')
  })

  test('a status that no constructor takes', async (t) => {
    const { client } = await set(t, () => ({ status: 799, body: 'odd' }))
    const response = await client.fetch('/x')
    assert.deepEqual([response.status, response.ok, await response.clone().text(), response.clone().status], [799, false, 'odd', 799])
  })
})

describe('the body of a Response', () => {
  const readings = {
    json: [(r) => r.json(), { a: 1 }],
    text: [(r) => r.text(), '{"a":1}'],
    blob: [async (r) => (await r.blob()).text(), '{"a":1}'],
    'clone, twice': [async (r) => [await r.clone().clone().json(), await r.json()], [{ a: 1 }, { a: 1 }]],
    'a reader with its own buffer': [
      async (r) => {
        const reader = r.body.getReader({ mode: 'byob' })
        let text = ''
        for (;;) {
          const { done, value } = await reader.read(new Uint8Array(3))
          if (done) return text
          text += Buffer.from(value)
        }
      },
      '{"a":1}',
    ],
    'a Node stream': [async (r) => Buffer.concat(await Readable.fromWeb(r.body).toArray()).toString(), '{"a":1}'],
  }
  for (const [name, [read, expected]] of Object.entries(readings)) {
    test(name, async (t) => {
      const { client } = await set(t, () => ({ body: { a: 1 } }))
      const response = await client.fetch('/x')
      assert.deepEqual(await read(response), expected)
      assert.equal(response.bodyUsed, true)
    })
  }

  test('formData', async (t) => {
    const { client } = await set(t, () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1&b=2' }))
    assert.deepEqual(
      [...(await (await client.fetch('/x')).formData())],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    )
  })

  test('a clone has url and redirected too', async (t) => {
    const { api, client } = await set(t, ({ path }) => (path === '/end' ? { body: 'x' } : { status: 301, headers: { location: '/end' } }))
    const { url, redirected, type } = (await client.fetch('/x')).clone()
    assert.deepEqual([url, redirected, type], [`${api.url}/end`, true, 'basic'])
  })

  test('maxResponseBytes ends a longer one', async (t) => {
    const { client } = await set(t, () => ({ body: 'x'.repeat(1000) }), { maxResponseBytes: 10 })
    assert.equal((await (await client.fetch('/x', {}, { maxResponseBytes: 1000 })).text()).length, 1000)
    const error = await failureOf((await client.fetch('/x', {}, { maxResponseBytes: 999 })).text())
    assert.equal(error.code, 'ERR_BODY_TOO_LARGE')
    // The limit of the client is that of responses that are read whole.
    assert.equal((await (await client.fetch('/x')).text()).length, 1000)
  })
})

test('redirect: "error" fails with the redirect', async (t) => {
  const { client, api } = await set(t, () => ({ status: 302, headers: { location: '/y' } }), { maxRetries: 2 })
  const error = await failureOf(client.fetch('/x', { redirect: 'error' }))
  assert.deepEqual([error.code, api.requests.length], ['ERR_REDIRECT_REFUSED', 1])
})

test('the method works without its client, and is the fetch of another library', async (t) => {
  const { api, client } = await set(t, () => ({ body: { a: 1 } }))
  const { fetch } = client
  assert.deepEqual(await (await fetch(`${api.url}/x`)).json(), { a: 1 })
  assert.equal(client.fetch, fetch)
  assert.ok(!Object.keys(client).includes('fetch'))
  const other = new PipedreamClient({ baseUrl: api.url, token: 'other', projectId: 'proj_1', fetch })
  assert.deepEqual(await other.request('GET', '/x'), { a: 1 })
  assert.equal(api.requests[1].headers.authorization, 'Bearer other')
})

test('the option fetch sends the requests', async () => {
  const seen = []
  const own = async (url, init) => {
    seen.push([url, init.method, new Headers(init.headers).get('authorization')])
    return new Response('hello', { status: 418, statusText: 'Teapot' })
  }
  const client = new PipedreamClient({ baseUrl: 'https://api.example', token: 'own', projectId: 'proj_1', fetch: own })
  const response = await client.fetch('/x')
  assert.deepEqual(
    [response.status, response.statusText, await response.text(), response.url],
    [418, 'Teapot', 'hello', 'https://api.example/x'],
  )
  assert.deepEqual(seen, [['https://api.example/x', 'GET', 'Bearer own']])
})

test('the emulator answers', async (t) => {
  const api = await startEmulator()
  t.after(() => api.close())
  const client = new PipedreamClient(api.clientOptions)
  const response = await client.fetch('/v1/connect/apps?limit=1')
  assert.equal(response.status, 200)
  assert.equal((await response.json()).data.length, 1)
  assert.equal((await client.fetch('/v1/connect/proj_1/accounts/apn_none')).status, 404)
})
