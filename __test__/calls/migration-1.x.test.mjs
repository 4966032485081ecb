// The table of calls in MIGRATION.md: each new call sends what the old call of @pipedream/sdk 1.x sent.
//
// The requests of the old package were recorded as data by scripts/record-old-calls.mjs. The new calls are run as they
// stand in the table, on the emulator.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { HTTPAuthType, PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { callsOf1x } from '../support/migration.mjs'

const rows = callsOf1x()
const recorded = JSON.parse(readFileSync(new URL('../fixtures/calls-1.x.json', import.meta.url), 'utf8'))
const methodIn = (call) => /^pd\.(\w+)/.exec(call)[1]

/** What differs in the requests on purpose: which calls, what the old request becomes, and why. */
const departures = [
  {
    reason: 'version 3 has moved the apps to /v1/connect/apps, and says true instead of 1',
    of: /^pd\.(getApps|apps|getApp|app)\(/,
    change: (request) => {
      request.path = request.path.replace('/v1/apps', '/v1/connect/apps')
      for (const name of ['has_actions', 'has_components', 'has_triggers'])
        if (name in request.query) request.query[name] = [request.query[name][0] === '1' ? 'true' : 'false']
      if (request.query.category_ids) request.query.category_ids = request.query.category_ids[0].split(',')
    },
  },
  {
    reason: 'version 3 has moved the accounts of an app',
    of: /^pd\.deleteAccountsByApp\(/,
    change: (request) => (request.path = request.path.replace('/accounts/app/slack', '/apps/slack/accounts')),
  },
  {
    reason: 'the old call sends limit=20 if it is given none; here the API decides',
    of: /^pd\.(getComponents|components)\((?!.*limit)/,
    change: (request) => delete request.query.limit,
  },
  {
    reason: 'the old call ignores the limit that its type allows',
    of: /^pd\.getTriggers\(/,
    change: (request) => (request.query.limit = ['5']),
  },
  {
    reason: 'the old call sends the id of the user under an older name too',
    of: /^pd\.createConnectToken\(/,
    change: (request) => delete request.body.external_id,
  },
  {
    reason: 'the address of the app is written in the other alphabet of base64, with its padding',
    of: /^pd\.makeProxyRequest\(/,
    change: (request) => {
      const address = Buffer.from(request.path.split('/').pop(), 'base64url').toString('base64')
      request.path = request.path.replace(/[^/]+$/, encodeURIComponent(address))
    },
  },
  {
    reason: 'the token request is JSON, names the environment in its header and no project, as that of version 3',
    of: /^pd\.rawAccessToken\(/,
    change: (request) => {
      const { client_id, client_secret } = Object.fromEntries(new URLSearchParams(request.body))
      request.headers = { 'content-type': 'application/json', 'x-pd-environment': 'development' }
      request.body = { grant_type: 'client_credentials', client_id, client_secret }
    },
  },
]

describe('each new call sends what the old one sent', () => {
  for (const [before, now] of rows) {
    test(`${before} is ${now}`, async (t) => {
      const { api, value } = await run(t, now)
      const record = recorded.calls.find(({ call }) => call === before)
      assert.ok(record, 'there is a recorded request: node scripts/record-old-calls.mjs writes them')
      if (record.request === undefined) return assert.equal(value, record.value)
      const wanted = expected(record)
      const request = api.requests.find(({ path }) => path.endsWith('/oauth/token') === wanted.path.endsWith('/oauth/token'))
      assert.deepEqual(seen(request), wanted)
      // The emulator takes it: its path, query and body are those of the API.
      if (methodIn(before) !== 'makeRequest') assert.ok(request.status < 300, `status ${request.status}`)
    })
  }
})

test('the table has a row for each method that 1.x has, and for no other', () => {
  assert.deepEqual([...new Set(rows.map(([before]) => methodIn(before)))].sort(), recorded.methods)
})

test('each departure is needed', () => {
  for (const { reason, of, change } of departures) {
    const touched = recorded.calls.filter(({ call }) => of.test(call)).map(({ request }) => requestOf(request))
    assert.ok(touched.length > 0, reason)
    for (const request of touched) {
      const before = structuredClone(request)
      change(request)
      assert.notDeepEqual(request, before, reason)
    }
  }
})

/** Runs the code of a cell. A workflow's own domain is not on this machine, so it is that of the emulator's workflow. */
async function run(t, code) {
  const api = await startEmulator()
  t.after(() => api.close())
  const client = new PipedreamClient({ ...api.clientOptions, maxRetries: 0 })
  const here = code.replace('https://eo1abc2.m.pipedream.net', `${api.url}/workflows/eo1abc2`)
  const call = new Function('client', 'HTTPAuthType', `return ${here}`)(client, HTTPAuthType)
  if (!code.includes('authorization: null')) return { api, value: await call }
  await assert.rejects(async () => call, { statusCode: 401 })
  return { api }
}

function expected({ call, request }) {
  const wanted = requestOf(request)
  for (const { of, change } of departures) if (of.test(call)) change(wanted)
  return wanted
}

/** The recorded request in the form in which `seen` gives those of today. */
function requestOf({ host, method, path, query, headers, body }) {
  return structuredClone({
    method,
    path: host === 'api.pipedream.com' ? path : path.replace(/^\/$/, '/workflows/eo1abc2'),
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
    headers: headersThatMatter(headers, body !== null),
    body,
  })
}

function seen({ method, path, url, headers, body }) {
  const parameters = new URL(url, 'http://emulator').searchParams
  return {
    method,
    path,
    query: Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)])),
    headers: headersThatMatter(headers, body !== undefined),
    body: body ?? null,
  }
}

/** Each has its own token. The old package names the type of a body also where there is none. */
function headersThatMatter(headers, hasBody) {
  const kept = Object.entries(headers).filter(
    ([name]) => name === 'authorization' || /^x-pd-(?!sdk)/.test(name) || name === 'x-trace' || (name === 'content-type' && hasBody),
  )
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'authorization' ? value.replace(/^Bearer (?!mine).*/, 'Bearer token') : value]),
  )
}
