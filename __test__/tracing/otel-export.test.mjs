// `pipedream-native/otel` in processes of their own, as users load it: with import and with require, before and after the package and the SDK, and
// with the exporters for OTLP over HTTP.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator } from 'pipedream-native/testing'
import { serve } from '../support/server.mjs'
import { variablesOf } from '../support/variables.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)
const account = () => ({ body: { id: 'apn_1' } })

/** A collector for OTLP over HTTP with JSON. */
async function collector(t) {
  const received = { '/v1/traces': [], '/v1/metrics': [] }
  const server = createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    received[request.url]?.push(JSON.parse(Buffer.concat(pieces)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${server.address().port}`, received }
}

const spansIn = ({ received }) =>
  received['/v1/traces'].flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
const metricsIn = ({ received }) =>
  received['/v1/metrics'].flatMap(({ resourceMetrics }) =>
    resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
  )

/** Runs code in a file of a folder in this package, so that it finds what the package is tested with. */
async function runFile(t, name, code, env = {}) {
  mkdirSync(join(root, 'target'), { recursive: true })
  const folder = mkdtempSync(join(root, 'target', 'otel-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), code)
  const { stdout } = await run(process.execPath, [join(folder, name)], { env: { ...process.env, ...env }, timeout: 60_000 })
  return stdout.trim()
}

for (const [kind, name, load] of [
  ['import', 'app.mjs', (names, from) => `import { ${names} } from '${from}'`],
  ['require', 'app.cjs', (names, from) => `const { ${names} } = require('${from}')`],
]) {
  for (const order of ['first', 'last']) {
    test(`spans and metrics get to a collector by OTLP: ${kind}, the instrumentation ${order}`, async (t) => {
      const api = await serve(t, account)
      const sink = await collector(t)
      const own = [load('PipedreamInstrumentation', 'pipedream-native/otel'), load('PipedreamClient', 'pipedream-native')]
      const code = `
        ${(order === 'first' ? own : (own.toReversed?.() ?? [own[1], own[0]])).join('\n')}
        ${load('metrics, trace', '@opentelemetry/api')}
        ${load('OTLPTraceExporter', '@opentelemetry/exporter-trace-otlp-http')}
        ${load('OTLPMetricExporter', '@opentelemetry/exporter-metrics-otlp-http')}
        ${load('MeterProvider, PeriodicExportingMetricReader', '@opentelemetry/sdk-metrics')}
        ${load('BasicTracerProvider, BatchSpanProcessor', '@opentelemetry/sdk-trace-base')}
        const make = () => new PipedreamInstrumentation()
        ${order === 'first' ? 'make()' : ''}
        const tracerProvider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: '${sink.url}/v1/traces' }))] })
        const meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: '${sink.url}/v1/metrics' }) })] })
        trace.setGlobalTracerProvider(tracerProvider)
        metrics.setGlobalMeterProvider(meterProvider)
        const client = new PipedreamClient(${JSON.stringify(api.options)})
        ${order === 'last' ? 'make()' : ''}
        async function main() {
          console.log((await client.accounts.retrieve('apn_1')).id)
          await tracerProvider.shutdown()
          await meterProvider.shutdown()
        }
        main()`
      assert.equal(await runFile(t, name, code), 'apn_1')
      const spans = spansIn(sink)
      const names = spans.map((span) => span.name).sort()
      assert.deepEqual(names, ['GET /v1/connect/{project_id}/accounts/{account_id}', 'POST /v1/oauth/token', 'pipedream accounts.retrieve'])
      const [call] = spans.filter((span) => span.name.startsWith('pipedream'))
      for (const span of spans) {
        assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano), span.name)
        if (span !== call) assert.equal(span.parentSpanId, call.spanId)
        assert.equal(span.traceId, call.traceId)
      }
      assert.deepEqual(
        metricsIn(sink)
          .map((metric) => metric.name)
          .sort(),
        [
          'http.client.request.duration',
          'pipedream.client.call.duration',
          'pipedream.client.queue.duration',
          'pipedream.client.token.request.duration',
        ],
      )
      assert.doesNotMatch(JSON.stringify(sink.received), /hush/)
    })
  }
}

test('the file of the guide sends its spans and metrics', async (t) => {
  const [, code] = /```js\n([^`]*PipedreamInstrumentation\(\)[^`]*(?:`[^`\n]+`[^`]*)*)```/.exec(
    readFileSync(join(root, 'docs/guides/observability.md'), 'utf8'),
  )
  const api = await startEmulator()
  t.after(() => api.close())
  const sink = await collector(t)
  await runFile(t, 'app.mjs', code, {
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    ...variablesOf(api.clientOptions),
  })
  const spans = spansIn(sink)
  const above = (span) => spans.find(({ spanId }) => spanId === span.parentSpanId)?.name
  assert.deepEqual(Object.fromEntries(spans.map((span) => [span.name, above(span)])), {
    'list accounts': undefined,
    'pipedream accounts.list': 'list accounts',
    'POST /v1/oauth/token': 'pipedream accounts.list',
    'GET /v1/connect/{project_id}/accounts': 'pipedream accounts.list',
  })
  assert.ok(metricsIn(sink).length >= 4)
})

test('a collector that is down fails no call and holds up no exit', async (t) => {
  const api = await serve(t, account)
  const code = `
    import { PipedreamInstrumentation } from 'pipedream-native/otel'
    import { PipedreamClient } from 'pipedream-native'
    import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
    import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
    const instrumentation = new PipedreamInstrumentation()
    instrumentation.setTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url: 'http://127.0.0.1:1/v1/traces', timeoutMillis: 1000 }))] }))
    console.log((await new PipedreamClient(${JSON.stringify(api.options)}).accounts.retrieve('apn_1')).id)`
  assert.equal(await runFile(t, 'app.mjs', code), 'apn_1')
})

test('the entry point names only @opentelemetry/api and Node, and the package itself does not name it', () => {
  const named = (file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/require\("([^"]+)"\)/g)]
      .map(([, name]) => name)
      .filter((name) => !name.startsWith('node:'))
  assert.deepEqual([...new Set(named('dist/otel/index.js'))], ['@opentelemetry/api'])
  assert.ok(!named('dist/index.js').some((name) => name.includes('opentelemetry')))
  const { peerDependencies, peerDependenciesMeta, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.deepEqual(Object.keys(peerDependencies), ['@opentelemetry/api'])
  assert.deepEqual(peerDependenciesMeta, { '@opentelemetry/api': { optional: true } })
  assert.equal(dependencies, undefined)
})
