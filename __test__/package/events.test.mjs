// Does docs/events.md have each channel on which the package publishes, with the fields of its event?

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { eventsPage } from '../../tools/docs/events.mjs'
import { declarationsIn } from '../../tools/docs/declarations.mjs'
import { failureOf, grant, serve } from '../support/server.mjs'
import { memory, until } from '../support/stores.mjs'

const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8')
const channels = Object.fromEntries(
  page
    .split('\n## ')
    .filter((section) => section.startsWith('pipedream:'))
    .map((section) => [section.split('\n')[0], fieldsIn(section)]),
)
const causes = [...page.split('\n## TokenCause\n')[1].matchAll(/^- `(\w+)`: \S/gm)].map(([, name]) => name)

/** The types that the table of a channel gives, by field. */
function fieldsIn(section) {
  return Object.fromEntries([...section.matchAll(/^\| `(\w+)` \| (.+?) \| [^|]+ \|$/gm)].map(([, name, type]) => [name, type]))
}

const account = () => ({ body: { id: 'apn_1' } })
const missing = () => ({ status: 404, body: {} })
const busy = (status, headers = {}) => ({ status, headers, body: {} })
/** The names of phases, from their type. */
const PHASES = [...readFileSync(new URL('../../ts/call-facts.ts', import.meta.url), 'utf8').matchAll(/^export type Phase = (.+)$/gm)]
  .flatMap(([, union]) => union.split(' | '))
  .map((name) => name.slice(1, -1))

/** What makes the event of each channel happen. */
const happenings = {
  'pipedream:request:start': async (t) => {
    const api = await serve(t, account)
    await new PipedreamClient(api.options).accounts.retrieve('a')
  },
  'pipedream:request:end': async (t) => {
    const api = await serve(t, account)
    await new PipedreamClient(api.options).accounts.retrieve('a')
  },
  'pipedream:request:error': async (t) => {
    const api = await serve(t, missing)
    await failureOf(new PipedreamClient(api.options).accounts.retrieve('a'))
    // Without a response.
    await failureOf(new PipedreamClient(api.options).accounts.retrieve('..'))
  },
  'pipedream:rateLimit:learned': async (t) => {
    const api = await serve(t, () => busy(429, { 'retry-after': '7' }))
    await failureOf(new PipedreamClient({ ...api.options, maxRetries: 0 }).accounts.retrieve('a'))
  },
  'pipedream:retryBudget:exhausted': async (t) => {
    const api = await serve(t, () => busy(500, { 'retry-after': '0' }))
    const client = new PipedreamClient({ ...api.options, maxRetries: 10 })
    await Promise.all([client, client].map((client) => failureOf(client.accounts.retrieve('a'))))
  },
  'pipedream:token:fetched': async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient(api.options)
    await client.prefetch()
    await client.accessToken({ forceRefresh: true })
  },
  'pipedream:token:refreshFailed': async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 400, body: { error: 'invalid_scope' } }) })
    await failureOf(new PipedreamClient(api.options).prefetch())
  },
  'pipedream:token:invalidated': async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient(api.options)
    await client.prefetch()
    client.invalidateAccessToken()
  },
  'pipedream:token:storeIgnored': async (t) => {
    const api = await serve(t, account)
    await new PipedreamClient({ ...api.options, tokenStore: memory({ get: () => 7 }) }).prefetch()
  },
  'pipedream:token:clockSkew': async (t) => {
    const date = new Date(Date.now() - 3_600_000).toUTCString()
    const api = await serve(t, account, { token: (...given) => ({ ...grant(...given), headers: { date } }) })
    await new PipedreamClient(api.options).prefetch()
  },
}

test('docs/events.md has the channels of the package, and no other', () => {
  assert.deepEqual(Object.keys(channels).sort(), Object.keys(happenings).sort())
})

for (const [name, happen] of Object.entries(happenings)) {
  test(`${name} is published with the fields that docs/events.md has, of their types`, async (t) => {
    const events = []
    // A copy: the object of a call gets more fields when the call ends.
    const listener = (event, channel) => events.push([channel, { ...event }])
    diagnostics.subscribe(name, listener)
    t.after(() => diagnostics.unsubscribe(name, listener))
    await happen(t)
    await until(() => events.length > 0)
    for (const [channel, event] of events) {
      assert.equal(channel, name)
      assert.deepEqual(Object.keys(event).sort(), Object.keys(channels[name]).sort())
      for (const [field, value] of Object.entries(event)) assert.ok(isOf(channels[name][field], value), `${field}: ${String(value)}`)
    }
  })
}

/** Whether a value is of the type that the page names. */
function isOf(type, value) {
  if (type === '[`TokenCause`](#tokencause)') return causes.includes(value)
  if (type === '`PipedreamError`') return value instanceof PipedreamError
  const types = type.replaceAll('`', '').split(/ \\?\| /)
  assert.ok(
    types.every((one) => ['string', 'number', 'boolean', 'undefined', 'Phase'].includes(one)),
    type,
  )
  return types.includes(typeof value) || (types.includes('Phase') && PHASES.includes(value))
}

test('docs/events.md has each cause that accessTokenStats() counts, and no other', () => {
  const client = new PipedreamClient({ clientId: 'i', clientSecret: 's', projectId: 'p', projectEnvironment: 'development' })
  assert.deepEqual(Object.keys(client.accessTokenStats().causes).sort(), [...causes].sort())
})

describe('the generator refuses', () => {
  const source = (event, channel) => ({
    'events.ts': `
      /** Why. */
      export type TokenCause = 'cold'
      ${event}
      export interface StartEvent {
        /** Its name. */
        name: string
      }
      export interface PipedreamEvents {
        ${channel}
        'pipedream:start': StartEvent
      }`,
  })
  const example = '/** @example ({ name }) => console.log(name) */'
  test('a channel without an example', () => {
    const write = () => eventsPage(declarationsIn(source('/** It starts. */', '')))
    assert.throws(write, /^Error: PipedreamEvents\.pipedream:start: @example is missing in its doc comment$/)
  })
  test('an event without a comment', () => {
    const write = () => eventsPage(declarationsIn(source('', example)))
    assert.throws(write, /^Error: StartEvent: the doc comment is missing$/)
  })
  test('nothing where all is there', () => {
    assert.match(eventsPage(declarationsIn(source('/** It starts. */', example))), /## pipedream:start\n\nIt starts\. Type: `StartEvent`/)
  })
})
