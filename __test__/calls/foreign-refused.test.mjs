// Values that cannot be sent, of any realm or package, are refused by name before anything is sent, and never sent as `{}`. Headers may
// be anything that `fetch` accepts as headers.

import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { Readable, Stream, Writable } from 'node:stream'
import { describe, test } from 'node:test'
import * as formdataNode from 'formdata-node'
import { PipedreamClient } from 'pipedream-native'
import * as undici from 'undici'
import { WindowFile, WindowForm, foreign, set, to } from '../support/foreign.mjs'
import { failureOf } from '../support/server.mjs'

function givenAway(make) {
  const given = make()
  structuredClone(given.buffer ?? given, { transfer: [given.buffer ?? given] })
  return given
}

/** Values that JSON writes as `{}` or as their internal state, by the name the error must give them. */
const opaque = {
  Map: () => new Map([['a', 1]]),
  Set: () => foreign('new Set([1])'),
  WeakMap: () => new WeakMap(),
  Promise: () => foreign('Promise.resolve(1)'),
  Headers: () => new undici.Headers({ a: 'b' }),
  Request: () => new undici.Request('http://a.b'),
  Response: () => new Response('a'),
  AbortSignal: () => new AbortController().signal,
  'WebAssembly.Memory': () => new WebAssembly.Memory({ initial: 1 }),
  RegExp: () => foreign('/a/'),
  Error: () => foreign('new Error("a")'),
  Symbol: () => Object(Symbol('a')),
  BigInt: () => Object(5n),
  TransformStream: () => new TransformStream(),
  EventEmitter: () => new EventEmitter(),
  Secret: () =>
    new (class Secret {
      #a = 1
      get a() {
        return this.#a
      }
    })(),
}
/** Values that are a whole body, and have no place inside JSON. */
const onlyBodies = {
  FormData: () => new undici.FormData(),
  URLSearchParams: () => new URLSearchParams('a=b'),
  Blob: () => new formdataNode.Blob(['a']),
  ArrayBuffer: () => foreign('new ArrayBuffer(2)'),
  SharedArrayBuffer: () => new SharedArrayBuffer(2),
  Uint8Array: () => foreign('new Uint8Array([1, 2])'),
  Float64Array: () => new Float64Array(0),
  stream: () => Readable.from(['a']),
  Generator: () => foreign('(function* () {})()'),
}

describe('a value that cannot be sent is refused by name', () => {
  const bodies = {
    ...opaque,
    'Buffer behind a Proxy': () => new Proxy(Buffer.from('a'), {}),
    'File whose bytes cannot be read': () => new WindowFile(),
    'one that can only be written to': () => new Writable(),
    'one that is locked to another reader': () => {
      const stream = new Blob(['a']).stream()
      stream.getReader()
      return stream
    },
    'one that has ended': () => Object.assign(new Stream(), { readable: false }),
    'a buffer that was transferred': () => givenAway(() => new ArrayBuffer(1)),
    'got a buffer that was transferred': () => givenAway(() => new Uint8Array(1)),
  }
  for (const [name, make] of Object.entries(bodies)) {
    test(`as a body: ${name}`, async (t) => {
      const { api, client } = await set(t)
      for (const call of [client.proxy.post({ ...to, body: make() }), client.request('PUT', '/v1/x', { body: make() })]) {
        const error = await failureOf(call)
        assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
        assert.ok(/^body must be/.test(error.message) && error.message.includes(name), error.message)
      }
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }

  test('in a form: a file that cannot be read', async (t) => {
    const { api, client } = await set(t)
    const form = new WindowForm()
    form.append('mine', new WindowFile())
    const error = await failureOf(client.proxy.post({ ...to, body: form }))
    assert.equal(error.message, 'body["mine"] must be text or a file that can be read, got a File')
    assert.equal(api.requests.length + api.tokens.length, 0)
  })

  for (const [name, make] of Object.entries({ ...opaque, ...onlyBodies })) {
    test(`inside JSON, in a query, and as the request: ${name}`, async (t) => {
      const { api, client } = await set(t)
      const calls = {
        'body.a[0].b': client.proxy.post({ ...to, body: { a: [{ b: make() }] } }),
        'body[1]': client.request('POST', '/v1/x', { body: [1, make()] }),
        'configuredProps.tags': client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: { tags: make() } }),
        'body.c': client.workflows.invoke({ urlOrEndpoint: `${api.url}/w`, body: { c: make() } }),
        'query.a': client.request('GET', '/v1/x', { query: { a: make() } }),
        'params.a': client.proxy.get({ ...to, params: { a: make() } }),
        params: client.proxy.get({ ...to, params: make() }),
        'queryParams.a': client.accounts.list({}, { queryParams: { a: make() } }),
        queryParams: client.accounts.list({}, { queryParams: make() }),
        app: client.accounts.list({ app: make() }),
        'the request': client.accounts.list(make()),
      }
      for (const [path, call] of Object.entries(calls)) {
        const error = await failureOf(call)
        assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
        assert.ok(
          error.message.startsWith(`${path} must be `) && new RegExp(`got an? .*${name}`).test(error.message),
          `${path}: ${error.message}`,
        )
      }
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }

  for (const name of ['Map', 'Set', 'Promise', 'Headers', 'Request', 'AbortSignal', 'URLSearchParams', 'Uint8Array']) {
    test(`as the options of a call: ${name}`, async (t) => {
      const { api, client } = await set(t)
      const make = { ...opaque, ...onlyBodies }[name]
      const calls = [
        client.accounts.list({}, make()),
        client.proxy.get(to, make()),
        client.request('GET', '/v1/x', make()),
        client.accessToken(make()),
        client.rateLimits.create({ windowSizeSeconds: 1, requestsPerWindow: 1 }, make()),
      ]
      for (const call of calls) assert.match((await failureOf(call)).message, new RegExp(`must be an object, got an? ${name}`))
      assert.throws(() => new PipedreamClient(make()), {
        code: 'ERR_INVALID_ARGUMENT',
        message: new RegExp(`the client's options must be an object, got an? ${name}`),
      })
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }
})

describe('headers may be what fetch accepts', () => {
  const makes = {
    Headers: () => new Headers({ 'x-a': '1' }),
    'Headers of undici': () => new undici.Headers({ 'x-a': '1' }),
    'a Map': () => new Map([['x-a', async () => '1']]),
    'a Map of another realm': () => foreign('new Map([["x-a", "1"]])'),
    pairs: () => [['x-a', '1']],
    'pairs of another realm': () => foreign('[["x-a", Promise.resolve("1")]]'),
    'an object of another realm': () => foreign('({ "x-a": "1" })'),
  }
  for (const [name, make] of Object.entries(makes)) {
    test(name, async (t) => {
      const { api, client } = await set(t)
      await client.accounts.list({}, { headers: make() })
      await new PipedreamClient({ ...api.options, headers: make() }).accounts.list()
      await client.proxy.get({ ...to, headers: make() })
      await client.workflows.invoke({ urlOrEndpoint: `${api.url}/w`, headers: make() })
      assert.deepEqual(
        api.requests.map(({ headers }) => headers['x-a'] ?? headers['x-pd-proxy-x-a']),
        ['1', '1', '1', '1'],
      )
    })
  }

  const wrong = {
    'a Set': new Set(['x-a']),
    'names and values in turn': ['x-a', '1'],
    'three in the place of two': [['x-a', '1', '2']],
    'a name that is a symbol': new Map([[Symbol('x-a'), '1']]),
    'a Uint8Array': new Uint8Array(2),
    'a Promise': Promise.resolve({ 'x-a': '1' }),
    'a Date': new Date(),
    'a Response': new Response('', { headers: { 'x-a': '1' } }),
    'an Error': new Error('a'),
  }
  for (const [name, headers] of Object.entries(wrong)) {
    test(`or refused: ${name}`, async (t) => {
      const { api, client } = await set(t)
      const message = /^headers must be an object, Headers, or a list of \[name, value\] pairs/
      for (const call of [client.accounts.list({}, { headers }), client.proxy.get({ ...to, headers })])
        assert.match((await failureOf(call)).message, message)
      assert.throws(() => new PipedreamClient({ ...api.options, headers }), { message })
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }
})
