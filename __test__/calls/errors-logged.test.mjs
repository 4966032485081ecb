// Logging an error, as JSON, with console.log or inside another error, gives short output and never throws, whatever its body and cause are.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { format, inspect } from 'node:util'
import { NotFoundError, PipedreamAbortError, PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const MB = 1 << 20
const boundless = { depth: Infinity, maxStringLength: null, maxArrayLength: null }
const settings = [
  undefined,
  boundless,
  { ...boundless, depth: null, showHidden: true, getters: true },
  { ...boundless, compact: false, breakLength: 1, colors: true },
]

/** What error loggers do with an error. Each output must be below 100 KB. */
function logged(error) {
  const texts = [
    JSON.stringify(error),
    JSON.stringify({ errors: [error] }, undefined, 10),
    format('%o %O %j %s', error, error, error, error),
  ]
  for (const options of settings) {
    texts.push(inspect(error, options), inspect(new Error('outer', { cause: error }), options), inspect([{ error }], options))
    texts.push(inspect(new AggregateError([error, error, error], 'several'), options))
  }
  for (const text of texts) assert.ok(text.length < 100_000, `${text.length} characters, which begin with ${text.slice(0, 200)}`)
  return texts
}

const nested = (levels, open = '[', inner = '', close = ']') => JSON.parse(open.repeat(levels) + inner + close.repeat(levels))
const circle = { name: 'circle' }
circle.self = circle
const revoked = Proxy.revocable([], {})
revoked.revoke()
const refuse = () => {
  throw new Error('nobody may read this')
}

describe('an error with a body that is large or odd', () => {
  const bodies = {
    '60 MB of text': 'x'.repeat(60 * MB),
    '60 MB of control characters': '\u0001'.repeat(60 * MB),
    '60 MB of empty lines': '\n'.repeat(60 * MB),
    '60 MB of emoji': '😀'.repeat(15 * MB),
    'a list of ten million numbers': Array(10_000_000).fill(1),
    'a list of a million lists': Array.from({ length: MB }, () => [[1]]),
    'an object of 100,000 members': Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`member ${index}`, { index }])),
    'a member with a long name': { ['n'.repeat(MB)]: 1 },
    '100,000 levels of lists': nested(100_000),
    '100,000 levels of objects': nested(100_000, '{"a":', '1', '}'),
    'many lists that are deep': Array.from({ length: 1000 }, () => nested(38, '[', '"\\n\\n"')),
    'a circular reference': circle,
    'getters that throw': {
      get a() {
        return refuse()
      },
      b: 1,
    },
    'toJSON that throws': { toJSON: refuse },
    'a toJSON that never ends': {
      toJSON() {
        return { again: this }
      },
    },
    'a bigint': { a: 10n ** 1000n },
    'a proxy that was revoked': revoked.proxy,
    'a Proxy that throws': new Proxy({}, { get: refuse, ownKeys: refuse, has: refuse, getPrototypeOf: refuse }),
    '60 MB of bytes': Buffer.alloc(60 * MB),
    'a map': new Map([['a', 'b'.repeat(MB)]]),
    'an empty list of enormous length': new Array(2 ** 32 - 1),
    'a function': () => {},
    'an invalid date': new Date(NaN),
  }
  for (const [name, body] of Object.entries(bodies)) {
    test(`${name}: every log is short, and error.body is complete`, () => {
      const error = new NotFoundError(body)
      assert.equal(error.body, body)
      assert.ok(Buffer.byteLength(error.message) <= 2048, String(Buffer.byteLength(error.message)))
      for (const text of logged(error)) assert.match(text, /NotFoundError/)
    })
  }

  test('a message is cut between characters and says how long it was', () => {
    for (const [body, start] of [
      ['a'.repeat(5000), /^aaa/],
      [`a${'😀'.repeat(2500)}`, /^a😀😀/u],
      ['漢字'.repeat(2500), /^漢字/],
    ]) {
      const { message } = new NotFoundError(body)
      const shown = message.slice(message.indexOf('Body: "') + 7, message.indexOf('… ('))
      assert.match(shown, start)
      assert.ok(body.startsWith(shown) && shown.length > 500)
      assert.doesNotMatch(message, /[\ud800-\udbff](?![\udc00-\udfff])/, 'no half of a character')
      assert.ok(message.endsWith(`… (${body.length} characters in all)`), message.slice(-60))
    }
  })

  test('a short body is complete in message, JSON and console.log', () => {
    const body = { error: 'because', details: [1, 'two', { three: null, four: [true, {}] }], empty: [], text: 'a\n"b"' }
    const error = new NotFoundError(body)
    assert.equal(error.message, `NotFoundError\nStatus code: 404\nBody: ${JSON.stringify(body, undefined, 2)}`)
    assert.deepEqual(JSON.parse(JSON.stringify(error)).body, body)
    assert.match(
      inspect(error, { depth: 9, breakLength: Infinity, compact: 9 }),
      /body: \{ error: 'because', details: \[ 1, 'two', \{ three: null, four: \[ true, \{\} \] \} \]/,
    )
  })

  test('the output counts what it leaves out, and a long text does not shorten the members beside it', () => {
    const { body } = new NotFoundError({ trace: 't'.repeat(MB), list: Array(5000).fill(7), error: 'because' }).toJSON()
    assert.match(body.trace, /^t+… \(1048576 characters in all\)$/)
    assert.match(body.list.at(-1), /^… \(5000 in all\)$/)
    assert.match(new NotFoundError({ trace: 't'.repeat(MB), error: 'because' }).toJSON().body.error, /^because$/)
  })
})

describe('an error with a cause, headers or members that are large or odd', () => {
  let chain = new Error('the first')
  for (let index = 0; index < 5000; index++)
    chain = new PipedreamError({ message: `${index} ${'m'.repeat(3000)}`, body: 'b'.repeat(5000), cause: chain })
  class Odd extends Error {
    get name() {
      return refuse()
    }
    get message() {
      return refuse()
    }
    get stack() {
      return refuse()
    }
    get code() {
      return refuse()
    }
  }
  const causes = {
    'a chain of 5,000 causes': chain,
    'an error of 60 MB': new Error('e'.repeat(60 * MB)),
    'an error with large members': Object.assign(new Error('e'), { data: nested(100_000), text: 't'.repeat(MB) }),
    'an AggregateError of a thousand errors': new AggregateError(
      Array.from({ length: 1000 }, () => new NotFoundError('b'.repeat(100_000))),
      'a'.repeat(MB),
    ),
    'an error whose members throw': new Odd(),
    'a proxy that was revoked': revoked.proxy,
    'a Proxy of an error that throws': new Proxy(new Error('e'), { get: refuse, ownKeys: refuse }),
    '60 MB of text': 'c'.repeat(60 * MB),
    '100,000 levels': nested(100_000),
    'a bigint': 5n,
    nothing: null,
  }
  for (const [name, cause] of Object.entries(causes)) {
    test(`${name} as the cause: every log is short`, () => {
      for (const error of [new PipedreamError({ message: 'it failed', cause }), new PipedreamAbortError(undefined, { cause })]) {
        assert.equal(error.cause, cause)
        logged(error)
      }
    })
  }

  test('console.log shows the class, message and stack of the cause', () => {
    const text = inspect(new PipedreamError({ message: 'outer', cause: new RangeError('inner', { cause: 'innermost' }) }))
    assert.match(text, /^PipedreamError: outer\n +at /)
    assert.match(text, /\[cause\]: RangeError: inner\n +at .*errors-logged/)
    assert.match(text, /\[cause\]: 'innermost'/)
  })

  test('long headers, codes, ids and messages, members that were added, and classes with getters that throw', () => {
    const headers = new Headers(Array.from({ length: 200 }, (_, index) => [`x-${index}`, 'v'.repeat(5000)]))
    const long = 'l'.repeat(MB)
    logged(
      new PipedreamError({
        statusCode: 500,
        rawResponse: { status: 500, statusText: long, url: long, headers },
        requestId: long,
        code: long,
        retryAfter: long,
        rateLimit: { long },
      }),
    )
    for (const message of [long, '\n'.repeat(MB), '\u0000'.repeat(MB)]) logged(new PipedreamError({ message }))
    class Mine extends PipedreamError {
      get [Symbol.toStringTag]() {
        return refuse()
      }
      get requestId() {
        return refuse()
      }
    }
    const mine = new Mine({ message: 'mine' })
    for (let index = 0; index < 10_000; index++) mine[`member ${index}`] = long
    Object.defineProperty(mine, 'stack', { value: long })
    for (const text of logged(mine).slice(0, 3)) assert.match(text, /mine/)
  })
})

describe('an answer that is large', () => {
  const answered = async (t, body, { status = 400, type = 'application/json', call = (client) => client.accounts.retrieve('a') } = {}) => {
    const api = await serve(t, () => ({ status, headers: { 'content-type': type, 'x-long': 'v'.repeat(4000) }, body }))
    return failureOf(call(new PipedreamClient({ ...api.options, workflowDomain: new URL(api.url).hostname, maxRetries: 0 })))
  }
  const calls = {
    'a method': (client) => client.accounts.retrieve('a'),
    'the proxy': (client) => client.proxy.get({ url: 'https://x/', externalUserId: 'u', accountId: 'a' }),
    'a workflow': (client) => client.workflows.invoke({ urlOrEndpoint: `${client.toJSON().baseUrl}/w` }),
    'a file': (client) => client.fileStash.downloadFile({ s3Key: 'k' }),
  }
  for (const [name, call] of Object.entries(calls)) {
    test(`of ${name}: the error says how long it was, every log is short, and error.body is complete`, async (t) => {
      const text = JSON.stringify({ error: 'because', rows: Array.from({ length: 50_000 }, (_, id) => ({ id, name: 'row' })) })
      const error = await answered(t, text, { call })
      assert.ok(error instanceof PipedreamError && error.statusCode === 400, String(error))
      assert.equal(error.body.rows.length, 50_000)
      assert.match(error.message, new RegExp(`"error": "because"[^]*… \\(${text.length} characters in all\\)$`))
      logged(error)
    })
  }

  test('that is nested 100,000 levels deep is a value or text, and every log of its error is short', async (t) => {
    const error = await answered(t, '['.repeat(100_000) + ']'.repeat(100_000))
    assert.ok(Array.isArray(error.body) || error.body.length === 200_000)
    assert.ok(Buffer.byteLength(error.message) <= 2048)
    logged(error)
  })

  test('that cannot be parsed gives short logs', async (t) => {
    const error = await answered(t, `<html>${'h'.repeat(MB)}`, { status: 200, type: 'text/html' })
    assert.equal(error.code, 'ERR_UNREADABLE_ANSWER')
    assert.equal(error.body.length, MB + 6)
    assert.ok(Buffer.byteLength(error.message) < 4096)
    logged(error)
  })

  test('an error of a user callback is short in the message and complete as the cause', async (t) => {
    const thrown = new Error('w'.repeat(10 * MB))
    const api = await serve(t)
    for (const client of [
      new PipedreamClient({ ...api.options, clientSecret: () => Promise.reject(thrown) }),
      new PipedreamClient({ ...api.options, token: 't', fetch: () => Promise.reject(thrown), maxRetries: 0 }),
      new PipedreamClient({ ...api.options, projectEnvironment: () => Promise.reject(thrown) }),
    ]) {
      const error = await failureOf(client.accounts.retrieve('a'))
      assert.ok(error.message.length < 10_000, String(error.message.length))
      assert.equal(error.cause, thrown)
      logged(error)
    }
  })
})

describe('a logger that copies the enumerable members of an error gets no long or very deep body', () => {
  const bodies = {
    'a long text': JSON.stringify({ text: 'x'.repeat(20_000) }),
    'a long name': JSON.stringify({ ['x'.repeat(20_000)]: 1 }),
    'many levels': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    'many levels in a short text': `${'['.repeat(1000)}${']'.repeat(1000)}`,
  }
  for (const [name, text] of Object.entries(bodies)) {
    test(name, async (t) => {
      const api = await serve(t, () => ({ status: 500, headers: { 'content-type': 'application/json' }, body: text }))
      const error = await failureOf(new PipedreamClient({ ...api.options, maxRetries: 0 }).accounts.retrieve('apn_1'))
      assert.equal(typeof error.body, 'object')
      assert.equal(Object.hasOwn(error, 'body'), true)
      assert.deepEqual(Object.keys(error).sort(), ['attempts', 'elapsedMs', 'phase', 'rawResponse', 'statusCode'])
      assert.ok(JSON.stringify({ ...error }).length < 10_000)
      assert.ok(inspect(error, { customInspect: false, depth: null }).length < 100_000)
      assert.ok(JSON.parse(JSON.stringify(error)).body !== undefined)
      assert.match(inspect(error), /\bbody: /)
    })
  }

  test('a short body is enumerable', async (t) => {
    const api = await serve(t, () => ({ status: 500, body: { error: 'broken', list: Array(400).fill([{}]) } }))
    const error = await failureOf(new PipedreamClient({ ...api.options, maxRetries: 0 }).accounts.retrieve('apn_1'))
    assert.equal({ ...error }.body.error, 'broken')
  })
})
