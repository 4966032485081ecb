// What the tests of token stores share: calls, what they cost, and stores that are in the test's hands.

import diagnostics from 'node:diagnostics_channel'
import { PipedreamClient } from 'pipedream-native'
import { deferred, grant } from './server.mjs'

export const account = () => ({ body: { id: 'apn_1' } })

/** An endpoint whose first request is never answered; `asked` says that it has come. */
export function hangingFirst() {
  const asked = deferred()
  const token = (request, response, count) => (count === 1 ? asked.resolve() : grant(request, response, count))
  return { asked: asked.promise, token }
}

let others = 0

/**
 * A client that has nothing in common with others of these options but the store, as if it were in another process:
 * tokens in memory belong to all of a client's secrets, those in a store to the one with which they were had.
 */
export const beside = (options) => new PipedreamClient({ ...options, clientSecret: [options.clientSecret, `other-${++others}`] })

/** The warnings that a store is ignored, while a test runs. */
export function warningsOf(t) {
  const warnings = []
  const listen = ({ message }) => warnings.push(message)
  diagnostics.subscribe('pipedream:token:storeIgnored', listen)
  t.after(() => diagnostics.unsubscribe('pipedream:token:storeIgnored', listen))
  return warnings
}

/** Milliseconds of five first calls, each of which has to look into the store; the smallest first. */
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

/** A store in memory; `change` replaces methods of it. */
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

/** Waits until `condition` holds; what does not happen within 20 s fails the test. */
export async function until(condition) {
  const end = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`it never came to this: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
