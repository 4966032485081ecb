// Plays one row: arranges the fault, makes the call, and holds every cell against what was seen.

import assert from 'node:assert/strict'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { worldOf } from './worlds.mjs'

/** The shortest pause before a retry that nobody asked for: one second less a tenth. */
const PAUSE = 890

const retrieve = (client) => client.accounts.retrieve('apn_1')

export async function play(t, row) {
  const world = await worldOf(t, row)
  let client
  const began = performance.now()
  // What is wrong with the options is said when the client is made.
  const outcome = await outcomeOf(async () => {
    client = new PipedreamClient({ ...optionsOf(row, world), ...row.options?.(world) })
    return (row.call ?? retrieve)(client, world, t)
  })
  const took = performance.now() - began
  assert.deepEqual(seenOf(outcome), expectedOf(row), String(outcome.error?.stack))
  if (row.message) assert.match(outcome.error.message, row.message)
  for (const name of ['requests', 'connections', 'tokens']) {
    if (row[name] !== undefined) assert.equal(world[name].length, row[name], `${name} that were made`)
  }
  assert.equal(wasRetried(row, world, took), row.retried, 'whether it was tried again')
  await row.also?.(world, outcome, client)
}

/** A client with a token of its own, unless the row is about tokens; its credentials are nobody else's. */
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

/** The cells of the row, whole: what a row does not name is not there. */
const expectedOf = ({ sees }) =>
  'value' in sees ? { value: sees.value } : { class: sees.class ?? 'PipedreamError', code: sees.code, statusCode: sees.statusCode }

/**
 * Seen in what came twice: a request of the call, a request for the token, a connection where nothing was read; else in the pause that
 * was made. Where redirects lead in a circle, only what was asked for first counts.
 */
function wasRetried({ requests, connections, tokens, pause, redirects }, world, took) {
  if (pause) return took >= PAUSE
  const asked = world.requests.map(({ method, url, path }) => `${method} ${url ?? path}`)
  if (asked.some((one, at) => asked.indexOf(one) !== at && !(redirects && one !== asked[0]))) return true
  if (tokens !== undefined && world.tokens.length > 1) return 'token'
  return requests === undefined && connections !== undefined && world.connections.length > 1
}
