// `pipedream-native/otel` as an instrumentation: its options and hooks, what is registered beside it, and what others throw.

import assert from 'node:assert/strict'
import { diag, DiagLogLevel, SpanKind } from '@opentelemetry/api'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { PipedreamInstrumentation } from 'pipedream-native/otel'
import { instrument, propagation, traceparentOf } from '../support/otel.mjs'
import { serve } from '../support/server.mjs'
import { until } from '../support/stores.mjs'

const ROUTE = '/v1/connect/{project_id}/accounts/{account_id}'
const account = () => ({ body: { id: 'apn_1' }, headers: { 'x-request-id': 'req_7' } })

test('hooks get the span and the request, and what they throw is reported to diag and fails nothing', async (t) => {
  const api = await serve(t, account)
  const reported = []
  const nothing = () => {}
  diag.setLogger(
    { error: (...given) => reported.push(given), warn: nothing, info: nothing, debug: nothing, verbose: nothing },
    DiagLogLevel.ERROR,
  )
  t.after(() => diag.disable())
  const otel = instrument(t, {
    requestHook: (span, request) => span.setAttribute('app.method', request.method),
    responseHook: (span, request) => span.setAttribute('app.status', request.status),
  })
  const client = new PipedreamClient(api.options)
  await client.accounts.retrieve('apn_1')
  for (const span of [otel.named(`GET ${ROUTE}`)[0], otel.named('POST /v1/oauth/token')[0]])
    assert.deepEqual([span.attributes['app.method'], span.attributes['app.status']], [span.name.split(' ')[0], 200])
  otel.instrumentation.setConfig({
    requestHook() {
      throw new Error('request')
    },
    async responseHook() {
      throw new Error('response')
    },
  })
  await client.accounts.retrieve('apn_1')
  await until(() => reported.length >= 2)
  assert.deepEqual(reported.map(([, error]) => error.message).sort(), ['request', 'response'])
  assert.equal(otel.named(`GET ${ROUTE}`).length, 2)
})

test('a provider, a processor, an exporter and a propagator that throw fail no call', async (t) => {
  const api = await serve(t, account)
  const fail = () => {
    throw new Error('as it should')
  }
  const spanProcessors = [{ onStart: fail, onEnd: fail, shutdown: async () => {}, forceFlush: async () => {} }]
  const otel = instrument(t, undefined, { spanProcessors })
  const client = new PipedreamClient(api.options)
  assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
  otel.instrumentation.setTracerProvider({ getTracer: fail })
  otel.instrumentation.setMeterProvider({ getMeter: fail })
  assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
  const real = instrument(t)
  const { inject } = propagation
  propagation.inject = fail
  t.after(() => Object.assign(propagation, { inject }))
  assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
  assert.equal(real.named(`GET ${ROUTE}`).length, 1)
})

describe('as an instrumentation', () => {
  test('registerInstrumentations() gives it the providers and enables it, and unregistering disables it', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t)
    otel.instrumentation.disable()
    const client = new PipedreamClient(api.options)
    const instrumentation = new PipedreamInstrumentation({ enabled: false })
    await client.accounts.retrieve('apn_1')
    const unregister = registerInstrumentations({ instrumentations: [instrumentation], tracerProvider: otel.tracerProvider })
    await client.accounts.retrieve('apn_1')
    unregister()
    await client.accounts.retrieve('apn_1')
    assert.equal(otel.named(`GET ${ROUTE}`).length, 1)
    assert.deepEqual([instrumentation.instrumentationName, typeof instrumentation.instrumentationVersion], ['pipedream-native', 'string'])
  })

  test('enable() twice makes one span, and disable() during a call breaks nothing', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t)
    otel.instrumentation.enable()
    const client = new PipedreamClient(api.options)
    await client.accounts.retrieve('apn_1')
    assert.equal(otel.named(`GET ${ROUTE}`).length, 1)
    const call = client.accounts.retrieve('apn_1')
    otel.instrumentation.disable()
    assert.equal((await call).id, 'apn_1')
    const other = client.accounts.retrieve('apn_1')
    otel.instrumentation.enable()
    assert.equal((await other).id, 'apn_1')
  })

  test('options of a wrong type are refused by name', () => {
    for (const [config, message] of [
      [{ propagation: 'no' }, /^propagation must be true or false, got string/],
      [{ callSpans: 1 }, /^callSpans must be true or false, got number/],
      [{ requestHook: {} }, /^requestHook must be a function, got /],
      [7, /^the options of PipedreamInstrumentation must be an object, got /],
    ]) {
      assert.throws(
        () => new PipedreamInstrumentation(config),
        (error) => error.code === 'ERR_INVALID_ARGUMENT' && message.test(error.message),
      )
    }
  })

  test('beside those of http and undici there is one span for each request', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t)
    const unregister = registerInstrumentations({
      instrumentations: [new HttpInstrumentation({ disableIncomingRequestInstrumentation: true }), new UndiciInstrumentation()],
      tracerProvider: otel.tracerProvider,
    })
    t.after(unregister)
    // That undici's works: the same request, made by hand.
    await fetch(`${api.url}/by-hand`)
    const clients = (path) =>
      otel.spans().filter(({ kind, attributes }) => kind === SpanKind.CLIENT && attributes['url.full']?.endsWith(path))
    await until(() => clients('/by-hand').length === 1)
    await new PipedreamClient(api.options).accounts.retrieve('native')
    assert.equal(clients('/accounts/native').length, 1)
    // With the option `fetch` each request is one of undici's too.
    await new PipedreamClient({ ...api.options, fetch: (...given) => fetch(...given) }).accounts.retrieve('by-fetch')
    assert.equal(clients('/accounts/by-fetch').length, 1)
    const [request] = clients('/accounts/by-fetch')
    assert.equal(api.requests.at(-1).headers.traceparent, traceparentOf(request))
  })
})
