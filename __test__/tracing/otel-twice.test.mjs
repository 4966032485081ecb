// Two instrumentations in one process: through `require` and through `import`, or made twice.

import assert from 'node:assert/strict'
import { diag, DiagLogLevel } from '@opentelemetry/api'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { PipedreamInstrumentation } from 'pipedream-native/otel'
import { instrument, trace } from '../support/otel.mjs'
import { serve } from '../support/server.mjs'

const require = createRequire(import.meta.url)
/** That of another copy of the package. */
const required = copied()

function copied() {
  const path = require.resolve('pipedream-native/otel')
  delete require.cache[path]
  return require(path).PipedreamInstrumentation
}

const account = () => ({ body: { id: 'apn_1' } })
const warnings = []
const nothing = () => {}
diag.setLogger({ warn: (text) => warnings.push(text), error: nothing, info: nothing, debug: nothing, verbose: nothing }, DiagLogLevel.WARN)

/** How often the calls were counted. */
async function counted(otel) {
  const { 'pipedream.client.call.duration': calls } = await otel.metrics()
  return calls.dataPoints.map(({ value }) => value.count)
}

test('through require and through import with the same provider, one makes the spans and metrics, and a warning comes once', async (t) => {
  assert.notEqual(required, PipedreamInstrumentation)
  const api = await serve(t, account)
  const otel = instrument(t)
  const others = [new required(), new PipedreamInstrumentation()]
  for (const other of others) {
    other.setTracerProvider(otel.tracerProvider)
    other.setMeterProvider(otel.meterProvider)
    t.after(() => other.disable())
  }
  const client = new PipedreamClient(api.options)
  const names = async (act) => {
    const before = otel.spans().length
    await act()
    return otel
      .spans()
      .slice(before)
      .map(({ name }) => name)
      .sort()
  }
  const call = () => client.accounts.retrieve('apn_1')
  const ROUTE = 'GET /v1/connect/{project_id}/accounts/{account_id}'
  assert.deepEqual(await names(call), [ROUTE, 'POST /v1/oauth/token', 'pipedream accounts.retrieve'])
  assert.deepEqual(await counted(otel), [1])
  assert.equal(warnings.length, 1, warnings.join('\n'))
  assert.match(warnings[0], /one through require and one through import/)
  // The next one takes over.
  otel.instrumentation.disable()
  assert.deepEqual(await names(call), [ROUTE, 'pipedream accounts.retrieve'])
  others[0].disable()
  assert.deepEqual(await names(call), [ROUTE, 'pipedream accounts.retrieve'])
  assert.deepEqual(await counted(otel), [3])
  others[1].disable()
  assert.deepEqual(await names(call), [])
  assert.equal(warnings.length, 1)
})

test('one with the global provider and one that was given the same provider count as one', async (t) => {
  const api = await serve(t, account)
  const otel = instrument(t)
  trace.setGlobalTracerProvider(otel.tracerProvider)
  t.after(() => trace.disable())
  const other = new required()
  t.after(() => other.disable())
  await new PipedreamClient(api.options).accounts.retrieve('apn_1')
  assert.equal(otel.named('pipedream accounts.retrieve').length, 1)
})

test('with different providers each makes its own', async (t) => {
  const api = await serve(t, account)
  const [one, another] = [instrument(t), instrument(t)]
  await new PipedreamClient(api.options).accounts.retrieve('apn_1')
  for (const otel of [one, another]) {
    assert.equal(otel.named('pipedream accounts.retrieve').length, 1)
    assert.deepEqual(await counted(otel), [1])
  }
})

test('with another one whose provider throws, each span is made', async (t) => {
  const api = await serve(t, account)
  const broken = new required()
  broken.setTracerProvider({
    getDelegate() {
      throw new Error('it is shut down')
    },
    getTracer() {
      throw new Error('it is shut down')
    },
  })
  t.after(() => broken.disable())
  const otel = instrument(t)
  await new PipedreamClient(api.options).accounts.retrieve('apn_1')
  assert.equal(otel.named('pipedream accounts.retrieve').length, 1)
})
