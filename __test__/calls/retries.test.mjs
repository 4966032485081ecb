// What calls learn from one another: a Retry-After holds back others of its rate limit, and retries have a budget.

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { describe, test } from 'node:test'
import { PipedreamClient, TooManyRequestsError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const own = (baseUrl, options) => new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', ...options })
const account = { body: { data: { id: 'a' } } }
const limited = (seconds) => ({ status: 429, headers: { 'retry-after': String(seconds) } })

function record(t, name) {
  const events = []
  const subscriber = (event) => events.push(event)
  diagnostics.subscribe(name, subscriber)
  t.after(() => diagnostics.unsubscribe(name, subscriber))
  return events
}

describe('a Retry-After', () => {
  test('holds back calls of the same rate limit, of other clients too, and no others', async (t) => {
    const times = new Map()
    const api = await serve(t, ({ path, headers }, _response, count) => {
      times.set(headers['x-call'], performance.now())
      return count === 1 ? limited(2) : path.includes('/accounts') ? account : { body: { data: {} } }
    })
    const events = record(t, 'pipedream:rateLimit:learned')
    const calls = (name) => ({ headers: { 'x-call': name } })
    const error = await failureOf(own(api.url).accounts.retrieve('a', {}, { ...calls('first'), maxRetries: 0 }))
    assert.deepEqual([error.statusCode, error.retryAfter], [429, 2])
    await Promise.all([
      own(api.url).accounts.delete('b', calls('same')),
      own(api.url).projects.retrieveInfo(calls('other')),
      own(api.url, { projectId: 'proj_2' }).accounts.retrieve('a', {}, calls('project')),
      own(api.url).accounts.retrieve('a', {}, { ...calls('eager'), headers: { 'x-call': 'eager', 'x-pd-rate-limit': 'of its own' } }),
    ])
    const waited = (name) => times.get(name) - times.get('first')
    // The server took the first request before the client learned of the pause.
    assert.ok(waited('same') >= 2000, `${waited('same')}`)
    for (const name of ['other', 'project', 'eager']) assert.ok(times.get(name) < times.get('same'), name)
    assert.deepEqual(events, [{ origin: api.url, rateLimit: 'accounts', status: 429, retryAfterSeconds: 2 }])
  })

  test('of an app behind the proxy holds back nobody', async (t) => {
    const api = await serve(t, (_request, _response, count) => (count === 1 ? limited(50) : { body: {} }))
    const proxied = (options) => own(api.url).proxy.get({ url: 'https://slack.com/api', externalUserId: 'u', accountId: 'apn_1' }, options)
    assert.equal((await failureOf(proxied({ maxRetries: 0 }))).statusCode, 429)
    await proxied()
    assert.equal(api.requests.length, 2)
  })

  test('of an hour makes calls fail at once, with an error that says until when', async (t) => {
    const api = await serve(t, () => limited(3600))
    const first = await failureOf(own(api.url).accounts.retrieve('a'))
    assert.deepEqual([first.statusCode, first.attempts, first.notRetriedBecause], [429, 1, 'retryAfter'])
    const error = await failureOf(own(api.url).accounts.retrieve('b'))
    assert.ok(error instanceof TooManyRequestsError)
    assert.deepEqual([error.statusCode, error.attempts, error.phase, error.notRetriedBecause], [429, 0, 'queue', 'retryAfter'])
    assert.match(error.message, /was not sent: .* asks to wait until \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/)
    assert.ok(error.retryAfter > 3500 && error.retryAfter <= 3600)
    assert.equal(api.requests.length, 1)
    // A caller without retries wants the answer to one request.
    assert.equal((await failureOf(own(api.url).accounts.retrieve('b', {}, { maxRetries: 0 }))).attempts, 1)
    assert.equal(api.requests.length, 2)
  })

  test('that one client gets from its own fetch holds back no other client', async () => {
    const client = (answer) => new PipedreamClient({ token: 'own', projectId: 'proj_1', fetch: async () => answer() })
    const refused = client(() => new Response('', { status: 429, headers: { 'retry-after': '50' } }))
    assert.equal((await failureOf(refused.accounts.retrieve('a', {}, { maxRetries: 0 }))).statusCode, 429)
    assert.ok(await client(() => Response.json({ data: { id: 'a' } })).accounts.retrieve('a'))
  })
})

test('a failing API gets ten retries a minute from few calls, and the errors say why there were no more', async (t) => {
  const api = await serve(t, () => ({ status: 500 }))
  const exhausted = record(t, 'pipedream:retryBudget:exhausted')
  const failures = record(t, 'pipedream:request:error')
  const client = own(api.url)
  const errors = await Promise.all(Array.from({ length: 30 }, (_, at) => failureOf(client.accounts.retrieve(`a${at}`))))
  assert.equal(api.requests.length, 40)
  assert.equal(
    errors.reduce((sum, { attempts }) => sum + attempts, 0),
    40,
  )
  for (const { attempts, notRetriedBecause } of errors) assert.equal(notRetriedBecause, attempts === 3 ? undefined : 'retryBudget')
  assert.deepEqual(exhausted, [{ origin: api.url, callsLastMinute: 30, retriesLastMinute: 10 }])
  assert.equal(
    failures.reduce((sum, { attempts }) => sum + attempts, 0),
    40,
  )
  // Another server has a budget of its own.
  const other = await serve(t, (_request, _response, count) => (count === 1 ? { status: 500 } : account))
  const ends = record(t, 'pipedream:request:end')
  await own(other.url).accounts.retrieve('a')
  assert.deepEqual(
    ends.map(({ attempts }) => attempts),
    [2],
  )
})
