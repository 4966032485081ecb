// Processes that share a token through Redis, with either client, and a Redis that is slow, killed or never there.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { redisTokenStore } from 'pipedream-native/stores'
import { assertOneRequest, startFleet } from '../support/fleet.mjs'
import { connect, deadUrl, redisClients, startRedis, withoutRedis } from '../support/redis.mjs'
import { answerAfter, deferred, grant, serve } from '../support/server.mjs'
import { account, beside, costs, hangingFirst, until, warningsOf } from '../support/stores.mjs'

const kinds = Object.keys(redisClients)

/** An API, a Redis, a Redis client, and the options of a client that stores its token there. */
async function sharing(t, kind, { token } = {}) {
  const api = await serve(t, account, { token })
  const redis = await startRedis(t)
  const client = await connect(t, kind, redis.url)
  return { api, redis, client, options: { ...api.options, tokenStore: redisTokenStore(client) } }
}

/** Makes calls with a store that fails: none fails, and the fastest shows the delay. */
async function assertCheap(t, options) {
  const [best, ...others] = await costs(options)
  t.diagnostic(`five calls took ${[best, ...others].map((ms) => ms.toFixed()).join(', ')} ms`)
  assert.ok(best < 500, `${best} ms`)
  assert.ok(others.at(-1) < 2_500, `${others.at(-1)} ms`)
}

for (const kind of kinds) {
  describe(kind, { skip: withoutRedis }, () => {
    test(`guarantee 30: 24 processes that start at once and share Redis with ${kind} send one token request`, async (t) => {
      await assertOneRequest(t, async () => ({ kind, where: (await startRedis(t)).url }))
    })

    test(`guarantee 31: with ${kind}, the lock of a killed process expires, and one of the others requests the token`, async (t) => {
      const { asked, token } = hangingFirst()
      const api = await serve(t, account, { token })
      const { url } = await startRedis(t)
      const [holder, ...others] = await startFleet(t, 6, api.options, { kind, where: url })
      holder.order('call').catch(() => {})
      await asked
      await holder.kill()
      const killed = performance.now()
      const said = await Promise.all(others.map((process) => process.order('call')))
      const took = performance.now() - killed
      t.diagnostic(`the last answer came ${took.toFixed()} ms after the end of the lock’s holder`)
      assert.ok(
        said.every(({ id }) => id === 'apn_1'),
        JSON.stringify(said),
      )
      assert.equal(api.tokens.length, 2, JSON.stringify(said.flatMap(({ ignored }) => ignored)))
      assert.ok(took < 5_500, `${took} ms: the lock holds for 3 s`)
    })

    test(`guarantee 32: the entry in Redis with ${kind} contains neither token, secret nor client id, and expires with the token`, async (t) => {
      const { api, redis, options } = await sharing(t, kind)
      await new PipedreamClient(options).accounts.retrieve('a')
      const reader = await connect(t, 'ioredis', redis.url)
      const keys = await reader.keys('*')
      assert.ok(keys.length >= 1)
      for (const key of keys) {
        assert.match(key, /^pipedream-native:[\w-]+$/, 'the prefix is there once')
        const [value, dump] = [await reader.get(key), await reader.dumpBuffer(key)]
        const seen = [key, value, Buffer.from(value ?? '', 'base64').toString('latin1'), dump?.toString('latin1')].join('\n')
        for (const hidden of ['token-hush-1', api.options.clientSecret, api.options.clientId]) assert.ok(!seen.includes(hidden), key)
        const left = await reader.pttl(key)
        assert.ok(left > 0 && left <= 3_600_000, `${key} ends in ${left} ms`)
      }
    })

    test(`with ${kind}, a lock is released when the token is there, and only by its owner`, async (t) => {
      const gate = deferred()
      const { api, client, options } = await sharing(t, kind, { token: answerAfter(() => gate.promise, grant) })
      const released = []
      const run = client.eval.bind(client)
      client.eval = (...given) => {
        const done = run(...given)
        released.push(done)
        return done
      }
      const [mine, other] = [beside(options), beside({ ...options, scope: 'other' })]
      const calls = [mine.accounts.retrieve('a'), other.accounts.retrieve('a')]
      await until(() => api.tokens.length === 2)
      const locks = await client.keys('*:lock')
      assert.equal(locks.length, 2)
      // By now one of the locks has expired, and another process has taken it.
      await client.set(locks[0], 'another process')
      gate.resolve()
      await Promise.all(calls)
      await until(() => released.length === 2)
      assert.deepEqual((await Promise.all(released)).sort(), [0, 1])
      assert.deepEqual(await client.keys('*:lock'), [locks[0]])
      assert.equal(await client.get(locks[0]), 'another process')
    })

    test(`guarantee 31: with ${kind}, a Redis that was never there delays a call by a tenth of a second and fails none`, async (t) => {
      const api = await serve(t, account)
      const client = await connect(t, kind, await deadUrl())
      await assertCheap(t, { ...api.options, tokenStore: redisTokenStore(client) })
    })

    test(`guarantee 31: with ${kind}, a Redis that is killed while in use delays a call by a tenth of a second and fails none`, async (t) => {
      const { redis, options } = await sharing(t, kind)
      await beside(options).accounts.retrieve('a')
      const calls = Array.from({ length: 20 }, () => beside(options).accounts.retrieve('a'))
      await redis.signal('SIGKILL')
      assert.ok((await Promise.all(calls)).every(({ id }) => id === 'apn_1'))
      await assertCheap(t, options)
    })

    test(`guarantee 31: with ${kind}, a Redis that hangs delays a call by a tenth of a second, fails none, and is used again when it resumes`, async (t) => {
      const warnings = warningsOf(t)
      const { api, redis, client, options } = await sharing(t, kind)
      await beside(options).accounts.retrieve('a')
      await redis.signal('SIGSTOP')
      await assertCheap(t, options)
      assert.match(warnings.join(), /longer than 100 ms/)
      await redis.signal('SIGCONT')
      await client.ping()
      const asked = api.tokens.length
      await beside(options).accounts.retrieve('a')
      assert.equal(api.tokens.length, asked, 'it has the token from the store')
    })
  })
}

test('guarantee 30: a revoked token is replaced by one request for all processes that share Redis', { skip: withoutRedis }, async (t) => {
  let revoked = false
  const api = await serve(t, ({ headers }) => (revoked && headers.authorization.endsWith('-1') ? { status: 401, body: {} } : account()))
  const redis = await startRedis(t)
  const fleet = await startFleet(t, 8, api.options, { kind: 'ioredis', where: redis.url })
  await Promise.all(fleet.map((process) => process.order('call')))
  revoked = true
  const said = await Promise.all(fleet.map((process) => process.order('call')))
  assert.ok(
    said.every(({ id }) => id === 'apn_1'),
    JSON.stringify(said),
  )
  const late = beside({ ...api.options, tokenStore: redisTokenStore(await connect(t, 'node-redis', redis.url)) })
  assert.equal(await late.accessToken(), 'token-hush-2', 'what is kept is the new one')
  assert.equal(api.tokens.length, 2)
})

test('both Redis clients read the same entries, and a prefix separates deployments', { skip: withoutRedis }, async (t) => {
  const { api, redis, options } = await sharing(t, 'ioredis')
  await beside(options).accounts.retrieve('a')
  const client = await connect(t, 'node-redis', redis.url)
  await beside({ ...options, tokenStore: redisTokenStore(client) }).accounts.retrieve('a')
  assert.equal(api.tokens.length, 1)
  await beside({ ...options, tokenStore: redisTokenStore(client, { prefix: 'mine:' }) }).accounts.retrieve('a')
  assert.equal(api.tokens.length, 2)
  const [mine, ...others] = await client.keys('mine:*')
  assert.match(mine, /^mine:[\w-]+$/)
  assert.deepEqual(others, [])
})
