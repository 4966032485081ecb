// Values that JSON cannot represent are refused by name in a request, also if they have fields of their own and so do not become `{}`.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { set, to } from '../support/foreign.mjs'
import { failureOf } from '../support/server.mjs'

/** Each with a field. */
const named = {
  Blob: () => Object.assign(new Blob(['a']), { name: 'a.txt' }),
  Map: () => Object.assign(new Map([['a', 1]]), { kind: 'r' }),
  Registry: () =>
    new (class Registry extends Map {
      kind = 'r'
      get [Symbol.toStringTag]() {
        return 'Registry'
      }
    })([['a', 1]]),
  Promise: () => Object.assign(Promise.resolve(1), { kind: 'r' }),
  Headers: () => Object.assign(new Headers({ a: 'b' }), { kind: 'r' }),
  ArrayBuffer: () => Object.assign(new ArrayBuffer(1), { kind: 'r' }),
  DataView: () => Object.assign(new DataView(new ArrayBuffer(1)), { kind: 'r' }),
  RegExp: () => Object.assign(/a/, { kind: 'r' }),
  Error: () => Object.assign(new Error('a'), { code: 'E' }),
  // As node-fetch 2 has it.
  Response: () =>
    new (class {
      size = 0
      timeout = 0
      get [Symbol.toStringTag]() {
        return 'Response'
      }
    })(),
}
/** What is sent when it is awaited. */
const queries = {
  'of a class': () =>
    new (class Query {
      url = 'https://db.test'
      headers = { apikey: 'hush' }
      then(done) {
        done(1)
      }
    })(),
  'that is a plain object': () => ({
    url: 'https://db.test',
    headers: { apikey: 'hush' },
    then(done) {
      done(1)
    },
  }),
}

async function refused(t, make, name) {
  const { api, client } = await set(t)
  const calls = {
    'body.a[0].b': client.proxy.post({ ...to, body: { a: [{ b: make() }], c: 1 } }),
    'configuredProps.tags': client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: { tags: make() } }),
    'body.c': client.workflows.invoke({ urlOrEndpoint: `${api.url}/w`, body: { c: make() } }),
    'query.a': client.request('GET', '/v1/x', { query: { a: make() } }),
    'params.a': client.proxy.get({ ...to, params: { a: make() } }),
  }
  for (const [path, call] of Object.entries(calls)) {
    const error = await failureOf(call)
    assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
    assert.match(error.message, new RegExp(`^${path.replace(/[.[\]]/g, '\\$&')} must be a value that JSON can hold, got an? ${name}`))
  }
  assert.equal(api.requests.length + api.tokens.length, 0)
}

describe('an object of such a class is refused by name, also with a field of its own', () => {
  for (const [name, make] of Object.entries(named)) test(name, (t) => refused(t, make, name))
})

describe('a query builder that was not awaited is refused, and its URL and keys are not sent', () => {
  for (const [name, make] of Object.entries(queries)) test(name, (t) => refused(t, make, 'Promise'))
})

test('the value that toJSON() returns is checked too', (t) => refused(t, () => ({ toJSON: () => new Map([['a', 1]]) }), 'Map'))

test('a function or a symbol in a list is refused, not sent as null', async (t) => {
  const { api, client } = await set(t)
  for (const one of [() => 1, Symbol('a')]) {
    const { message } = await failureOf(client.proxy.post({ ...to, body: { a: [1, one] } }))
    assert.equal(message, `body.a[1] must be a value that JSON can hold, got a ${typeof one}`)
  }
  assert.equal(api.requests.length, 0)
})

test('an instance with private state is refused if its methods show that it has one', async (t) => {
  const { api, client } = await set(t)
  const money = new (class Money {
    #cents = 5
    toString() {
      return `${this.#cents}`
    }
  })()
  assert.match((await failureOf(client.proxy.post({ ...to, body: { price: money } }))).message, /^body\.price must be .* got a Money/)
  assert.equal(api.requests.length, 0)
})

test('classes of fields, dates, and lists of them are sent', async (t) => {
  const { api, client } = await set(t)
  class Row {
    id = 1
    at = new Date(0)
    more = null
    cents() {
      return 5
    }
  }
  await client.proxy.post({
    ...to,
    body: {
      rows: [new Row(), Object.create({ a: 1 }), Object.assign(Object.create(null), { b: 2 })],
      self: {
        toJSON() {
          return { c: this === undefined }
        },
      },
    },
  })
  assert.equal(api.requests[0].text, '{"rows":[{"id":1,"at":"1970-01-01T00:00:00.000Z","more":null},{},{"b":2}],"self":{"c":false}}')
})

test('a body whose reader or iterator is a promise is refused, and a rejection of the promise is handled', async (t) => {
  const unhandled = []
  const hear = (error) => unhandled.push(error)
  process.on('unhandledRejection', hear)
  t.after(() => process.off('unhandledRejection', hear))
  const { client } = await set(t)
  const later = async () => {
    throw new Error('later')
  }
  for (const body of [{ getReader: later }, { [Symbol.asyncIterator]: later }]) {
    const error = await failureOf(client.proxy.post({ ...to, body }))
    assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
    assert.match(error.message, /gave a promise/)
  }
  await new Promise(setImmediate)
  assert.deepEqual(unhandled, [])
})
