// User callbacks that throw or reject: loggers, signals, subscribers, stores, headers, bodies. Each call settles as expected, other calls
// are not affected, and the process sees no unhandled error.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serve } from '../support/server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = fileURLToPath(new URL('../support/callbacks-child.cjs', import.meta.url))

const fine = ['apn_1', 404]
const wrong = 'ERR_INVALID_ARGUMENT'
const ofSignal = ['apn_1', 'apn_1', 404, 'ABORT_ERR']
const refused = [wrong, wrong, wrong, wrong]
const expected = {
  'a logger that throws': fine,
  'a logger that rejects': fine,
  'a logger that gives a thenable that throws': fine,
  'a logger that gives what cannot be looked at': fine,
  'a logger that throws nothing at all': fine,
  'a signal whose removeEventListener throws': ofSignal,
  'a signal whose removeEventListener rejects': ofSignal,
  'a signal whose addEventListener throws': refused,
  // The listener was not added, and the rejection comes too late: the call that stalls ends with its time limit.
  'a signal whose addEventListener rejects': ['apn_1', 'apn_1', 404, 'ETIMEDOUT'],
  'a signal whose `aborted` throws': refused,
  'a signal whose `reason` throws': ofSignal,
  'a signal that calls a plain function': 'ABORT_ERR',
  'a signal that throws only for a download': wrong,
  'a download whose signal’s `reason` throws': 'ABORT_ERR',
  'a subscriber that throws': [...fine, wrong],
  'a subscriber that rejects': [...fine, wrong],
  'a subscriber that freezes what it gets': [...fine, wrong],
  'a subscriber that spoils what it gets': [...fine, wrong],
  'a store that throws': 'apn_1',
  'a store that rejects': 'apn_1',
  'a store with thenables that throw': 'apn_1',
  'a store with what cannot be looked at': 'apn_1',
  'a store whose lock cannot be given back': 'apn_1',
  'a header that throws': wrong,
  'a header that rejects with nothing': wrong,
  'a thenable header that throws': wrong,
  'a thenable header that cannot be looked at': wrong,
  'a thenable header that settles twice': 'apn_1',
  'a header that rejects beside a request that is wrong': wrong,
  'options that reject beside a request that is wrong': wrong,
  'an environment that rejects with nothing': wrong,
  'an environment that throws, beside a logger': wrong,
  'auth that throws a text': wrong,
  'auth that throws what cannot be looked at': wrong,
  'a body whose iterator throws': wrong,
  'a body whose iterator cannot be had': wrong,
  'a body whose return() throws': 'ABORT_ERR',
  'a body whose return() rejects': wrong,
  'a stream that is destroyed with an error': wrong,
  'a fetch that throws': 'ERR_FETCH',
  'a fetch whose answer cannot be looked at': 'ERR_FETCH',
  'a fetch whose body cannot be cancelled': undefined,
  'a secret that throws what cannot be looked at': 'ERR_SUPPLIER',
}

test('an error thrown by a user callback, now or later, is handled, and each call settles', async (t) => {
  const api = await serve(t, ({ path }) => {
    if (path.endsWith('/gone')) return { status: 404, body: {} }
    if (path.endsWith('/stall')) return undefined
    if (path.endsWith('/download')) return { headers: { 'content-type': 'application/zip' }, body: Buffer.alloc(10) }
    return { body: { id: 'apn_1' } }
  })
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, root, JSON.stringify(api.options)], {
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  const results = JSON.parse(stdout)
  assert.deepEqual(Object.keys(results), Object.keys(expected))
  for (const [name, result] of Object.entries(expected)) {
    await t.test(name, () => assert.deepEqual(results[name], { ...(result === undefined ? {} : { result }), unhandled: [], others: true }))
  }
  // Without the warning, the author of the subscriber would not learn of the error.
  assert.match(stderr, /PipedreamWarning: a subscriber of pipedream:request:start threw \(said once\): boom/)
  assert.equal(stderr.match(/a subscriber of pipedream:request:start/g).length, 1)
})
