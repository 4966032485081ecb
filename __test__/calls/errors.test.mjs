// Errors: their class, members and message.

import assert from 'node:assert/strict'
import { cpSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import {
  BadRequestError,
  NotFoundError,
  Pipedream,
  PipedreamAbortError,
  PipedreamClient,
  PipedreamError,
  PipedreamTimeoutError,
  TooManyRequestsError,
} from 'pipedream-native'
import { folderFor } from '../support/folders.mjs'
import { failureOf, serve } from '../support/server.mjs'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../..', import.meta.url))
const once_ = { maxRetries: 0 }

/** Methods of every kind: a value, a list, nothing, bytes, relayed, and one without a resource. */
const kinds = {
  'a value': (client) => client.accounts.retrieve('a'),
  'a list': (client) => client.accounts.list(),
  nothing: (client) => client.accounts.delete('a'),
  'a file': (client) => client.fileStash.downloadFile({ s3Key: 'k' }),
  'the proxy': (client) => client.proxy.get({ url: 'https://x/', externalUserId: 'u', accountId: 'a' }),
  'an endpoint without a method': (client) => client.request('GET', '/v1/new'),
}

describe('each status has an error class', () => {
  for (const [status, Class, name] of [
    [400, BadRequestError, 'BadRequestError'],
    [404, NotFoundError, 'NotFoundError'],
    [429, TooManyRequestsError, 'TooManyRequestsError'],
    [403, PipedreamError, 'PipedreamError'],
    [409, PipedreamError, 'PipedreamError'],
    [500, PipedreamError, 'PipedreamError'],
  ]) {
    test(`${status} is a ${name}, for every kind of method`, async (t) => {
      const api = await serve(t, () => ({ status, body: { error: 'because' } }))
      const client = new PipedreamClient({ ...api.options, ...once_ })
      for (const [kind, call] of Object.entries(kinds)) {
        const error = await failureOf(call(client))
        assert.ok(error instanceof Class && error instanceof PipedreamError && error instanceof Error, kind)
        assert.equal(error.name, name, kind)
        assert.equal(error.statusCode, status, kind)
        assert.deepEqual(error.body, { error: 'because' }, kind)
        assert.equal(error.rawResponse.status, status, kind)
        assert.match(error.message, new RegExp(`Status code: ${status}\\nBody: \\{\\n  "error": "because"\\n\\}`), kind)
      }
    })
  }
})

describe('the members of an error', () => {
  const failing = async (t, said) => {
    const api = await serve(t, () => said)
    return failureOf(new PipedreamClient({ ...api.options, ...once_ }).accounts.retrieve('a'))
  }

  test('an error has requestId, the seconds of Retry-After and the rate limit headers', async (t) => {
    const headers = {
      'x-request-id': 'req-1',
      'retry-after': '7',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1700000000',
    }
    const error = await failing(t, { status: 429, headers, body: {} })
    assert.equal(error.requestId, 'req-1')
    assert.equal(error.retryAfter, 7)
    assert.deepEqual(error.rateLimit, { limit: 100, remaining: 0, reset: 1700000000 })
    assert.equal(error.rawResponse.headers.get('x-ratelimit-limit'), '100')
  })

  test('a member without a value is not a property', async (t) => {
    const error = await failing(t, { status: 400, body: {} })
    for (const name of ['requestId', 'retryAfter', 'rateLimit', 'code', 'cause']) assert.equal(name in error, false, name)
  })

  for (const type of ['application/json', 'application/problem+json', 'application/vnd.x+json; charset=utf-8', 'text/json', undefined]) {
    test(`a body of type ${type} is parsed as JSON`, async (t) => {
      const error = await failing(t, { status: 400, headers: type === undefined ? {} : { 'content-type': type }, body: '{"a":1}' })
      assert.deepEqual(error.body, { a: 1 })
    })
  }

  test('a body that is not valid JSON is text, and the error has the status', async (t) => {
    const error = await failing(t, { status: 400, headers: { 'content-type': 'application/json' }, body: '{"a":' })
    assert.ok(error instanceof BadRequestError)
    assert.equal(error.body, '{"a":')
  })

  test('a body of another type is text, and an empty body is undefined', async (t) => {
    assert.equal((await failing(t, { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad</h1>' })).body, '<h1>Bad</h1>')
    assert.equal((await failing(t, { status: 502 })).body, undefined)
  })

  for (const [name, body, type] of [
    ['HTML', '<html>Welcome</html>', 'text/html'],
    ['broken JSON', '{"id":', 'application/json'],
    ['nothing', '', 'application/json'],
  ]) {
    test(`200 with ${name} is a PipedreamError with status and text, not a resource`, async (t) => {
      const error = await failing(t, { headers: { 'content-type': type }, body })
      assert.ok(error instanceof PipedreamError)
      assert.equal(error.statusCode, 200)
      assert.equal(error.code, 'ERR_UNREADABLE_ANSWER')
      assert.equal(error.body ?? '', body)
    })
  }

  for (const body of [[], 'text', 1, null]) {
    test(`a list that is ${JSON.stringify(body)} is a PipedreamError`, async (t) => {
      const api = await serve(t, () => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
      const error = await failureOf(new PipedreamClient(api.options).accounts.list())
      assert.ok(error instanceof PipedreamError, String(error))
      assert.equal(error.code, 'ERR_UNREADABLE_ANSWER')
    })
  }
})

describe('the token endpoint', () => {
  const failing = async (t, said) => {
    const api = await serve(t, () => ({ body: {} }), { token: () => said })
    const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('a'))
    assert.equal(api.requests.length, 0, 'nothing is sent without a token')
    return error
  }
  test('that refuses the client is an error with OAuth’s own code', async (t) => {
    const error = await failing(t, { status: 401, body: { error: 'invalid_client', error_description: 'no' } })
    assert.equal(error.code, 'invalid_client')
    assert.equal(error.statusCode, 401)
    assert.ok(error instanceof PipedreamError)
  })
  for (const [name, said] of Object.entries({
    HTML: { headers: { 'content-type': 'text/html' }, body: '<html>' },
    nothing: {},
    'a token of the wrong type': { body: { access_token: 'x', token_type: 'mac', expires_in: 60 } },
    'a token with a line break': { body: { access_token: 'a\r\nb', token_type: 'Bearer', expires_in: 60 } },
    'a token that is a number': { body: { access_token: 1, token_type: 'Bearer', expires_in: 60 } },
  })) {
    test(`that answers ${name} is a clear error`, async (t) => {
      const error = await failing(t, said)
      assert.ok(error instanceof PipedreamError)
      assert.match(error.message, /token/)
    })
  }
})

describe('a connection that fails', () => {
  test('a port where nobody listens is ECONNREFUSED with a cause', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    server.close()
    await once(server, 'close')
    const client = new PipedreamClient({ token: 't', projectId: 'proj_1', baseUrl: `http://127.0.0.1:${port}`, ...once_ })
    const error = await failureOf(client.accounts.retrieve('a'))
    assert.ok(error instanceof PipedreamError)
    assert.equal(error.code, 'ECONNREFUSED')
    assert.equal(error.cause.code, 'ECONNREFUSED')
    assert.match(error.message, /127\.0\.0\.1/)
  })

  test('a connection that is closed without an answer is ECONNRESET', async (t) => {
    const api = await serve(t, (request) => void request.socket.resetAndDestroy())
    const error = await failureOf(new PipedreamClient({ ...api.options, ...once_ }).accounts.retrieve('a'))
    assert.equal(error.code, 'ECONNRESET')
  })
})

describe('classes', () => {
  test('instanceof works across copies of the package and realms', async (t) => {
    const place = folderFor(t, 'copy')
    for (const name of ['dist', 'package.json']) cpSync(join(root, name), join(place, name), { recursive: true })
    const addon = `pipedream-native.${process.platform === 'linux' ? `linux-${process.arch}-gnu` : process.platform}.node`
    symlinkSync(join(root, addon), join(place, addon))
    const copy = require(join(place, 'dist', 'index.js'))
    assert.notEqual(copy.PipedreamError, PipedreamError)
    assert.ok(new copy.NotFoundError({}) instanceof NotFoundError)
    assert.ok(new copy.NotFoundError({}) instanceof PipedreamError)
    assert.equal(new copy.NotFoundError({}) instanceof BadRequestError, false)
    const { NotFoundError: foreign } = vm.runInNewContext('load()', { load: () => require('pipedream-native') })
    assert.ok(new foreign({}) instanceof PipedreamError)
  })

  test('instanceof works across the entry points of the package, each of which has its own copy of the classes', () => {
    const { verifyWebhook } = require('pipedream-native/webhooks')
    const { fileTokenStore } = require('pipedream-native/stores')
    for (const act of [() => verifyWebhook({ body: '{}', key: 'k', signature: 't=1,v1=00' }), () => fileTokenStore({ directory: '' })]) {
      assert.throws(act, (error) => error instanceof PipedreamError && !(error instanceof NotFoundError))
    }
  })

  test('instanceof is false for other values', () => {
    for (const value of [null, undefined, 1, 'x', {}, new Error('x'), Object.create(null)])
      assert.equal(value instanceof PipedreamError, false)
    class Mine extends PipedreamError {}
    assert.ok(new Mine() instanceof PipedreamError)
    assert.equal(new NotFoundError() instanceof Mine, false)
    assert.equal(new PipedreamError() instanceof Mine, false)
  })

  test('have the constructors of the official SDK, and are in the Pipedream namespace', () => {
    const error = new TooManyRequestsError({ a: 1 })
    assert.equal(error.statusCode, 429)
    assert.deepEqual(error.body, { a: 1 })
    const timeout = new PipedreamTimeoutError('too long')
    assert.ok(timeout instanceof PipedreamError)
    assert.equal(timeout.name, 'PipedreamTimeoutError')
    assert.equal(new PipedreamAbortError().name, 'AbortError')
    for (const Class of [PipedreamError, BadRequestError, NotFoundError, TooManyRequestsError, PipedreamTimeoutError, PipedreamAbortError])
      assert.equal(Pipedream[Class.name], Class)
  })

  test('toJSON() works for a body with a circular reference', () => {
    const circle = {}
    circle.self = circle
    const error = new PipedreamError({ message: 'a', code: 'X', body: circle, cause: new TypeError('b') })
    const { body: _, ...rest } = error.toJSON()
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), {
      name: 'PipedreamError',
      message: error.message,
      code: 'X',
      cause: { name: 'TypeError', message: 'b' },
    })
    assert.equal(JSON.parse(JSON.stringify(new NotFoundError({ a: 1 }))).statusCode, 404)
  })
})
