// Each status for a call that may be repeated (GET) and for one that may not (POST), and values of Retry-After.

import assert from 'node:assert/strict'
import { account } from './setups.mjs'

export const title = 'The status'

const soon = { 'retry-after': '0' }
const classes = { 400: 'BadRequestError', 404: 'NotFoundError', 429: 'TooManyRequestsError' }
const post = (client) => client.tokens.create({ externalUserId: 'u' })

const seen = (status) => ({ class: classes[status], statusCode: status })
const always =
  (status, headers = soon) =>
  () => ({ status, headers, body: { error: 'because' } })
const once = (answer) => (_request, _response, count) => (count === 1 ? answer() : account())

const read = (status, retried) => ({
  id: `get-${status}`,
  fault: `${status} for a GET`,
  http: always(status),
  sees: seen(status),
  requests: retried ? 2 : 1,
  retried,
})
const write = (status, retried) => ({
  id: `post-${status}`,
  fault: `${status} for a POST`,
  http: always(status),
  call: post,
  sees: seen(status),
  requests: retried ? 2 : 1,
  retried,
})

/** A 429 with these headers, then the answer. `pause`: without a usable header the pause is one second. */
const after = (id, fault, headers, more) => ({
  id,
  fault,
  http: once(always(429, headers)),
  sees: { value: { id: 'apn_1' } },
  requests: 2,
  retried: true,
  ...more,
})
const unheeded = { pause: true }

export const rows = [
  ...[400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 451].map((status) => read(status, false)),
  ...[408, 425, 429, 500, 501, 502, 503, 504, 599].map((status) => read(status, true)),
  read(700, false),
  ...[500, 502, 504].map((status) => write(status, false)),
  ...[408, 425, 429, 503].map((status) => write(status, true)),
  { id: 'get-503-once', fault: '503 once', http: once(always(503)), sees: { value: { id: 'apn_1' } }, requests: 2, retried: true },
  {
    id: 'get-503-no-retries',
    fault: '503 where `maxRetries` is 0',
    http: always(503),
    options: () => ({ maxRetries: 0 }),
    sees: seen(503),
    requests: 1,
    retried: false,
  },
  after('retry-after-fraction', '`Retry-After: 0.05`', { 'retry-after': '0.05' }),
  after(
    'retry-after-past',
    '`Retry-After` with a date that has passed: the usual pause',
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
    unheeded,
  ),
  after('retry-after-negative', '`Retry-After: -1`: the usual pause', { 'retry-after': '-1' }, unheeded),
  after('retry-after-words', '`Retry-After: soon`: the usual pause', { 'retry-after': 'soon' }, unheeded),
  after('retry-after-none', '429 without `Retry-After`: the usual pause', {}, unheeded),
  {
    id: 'retry-after-hour',
    fault: '`Retry-After: 3600` where `maxRetries` is 0: `error.retryAfter` is 3600',
    http: always(429, { 'retry-after': '3600' }),
    options: () => ({ maxRetries: 0 }),
    sees: seen(429),
    requests: 1,
    retried: false,
    also: (_world, { error }) => assert.equal(error.retryAfter, 3600),
  },
  {
    id: 'retry-after-too-long',
    fault: '`Retry-After: 3600`: no pause is that long, `error.notRetriedBecause` is `retryAfter`',
    http: always(429, { 'retry-after': '3600' }),
    sees: seen(429),
    requests: 1,
    retried: false,
    also: (_world, { error }) => assert.equal(error.notRetriedBecause, 'retryAfter'),
  },
  {
    id: 'retry-after-of-another',
    fault: '`Retry-After: 1` for one call: another one of the same rate limit is sent when it is over',
    http: once(always(429, { 'retry-after': '1' })),
    call: async (client) => {
      const start = performance.now()
      await client.accounts.retrieve('apn_1', undefined, { maxRetries: 0 }).catch(() => {})
      await client.accounts.retrieve('apn_2')
      return performance.now() - start >= 1000
    },
    sees: { value: true },
    requests: 2,
    retried: false,
  },
  {
    id: 'deadline-before-retry',
    fault: '503 with `Retry-After: 9` where `deadlineInSeconds` is 5: `error.notRetriedBecause` is `deadline`',
    http: always(503, { 'retry-after': '9' }),
    options: () => ({ deadlineInSeconds: 5 }),
    sees: seen(503),
    requests: 1,
    retried: false,
    also: (_world, { error }) => assert.equal(error.notRetriedBecause, 'deadline'),
  },
  {
    id: 'deadline-in-retry',
    fault: '503, then no answer, where `deadlineInSeconds` is 2: the 503 is the `cause`',
    http: (_request, _response, count) => (count === 1 ? { status: 503 } : undefined),
    options: () => ({ deadlineInSeconds: 2 }),
    sees: { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' },
    requests: 2,
    retried: true,
    also: (_world, { error }) => assert.equal(error.cause.statusCode, 503),
  },
]
