// Runs one row: sets up the fault, makes the call, and compares every cell with the outcome.

import assert from 'node:assert/strict'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { assertPlain } from '../support/words.mjs'
import { setupOf } from './setups.mjs'

/** The shortest pause before a retry without Retry-After: one second less a tenth. */
const PAUSE = 890

const retrieve = (client) => client.accounts.retrieve('apn_1')

export async function play(t, row) {
  const setup = await setupOf(t, row)
  let client
  const began = performance.now()
  // Invalid options throw when the client is created.
  const outcome = await outcomeOf(async () => {
    client = new PipedreamClient({ ...optionsOf(row, setup), ...row.options?.(setup) })
    return (row.call ?? retrieve)(client, setup, t)
  })
  const took = performance.now() - began
  assert.deepEqual(seenOf(outcome), expectedOf(row), String(outcome.error?.stack))
  if (outcome.error?.code !== undefined && outcome.error.statusCode === undefined) assertPlain(outcome.error)
  if (row.message) assert.match(outcome.error.message, row.message)
  for (const name of ['requests', 'connections', 'tokens']) {
    if (row[name] !== undefined) assert.equal(setup[name].length, row[name], `${name} that were made`)
  }
  assert.equal(wasRetried(row, setup, took), row.retried, 'whether it was tried again')
  await row.also?.(setup, outcome, client)
}

/** A client with its own token, unless the row is about tokens. Its credentials are unique. */
function optionsOf({ id, token, grants }, { url }) {
  const own = token || grants ? { clientId: `client-${id}`, clientSecret: `secret-${id}` } : { token: 'own' }
  return { baseUrl: url, projectId: 'proj_1', projectEnvironment: 'development', maxRetries: 1, timeoutInSeconds: 30, ...own }
}

async function outcomeOf(act) {
  try {
    return { value: await act() }
  } catch (error) {
    return { error }
  }
}

function seenOf({ error, value }) {
  if (error === undefined) return { value: value === undefined ? undefined : JSON.parse(JSON.stringify(value)) }
  assert.ok(error instanceof PipedreamError, `not one of the package's errors: ${error?.stack ?? error}`)
  return { class: error.constructor.name, code: error.code, statusCode: error.statusCode }
}

/** The expected cells of the row. A member that the row does not name must be absent. */
const expectedOf = ({ sees }) =>
  'value' in sees ? { value: sees.value } : { class: sees.class ?? 'PipedreamError', code: sees.code, statusCode: sees.statusCode }

/**
 * A retry shows in a second request of the call, token request or connection, else in the pause before it. In a redirect loop only requests
 * to the first URL count.
 */
function wasRetried({ requests, connections, tokens, pause, redirects }, setup, took) {
  if (pause) return took >= PAUSE
  const asked = setup.requests.map(({ method, url, path }) => `${method} ${url ?? path}`)
  if (asked.some((one, at) => asked.indexOf(one) !== at && !(redirects && one !== asked[0]))) return true
  if (tokens !== undefined && setup.tokens.length > 1) return 'token'
  return requests === undefined && connections !== undefined && setup.connections.length > 1
}
