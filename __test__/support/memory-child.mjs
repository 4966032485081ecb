// A process that makes calls, closes its clients and runs the garbage collector. Its parent reads its memory then. The secret arrives
// encoded, so that the search finds only copies that were made from it.

import { PipedreamClient } from 'pipedream-native'
import { fileTokenStore } from 'pipedream-native/stores'

const secret = () =>
  process.env.PARTS.split(',')
    .map((code) => String.fromCharCode(Number(code) ^ 0x5a))
    .join('')

const makers = {
  value: (options) => new PipedreamClient({ ...options, clientSecret: secret() }),
  several: (options) => new PipedreamClient({ ...options, clientSecret: ['another', secret()] }),
  function: (options) => new PipedreamClient({ ...options, clientSecret: () => secret() }),
  stored: (options) =>
    new PipedreamClient({ ...options, clientSecret: secret(), tokenStore: fileTokenStore({ directory: process.env.TOKENS }) }),
  key: (options) => new PipedreamClient({ ...options, privateKey: secret() }),
  'key from a function': (options) => new PipedreamClient({ ...options, privateKey: () => secret() }),
  'key with a store': (options) =>
    new PipedreamClient({ ...options, privateKey: secret(), tokenStore: fileTokenStore({ directory: process.env.TOKENS }) }),
  token: (options) => new PipedreamClient({ ...options, clientId: undefined, token: secret() }),
}

async function run({ baseUrl, kind, clients, calls, atOnce }) {
  for (let one = 0; one < clients; one++) {
    const client = makers[kind]({ baseUrl, clientId: 'client-id', projectId: 'proj_1', maxRetries: 0 })
    for (let call = 0; call < calls; call++)
      await Promise.all(Array.from({ length: atOnce }, () => client.accounts.retrieve('a').catch(() => {})))
    client.close()
  }
}

/** V8 does not clear collected memory, so overwrite it. */
async function collect() {
  for (let round = 0; round < 10; round++) {
    globalThis.gc()
    Array.from({ length: 200_000 }, (_, index) => `${index} ${round}`)
    await new Promise(setImmediate)
  }
  globalThis.gc()
}

process.on('message', async (order) => {
  await run(order)
  await collect()
  process.send({ done: true })
})
process.on('disconnect', () => process.exit())
process.send({ up: true })
