// Aborts: a call ends at once, whatever it was doing, and sends nothing afterwards.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { OK, text } from './setups.mjs'

export const title = 'Aborts'

const aborted = { class: 'PipedreamAbortError', code: 'ABORT_ERR' }
const REASON = new Error('the user left')

/** A call whose signal is aborted when `moment(setup)` resolves. */
const abortedAt =
  (moment, act = (client, options) => client.accounts.retrieve('a', undefined, options)) =>
  async (client, setup) => {
    const controller = new AbortController()
    const call = act(client, { abortSignal: controller.signal })
    // Its error is checked below.
    call.catch(() => {})
    await moment(setup)
    controller.abort(REASON)
    return call
  }

/** Waits until there are `count` of them. */
const come =
  (list, count = 1) =>
  async (setup) => {
    while ((setup[list]?.length ?? 0) < count) await new Promise(setImmediate)
  }

/** The error's cause is the signal's reason. */
const cause = { also: (_world, { error }) => assert.equal(error.cause, REASON) }
const row = (id, fault, more) => ({ id, fault, sees: aborted, retried: false, ...cause, ...more })
/** The connection is closed when the call is aborted, so that the server notices. */
const closes = {
  also: async (setup, { error }) => {
    assert.equal(error.cause, REASON)
    await Promise.all(setup.connections.map((socket) => socket.closed || once(socket, 'close')))
  },
}

export const rows = [
  row('abort-before', 'before the call', {
    requests: 0,
    connections: 0,
    call: (client) => client.accounts.retrieve('a', undefined, { abortSignal: AbortSignal.abort(REASON) }),
  }),
  row('abort-at-once', 'right after the call, synchronously', { requests: 0, connections: 0, call: abortedAt(() => {}) }),
  row('abort-in-handshake', 'while the connection is opened', {
    secure: true,
    connection: () => {},
    connections: 1,
    call: abortedAt(come('connections')),
  }),
  row('abort-in-head', 'before the head of the answer: the connection closes', {
    raw: () => undefined,
    requests: 1,
    call: abortedAt(come('requests')),
    ...closes,
  }),
  row('abort-in-body', 'during the body of the answer: the connection closes', {
    raw: () => text('200 OK', { 'content-length': 100 }, '{'),
    requests: 1,
    call: abortedAt(come('requests')),
    ...closes,
  }),
  row('abort-in-pause', 'in the pause before a retry', {
    http: () => ({ status: 503, headers: { 'retry-after': '30' } }),
    requests: 1,
    call: abortedAt(come('requests')),
  }),
  row('abort-in-token', 'during the token request', { token: () => undefined, requests: 0, tokens: 1, call: abortedAt(come('tokens')) }),
  row('abort-in-supplier', 'while the function for the secret runs', {
    grants: true,
    requests: 0,
    tokens: 0,
    call: abortedAt(come('asked')),
    options: (setup) => ({
      clientSecret: () => {
        setup.asked = [1]
        return new Promise(() => {})
      },
    }),
  }),
  row('abort-in-upload', 'while a stream is sent', {
    raw: () => undefined,
    requests: 0,
    connections: 1,
    call: abortedAt(come('connections'), (client, options) => client.request('POST', '/v1/x', { body: endless(), ...options })),
  }),
  row('abort-in-page', 'while the next page is awaited', {
    raw: (_socket, _request, count) =>
      count === 1 ? text('200 OK', {}, '{"data":[{"id":"a"}],"page_info":{"end_cursor":"next"}}') : undefined,
    requests: 2,
    call: abortedAt(come('requests', 2), (client, options) => client.accounts.list({}, options).toArray()),
  }),
  row('abort-by-timeout', '`AbortSignal.timeout(1000)`: its reason is the cause', {
    raw: () => undefined,
    requests: 1,
    call: (client) => client.accounts.retrieve('a', undefined, { abortSignal: AbortSignal.timeout(1000) }),
    also: (_world, { error }) => assert.equal(error.cause.name, 'TimeoutError'),
  }),
  {
    id: 'abort-after',
    fault: 'after the answer: it has no effect',
    raw: () => OK,
    call: async (client) => {
      const controller = new AbortController()
      const account = await client.accounts.retrieve('a', undefined, { abortSignal: controller.signal })
      controller.abort(REASON)
      return account
    },
    sees: { value: { id: 'apn_1' } },
    requests: 1,
    retried: false,
  },
]

async function* endless() {
  for (;;) {
    yield 'x'.repeat(1000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
