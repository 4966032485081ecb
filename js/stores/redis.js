'use strict'

// Tokens in Redis, through a client that the caller has: `ioredis`, or `redis` (node-redis 4 or newer).

const { randomUUID } = require('node:crypto')
const { invalid } = require('../errors.js')
const { own } = require('../own.js')

/** Gives a lock back only to who took it: it may have run out and be another's by now. */
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"

/** The two clients differ in how options and scripts are written. */
const dialects = {
  ioredis: (client) => ({
    set: (key, value, ttlMs) => client.set(key, value, 'PX', ttlMs),
    take: (key, owner, ttlMs) => client.set(key, owner, 'PX', ttlMs, 'NX'),
    release: (key, owner) => client.eval(RELEASE, 1, key, owner),
  }),
  nodeRedis: (client) => ({
    set: (key, value, ttlMs) => client.set(key, value, { PX: ttlMs }),
    take: (key, owner, ttlMs) => client.set(key, owner, { PX: ttlMs, NX: true }),
    release: (key, owner) => client.eval(RELEASE, { keys: [key], arguments: [owner] }),
  }),
}

function redisTokenStore(client, options) {
  const prefix = own(options, 'prefix', 'pipedream-native:')
  if (typeof prefix !== 'string') throw invalid(`prefix must be a string, got ${typeof prefix}`)
  const redis = dialectOf(client)(client)
  return Object.freeze({
    async get(key) {
      const kept = await client.get(prefix + key)
      return kept === null || kept === undefined ? undefined : String(kept)
    },
    set: (key, value, ttlMs) => redis.set(prefix + key, value, wholeMs(ttlMs)),
    delete: (key) => client.del(prefix + key),
    async lock(key, ttlMs) {
      const owner = randomUUID()
      const name = `${prefix}${key}:lock`
      const taken = await redis.take(name, owner, wholeMs(ttlMs))
      return taken === null || taken === undefined ? undefined : () => redis.release(name, owner)
    },
  })
}

/** Redis takes whole milliseconds, at least one. */
const wholeMs = (ttlMs) => Math.max(1, Math.floor(ttlMs))

/** Which client it is: each has a command spelt its own way. */
function dialectOf(client) {
  const has = (name) => client !== null && typeof client === 'object' && typeof own(client, name) === 'function'
  const usable = ['get', 'set', 'del', 'eval'].every(has)
  if (usable && has('psetex')) return dialects.ioredis
  if (usable && has('pSetEx')) return dialects.nodeRedis
  throw invalid('redisTokenStore needs a client of ioredis, or of redis 4 or newer')
}

module.exports = { redisTokenStore }
