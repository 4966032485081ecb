// Clients of every make. A thread has a few at a time; each serves some hundred calls and is dropped.

import { createRequire } from 'node:module'

const { PipedreamClient } = createRequire(import.meta.url)('../../dist/index.js')

/** More than the 64 tokens that are kept in a process, so that some are dropped as well. */
const IDENTITIES = 80

/** A token store in memory, one per thread. */
const kept = new Map()
const store = {
  get: async (key) => kept.get(key),
  set: async (key, value) => void kept.set(key, value),
  delete: async (key) => void kept.delete(key),
}

const makes = [
  (id, secret) => ({ clientId: id, clientSecret: secret }),
  (id, secret) => ({ clientId: id, clientSecret: async () => secret }),
  (id, secret) => ({ clientId: () => id, clientSecret: Promise.resolve(secret) }),
  (id, secret) => ({ clientId: id, clientSecret: [secret, `${secret}-next`] }),
  (id, secret) => ({ clientId: id, clientSecret: secret, tokenStore: store }),
  (id) => ({ token: `own-${id}` }),
  (id) => ({ token: async () => `own-${id}` }),
]

/** A client on `baseUrl`; `number` chooses its make and its identity. */
export function clientOf(baseUrl, number) {
  const make = makes[number % makes.length]
  const id = `client${number % IDENTITIES}`
  const credentials = make(id, `secret of ${id}`)
  const name = credentials.token === undefined ? id : `own-${id}`
  return new PipedreamClient({
    baseUrl,
    workflowDomain: '127.0.0.1',
    projectId: 'proj_1',
    projectEnvironment: 'development',
    maxRetries: 1,
    ...credentials,
    headers: { 'x-soak-client': number % 3 === 0 ? async () => name : name },
  })
}
