// Refreshing a token in the background, keeping it when that fails, prefetch() and the statistics.

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { PipedreamClient } from 'pipedream-native'
import { answerAfter, deferred, failureOf, grant, serve } from '../support/server.mjs'

const account = ({ headers }) => ({ body: { id: 'apn_1', authorization: headers.authorization } })
const living = (seconds) => (_request, _response, count) => ({
  body: { access_token: `token-hush-${count}`, token_type: 'Bearer', expires_in: seconds },
})
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))

async function until(condition, limit = 10_000) {
  for (const end = performance.now() + limit; !condition(); ) {
    assert.ok(performance.now() < end, `it did not happen within ${limit} ms: ${condition}`)
    await pause(5)
  }
}

/** Waits until a token is older than the latest refresh point, 80 % of its life. */
const pastRefresh = (client, life) => until(() => client.accessTokenStats().ageSeconds > life * 0.805)

/** Collects the events of a channel while a test runs. */
function recordEvents(t, name) {
  const events = []
  const listener = (event) => events.push(event)
  diagnostics.subscribe(name, listener)
  t.after(() => diagnostics.unsubscribe(name, listener))
  return events
}

describe('a token past its refresh point', { concurrency: true }, () => {
  test('guarantee 5: calls use the current token at once while one request to a slow endpoint gets the next', async (t) => {
    const gate = deferred()
    const api = await serve(t, account, {
      token: (...exchange) => (exchange[2] > 1 ? answerAfter(() => gate.promise, grant) : living(6))(...exchange),
    })
    const client = new PipedreamClient(api.options)
    await client.prefetch()
    await pastRefresh(client, 6)
    const accounts = await Promise.all(times(100, () => client.accounts.retrieve('a')))
    assert.deepEqual(new Set(accounts.map(({ authorization }) => authorization)), new Set(['Bearer token-hush-1']))
    gate.resolve()
    await until(() => client.accessTokenStats().generation === 2)
    assert.equal(await client.rawAccessToken, 'token-hush-2')
    assert.equal(api.tokens.length, 2)
    const { cold, refresh } = client.accessTokenStats().causes
    assert.deepEqual([cold, refresh], [1, 1])
  })

  test('guarantee 16: a background refresh that fails is one event and no unhandled rejection', async (t) => {
    const rejections = []
    const unhandled = (reason) => rejections.push(reason)
    process.on('unhandledRejection', unhandled)
    t.after(() => process.off('unhandledRejection', unhandled))
    const failures = recordEvents(t, 'pipedream:token:refreshFailed')
    const api = await serve(t, account, {
      token: (request, response, count) =>
        count === 1 ? living(8)(request, response, count) : { status: 503, body: { error: 'unavailable' } },
    })
    const client = new PipedreamClient(api.options)
    await client.prefetch()
    await pastRefresh(client, 8)
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer token-hush-1')
    await until(() => failures.length > 0)
    await pause(20)
    assert.equal(failures.length, 1)
    assert.equal(failures[0].cause, 'refresh')
    assert.equal(failures[0].tokenAlive, true)
    assert.match(failures[0].message, /503/)
    assert.deepEqual(rejections, [])
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer token-hush-1', 'the live token serves on')
  })
})

describe('prefetch', () => {
  test('guarantee 37: the next call joins its token request and uses its connection', async (t) => {
    const ports = new Set()
    const note = ({ socket }) => ports.add(socket.remotePort)
    const api = await serve(t, answerAfter(note, account), { token: answerAfter(note, grant) })
    const client = new PipedreamClient(api.options)
    const early = client.prefetch()
    assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer token-hush-1')
    assert.equal(await early, undefined)
    assert.equal(api.tokens.length, 1)
    assert.equal(ports.size, 1)
  })

  test('guarantee 37: it rejects with the error of a call, and is no unhandled rejection if nobody awaits it', async (t) => {
    const rejections = []
    const unhandled = (reason) => rejections.push(reason)
    process.on('unhandledRejection', unhandled)
    t.after(() => process.off('unhandledRejection', unhandled))
    const api = await serve(t, account, { token: () => ({ status: 400, body: { error: 'invalid_scope' } }) })
    const client = new PipedreamClient(api.options)
    client.prefetch()
    const early = await failureOf(client.prefetch())
    await pause(10)
    assert.deepEqual(rejections, [])
    const error = await failureOf(client.accounts.retrieve('a'))
    assert.equal(error.code, 'invalid_scope')
    assert.deepEqual([early.code, early.message, early.statusCode], [error.code, error.message, error.statusCode])
    assert.equal(api.tokens.length, 1, 'what was refused for good is not asked for again')
  })

  test('guarantee 37: with an endpoint that is not there it rejects with the error of a call', async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient({ ...api.options, baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
    const early = await failureOf(client.prefetch())
    const error = await failureOf(client.accounts.retrieve('a'))
    assert.equal(early.code, 'ECONNREFUSED')
    assert.deepEqual([early.name, early.message, early.code], [error.name, error.message, error.code])
  })

  test('guarantee 37: with a live token it sends nothing', async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient(api.options)
    for (let round = 0; round < 3; round++) await client.prefetch()
    assert.equal(api.tokens.length, 1)
  })
})

describe('statistics', () => {
  test('guarantee 38: they are zero before any token, and reading them sends nothing', async (t) => {
    const api = await serve(t, account)
    const { fingerprint, generation, requests, failures, ageSeconds, expiresInSeconds } = new PipedreamClient(
      api.options,
    ).accessTokenStats()
    assert.deepEqual([fingerprint, generation, requests, failures, ageSeconds, expiresInSeconds], [null, 0, 0, 0, null, null])
    assert.equal(api.tokens.length, 0)
  })

  test('guarantee 38: they count requests, causes and failures, and have age, time left, generation and fingerprint', async (t) => {
    const api = await serve(t, account, {
      token: (request, response, count) =>
        count === 2 ? { status: 400, body: { error: 'invalid_request' } } : grant(request, response, count),
    })
    const client = new PipedreamClient(api.options)
    await client.accounts.retrieve('a')
    const first = client.accessTokenStats()
    assert.deepEqual([first.requests, first.failures, first.generation, first.causes.cold], [1, 0, 1, 1])
    assert.ok(
      first.ageSeconds >= 0 && first.ageSeconds < 5 && Math.abs(first.ageSeconds + first.expiresInSeconds - 3600) < 1e-3,
      JSON.stringify(first),
    )
    assert.match(first.fingerprint, /^[0-9a-f]{16}$/)
    await failureOf(client.accessToken({ forceRefresh: true }))
    assert.equal(client.accessTokenStats().failures, 1)
    assert.equal(client.accessTokenStats().fingerprint, first.fingerprint, 'the live token stays')
    client.invalidateAccessToken()
    assert.equal(client.accessTokenStats().fingerprint, null)
    await client.accounts.retrieve('a')
    const last = client.accessTokenStats()
    assert.deepEqual([last.requests, last.generation, last.causes.forced, last.causes.expired], [3, 2, 1, 1])
    assert.notEqual(last.fingerprint, first.fingerprint)
  })

  test('guarantee 38: clients with equal credentials share them, and others have their own', async (t) => {
    const api = await serve(t, account)
    const [one, same, other] = [
      new PipedreamClient(api.options),
      new PipedreamClient(api.options),
      new PipedreamClient({ ...api.options, scope: 'a' }),
    ]
    await one.accounts.retrieve('a')
    assert.equal(same.accessTokenStats().fingerprint, one.accessTokenStats().fingerprint)
    assert.equal(other.accessTokenStats().requests, 0)
  })

  test('guarantee 38: each new token is an event with its cause, and without the token', async (t) => {
    const fetched = recordEvents(t, 'pipedream:token:fetched')
    const invalidated = recordEvents(t, 'pipedream:token:invalidated')
    const api = await serve(t, account)
    const client = new PipedreamClient(api.options)
    await client.accessToken()
    const { fingerprint } = client.accessTokenStats()
    await until(() => fetched.some((event) => event.fingerprint === fingerprint))
    const event = fetched.find((event) => event.fingerprint === fingerprint)
    assert.deepEqual(
      { ...event, expiresInSeconds: Math.round(event.expiresInSeconds) },
      { cause: 'cold', fromStore: false, generation: 1, expiresInSeconds: 3600, fingerprint },
    )
    client.invalidateAccessToken()
    await until(() => invalidated.length > 0)
    assert.deepEqual(invalidated, [{ generation: 1 }])
  })
})
