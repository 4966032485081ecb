// Shared by the tests of token stores: calls, their time, and stores that a test controls.

import diagnostics from 'node:diagnostics_channel'
import { PipedreamClient } from 'pipedream-native'
import { deferred, grant } from './server.mjs'

export const account = () => ({ body: { id: 'apn_1' } })

/** An endpoint whose first request is never answered. `asked` resolves when it has arrived. */
export function hangingFirst() {
  const asked = deferred()
  const token = (request, response, count) => (count === 1 ? asked.resolve() : grant(request, response, count))
  return { asked: asked.promise, token }
}

let others = 0

/**
 * A client that shares only the store with others of these options, as if it were in another process. Tokens in memory belong to all secrets
 * of a client, and those in a store to the secret that was used for them.
 */
export const beside = (options) => new PipedreamClient({ ...options, clientSecret: [options.clientSecret, `other-${++others}`] })

/** The warnings about ignored stores while a test runs. */
export function warningsOf(t) {
  const warnings = []
  const listen = ({ message }) => warnings.push(message)
  diagnostics.subscribe('pipedream:token:storeIgnored', listen)
  t.after(() => diagnostics.unsubscribe('pipedream:token:storeIgnored', listen))
  return warnings
}

/** Milliseconds of five first calls, each of which reads the store. The smallest comes first. */
export async function costs(options) {
  const took = []
  for (let round = 0; round < 5; round++) {
    const client = beside(options)
    const began = performance.now()
    await client.accounts.retrieve('a')
    took.push(performance.now() - began)
  }
  return took.sort((one, other) => one - other)
}

/** A store in memory. `change` replaces its methods. */
export function memory(change = {}) {
  const values = new Map()
  return {
    values,
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    ...change,
  }
}

/** Waits until `condition` is true. Fails after 20 s. */
export async function until(condition) {
  const end = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`it never came to this: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
