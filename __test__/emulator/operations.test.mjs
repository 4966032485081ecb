// The response of the emulator to each operation of openapi.yaml.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { emulated, grant } from '../support/emulator-calls.mjs'
import { importSource } from '../support/source.mjs'

const { operations } = await importSource('resources/operations.ts')
const { handle, handlers } = await importSource('testing/resources/handlers.ts')

/** The request of an operation's example. */
function exampleOf(operation) {
  const given = operation.example.request ?? {}
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name) => encodeURIComponent(operation.example.ids[name]))
  const query = new URLSearchParams()
  for (const name of operation.query) if (given[name] !== undefined) query.set(name, String(given[name]))
  if (operation.resource === 'proxy' && String(query) === '')
    for (const name of ['external_user_id', 'account_id']) query.set(name, { external_user_id: 'user-1', account_id: 'apn_1' }[name])
  const fields = operation.bodyFields?.filter((name) => given[name] !== undefined) ?? []
  const body = operation.bodyFields === null ? undefined : Object.fromEntries(fields.map((name) => [name, given[name]]))
  if (operation.name === 'oauthTokens.create') body.grant_type = 'client_credentials'
  return { method: operation.method, path: `${path}${String(query) === '' ? '' : `?${query}`}`, body }
}

/** The places where `value` does not have a key of `described`, or has a value of another kind there. */
function missing(described, value, at = '') {
  const kind = (thing) => (Array.isArray(thing) ? 'array' : thing === null ? 'null' : typeof thing)
  if (kind(described) !== kind(value)) return [`${at}: ${kind(value)} in place of ${kind(described)}`]
  if (Array.isArray(described)) return described.length === 0 || value.length === 0 ? [] : missing(described[0], value[0], `${at}[0]`)
  if (kind(described) !== 'object') return []
  return Object.keys(described).flatMap((key) =>
    key in value ? missing(described[key], value[key], `${at}.${key}`) : [`${at}.${key} is missing`],
  )
}

/** What is in the example and need not be in the response to it. */
const OPTIONAL = {
  'actions.run': ['.stash_id is missing'],
  'appOverrides.create': ['.cfmap.workspace is missing'],
  'projects.create': ['.app_name is missing'],
  // Only the webhooks of deployed triggers have these.
  'projectEnvironment.regenerateWebhookSigningKey': [
    '.data.active is missing',
    '.data.delivery_backend is missing',
    '.data.delivery_state is missing',
  ],
  'accounts.create': [
    '.authorized_scopes is missing',
    '.expires_at is missing',
    '.last_refreshed_at is missing',
    '.next_refresh_at is missing',
  ],
}

describe('the example of each operation, sent to a new emulator, has the response that is described', () => {
  for (const operation of operations) {
    test(operation.name, async (t) => {
      const { call } = await emulated(t)
      const { method, path, body } = exampleOf(operation)
      const answer = await call(method, path, { body })
      assert.equal(answer.status, operation.status, answer.text)
      if (operation.kind === 'void') return assert.equal(answer.text, '')
      if (operation.kind === 'binary') return assert.ok(answer.text.length > 0)
      if (operation.kind === 'relayed') return assert.equal(answer.body.method, method)
      const differences = missing(operation.example.response, answer.body).filter(
        (place) => !(OPTIONAL[operation.name] ?? []).includes(place),
      )
      assert.deepEqual(differences, [])
      if (operation.kind === 'page') assert.ok(answer.body.data.length > 0, 'the example finds nothing')
    })
  }
})

/** Operations that have no handler in ts/testing/resources yet. */
const BY_EXAMPLE = []

test('every operation has a handler, except for those that are listed', () => {
  const withoutHandler = operations.map(({ name }) => name).filter((name) => handlers[name] === undefined)
  const message = (name) => `${name} is answered with its example: list it in BY_EXAMPLE, or write a handler in ts/testing/resources`
  for (const name of withoutHandler) assert.ok(BY_EXAMPLE.includes(name), message(name))
  for (const name of BY_EXAMPLE)
    assert.ok(withoutHandler.includes(name), `${name} has a handler or is not an operation: remove it from BY_EXAMPLE`)
})

test('every operation except the token endpoint needs an access token with its scope', async (t) => {
  const { api, call } = await emulated(t)
  for (const operation of operations.filter(({ bearer }) => bearer)) {
    const { method, path, body } = exampleOf(operation)
    assert.equal((await call(method, path, { body, as: null })).status, 401, operation.name)
    // Another scope of Connect, which does not cover the one that is needed.
    const scope = operation.scope === 'connect:workflow:invoke' ? 'connect:proxy' : 'connect:workflow:invoke'
    const { access_token: as } = (await grant(api, { scope })).body
    const { status } = await call(method, path, { body, as })
    if (operation.scope === 'connect:*') assert.equal(status, 200, operation.name)
    else assert.equal(status, 403, operation.name)
  }
})

test('every operation inside a project refuses an unknown project and a call without environment', async (t) => {
  const { call } = await emulated(t)
  for (const operation of operations.filter(({ path }) => path.startsWith('/v1/connect/{project_id}/'))) {
    const { method, path, body } = exampleOf(operation)
    assert.equal((await call(method, path.replace('proj_1', 'proj_9'), { body })).status, 404, operation.name)
    assert.equal((await call(method, path, { body, environment: null })).status, 400, operation.name)
  }
})

test('every operation names the required argument that is missing', async (t) => {
  const { call } = await emulated(t)
  for (const operation of operations.filter(({ bearer }) => bearer)) {
    const { method, path, body } = exampleOf(operation)
    for (const name of operation.required.query) {
      const [bare, search] = path.split('?')
      const query = new URLSearchParams(search)
      query.delete(name)
      const answer = await call(method, `${bare}?${query}`, { body })
      assert.deepEqual([answer.status, answer.body.details.missing], [400, name], operation.name)
    }
    for (const name of operation.required.body) {
      const answer = await call(method, path, { body: { ...body, [name]: undefined } })
      assert.deepEqual([answer.status, answer.body.details.missing], [400, name], operation.name)
    }
  }
})

test('an operation without a handler is answered with its example', () => {
  const added = { name: 'things.retrieve', kind: 'json', example: { response: { id: 'th_1' } } }
  assert.deepEqual(handle({}, { operation: added }), { id: 'th_1' })
  assert.equal(handle({}, { operation: { ...added, kind: 'void' } }), undefined)
  assert.throws(() => handle({}, { operation: { ...added, example: {} } }), /neither a handler nor an example/)
})
