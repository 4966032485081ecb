// The tracing channels: what is published for calls, requests and tokens, in which order, and that no subscriber fails a call.

import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { execFileSync } from 'node:child_process'
import diagnostics from 'node:diagnostics_channel'
import { describe, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'
import { until } from '../support/stores.mjs'
import { callsThatShareAToken, recordTracing } from '../support/tracing.mjs'

const SUCCESS = ['start', 'end', 'asyncStart', 'asyncEnd']
const FAILURE = ['start', 'end', 'error', 'asyncStart', 'asyncEnd']
const account = () => ({ body: { id: 'apn_1' }, headers: { 'x-request-id': 'req_7' } })
const busy = { status: 503, headers: { 'retry-after': '0' }, body: {} }

describe('a call', () => {
  test('that succeeds', async (t) => {
    const api = await serve(t, account)
    const tracing = recordTracing(t)
    const client = new PipedreamClient(api.options)
    await client.accounts.retrieve('apn_1')
    for (const name of ['call', 'request', 'token']) assert.deepEqual(tracing.order(name), SUCCESS, name)
    const [started] = tracing.of('call', 'start')
    const [call] = tracing.of('call', 'asyncEnd')
    assert.deepEqual(
      { ...started },
      {
        ...Object.fromEntries(Object.keys(call).map((name) => [name, undefined])),
        operation: 'accounts.retrieve',
        method: 'GET',
        route: '/v1/connect/{project_id}/accounts/{account_id}',
        attempts: 0,
      },
    )
    const { phases, durationMs, tokenFetch, ...rest } = call
    assert.deepEqual(rest, {
      operation: 'accounts.retrieve',
      method: 'GET',
      route: '/v1/connect/{project_id}/accounts/{account_id}',
      serverAddress: '127.0.0.1',
      serverPort: Number(new URL(api.url).port),
      status: 200,
      attempts: 1,
      bytes: '{"id":"apn_1"}'.length,
      requestId: 'req_7',
      error: undefined,
    })
    const [request] = tracing.of('request', 'asyncEnd')
    assert.equal(request.call, tracing.events[0].context)
    assert.equal(request.url, `${api.url}/v1/connect/proj_1/accounts/apn_1`)
    const { attempt, resendCount, cause, status, requestId } = request
    assert.deepEqual(
      { attempt, resendCount, cause, status, requestId },
      { attempt: 1, resendCount: 0, cause: 'first', status: 200, requestId: 'req_7' },
    )
    const [token] = tracing.of('token', 'asyncEnd')
    assert.deepEqual([token.status, token.cause, token.attempt, token.isAwaited, token.route], [200, 'cold', 1, true, '/v1/oauth/token'])
    assert.equal(token.call, request.call)
    assert.equal(tokenFetch, token.fetch)
    assert.equal(request.tokenFetch, token.fetch)
    // The phases are parts of the duration.
    for (const one of [call, request]) {
      const all = Object.values(one.phases).reduce((sum, ms) => sum + ms, 0)
      assert.ok(all > 0 && all <= one.durationMs + 1, `${all} of ${one.durationMs} ms`)
    }
    assert.ok(phases.token > 0 && phases.wait > 0)
    assert.ok(request.durationMs <= durationMs && token.durationMs <= durationMs)
  })

  test('that fails with a status, after retries', async (t) => {
    const api = await serve(t, () => busy)
    const tracing = recordTracing(t)
    const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('apn_1', undefined, { maxRetries: 2 }))
    assert.deepEqual(tracing.order('call'), FAILURE)
    const [call] = tracing.of('call', 'error')
    assert.equal(call.error, error)
    assert.deepEqual([call.status, call.attempts], [503, 3])
    // An answer came to each request, so none of them is an error.
    assert.deepEqual(tracing.order('request'), [...SUCCESS, ...SUCCESS, ...SUCCESS])
    const requests = tracing
      .of('request', 'asyncEnd')
      .map(({ attempt, resendCount, cause, status }) => [attempt, resendCount, cause, status])
    assert.deepEqual(requests, [
      [1, 0, 'first', 503],
      [2, 1, 'retry', 503],
      [3, 2, 'retry', 503],
    ])
  })

  test('that is refused before it is sent', async (t) => {
    const api = await serve(t, account)
    const tracing = recordTracing(t)
    await failureOf(new PipedreamClient(api.options).accounts.retrieve('..'))
    assert.deepEqual(
      tracing.of('call', 'error').map(({ attempts, status }) => [attempts, status]),
      [[0, undefined]],
    )
    assert.deepEqual(tracing.order('request'), [])
  })

  test('of any endpoint has no route, and no secret of its path and its query', async (t) => {
    const api = await serve(t, () => ({ body: {} }))
    const tracing = recordTracing(t)
    const client = new PipedreamClient(api.options)
    await client.request('GET', '/v1/connect/tokens/ctok_hush/validate', { query: { app_id: 'hush', b: 1 } })
    await client.fetch(`${api.url.replace('//', '//hush:hush@')}/v1/connect/proj_1/proxy/aHVzaA?hush#hush`).catch(() => {})
    await client.fetch('/x?a=hush&b')
    await client.proxy.get({ url: 'https://example.com/?key=hush', accountId: 'a', externalUserId: 'hush' })
    await client.tokens.validate('ctok_hush', { appId: 'hush' })
    const urls = tracing.of('request', 'start').map(({ url }) => url.replace(api.url, ''))
    assert.ok(urls.includes('/v1/connect/tokens/REDACTED/validate?app_id=REDACTED&b=REDACTED'), urls.join())
    assert.ok(urls.includes('/x?a=REDACTED&REDACTED'), urls.join())
    assert.ok(
      urls.some((url) => /^\/v1\/connect\/proj_1\/proxy\/REDACTED\?/.test(url)),
      urls.join(),
    )
    for (const { context } of tracing.events) {
      const { call, ...own } = context
      assert.doesNotMatch(JSON.stringify(own), /hush|aHVzaA|token-|client-secret/)
      assert.doesNotMatch(JSON.stringify(call ?? {}), /hush|aHVzaA/)
    }
  })
})

describe('a request', () => {
  test('after a redirect and after a 401', async (t) => {
    const api = await serve(t, (request) => {
      if (request.path.endsWith('/there')) return { body: { id: 'apn_1' } }
      return request.headers.authorization === 'Bearer token-hush-1'
        ? { status: 401, body: {} }
        : { status: 307, headers: { location: '/there' }, body: {} }
    })
    const tracing = recordTracing(t)
    await new PipedreamClient(api.options).accounts.retrieve('apn_1')
    const requests = tracing
      .of('request', 'asyncEnd')
      .map(({ attempt, resendCount, cause, status, route }) => [attempt, resendCount, cause, status, route !== undefined])
    assert.deepEqual(requests, [
      [1, 0, 'first', 401, true],
      [2, 1, 'newToken', 307, true],
      [2, 2, 'redirect', 200, false],
    ])
    assert.deepEqual(
      tracing.of('token', 'asyncEnd').map(({ cause }) => cause),
      ['cold', 'rejected'],
    )
  })

  test('that gets no answer has the code of the connection', async (t) => {
    const api = await serve(t, (request) => void request.socket.destroy())
    const tracing = recordTracing(t)
    await failureOf(new PipedreamClient(api.options).accounts.retrieve('apn_1', undefined, { maxRetries: 0 }))
    const [request] = tracing.of('request', 'error')
    assert.ok(request.error instanceof PipedreamError)
    assert.match(request.error.code, /^E[A-Z]+$/)
    assert.equal(request.status, undefined)
  })

  test('whose time is up ends with the error of the call', async (t) => {
    const api = await serve(t, () => undefined)
    const tracing = recordTracing(t)
    const error = await failureOf(new PipedreamClient(api.options).accounts.retrieve('apn_1', undefined, { timeoutInSeconds: 0.3 }))
    assert.deepEqual(tracing.order('request'), FAILURE)
    const [late] = tracing.of('request', 'asyncEnd')
    assert.equal(late.error, error)
    assert.equal(error.name, 'PipedreamTimeoutError')
    assert.ok(late.durationMs >= 200, `${late.durationMs}`)
  })

  test('of a call that is aborted ends with it, and what comes later changes nothing', async (t) => {
    const api = await serve(t, () => undefined)
    const tracing = recordTracing(t)
    const controller = new AbortController()
    const call = failureOf(new PipedreamClient(api.options).accounts.retrieve('apn_1', undefined, { abortSignal: controller.signal }))
    await until(() => api.requests.length === 1)
    controller.abort()
    const error = await call
    assert.equal(error.name, 'AbortError')
    assert.deepEqual(tracing.order('request'), FAILURE)
    assert.equal(tracing.of('request', 'error')[0].error, error)
    assert.equal(tracing.of('call', 'error')[0].error, error)
  })

  test('whose answer is a stream ends with the head', async (t) => {
    const api = await serve(
      t,
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/octet-stream' }).write('x'),
    )
    const tracing = recordTracing(t)
    const response = await new PipedreamClient(api.options).fetch('/file')
    assert.deepEqual(tracing.order('request'), SUCCESS)
    assert.equal(tracing.of('call', 'asyncEnd')[0].bytes, undefined)
    await response.body.cancel()
  })

  test('gets the headers of a subscriber, and its own are kept', async (t) => {
    const api = await serve(t, account)
    const given = {
      'x-added': 'yes',
      'x-mine': 'added',
      authorization: 'Bearer other',
      host: 'other',
      'content-length': '7',
      'bad name': 'x',
      'x-bad': 'a\nb',
      'x-number': 7,
      tracestate: 'ours=1',
    }
    const channel = diagnostics.channel('tracing:pipedream-native:request:start')
    const add = ({ headers }) => Object.assign(headers, given)
    channel.subscribe(add)
    t.after(() => channel.unsubscribe(add))
    const client = new PipedreamClient(api.options)
    await client.accounts.retrieve('apn_1', undefined, { headers: { 'x-mine': 'own', traceparent: '00-1' } })
    const { headers } = api.requests[0]
    assert.deepEqual([headers['x-added'], headers['x-mine'], headers.traceparent, headers.tracestate], ['yes', 'own', '00-1', undefined])
    assert.equal(headers.authorization, 'Bearer token-hush-1')
    assert.equal(headers.host, new URL(api.url).host)
    assert.deepEqual([headers['content-length'], headers['x-bad'], headers['x-number']], [undefined, undefined, undefined])
    assert.equal(api.tokens[0].headers['x-added'], undefined)
  })

  test('to another origin gets no headers of a subscriber', async (t) => {
    const other = await serve(t, account)
    const api = await serve(t, () => ({ status: 307, headers: { location: `${other.url}/there` }, body: {} }))
    const channel = diagnostics.channel('tracing:pipedream-native:request:start')
    const add = ({ headers }) => Object.assign(headers, { 'x-added': 'yes' })
    channel.subscribe(add)
    t.after(() => channel.unsubscribe(add))
    await new PipedreamClient(api.options).accounts.retrieve('apn_1')
    assert.deepEqual([api.requests[0].headers['x-added'], other.requests[0].headers['x-added']], ['yes', undefined])
  })
})

test('calls that need a token at the same time share its request, and one of them has started it', async (t) => {
  const tracing = recordTracing(t)
  await callsThatShareAToken(t, account, 5)
  const tokens = tracing.of('token', 'asyncEnd')
  assert.equal(tokens.length, 1)
  const calls = tracing.of('call', 'asyncEnd').filter(({ operation }) => operation === 'accounts.retrieve')
  assert.deepEqual(
    calls.map(({ tokenFetch }) => tokenFetch),
    Array(5).fill(tokens[0].fetch),
  )
  assert.ok(tracing.events.some(({ name, context }) => name === 'call' && context === tokens[0].call))
})

test('a token request that is refused, and that of prefetch()', async (t) => {
  const api = await serve(t, account, {
    token: (_request, _response, count) =>
      count === 1 ? { status: 400, body: { error: 'invalid_scope' } } : { body: { access_token: 'token-hush', expires_in: 3600 } },
  })
  const tracing = recordTracing(t)
  const client = new PipedreamClient(api.options)
  await failureOf(client.prefetch())
  await new PipedreamClient({ ...api.options, clientId: 'another' }).prefetch()
  const tokens = tracing.of('token', 'asyncEnd')
  assert.deepEqual(
    tokens.map(({ status, error, call }) => [status, error?.code, call]),
    [
      [400, 'invalid_scope', undefined],
      [200, undefined, undefined],
    ],
  )
  assert.deepEqual(tracing.order('token'), [...FAILURE, ...SUCCESS])
})

test('a subscriber that throws, rejects, freezes or spoils what it gets fails no call', async (t) => {
  const api = await serve(t, account)
  const spoil = [
    () => {
      throw new Error('as it should')
    },
    async () => {
      throw new Error('as it should')
    },
    (context) => Object.freeze(context),
    (context) => Object.assign(context, { headers: null, around: () => {}, call: null, error: undefined }),
    (context) =>
      Object.assign(context, {
        around: () => {
          throw new Error('as it should')
        },
      }),
  ]
  const clients = [new PipedreamClient(api.options), new PipedreamClient({ ...api.options, fetch: (...given) => fetch(...given) })]
  for (const spoiled of spoil) {
    const channels = ['call', 'request', 'token'].flatMap((name) =>
      ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((event) => diagnostics.channel(`tracing:pipedream-native:${name}:${event}`)),
    )
    for (const channel of channels) channel.subscribe(spoiled)
    for (const client of clients) {
      client.invalidateAccessToken()
      assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
      assert.equal((await failureOf(client.accounts.retrieve('..'))).code, 'ERR_INVALID_ARGUMENT')
    }
    for (const channel of channels) channel.unsubscribe(spoiled)
  }
})

test('the channels are those of tracingChannel(), and a store that is bound to start has its value in what the call runs', {
  skip: diagnostics.tracingChannel === undefined && 'this Node has no tracingChannel()',
}, async (t) => {
  const api = await serve(t, account)
  const store = new AsyncLocalStorage()
  const channel = diagnostics.tracingChannel('pipedream-native:call')
  const seen = []
  const listener = { asyncEnd: () => seen.push(['asyncEnd', store.getStore()]) }
  channel.subscribe(listener)
  channel.start.bindStore(store, ({ operation }) => `in ${operation}`)
  t.after(() => {
    channel.unsubscribe(listener)
    channel.start.unbindStore(store)
  })
  const headers = { 'x-store': () => void seen.push(['headers', store.getStore()]) }
  await new PipedreamClient({ ...api.options, headers }).accounts.retrieve('apn_1')
  assert.deepEqual(seen, [
    ['headers', 'in accounts.retrieve'],
    ['asyncEnd', 'in accounts.retrieve'],
  ])
  assert.equal(store.getStore(), undefined)
})

test('a Node without tracingChannel() loads the package, calls, and has the channels by their names', async (t) => {
  const api = await serve(t, account)
  const code = `
    const diagnostics = require('node:diagnostics_channel')
    // Node itself needs it to load what these use.
    process.stdout.write('')
    process.stderr.write('')
    require('node:http')
    delete diagnostics.tracingChannel
    delete diagnostics.Channel.prototype.runStores
    const { PipedreamClient } = require('pipedream-native')
    require('pipedream-native/otel')
    diagnostics.channel('tracing:pipedream-native:call:asyncEnd').subscribe(({ status }) => console.log(status))
    new PipedreamClient(${JSON.stringify(api.options)}).accounts.retrieve('apn_1')`
  const child = await import('node:child_process')
  const out = await new Promise((resolve, reject) =>
    child.execFile(process.execPath, ['-e', code], { cwd: new URL('../..', import.meta.url) }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    ),
  )
  assert.equal(out.trim(), '200')
})

test('a worker has its own events, and the main thread none of them', async (t) => {
  const api = await serve(t, account)
  const tracing = recordTracing(t)
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
    const diagnostics = require('node:diagnostics_channel')
    const { PipedreamClient } = require('pipedream-native')
    const seen = []
    for (const name of ['call', 'request', 'token']) diagnostics.channel('tracing:pipedream-native:' + name + ':asyncEnd').subscribe(() => seen.push(name))
    new PipedreamClient(${JSON.stringify(api.options)}).accounts.retrieve('apn_1').then(() => parentPort.postMessage(seen))`,
    { eval: true },
  )
  const seen = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await worker.terminate()
  assert.deepEqual(seen.sort(), ['call', 'request', 'token'])
  assert.deepEqual(tracing.events, [])
})

test('without a subscriber a call makes no object for the channels', () => {
  // Counted by the classes that a call makes when it is observed, in a process of its own.
  const code = `
    const { PipedreamClient } = require('pipedream-native')
    const hooks = require('node:async_hooks')
    let resources = 0
    hooks.createHook({ init: (_id, type) => void (type.startsWith('PIPEDREAM') && resources++) }).enable()
    const { startEmulator } = require('pipedream-native/testing')
    startEmulator().then(async (api) => {
      const client = new PipedreamClient(api.clientOptions)
      await client.accounts.list()
      const before = resources
      require('node:diagnostics_channel').channel('tracing:pipedream-native:request:start').subscribe(() => {})
      await client.accounts.list()
      console.log(before, resources)
      await api.close()
    })`
  const out = execFileSync(process.execPath, ['-e', code], { cwd: new URL('../..', import.meta.url) })
  assert.match(String(out), /^0 [1-9]/)
})
