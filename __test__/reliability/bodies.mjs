// Answers that are late, slow, or not what the method expects.

import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { ACCOUNT, text } from './setups.mjs'

export const title = 'The answer'

const right = { value: { id: 'apn_1' } }
const late = { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' }
/** Long enough for a request to arrive on a busy machine. */
const short = () => ({ timeoutInSeconds: 1 })
const json = { 'content-type': 'application/json' }
const unreadable = { code: 'ERR_UNREADABLE_ANSWER', statusCode: 200 }
const tooLarge = { code: 'ERR_BODY_TOO_LARGE' }
const atMost = (maxResponseBytes) => () => ({ maxResponseBytes })
const list = (client) => client.accounts.list()
const relayed = (client) => client.proxy.get({ url: 'https://app.example/', externalUserId: 'u', accountId: 'a' })
const bytes = (...codes) => Buffer.from(codes)

const value = (id, fault, body, sees = right, more = {}) => ({
  id,
  fault,
  http: () => ({ headers: json, body }),
  sees,
  requests: 1,
  retried: false,
  ...more,
})

/** An answer with the content coding `coding`. */
const encoded = (id, fault, coding, body, sees, { status = 200, ...more } = {}) =>
  value(id, fault, undefined, sees, { http: () => ({ status, headers: { ...json, 'content-encoding': coding }, body }), ...more })

/** Writes `whole` a byte at a time. */
const drip = (pause) => (socket) => {
  const whole = text('200 OK', {}, ACCOUNT)
  let at = 0
  const timer = setInterval(() => {
    socket.write(whole[at++])
    if (at === whole.length || socket.destroyed) clearInterval(timer)
  }, pause)
  socket.on('close', () => clearInterval(timer))
}

function levelsOf(value) {
  let levels = 0
  for (let one = value; Array.isArray(one); one = one[0]) levels++
  return levels
}

export const rows = [
  {
    id: 'head-stalls',
    fault: 'the head does not come within the time limit',
    raw: () => undefined,
    options: short,
    sees: late,
    requests: 1,
    retried: false,
  },
  {
    id: 'head-stalls-midway',
    fault: 'the head is incomplete',
    raw: () => 'HTTP/1.1 200 OK\r\ncontent-ty',
    options: short,
    sees: late,
    requests: 1,
    retried: false,
  },
  {
    id: 'body-stalls',
    fault: 'the body does not come within the time limit',
    raw: () => text('200 OK', { 'content-length': 100 }, ACCOUNT),
    options: short,
    sees: late,
    requests: 1,
    retried: false,
  },
  {
    id: 'error-body-stalls',
    fault: 'the body of an error answer does not come within the time limit',
    raw: () => text('404 Not Found', { 'content-length': 100 }, '{'),
    options: short,
    sees: late,
    requests: 1,
    retried: false,
  },
  { id: 'drip', fault: 'the answer comes byte by byte, within the time limit', raw: drip(2), sees: right, requests: 1, retried: false },
  {
    id: 'drip-beyond',
    fault: 'the answer comes byte by byte, and takes longer than the time limit',
    raw: drip(60),
    options: short,
    sees: late,
    requests: 1,
    retried: false,
  },

  value('empty', '200 with nothing, where a value is to come', '', unreadable),
  value('blank', '200 with white space', ' \r\n ', unreadable),
  value('html', '200 with HTML', '<html>Welcome</html>', unreadable, {
    http: () => ({ headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' }),
  }),
  value('json-cut', 'JSON that is cut short', '{"id":"apn_1","name":', unreadable),
  value('json-more', 'JSON with something behind it', `${ACCOUNT} and more`, unreadable),
  value('json-bom', 'JSON with a byte order mark', `\ufeff${ACCOUNT}`),
  value('json-nan', 'NaN in JSON', '{"id":"apn_1","order":NaN}', unreadable),
  value('json-quotes', 'single quotes in JSON', "{'id':'apn_1'}", unreadable),
  value('json-list', 'a list, where an object is to come', '[]', unreadable),
  value('json-text', 'a text, where an object is to come', '"apn_1"', unreadable),
  value('json-null', '`null`, where an object is to come', 'null', unreadable),
  value(
    'list-of-nothing',
    'an object without `data`, where a page is to come',
    '{}',
    { value: [] },
    { call: async (client) => (await list(client)).data },
  ),
  value('list-text', 'a page that is a text', '"page"', unreadable, { call: list }),
  value('json-deep', 'JSON of 100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), unreadable),
  value(
    'json-deep-field',
    'JSON of 100,000 levels in a field that nobody described',
    `{"id":"apn_1","more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    { value: 100_000 },
    { call: async (client) => levelsOf((await client.accounts.retrieve('a')).more) },
  ),
  value('json-twice', 'a key that stands twice: the last one counts', '{"id":"other","id":"apn_1"}'),
  value(
    'json-proto',
    '`__proto__` among the keys: a key like any other',
    '{"id":"apn_1","__proto__":{"admin":true}}',
    { value: 'undefined' },
    { call: async (client) => typeof (await client.accounts.retrieve('a')).admin },
  ),
  value(
    'json-surrogate',
    'half a surrogate pair in JSON',
    '{"id":"apn_1","name":"\\ud800"}',
    { value: 'd800' },
    { call: async (client) => (await client.accounts.retrieve('a')).name.charCodeAt(0).toString(16) },
  ),
  value(
    'utf8-broken',
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from('{"id":"apn_1","name":"'), bytes(0xff, 0xc3), Buffer.from('"}')]),
    { value: '\ufffd\ufffd' },
    { call: async (client) => (await client.accounts.retrieve('a')).name },
  ),
  value(
    'number-large',
    'a number beyond what a double holds',
    '{"id":"apn_1","order":1e999}',
    { value: 'Infinity' },
    { call: async (client) => String((await client.accounts.retrieve('a')).order) },
  ),
  value(
    'date-odd',
    'a date that is none: left as it is',
    '{"id":"apn_1","created_at":"soon"}',
    { value: 'soon' },
    { call: async (client) => (await client.accounts.retrieve('a')).createdAt },
  ),
  value('relayed-json-cut', 'JSON of a connected app that is cut short: its text', '{"id":', { value: '{"id":' }, { call: relayed }),
  value('relayed-empty', 'nothing from a connected app', '', { value: undefined }, { call: relayed }),
  value(
    'error-html',
    'an error with HTML',
    undefined,
    { statusCode: 403 },
    { http: () => ({ status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>Forbidden</h1>' }), message: /<h1>Forbidden/ },
  ),
  value(
    'error-json-cut',
    'an error whose JSON is cut short',
    undefined,
    { class: 'BadRequestError', statusCode: 400 },
    { http: () => ({ status: 400, headers: json, body: '{"error":' }) },
  ),
  value(
    'error-empty',
    'an error without a body',
    undefined,
    { class: 'NotFoundError', statusCode: 404 },
    { http: () => ({ status: 404 }) },
  ),

  value('too-large', 'more than `maxResponseBytes` by its length', ACCOUNT, tooLarge, { options: atMost(10) }),
  {
    id: 'too-large-chunks',
    fault: 'more than `maxResponseBytes` in chunks: the call fails before the end',
    raw: () => text('200 OK', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, `400\r\n${' '.repeat(1024)}\r\n`),
    options: atMost(1000),
    sees: tooLarge,
    requests: 1,
    retried: false,
  },
  value('too-large-error', 'an error of more than `maxResponseBytes`', undefined, tooLarge, {
    http: () => ({ status: 400, body: { error: 'x'.repeat(100) } }),
    options: atMost(10),
  }),
  encoded('gzip-unasked', 'a compressed answer that nobody asked for: it is decoded', 'gzip', gzipSync(ACCOUNT), right),
  encoded(
    'gzip-cut',
    'a compressed answer that is cut short',
    'gzip',
    gzipSync(ACCOUNT).subarray(0, -9),
    { code: 'ERR_CORRUPT_BODY' },
    {
      requests: 2,
      retried: true,
    },
  ),
  encoded('answer-coding-unknown', 'an answer in a coding that cannot be decoded', 'zstd', bytes(40, 181, 47, 253), {
    code: 'ERR_UNSUPPORTED_ENCODING',
  }),
  encoded(
    'gzip-bomb',
    'a small compressed answer that expands beyond `maxResponseBytes`',
    'gzip',
    gzipSync(Buffer.alloc(1 << 20)),
    tooLarge,
    {
      options: atMost(100_000),
    },
  ),
  encoded(
    'answer-coding-unknown-error',
    'an error in a coding that cannot be decoded',
    'br',
    bytes(1, 2),
    { class: 'NotFoundError', statusCode: 404 },
    {
      status: 404,
    },
  ),
  {
    id: 'relayed-bom',
    fault: 'a text of a connected app with a byte order mark: it is removed, as `fetch` does',
    http: () => ({ headers: { 'content-type': 'text/plain' }, body: '\ufefftext' }),
    call: relayed,
    sees: { value: 'text' },
    requests: 1,
    retried: false,
  },
  {
    id: 'cursor-repeats',
    fault: 'a list whose cursor stays the same',
    http: () => ({ body: { data: [{ id: 'a' }], page_info: { end_cursor: 'again' } } }),
    call: (client) => list(client).toArray({ limit: 5 }),
    sees: { code: 'ERR_CURSOR_REPEATED' },
    requests: 2,
    retried: false,
  },
  {
    id: 'error-echo',
    fault: 'an error answer that repeats the request: the token is redacted',
    http: ({ headers }) => ({ status: 400, headers: { 'x-echo': headers.authorization }, body: { headers } }),
    options: () => ({ token: 'token-hush' }),
    sees: { class: 'BadRequestError', statusCode: 400 },
    requests: 1,
    retried: false,
    also: (_world, { error }) =>
      assert.doesNotMatch(
        inspect(error, { depth: 9 }) + JSON.stringify([error, error.body, [...error.rawResponse.headers]]) + error.stack,
        /hush/,
      ),
  },
]
