// `pipedream-native/otel` with the real SDK of OpenTelemetry: which spans and metrics there are, and what is sent on.

import assert from 'node:assert/strict'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { context, instrument, parentOf, propagation, trace, traceparentOf } from '../support/otel.mjs'
import { failureOf, serve } from '../support/server.mjs'
import { until } from '../support/stores.mjs'
import { callsThatShareAToken } from '../support/tracing.mjs'

const ROUTE = '/v1/connect/{project_id}/accounts/{account_id}'
const account = () => ({ body: { id: 'apn_1' }, headers: { 'x-request-id': 'req_7' } })
const busy = { status: 503, headers: { 'retry-after': '0' }, body: {} }
const milliseconds = ([seconds, nanos]) => seconds * 1000 + nanos / 1e6

describe('spans', () => {
  test('of one call: one for the call, one for its request below it, one for the token request', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t)
    const client = new PipedreamClient(api.options)
    const user = otel.tracer.startSpan('user')
    await context.with(trace.setSpan(context.active(), user), () => client.accounts.retrieve('apn_1'))
    user.end()
    const [call] = otel.named('pipedream accounts.retrieve')
    const [request] = otel.named(`GET ${ROUTE}`)
    const [token] = otel.named('POST /v1/oauth/token')
    assert.equal(otel.spans().length, 4)
    assert.equal(parentOf(call), user.spanContext().spanId)
    for (const below of [request, token]) assert.equal(parentOf(below), call.spanContext().spanId)
    assert.deepEqual([call.kind, request.kind, token.kind], [SpanKind.INTERNAL, SpanKind.CLIENT, SpanKind.CLIENT])
    assert.deepEqual(request.attributes, {
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(api.url).port),
      'url.full': `${api.url}/v1/connect/proj_1/accounts/apn_1`,
      'url.template': ROUTE,
      'pipedream.operation': 'accounts.retrieve',
      'http.response.status_code': 200,
      'pipedream.request_id': 'req_7',
    })
    assert.equal(token.attributes['pipedream.token.cause'], 'cold')
    assert.equal(token.attributes['http.response.status_code'], 200)
    assert.deepEqual(
      [call, request, token].map(({ status }) => status.code),
      [SpanStatusCode.UNSET, SpanStatusCode.UNSET, SpanStatusCode.UNSET],
    )
    for (const below of [request, token]) {
      assert.ok(milliseconds(below.startTime) >= milliseconds(call.startTime))
      assert.ok(milliseconds(below.endTime) <= milliseconds(call.endTime) + 1)
    }
    assert.ok(milliseconds(token.endTime) <= milliseconds(request.startTime) + 2, 'the token came before the request')
    // On the wire: the span of the request.
    assert.equal(api.requests[0].headers.traceparent, traceparentOf(request))
    assert.equal(api.tokens[0].headers.traceparent, undefined)
    assert.doesNotMatch(JSON.stringify(otel.spans().map(({ attributes, status, events }) => [attributes, status, events])), /hush/)
  })

  test('of a call that is retried: one for each request, each with a traceparent of its own', async (t) => {
    const api = await serve(t, (_request, _response, count) => (count < 3 ? busy : account()))
    const otel = instrument(t)
    await new PipedreamClient(api.options).accounts.retrieve('apn_1')
    const requests = otel.named(`GET ${ROUTE}`)
    const [call] = otel.named('pipedream accounts.retrieve')
    assert.deepEqual(
      requests.map(({ attributes }) => [
        attributes['http.response.status_code'],
        attributes['http.request.resend_count'],
        attributes['error.type'],
      ]),
      [
        [503, undefined, '503'],
        [503, 1, '503'],
        [200, 2, undefined],
      ],
    )
    assert.deepEqual(
      requests.map(({ status }) => status.code),
      [SpanStatusCode.ERROR, SpanStatusCode.ERROR, SpanStatusCode.UNSET],
    )
    assert.deepEqual(
      api.requests.map(({ headers }) => headers.traceparent),
      requests.map(traceparentOf),
    )
    assert.deepEqual(requests.map(parentOf), Array(3).fill(call.spanContext().spanId))
    assert.deepEqual([call.attributes['pipedream.attempts'], call.status.code], [3, SpanStatusCode.UNSET])
    const metrics = await otel.metrics()
    const [retries] = metrics['pipedream.client.retries'].dataPoints
    assert.deepEqual(
      [retries.value, retries.attributes],
      [2, { 'pipedream.operation': 'accounts.retrieve', 'pipedream.retry.cause': 'retry' }],
    )
  })

  test('of calls that fail: status, lost connection, time limit, abort, wrong argument', async (t) => {
    const api = await serve(t, (request) => {
      if (request.path.endsWith('missing')) return { status: 404, body: { error: 'hush' } }
      if (request.path.endsWith('lost')) return void request.socket.destroy()
      return undefined
    })
    const otel = instrument(t)
    const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
    const controller = new AbortController()
    const ends = async (id, options, type) => {
      const before = otel.spans().length
      const call = failureOf(client.accounts.retrieve(id, undefined, options))
      if (options !== undefined && 'abortSignal' in options) {
        const count = api.requests.length
        await until(() => api.requests.length > count)
        controller.abort()
      }
      await call
      const spans = otel
        .spans()
        .slice(before)
        .filter(({ name }) => !name.startsWith('POST'))
      for (const span of spans) {
        assert.equal(span.status.code, SpanStatusCode.ERROR)
        assert.equal(span.status.message, undefined)
        assert.match(span.attributes['error.type'], type)
      }
      return spans.length
    }
    assert.equal(await ends('missing', undefined, /^404$/), 2)
    // A read on a connection that was used before is sent once more at once.
    assert.equal(await ends('lost', undefined, /^E[A-Z]+$/), 3)
    assert.equal(await ends('slow', { timeoutInSeconds: 0.2 }, /^ETIMEDOUT$/), 2)
    assert.equal(await ends('slow', { deadlineInSeconds: 0.2 }, /^ETIMEDOUT$/), 2)
    assert.equal(await ends('slow', { abortSignal: controller.signal }, /^ABORT_ERR$/), 2)
    assert.equal(await ends('..', undefined, /^ERR_INVALID_ARGUMENT$/), 1)
    assert.doesNotMatch(JSON.stringify(otel.spans().map(({ attributes, status, events }) => [attributes, status, events])), /hush/)
  })

  test('of redirects, and of calls without a template', async (t) => {
    const api = await serve(t, (request) =>
      request.path === '/there' ? { body: {} } : { status: 302, headers: { location: '/there?key=hush' }, body: {} },
    )
    const otel = instrument(t)
    const client = new PipedreamClient(api.options)
    await client.request('GET', '/here', { query: { key: 'hush' } })
    const requests = otel.named('GET')
    assert.deepEqual(
      requests.map(({ attributes }) => [
        attributes['url.full'].replace(api.url, ''),
        attributes['url.template'],
        attributes['http.request.resend_count'],
      ]),
      [
        ['/here?key=REDACTED', undefined, undefined],
        ['/there?key=REDACTED', undefined, 1],
      ],
    )
    const response = await client.fetch('/there', { method: 'PROPFIND' })
    await response.text()
    const [other] = otel.named('HTTP')
    assert.deepEqual([other.attributes['http.request.method'], other.attributes['http.request.method_original']], ['_OTHER', 'PROPFIND'])
    // A redirect is no retry.
    assert.equal((await otel.metrics())['pipedream.client.retries'], undefined)
  })

  test('of the pages of a list are below the span that is active where it is iterated', async (t) => {
    const api = await serve(t, ({ query }) => {
      const after = query.get('after')
      return { body: { data: [{ id: after ?? 'first' }], page_info: { end_cursor: after === null ? 'b' : after === 'b' ? 'c' : null } } }
    })
    const otel = instrument(t)
    const client = new PipedreamClient(api.options)
    const user = otel.tracer.startSpan('user')
    const count = await context.with(trace.setSpan(context.active(), user), async () => {
      const ids = []
      for await (const { id } of client.accounts.list()) {
        ids.push(id)
        assert.equal(trace.getActiveSpan(), user)
      }
      return ids.length
    })
    assert.equal(count, 3)
    const calls = otel.named('pipedream accounts.list')
    assert.deepEqual(calls.map(parentOf), Array(3).fill(user.spanContext().spanId))
    assert.equal(otel.named('GET /v1/connect/{project_id}/accounts').length, 3)
    assert.doesNotMatch(JSON.stringify(otel.spans().map(({ attributes }) => attributes)), /after=[^R]/)
  })

  test('of a download end when its head has come', async (t) => {
    let finish
    const api = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      response.write('first')
      finish = () => response.end('last')
    })
    const otel = instrument(t)
    const response = await new PipedreamClient(api.options).fetch('/file')
    assert.equal(otel.named('GET').length, 1)
    finish()
    assert.equal(await response.text(), 'firstlast')
    assert.equal(otel.spans().filter(({ name }) => name === 'GET' || name === 'pipedream fetch').length, 2)
  })
})

describe('a token request', () => {
  test('that many calls share is below the one that started it, and the others link to it', async (t) => {
    const otel = instrument(t)
    await callsThatShareAToken(t, account, 4)
    const [token, ...more] = otel.named('POST /v1/oauth/token')
    assert.deepEqual(more, [])
    const calls = otel.named('pipedream accounts.retrieve')
    const own = calls.filter((call) => call.spanContext().spanId === parentOf(token))
    const others = calls.filter((call) => call.spanContext().spanId !== parentOf(token))
    assert.deepEqual([own.length, others.length], [1, 3])
    assert.deepEqual(own[0].links, [])
    for (const { links } of others)
      assert.deepEqual(
        links.map((link) => link.context.spanId),
        [token.spanContext().spanId],
      )
  })

  test('that no call waits for is a trace of its own with a link to the call that started it', async (t) => {
    const short = (_request, _response, count) => ({ body: { access_token: `token-hush-${count}`, expires_in: 2 } })
    const api = await serve(t, account, { token: short })
    const otel = instrument(t)
    const client = new PipedreamClient({ ...api.options, clientId: 'renewed' })
    const renewals = () => otel.named('POST /v1/oauth/token').filter(({ attributes }) => attributes['pipedream.token.cause'] === 'refresh')
    // A token is renewed by the first call of the last third of its life. On a machine that is busy then, by a later one.
    while (renewals().length === 0) {
      await client.accounts.retrieve('apn_1')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const [token] = renewals()
    assert.equal(parentOf(token), undefined)
    const [link] = token.links
    const [call] = otel.spans().filter((span) => span.spanContext().spanId === link.context.spanId)
    assert.equal(call.name, 'pipedream accounts.retrieve')
    assert.notEqual(call.spanContext().traceId, token.spanContext().traceId)
  })

  test('that is refused is an error, and so is the call', async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 400, body: { error: 'invalid_scope', error_description: 'hush' } }) })
    const otel = instrument(t)
    await failureOf(new PipedreamClient(api.options).accounts.retrieve('apn_1'))
    const [token] = otel.named('POST /v1/oauth/token')
    assert.deepEqual(
      [token.attributes['error.type'], token.attributes['http.response.status_code'], token.status.code],
      ['400', 400, SpanStatusCode.ERROR],
    )
    assert.equal(otel.named(`GET ${ROUTE}`).length, 0)
    const metrics = await otel.metrics()
    const [point] = metrics['pipedream.client.token.request.duration'].dataPoints
    assert.deepEqual(point.attributes, { 'pipedream.token.cause': 'cold', 'http.response.status_code': 400, 'error.type': '400' })
  })
})

test('metrics have the names, units and attributes of the conventions', async (t) => {
  const api = await serve(t, account)
  const otel = instrument(t)
  await new PipedreamClient(api.options).accounts.retrieve('apn_1')
  const metrics = await otel.metrics()
  assert.deepEqual(
    Object.entries(metrics)
      .map(([name, { descriptor }]) => [name, descriptor.unit])
      .sort(),
    [
      ['http.client.request.duration', 's'],
      ['pipedream.client.call.duration', 's'],
      ['pipedream.client.queue.duration', 's'],
      ['pipedream.client.token.request.duration', 's'],
    ],
  )
  const server = { 'server.address': '127.0.0.1', 'server.port': Number(new URL(api.url).port), 'http.response.status_code': 200 }
  assert.deepEqual(
    metrics['http.client.request.duration'].dataPoints.map(({ attributes }) => attributes),
    [
      { 'http.request.method': 'POST', ...server, 'url.template': '/v1/oauth/token' },
      { 'http.request.method': 'GET', ...server, 'url.template': ROUTE },
    ],
  )
  const [{ value }] = metrics['pipedream.client.call.duration'].dataPoints
  assert.ok(value.sum > 0 && value.sum < 60, `${value.sum} s`)
  assert.deepEqual(value.buckets.boundaries, [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])
})

describe('what is sent on', () => {
  test('baggage and tracestate go along, and nothing with propagation: false', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t)
    const client = new PipedreamClient(api.options)
    const remote = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1, isRemote: true }
    const carrier = { traceparent: `00-${remote.traceId}-${remote.spanId}-01`, tracestate: 'vendor=1', baggage: 'user=7' }
    const within = propagation.extract(ROOT_CONTEXT, carrier)
    await context.with(within, () => client.accounts.retrieve('apn_1'))
    const { headers } = api.requests[0]
    assert.match(headers.traceparent, new RegExp(`^00-${remote.traceId}-`))
    assert.deepEqual([headers.tracestate, headers.baggage], ['vendor=1', 'user=7'])
    otel.instrumentation.setConfig({ propagation: false })
    await context.with(within, () => client.accounts.retrieve('apn_1'))
    assert.deepEqual([api.requests[1].headers.traceparent, api.requests[1].headers.baggage], [undefined, undefined])
    assert.equal(otel.named(`GET ${ROUTE}`).length, 2)
  })

  test('without spans of calls, the span of a request is below the active one', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t, { callSpans: false })
    const user = otel.tracer.startSpan('user')
    const client = new PipedreamClient(api.options)
    await context.with(trace.setSpan(context.active(), user), () =>
      Promise.all([client.accounts.retrieve('a'), client.accounts.retrieve('b')]),
    )
    const requests = otel.named(`GET ${ROUTE}`)
    assert.deepEqual(requests.map(parentOf), Array(2).fill(user.spanContext().spanId))
    assert.equal(parentOf(otel.named('POST /v1/oauth/token')[0]), user.spanContext().spanId)
    assert.equal(otel.spans().length, 3)
  })

  test('a span that is not sampled is sent on as such, and a trace that is suppressed not at all', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t, undefined, { sampler: { shouldSample: () => ({ decision: 0 }), toString: () => 'none' } })
    const client = new PipedreamClient(api.options)
    await client.accounts.retrieve('apn_1')
    assert.match(api.requests[0].headers.traceparent, /-00$/)
    await context.with(suppressTracing(context.active()), () => client.accounts.retrieve('apn_1'))
    assert.equal(api.requests[1].headers.traceparent, undefined)
    assert.deepEqual(otel.spans(), [])
    const calls = (await otel.metrics())['pipedream.client.call.duration'].dataPoints
    assert.equal(calls[0].value.count, 2)
  })

  test('suppressed tracing makes no span', async (t) => {
    const api = await serve(t, account)
    const otel = instrument(t)
    await context.with(suppressTracing(context.active()), () => new PipedreamClient(api.options).accounts.retrieve('apn_1'))
    assert.deepEqual(otel.spans(), [])
  })
})
