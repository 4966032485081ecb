// Keeps tokens in Redis, through the caller's client of `ioredis` or `redis` (node-redis 4 or newer).

import { nodeCrypto } from '../builtins.js'
import { invalid } from '../errors.js'
import { property } from '../properties.js'
import type { IoRedis, NodeRedis, RedisTokenStoreOptions, TokenStore } from './types.js'

/** Deletes a lock only if its owner still holds it. It may have expired, and another process may have it now. */
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"

/** The prefix of the keys that Rust passes to a store. In Redis it is replaced by the option `prefix`. */
const KEY_PREFIX = 'pipedream-native:'

/** The commands for which the two clients have different signatures. */
interface Commands {
  set(key: string, value: string, ttlMs: number): Promise<unknown>
  lock(key: string, owner: string, ttlMs: number): Promise<unknown>
  release(key: string, owner: string): Promise<unknown>
}

const ofIoRedis = (client: IoRedis): Commands => ({
  set: (key, value, ttlMs) => client.set(key, value, 'PX', ttlMs),
  lock: (key, owner, ttlMs) => client.set(key, owner, 'PX', ttlMs, 'NX'),
  release: (key, owner) => client.eval(RELEASE, 1, key, owner),
})

const ofNodeRedis = (client: NodeRedis): Commands => ({
  set: (key, value, ttlMs) => client.set(key, value, { PX: ttlMs }),
  lock: (key, owner, ttlMs) => client.set(key, owner, { PX: ttlMs, NX: true }),
  release: (key, owner) => client.eval(RELEASE, { keys: [key], arguments: [owner] }),
})

/** The store for a client of either package. */
export function redisStore(client: IoRedis | NodeRedis, options: RedisTokenStoreOptions): TokenStore {
  const prefix = property(options, 'prefix', KEY_PREFIX)
  if (typeof prefix !== 'string') throw invalid(`prefix must be a string, got ${typeof prefix}`)
  const commands = commandsOf(client)
  const nameOf = (key: string): string => prefix + (key.startsWith(KEY_PREFIX) ? key.slice(KEY_PREFIX.length) : key)
  return Object.freeze({
    async get(key: string) {
      const value = await client.get(nameOf(key))
      return value === null || value === undefined ? null : String(value)
    },
    set: (key: string, value: string, ttlMs: number) => commands.set(nameOf(key), value, wholeMs(ttlMs)),
    delete: (key: string) => client.del(nameOf(key)),
    async lock(key: string, ttlMs: number) {
      const owner = nodeCrypto().randomUUID()
      const name = `${nameOf(key)}:lock`
      const taken = await commands.lock(name, owner, wholeMs(ttlMs))
      return taken === null || taken === undefined ? null : () => commands.release(name, owner)
    },
  })
}

/** Redis takes whole milliseconds, at least one. */
const wholeMs = (ttlMs: number): number => Math.max(1, Math.floor(ttlMs))

/** The commands of the client. The two packages are told apart by the name of the PSETEX command: `psetex` or `pSetEx`. */
function commandsOf(client: unknown): Commands {
  const has = (name: string): boolean => client !== null && typeof client === 'object' && typeof property(client, name) === 'function'
  const isUsable = ['get', 'set', 'del', 'eval'].every(has)
  if (isUsable && has('psetex')) return ofIoRedis(client as IoRedis)
  if (isUsable && has('pSetEx')) return ofNodeRedis(client as NodeRedis)
  throw invalid('redisTokenStore needs a client of ioredis, or of redis 4 or newer')
}
