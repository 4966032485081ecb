// The requests of `client.fetch()`: they are those that the global `fetch` sends, with the token for the API only.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import * as undici from 'undici'
import { failureOf, serve } from '../support/server.mjs'

async function set(t, answer, more = {}) {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient({ ...api.options, maxRetries: 0, ...more }) }
}

/** What a server sees of a body. `boundary` is chosen at random. */
function seenOf({ method, url, headers, text }) {
  const type = headers['content-type']
  const boundary = /boundary=(.*)/.exec(type ?? '')?.[1]
  const clean = (value) => (boundary === undefined ? value : value?.replaceAll(boundary, 'B'))
  return { method, url, type: clean(type), text: clean(text) }
}

const form = (Form, File) => {
  const one = new Form()
  one.append('a', 'é')
  if (File) one.append('f', new File(['bytes'], 'name.txt', { type: 'text/plain' }))
  return one
}
async function* pieces() {
  yield Buffer.from('one')
  yield Buffer.from('two')
}

/** `init` of requests that `fetch` and `client.fetch` must send in the same way. Streams are made anew for each. */
const BODIES = {
  nothing: () => ({ method: 'POST' }),
  text: () => ({ method: 'PUT', body: 'é' }),
  'an empty text': () => ({ method: 'POST', body: '' }),
  'text with a type': () => ({ method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }),
  'a Buffer': () => ({ method: 'POST', body: Buffer.from('bytes') }),
  'a part of an array': () => ({ method: 'POST', body: new Uint8Array(Buffer.from('-bytes-')).subarray(1, 6) }),
  'an ArrayBuffer': () => ({ method: 'POST', body: new TextEncoder().encode('bytes').buffer }),
  'a DataView': () => ({ method: 'POST', body: new DataView(new TextEncoder().encode('bytes').buffer) }),
  'a Blob': () => ({ method: 'POST', body: new Blob(['bytes'], { type: 'image/png' }) }),
  'a Blob without a type': () => ({ method: 'POST', body: new Blob(['bytes']) }),
  URLSearchParams: () => ({ method: 'POST', body: new URLSearchParams({ a: 'é &' }) }),
  'a form of texts': () => ({ method: 'POST', body: form(FormData) }),
  'a form with a file': () => ({ method: 'POST', body: form(FormData, File) }),
  'a web stream': () => ({ method: 'POST', body: new Blob(['bytes']).stream(), duplex: 'half' }),
  'an async iterable': () => ({ method: 'POST', body: pieces(), duplex: 'half' }),
  'a Node stream': () => ({ method: 'PATCH', body: Readable.from([Buffer.from('a'), Buffer.from('b')]), duplex: 'half' }),
}

describe('a request is the one that the global fetch sends', () => {
  for (const [name, init] of Object.entries(BODIES)) {
    test(`with ${name}`, async (t) => {
      const { api, client } = await set(t)
      await client.fetch(`${api.url}/a%20b?q=1`, init())
      await fetch(`${api.url}/a%20b?q=1`, init())
      const [ours, theirs] = api.requests
      assert.deepEqual(seenOf(ours), seenOf(theirs))
    })
    test(`as a Request with ${name}`, async (t) => {
      const { api, client } = await set(t)
      const request = () => new Request(`${api.url}/x?q=1`, { ...init(), headers: { 'x-a': '1', ...init().headers } })
      await client.fetch(request())
      await fetch(request())
      const [ours, theirs] = api.requests
      assert.deepEqual(seenOf(ours), seenOf(theirs))
      assert.equal(ours.headers['x-a'], '1')
    })
  }

  test('text of a Request has its length, as that of init', async (t) => {
    const { api, client } = await set(t)
    await client.fetch(new Request(`${api.url}/x`, { method: 'POST', body: 'text' }))
    await client.fetch('/x', { method: 'POST', body: new Blob(['text']) })
    for (const { headers } of api.requests) assert.equal(headers['content-length'], '4')
  })

  test('init goes before the Request', async (t) => {
    const { api, client } = await set(t)
    const request = new Request(`${api.url}/x`, { method: 'POST', body: 'old', headers: { 'x-a': 'old' } })
    await client.fetch(request, { method: 'PUT', body: 'new', headers: { 'x-b': 'new' } })
    const [{ method, text, headers }] = api.requests
    assert.deepEqual([method, text, headers['x-a'], headers['x-b']], ['PUT', 'new', undefined, 'new'])
    assert.equal(request.bodyUsed, false)
  })

  for (const [name, headers] of Object.entries({
    'an object': { 'X-A': '1, 2' },
    'pairs, of which one comes twice': [
      ['x-a', '1'],
      ['X-A', '2'],
    ],
    Headers: new Headers([
      ['x-a', '1'],
      ['x-a', '2'],
    ]),
    'Headers of undici': new undici.Headers([
      ['x-a', '1'],
      ['x-a', '2'],
    ]),
    'a Map': new Map([['x-a', '1, 2']]),
  })) {
    test(`headers as ${name}`, async (t) => {
      const { api, client } = await set(t)
      await client.fetch('/x', { headers })
      assert.equal(api.requests[0].headers['x-a'], '1, 2')
    })
  }

  for (const [name, input] of Object.entries({
    'a path': () => '/v1/x?q=1',
    'a path without a slash': () => 'v1/x?q=1',
    'a URL as text': (url) => `${url}/v1/x?q=1`,
    'a URL': (url) => new URL('/v1/x?q=1', url),
    'a URL of another realm': (url) => runInNewContext('new URL(text)', { URL, text: `${url}/v1/x?q=1` }),
    'a Request': (url) => new Request(`${url}/v1/x?q=1`),
    'a Request of undici': (url) => new undici.Request(`${url}/v1/x?q=1`),
    'a path with a fragment': () => '/v1/x?q=1#part',
  })) {
    test(`input as ${name}`, async (t) => {
      const { api, client } = await set(t)
      assert.equal((await client.fetch(input(api.url))).url, `${api.url}/v1/x?q=1`)
      assert.deepEqual([api.requests[0].url, api.requests[0].headers.authorization], ['/v1/x?q=1', 'Bearer token-hush-1'])
    })
  }
})

describe('the third argument', () => {
  test('has the options of a call', async (t) => {
    const { api, client } = await set(t)
    const options = {
      headers: { 'X-Custom': 'value', 'x-a': null, 'x-b': async () => 'b' },
      queryParams: { q: 2 },
      projectEnvironment: 'production',
    }
    await client.fetch('/x?q=1', { headers: { 'x-a': '1' } }, { timeoutInSeconds: 30, maxRetries: 3, ...options })
    const [{ url, headers }] = api.requests
    assert.equal(url, '/x?q=2')
    assert.deepEqual(
      [headers['x-custom'], headers['x-a'], headers['x-b'], headers['x-pd-environment']],
      ['value', undefined, 'b', 'production'],
    )
  })

  test('headers of the call go before those of a function of the client', async (t) => {
    const { api, client } = await set(t, undefined, { headers: { 'x-a': () => 'client', 'x-b': () => 'client' } })
    await client.fetch('/x', { headers: { 'x-a': 'call' } })
    await client.request('GET', '/x', { headers: { 'x-a': 'call' } })
    for (const { headers } of api.requests) assert.deepEqual([headers['x-a'], headers['x-b']], ['call', 'client'])
  })
})

describe('the token', () => {
  const secretive = { headers: { 'x-own': 'hush', 'x-function': () => 'hush' }, rateLimitToken: 'hush' }
  const isPublic = ({ headers }) =>
    assert.deepEqual(
      Object.keys(headers).filter((name) => /^(?:x-|authorization|cookie)/.test(name)),
      [],
    )

  test('is not sent to another origin, nor is any header of the client', async (t) => {
    const { client, api } = await set(t, undefined, secretive)
    const other = await serve(t)
    await client.fetch(`${other.url}/x`)
    await client.fetch(new URL(`${other.url}/x`), {}, { projectEnvironment: 'development', rateLimitToken: 'hush' })
    await client.fetch(`${api.url.replace('127.0.0.1', 'localhost')}/x`)
    for (const request of [...other.requests, ...api.requests]) isPublic(request)
    assert.equal(api.requests.length + other.requests.length, 3)
    // No token is fetched for them.
    assert.equal(api.tokens.length, 0)
  })

  test('is not sent where a redirect to another origin leads', async (t) => {
    const other = await serve(t)
    const { client } = await set(t, () => ({ status: 302, headers: { location: `${other.url}/x` } }), secretive)
    const response = await client.fetch('/x', { headers: { 'x-mine': '1' } })
    assert.deepEqual([response.url, response.redirected], [`${other.url}/x`, true])
    isPublic(other.requests[0])
  })

  test('is not sent if the caller has an Authorization, or removes it', async (t) => {
    const { api, client } = await set(t)
    const other = await serve(t)
    await client.fetch('/x', { headers: { Authorization: 'Basic b3du' } })
    await client.fetch('/x', {}, { headers: { authorization: null } })
    await client.request('GET', '/x', { headers: { authorization: null } })
    await client.fetch(`${other.url}/x`, { headers: { Authorization: 'Basic b3du' } })
    assert.deepEqual(
      [...api.requests, ...other.requests].map(({ headers }) => headers.authorization),
      ['Basic b3du', undefined, undefined, 'Basic b3du'],
    )
  })

  test('is replaced once after a 401, also for a Request with a body', async (t) => {
    const { api, client } = await set(t, ({ headers }) => ({ status: headers.authorization.endsWith('-1') ? 401 : 200, body: {} }))
    const response = await client.fetch(new Request(`${api.url}/x`, { method: 'POST', body: 'text' }))
    assert.equal(response.status, 200)
    assert.deepEqual(
      api.requests.map(({ text }) => text),
      ['text', 'text'],
    )
  })

  test('a second 401 is a Response', async (t) => {
    const { api, client } = await set(t, () => ({ status: 401, body: 'no' }))
    const response = await client.fetch('/x')
    assert.deepEqual([response.status, await response.text(), api.requests.length], [401, 'no', 2])
  })
})

describe('what is wrong is refused before anything is sent', () => {
  const used = () => {
    const request = new Request('http://localhost/x', { method: 'POST', body: 'a' })
    return request.text().then(() => request)
  }
  const refused = {
    'no input': [[], /^input must be a URL, a path or a Request, got undefined/],
    'a number': [[5], /^input must be .*got a number/],
    'an empty path': [[''], /^input must be an http or https URL, or a path/],
    'two slashes': [['//evil.example/x'], /^input .*another host.*"\/\/evil\.example\/x"/],
    'an id that climbs': [['/v1/accounts/../../x'], /^input .*"\.\."/],
    'an id that climbs, in a URL': [(url) => [`${url}/v1/accounts/%2e%2E/x`], /^input .*"\.\."/],
    'a line break': [['/x\r\n/y'], /^input .*control character/],
    'another scheme': [['data:text/plain,hi'], /^input .*"data:"/],
    'a password': [['https://user:hush@a.example/'], /^input must .*credentials.*"https:\/\/a\.example"/],
    'a read Request': [async () => [await used()], /^input must be a Request whose body has not been read/],
    init: [['/x', 'GET'], /^init must be an object, got string/],
    options: [['/x', {}, new Map()], /^requestOptions must be an object, got a Map/],
    timeoutInSeconds: [['/x', {}, { timeoutInSeconds: -1 }], /^timeoutInSeconds must be .*-1/],
    method: [['/x', { method: 'a b' }], /^method must be .*"A B"/],
    CONNECT: [['/x', { method: 'connect' }], /^method must not be CONNECT, TRACE or TRACK, got "CONNECT"/],
    'the body of a GET': [['/x', { body: 'a' }], /^a GET request must have no body/],
    'an object as a body': [['/x', { method: 'POST', body: { a: 1 } }], /^body must be .*an object: write JSON with JSON.stringify/],
    'a number as a body': [['/x', { method: 'POST', body: 5 }], /^body must be .*a number/],
    'a header': [['/x', { headers: { 'a b': '1' } }], /^headers has the name "a b"/],
    'the value of a header': [['/x', { headers: { 'x-a': 'hush\nx' } }], /^headers\["x-a"\] must be /],
    signal: [['/x', { signal: 5 }], /^signal must be an AbortSignal or null, got a number/],
    redirect: [['/x', { redirect: 'never' }], /^redirect must be "follow", "manual" or "error", got "never"/],
    duplex: [['/x', { duplex: 'full' }], /^duplex must be "half", got "full"/],
    mode: [['/x', { mode: 'no-cors' }], /^mode must be "cors" or "same-origin", got "no-cors"/],
    'another origin': [['https://a.example/', { mode: 'same-origin' }], /^the URL must be on .* got one on https:\/\/a\.example/],
    cache: [['/x', { cache: 'only-if-cached' }], /^cache must be .*"only-if-cached"/],
    integrity: [['/x', { integrity: 'sha256-AAAA' }], /^integrity is not supported/],
    dispatcher: [['/x', { dispatcher: new undici.Agent() }], /^dispatcher is not supported/],
  }
  for (const [name, [given, expected]] of Object.entries(refused)) {
    test(name, async (t) => {
      const { api, client } = await set(t)
      const args = typeof given === 'function' ? await given(api.url) : given
      const error = await failureOf(client.fetch(...args))
      assert.ok(error instanceof PipedreamError)
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
      assert.match(error.message, expected)
      assert.doesNotMatch(error.message, /hush/)
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }

  test('what changes nothing is ignored', async (t) => {
    const { api, client } = await set(t)
    const ignored = {
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      keepalive: true,
      referrer: 'http://a',
      priority: 'high',
      window: null,
    }
    const more = { signal: null, integrity: '', referrerPolicy: 'origin', duplex: 'half', dispatcher: undefined }
    assert.equal((await client.fetch('/x', { ...ignored, ...more })).status, 200)
    assert.equal(api.requests[0].headers.authorization, 'Bearer token-hush-1')
  })
})
