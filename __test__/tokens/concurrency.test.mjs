// Concurrent calls, clients and scopes share one token request.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { answerAfter, deferred, grant, serve } from '../support/server.mjs'

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const account = () => ({ body: { id: 'apn_1' } })

describe('guarantee 1: a cold process', () => {
  for (const count of [1_000, 10_000]) {
    test(`guarantee 1: ${count.toLocaleString('en')} calls at once send one token request`, async (t) => {
      const api = await serve(t, account)
      const client = new PipedreamClient({ ...api.options, clientSecret: `cold-${count}-hush` })
      const accounts = await Promise.all(times(count, () => client.accounts.retrieve('a')))
      assert.ok(accounts.every(({ id }) => id === 'apn_1'))
      assert.equal(api.tokens.length, 1)
      assert.equal(api.requests.length, count)
    })
  }

  test('guarantee 1: 10,000 callers of accessToken() wait for one request and get the same token from it', async (t) => {
    const gate = deferred()
    const api = await serve(t, account, { token: answerAfter(() => gate.promise, grant) })
    const client = new PipedreamClient(api.options)
    const waiting = times(10_000, () => client.accessToken())
    gate.resolve()
    assert.deepEqual([...new Set(await Promise.all(waiting))], ['token-hush-1'])
    assert.equal(api.tokens.length, 1)
  })
})

describe('guarantee 2: the endpoint answers 503', () => {
  test('guarantee 2: 1,000 calls without a token send at most three token requests, and all fail with the same error at the same time', async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 503, body: { error: 'temporarily_unavailable' } }) })
    const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
    const failures = await Promise.all(
      times(1_000, async () => {
        const error = await client.accounts.retrieve('a').then(assert.fail, (error) => error)
        return { error, at: performance.now() }
      }),
    )
    assert.ok(api.tokens.length >= 1 && api.tokens.length <= 3, `${api.tokens.length} token requests`)
    assert.equal(api.requests.length, 0)
    const [{ error: first }] = failures
    assert.ok(first instanceof PipedreamError)
    assert.equal(first.statusCode, 503)
    assert.deepEqual(
      new Set(failures.map(({ error }) => JSON.stringify([error.name, error.message, error.statusCode, error.code]))).size,
      1,
    )
    const instants = failures.map(({ at }) => at)
    assert.ok(Math.max(...instants) - Math.min(...instants) < 500, 'no convoy of one retry after another')
  })
})

describe('guarantee 4: scopes', () => {
  test('guarantee 4: a token request that hangs does not block other scopes', async (t) => {
    const [asked, gate] = [deferred(), deferred()]
    const api = await serve(t, account, {
      token: answerAfter(async ({ text }) => {
        if (JSON.parse(text).scope !== 'held') return
        asked.resolve()
        await gate.promise
      }, grant),
    })
    const held = new PipedreamClient({ ...api.options, scope: 'held' }).accessToken()
    await asked.promise
    const free = await new PipedreamClient({ ...api.options, scope: 'free' }).accessToken()
    assert.match(free, /token-hush/)
    gate.resolve()
    assert.notEqual(await held, free)
    assert.equal(api.tokens.length, 2)
  })

  test('guarantee 4: of more than 64 keys the least recently used are dropped, but never one with a request in flight', async (t) => {
    const gate = deferred()
    const isHeld = ({ text }) => JSON.parse(text).scope === 'held'
    const api = await serve(t, account, {
      token: answerAfter((request) => (isHeld(request) ? gate.promise : undefined), grant),
    })
    const tokenFor = (scope) => new PipedreamClient({ ...api.options, scope }).accessToken()
    const held = tokenFor('held')
    const first = await tokenFor('scope-0')
    for (let index = 1; index <= 70; index++) await tokenFor(`scope-${index}`)
    const again = tokenFor('held')
    gate.resolve()
    assert.equal(await again, await held, 'one flight')
    assert.equal(api.tokens.filter(isHeld).length, 1)
    const before = api.tokens.length
    await tokenFor('scope-70')
    assert.equal(api.tokens.length, before, 'the latest is still there')
    assert.notEqual(await tokenFor('scope-0'), first, 'the oldest is not')
  })
})

describe('guarantee 34: the cache key', () => {
  test('guarantee 34: project, environment, headers and the order of scopes share a token', async (t) => {
    const api = await serve(t, account)
    const variants = [
      { scope: 'a b' },
      { scope: 'b a' },
      { scope: ['b', 'a', 'a'] },
      { scope: ' a  b ' },
      { scope: 'a b', projectId: 'proj_2' },
      { scope: 'a b', projectEnvironment: 'production' },
      { scope: 'a b', headers: { 'x-a': 'b' }, maxRetries: 0, timeoutInSeconds: 5 },
      { scope: 'a b', baseUrl: `${api.url}/` },
    ]
    for (const variant of variants) await new PipedreamClient({ ...api.options, ...variant }).accounts.retrieve('a')
    assert.equal(api.tokens.length, 1)
  })

  test('guarantee 34: another scope, base URL, client id or secret has another token', async (t) => {
    const api = await serve(t, account)
    const other = await serve(t, account)
    const variants = [
      {},
      { scope: 'a' },
      { scope: 'a b' },
      { clientId: 'another' },
      { clientSecret: 'another-hush' },
      { baseUrl: `${api.url}/prefix` },
    ]
    const tokens = new Set()
    for (const variant of variants) tokens.add(await new PipedreamClient({ ...api.options, ...variant }).accessToken())
    await new PipedreamClient({ ...api.options, baseUrl: other.url }).accessToken()
    assert.equal(tokens.size, variants.length)
    assert.deepEqual([api.tokens.length, other.tokens.length], [variants.length, 1])
  })
})
