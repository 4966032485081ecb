// Invalid arguments of a call: options, headers, signal, request, path and body.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamAbortError, PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const LONE = 'a\ud800'
const circle = []
circle.push(circle)

/** Makes a test of each row: a call of the client that fails with `message` (or what the row says else), while nothing is sent. */
function refuses(rows) {
  for (const [name, [call, message]] of Object.entries(rows)) {
    test(`refuses ${name}`, async (t) => {
      const api = await serve(t)
      const client = new PipedreamClient({ ...api.options, workflowDomain: '127.0.0.1' })
      const error = await failureOf(call(client))
      assert.ok(error instanceof PipedreamError, inspect(error))
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
      assert.match(error.message, message)
      assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error), /hush/)
      assert.equal(api.requests.length + api.tokens.length, 0, 'nothing is sent')
    })
  }
}
const withOptions = (options) => (client) => client.accounts.retrieve('a', {}, options)
const withHeaders = (headers) => withOptions({ headers })

describe('headers of a call', () => {
  refuses({
    'a line break': [withHeaders({ 'x-a': 'a\r\nb: hush' }), /headers\["x-a"\] must be text without line breaks/],
    'a line break from a function': [withHeaders({ 'x-a': async () => 'hush\n' }), /headers\["x-a"\] must be text without line breaks/],
    'a line break in a name': [withHeaders({ 'x\na': 'hush' }), /headers has the name "x\\na", which no header may have/],
    'a NUL': [withHeaders({ 'x-a': 'hush\0' }), /headers\["x-a"\] must be text without/],
    'a lone surrogate': [withHeaders({ 'x-a': `hush${LONE}` }), /headers.*well-formed text.*lone surrogate/],
    'an object': [withHeaders({ 'x-a': {} }), /headers\["x-a"\] must be a string, got an object/],
    'a symbol': [withHeaders({ 'x-a': Symbol('hush') }), /headers\["x-a"\] must be a string, got a symbol/],
    'a bigint': [withHeaders({ 'x-a': 5n }), /headers\["x-a"\] must be a string, got a bigint/],
    'a symbol from a function': [withHeaders({ 'x-a': () => Symbol('hush') }), /headers\["x-a"\] must be a string, got a symbol/],
    'a bigint from a promise': [withHeaders({ 'x-a': Promise.resolve(5n) }), /headers\["x-a"\] must be a string, got a bigint/],
    'text in the place of headers': [withHeaders('x-a: hush'), /headers must be an object, got string/],
    'a line break in the headers of a proxy call': [
      (client) => client.proxy.get({ url: 'https://x.com', externalUserId: 'u', accountId: 'a', headers: { 'x-a': 'hush\n' } }),
      /headers\["?.*x-a"?\] must be text without/,
    ],
    'a line break in the headers of a workflow': [
      (client) => client.workflows.invoke({ urlOrEndpoint: 'http://127.0.0.1:1/', headers: { 'x-a': 'hush\n' } }),
      /headers\["x-a"\] must be text without/,
    ],
  })
})

describe('options of a call', () => {
  refuses({
    'text in the place of options': [withOptions('x'), /requestOptions must be an object, got string/],
    'a time limit below zero': [withOptions({ timeoutInSeconds: -1 }), /timeoutInSeconds must be a number of seconds above 0.*got -1/],
    'a time limit that never ends': [withOptions({ timeoutInSeconds: Infinity }), /timeoutInSeconds must be a finite number, got Infinity/],
    'a time limit that is text': [withOptions({ timeoutInSeconds: '5' }), /timeoutInSeconds must be .*got "5"/],
    'a bigint as time limit': [
      withOptions({ timeoutInSeconds: 5n }),
      /timeoutInSeconds must be a value that JSON can hold, got the bigint 5/,
    ],
    'retries below zero': [withOptions({ maxRetries: -1 }), /maxRetries must be a whole number.*got -1/],
    'half a retry': [withOptions({ maxRetries: 0.5 }), /maxRetries must be a whole number.*got 0\.5/],
    'another environment': [
      withOptions({ projectEnvironment: 'staging' }),
      /projectEnvironment must be "production" or "development", got "staging"/,
    ],
    'text as query': [withOptions({ queryParams: 'a=b' }), /queryParams must be an object/],
    'NaN in a query': [withOptions({ queryParams: { a: NaN } }), /queryParams\.a must be a finite number, got NaN/],
    'a lone surrogate in a query': [withOptions({ queryParams: { a: LONE } }), /queryParams\.a must be well-formed text/],
    'a signal that is none': [withOptions({ abortSignal: {} }), /abortSignal must be an AbortSignal, got object/],
    'a boolean as signal': [withOptions({ abortSignal: true }), /abortSignal must be an AbortSignal, got boolean/],
    'a line break in the token of a rate limit': [withOptions({ rateLimitToken: 'hush\n' }), /rateLimitToken must be text without/],
  })

  test('with a signal that is aborted already nothing is sent, for every kind of method', async (t) => {
    const api = await serve(t)
    const client = new PipedreamClient(api.options)
    const reason = new Error('the user went away')
    const options = { abortSignal: AbortSignal.abort(reason) }
    const target = { url: 'https://x.com', externalUserId: 'u', accountId: 'a' }
    const calls = [
      client.accounts.retrieve('a', {}, options),
      client.accounts.list({}, options),
      client.accounts.delete('a', options),
      client.tokens.create({ externalUserId: 'u' }, options),
      client.fileStash.downloadFile({ s3Key: 'k' }, options),
      client.proxy.post({ ...target, body: {} }, options),
      client.request('GET', '/v1/x', options),
      client.accounts.retrieve('a', {}, options).withRawResponse(),
    ]
    for (const call of calls) {
      const error = await failureOf(call)
      assert.ok(error instanceof PipedreamAbortError && error instanceof PipedreamError)
      assert.equal(error.name, 'AbortError')
      assert.equal(error.cause, reason)
    }
    assert.equal(api.requests.length + api.tokens.length, 0)
  })
})

describe('requests', () => {
  const thrown = () => {
    throw new Error('no such field')
  }
  refuses({
    text: [(client) => client.accounts.list('x'), /the request of accounts\.list must be an object, got a string/],
    'a number': [(client) => client.accounts.create(5), /the request of accounts\.create must be an object, got a number/],
    'a list': [(client) => client.accounts.create([]), /must be an object, got an array/],
    'a missing field': [(client) => client.tokens.create({}), /externalUserId is missing: tokens\.create needs it/],
    'a function in the place of a field': [
      (client) => client.tokens.create({ externalUserId: () => 'u' }),
      /externalUserId must be .* got a function/,
    ],
    NaN: [(client) => client.accounts.list({ limit: NaN }), /limit must be a finite number, got NaN/],
    'Infinity, deep down': [
      (client) => client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: { a: [{ b: -Infinity }] } }),
      /configuredProps\.a\[0\]\.b must be a finite number, got -Infinity/,
    ],
    'a bigint': [
      (client) => client.tokens.create({ externalUserId: 'u', a: { b: 5n } }),
      /a\.b must be a value that JSON can hold, got the bigint 5/,
    ],
    'a circle': [
      (client) => client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: { circle } }),
      /configuredProps\.circle\[0\] must not contain itself/,
    ],
    'an invalid date': [(client) => client.tokens.create({ externalUserId: 'u', at: new Date(NaN) }), /at must be a valid date/],
    'a toJSON that throws': [
      (client) => client.tokens.create({ externalUserId: { toJSON: thrown } }),
      /cannot be written as JSON: no such field/,
    ],
    'a getter that throws': [
      (client) =>
        client.tokens.create({
          get externalUserId() {
            return thrown()
          },
        }),
      /cannot be written as JSON: no such field/,
    ],
    'a lone surrogate in a query': [(client) => client.accounts.list({ app: LONE }), /app must be well-formed text/],
    'an empty user behind the proxy': [
      (client) => client.proxy.get({ url: 'https://x.com', externalUserId: '', accountId: 'a' }),
      /externalUserId must be a non-empty string, got ""/,
    ],
    'no request to the proxy': [(client) => client.proxy.get(), /proxy\.get needs a request with url, externalUserId and accountId/],
    'a number as address behind the proxy': [
      (client) => client.proxy.get({ url: 5, externalUserId: 'u', accountId: 'a' }),
      /url must be a non-empty string, got 5/,
    ],
    'a workflow elsewhere': [
      (client) => client.workflows.invoke({ urlOrEndpoint: 'https://evil.example.com' }),
      /urlOrEndpoint must be a workflow's URL on 127\.0\.0\.1/,
    ],
    'no workflow': [(client) => client.workflows.invoke({}), /urlOrEndpoint must be .*\(it is missing\)/],
    'an empty user of a workflow': [
      (client) => client.workflows.invokeForExternalUser({ urlOrEndpoint: 'http://127.0.0.1:1/', externalUserId: '' }),
      /externalUserId must be a non-empty string, got ""/,
    ],
  })
})

describe('request()', () => {
  const asking = (method, path, given) => (client) => client.request(method, path, given)
  const sending = (body) => asking('POST', '/v1/x', { body })
  const off = /path must start with "\/" and stay on the API/
  refuses({
    'a method that makes a tunnel': [
      (client) => client.request('connect', '/v1/x'),
      /method must not be CONNECT, TRACE or TRACK, got "connect"/,
    ],
    'a method with a space': [asking('G ET', '/v1/x'), /method must be an HTTP method such as "GET", got "G ET"/],
    'a number as method': [asking(5, '/v1/x'), /method must be an HTTP method .*got 5/],
    'a symbol as method': [asking(Symbol('a'), '/v1/x'), /method must be a value that JSON can hold, got a symbol/],
    'no method': [asking(undefined, '/v1/x'), /method must be an HTTP method/],
    'no path': [asking('GET'), off],
    'a path without its slash': [asking('GET', 'v1/x'), off],
    'another address': [asking('GET', 'https://evil.example.com/x'), off],
    'an address without a scheme': [asking('GET', '//evil.example.com/x'), off],
    'a path that climbs': [asking('GET', '/v1/../x'), off],
    'a path that climbs in other letters': [asking('GET', '/v1/%2E%2e/x'), off],
    'a backslash': [asking('GET', '/\\evil.example.com/x'), off],
    'a line break in a path': [asking('GET', '/v1/x\r\nx-a: b'), off],
    'a fragment': [asking('GET', '/v1/x#f'), off],
    'text in the place of what goes with it': [asking('GET', '/v1/x', 'a=b'), /must be an object, got string/],
    'a function as body': [sending(() => 1), /body must be a JSON value, text, bytes, a form or a stream, got a function/],
    'a symbol as body': [sending(Symbol('hush')), /body must be a JSON value, text, bytes, a form or a stream, got a symbol/],
    'a Map as body': [sending(new Map([['a', 1]])), /body must be a JSON value, text, bytes, a form or a stream, got a Map/],
    'a Set as body': [sending(new Set(['a'])), /body must be a JSON value, text, bytes, a form or a stream, got a Set/],
    'a promise as body': [sending(Promise.resolve('a')), /body must be a JSON value, text, bytes, a form or a stream, got a Promise/],
    'a Response as body': [sending(new Response('a')), /body must be a JSON value, text, bytes, a form or a stream, got a Response/],
    'a bigint as body': [sending(5n), /body must be a value that JSON can hold, got the bigint 5/],
    'NaN as body': [sending(NaN), /body must be a finite number, got NaN/],
    'a circle as body': [sending(circle), /body\[0\] must not contain itself/],
    'a date that is none as body': [sending({ at: new Date(NaN) }), /body\.at must be a valid date/],
  })

  test('a stream with a chunk that is neither bytes nor text fails the call with a clear error', async (t) => {
    const api = await serve(t)
    async function* pieces() {
      yield 'a'
      yield 5
    }
    const error = await failureOf(new PipedreamClient({ ...api.options, maxRetries: 0 }).request('POST', '/v1/x', { body: pieces() }))
    assert.ok(error instanceof PipedreamError)
    assert.match(inspect(error, { depth: 5 }), /stream must give bytes or text, got number/)
  })
})

test('for any method, path and options a call rejects with a PipedreamError and throws nothing', async (t) => {
  const api = await serve(t)
  const client = new PipedreamClient(api.options)
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const throwing = {
    toString() {
      throw new Error('no words')
    },
  }
  for (const odd of [Object.create(null), throwing, proxy, Symbol('a'), 5]) {
    for (const call of [() => client.request(odd, '/v1/x'), () => client.request('GET', odd)])
      assert.equal((await failureOf(call())).code, 'ERR_INVALID_ARGUMENT')
    assert.equal(
      (await failureOf(client.rateLimits.create({ windowSizeSeconds: typeof odd === 'number' ? -1 : odd, requestsPerWindow: 1 }))).code,
      'ERR_INVALID_ARGUMENT',
    )
    assert.equal(
      (await failureOf(client.accounts.list().toArray({ limit: typeof odd === 'number' ? -1 : odd }))).code,
      'ERR_INVALID_ARGUMENT',
    )
  }
  for (const call of [
    () => client.request('GET', '/v1/x', proxy),
    () => client.accounts.list(proxy),
    () => client.accounts.list({}, proxy),
    () => client.accessToken(proxy),
    () => client.accounts.list().toArray(proxy),
  ]) {
    assert.equal((await failureOf(call())).code, 'ERR_INVALID_ARGUMENT')
  }
  assert.throws(() => new PipedreamClient(proxy), { code: 'ERR_INVALID_ARGUMENT' })
  assert.equal(api.requests.filter(({ path }) => !path.endsWith('/accounts')).length, 0)
})
