// One process of fleet.mjs. An uncaught error ends it and fails the test.

import diagnostics from 'node:diagnostics_channel'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PipedreamClient } from 'pipedream-native'
import { fileTokenStore, redisTokenStore } from 'pipedream-native/stores'
import { redisClients } from './redis.mjs'

const { options, store } = JSON.parse(process.argv[2])
const ignored = []
diagnostics.subscribe('pipedream:token:storeIgnored', ({ message }) => ignored.push(message))

/** A storage adapter for Keyv that stores in files, so that processes can share it. */
const adapter = (place) => ({
  get: (key) => readFile(join(place, encodeURIComponent(key)), 'utf8').catch(() => undefined),
  set: (key, value) => writeFile(join(place, encodeURIComponent(key)), value),
  delete: (key) =>
    rm(join(place, encodeURIComponent(key))).then(
      () => true,
      () => false,
    ),
  clear: async () => {},
})

const makers = {
  files: async (directory) => fileTokenStore({ directory }),
  keyv: async (place) => new (await import('keyv')).Keyv({ store: adapter(place) }),
  // The first call is made before the connection is open, as in a process that starts.
  ioredis: async (url) => redisTokenStore((await redisClients.ioredis(url)).client),
  'node-redis': async (url) => redisTokenStore((await redisClients['node-redis'](url)).client),
}

const client = new PipedreamClient({ ...options, tokenStore: await makers[store.kind](store.where) })

const orders = {
  call: () => client.accounts.retrieve('a'),
  refresh: () => client.accessToken({ forceRefresh: true }),
  stats: () => {},
}

process.on('message', async ({ number, what }) => {
  const began = performance.now()
  const said = await Promise.resolve(orders[what]()).then(
    (given) => ({ id: given?.id }),
    (error) => ({ failure: String(error) }),
  )
  process.send({ number, ...said, ms: performance.now() - began, stats: client.accessTokenStats(), ignored })
})
process.on('disconnect', () => process.exit())
process.send({ number: 0 })
