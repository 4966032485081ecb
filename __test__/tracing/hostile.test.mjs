// Subscribers and functions of the caller that never end, or do what they were not asked to.

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { PipedreamClient } from 'pipedream-native'
import { serve } from '../support/server.mjs'

const account = { body: { id: 'apn_1' } }
const page = { body: { data: [{ id: 'a' }], page_info: { total_count: 1, count: 1, end_cursor: null } } }

/** Subscribes to the start of requests for the rest of a test. */
function subscribe(t, listener) {
  const channel = diagnostics.channel('tracing:pipedream-native:request:start')
  channel.subscribe(listener)
  t.after(() => channel.unsubscribe(listener))
}

test('a signal ends the wait for an onProgress that never ends', async (t) => {
  const api = await serve(t, ({ path }) =>
    path.endsWith('/accounts') ? page : { body: 'text', headers: { 'content-type': 'text/plain' } },
  )
  const client = new PipedreamClient(api.options)
  const endless = (abort) => () => {
    setImmediate(abort)
    return new Promise(() => {})
  }
  const readers = {
    'for await': async (onProgress, abortSignal) => {
      for await (const _ of client.accounts.list({}, { onProgress, abortSignal }));
    },
    'toArray() of its own': (onProgress, abortSignal) => client.accounts.list({}, { abortSignal }).toArray({ onProgress }),
    'toArray() by the call': (onProgress, abortSignal) => client.accounts.list({}, { onProgress, abortSignal }).toArray(),
    'the start of a download': async (onProgress, signal) => (await client.fetch('/x', { signal }, { onProgress })).text(),
    'the end of a download': async (onProgress, signal) => (await client.fetch('/empty', { signal }, { onProgress })).text(),
    'an upload': (onProgress, abortSignal) => client.request('POST', '/x', { body: new Blob(['12345']), onProgress, abortSignal }),
  }
  for (const [name, read] of Object.entries(readers)) {
    const controller = new AbortController()
    const onProgress = endless(() => controller.abort())
    await assert.rejects(read(onProgress, controller.signal), { name: 'AbortError' }, name)
  }
})

test('an onProgress that aborts after the last page takes nothing away', async (t) => {
  const api = await serve(t, () => page)
  const controller = new AbortController()
  const options = { abortSignal: controller.signal, onProgress: () => void controller.abort() }
  assert.equal((await new PipedreamClient(api.options).accounts.list({}, options).toArray()).length, 1)
})

test('a subscriber that calls `send` twice, later or never does not send a request twice', async (t) => {
  const api = await serve(t, () => account)
  const around = [
    (send) => {
      send()
      send()
    },
    (send) => void setImmediate(send),
    () => {},
  ]
  let current
  subscribe(t, (request) => {
    request.around = current
  })
  for (current of around) {
    let count = 0
    const counted = (url, init) => {
      if (String(url).includes('/accounts/')) count++
      return fetch(url, init)
    }
    const client = new PipedreamClient({ ...api.options, fetch: counted, maxRetries: 0 })
    await client.accounts.retrieve('apn_1')
    await turn()
    assert.equal(count, 1)
  }
})

test('headers of a subscriber that no server takes are not sent, and fail no call', async (t) => {
  const api = await serve(t, () => account)
  const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
  const long = 'a'.repeat(1_000_000)
  let current
  subscribe(t, ({ headers }) => Object.assign(headers, current))
  for (current of [
    { 'x-long': long },
    { [`x-${long}`]: '1' },
    Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`x-${at}`, 'v'])),
  ]) {
    current = { 'x-trace': '1', ...current, 'x-trace-2': '2' }
    assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
    const { headers } = api.requests.at(-1)
    assert.equal(headers['x-trace'], '1')
    assert.equal(headers['x-long'], undefined)
  }
  current = { baggage: 'b'.repeat(8192), traceparent: '1'.repeat(55), tracestate: 's'.repeat(512) }
  await client.accounts.retrieve('apn_1')
  const { headers } = api.requests.at(-1)
  assert.deepEqual([headers.baggage.length, headers.traceparent.length, headers.tracestate.length], [8192, 55, 512])
})
