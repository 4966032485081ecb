// Does the emulator let in whom the API lets in, and refuse whom it refuses?

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import * as door from 'pipedream-native/testing'
import { emulated, grant } from '../support/emulator-calls.mjs'

const { startEmulator, serveEmulator } = door
const ACCOUNT = '/v1/connect/proj_1/accounts/apn_1'

describe('the token endpoint', () => {
  test('gives a token that looks like a JWT and lives an hour', async (t) => {
    const { api } = await emulated(t)
    const { status, body } = await grant(api)
    assert.equal(status, 200)
    assert.deepEqual(
      { ...body, access_token: undefined },
      { access_token: undefined, token_type: 'Bearer', expires_in: 3600, created_at: body.created_at },
    )
    const [header, payload, signature] = body.access_token.split('.')
    assert.equal(JSON.parse(Buffer.from(header, 'base64url')).typ, 'JWT')
    const { iat, exp, sub } = JSON.parse(Buffer.from(payload, 'base64url'))
    assert.deepEqual([exp - iat, iat, sub], [3600, body.created_at, 'client-1'])
    assert.ok(signature.length > 40)
    assert.notEqual((await grant(api)).body.access_token, body.access_token)
    assert.equal(api.tokenRequests, 2)
    assert.equal(api.issuedTokens.length, 2)
  })

  test('refuses a wrong id and a wrong secret alike, with 401 invalid_client', async (t) => {
    const { api } = await emulated(t)
    for (const over of [{ client_id: 'client-2' }, { client_secret: 'secret-2' }]) {
      const { status, body, headers } = await grant(api, over)
      assert.deepEqual([status, body.error, typeof body.error_description], [401, 'invalid_client', 'string'])
      assert.match(headers.get('www-authenticate'), /^Bearer realm="pipedream"/)
    }
  })

  test('refuses other grants, missing fields and bodies that are no JSON with 400', async (t) => {
    const { api } = await emulated(t)
    assert.equal((await grant(api, { grant_type: 'password' })).body.error, 'unsupported_grant_type')
    assert.equal((await grant(api, { client_secret: undefined })).status, 400)
    const text = await fetch(`${api.url}/v1/oauth/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })
    assert.equal(text.status, 400)
    const form = await fetch(`${api.url}/v1/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    assert.equal(form.status, 400)
  })

  test('gives no scope that is unknown, or that the client does not have', async (t) => {
    const { api } = await emulated(t, { clients: [{ clientId: 'c', clientSecret: 's', scope: 'connect:accounts:read connect:actions:*' }] })
    assert.equal((await grant(api, { scope: 'connect:nonsense' })).body.error, 'invalid_scope')
    assert.equal((await grant(api, { scope: '*' })).body.error, 'invalid_scope')
    assert.equal((await grant(api, { scope: 'connect:accounts:read' })).status, 200)
  })

  test('answers 429 with nothing in it above its rate, until the next second', async (t) => {
    const { api } = await emulated(t, { tokenRequestsPerSecond: 1 })
    assert.equal((await grant(api)).status, 200)
    const { status, text } = await grant(api)
    assert.deepEqual([status, text], [429, ''])
    api.clock.advance(1)
    assert.equal((await grant(api)).status, 200)
  })

  test('takes only the new secret once it was rotated', async (t) => {
    const { api } = await emulated(t)
    const { clientSecret: old } = api.clientOptions
    const secret = api.rotateSecret()
    assert.equal(api.clientOptions.clientSecret, secret)
    assert.equal((await grant(api)).status, 200)
    assert.equal((await grant(api, { client_secret: old })).status, 401)
    assert.throws(() => api.rotateSecret('nobody'), /no client nobody/)
  })
})

describe('a bearer token', () => {
  test('is needed, must be known, and stops when it is revoked or its time is over', async (t) => {
    const { api, call } = await emulated(t, { tokenLifetimeSeconds: 60 })
    assert.equal((await call('GET', ACCOUNT)).status, 200)
    const without = await call('GET', ACCOUNT, { as: null })
    assert.deepEqual([without.status, without.headers.get('www-authenticate')], [401, 'Bearer realm="pipedream"'])
    const unknown = await call('GET', ACCOUNT, { as: 'made.up.token' })
    assert.deepEqual([unknown.status, unknown.headers.get('www-authenticate')], [401, 'Bearer realm="pipedream", error="invalid_token"'])

    api.clock.advance(59)
    assert.equal((await call('GET', ACCOUNT)).status, 200)
    api.clock.advance(1)
    assert.match((await call('GET', ACCOUNT)).text, /expired/)

    const { access_token: token } = (await grant(api)).body
    api.revokeTokens()
    assert.match((await call('GET', ACCOUNT, { as: token })).text, /revoked/)
  })

  test('allows what its scopes allow, and 403 says which one is missing', async (t) => {
    const { api, inProject, call } = await emulated(t)
    const { access_token: as } = (await grant(api, { scope: 'connect:accounts:read connect:actions:*' })).body
    assert.equal((await inProject('GET', '/accounts', { as })).status, 200)
    assert.equal((await inProject('GET', '/actions', { as })).status, 200)
    assert.equal((await call('GET', '/v1/connect/apps', { as })).status, 200)
    const refused = await inProject('DELETE', '/accounts/apn_1', { as })
    assert.deepEqual([refused.status, refused.body.error], [403, 'insufficient_scope'])
    assert.match(refused.headers.get('www-authenticate'), /scope="connect:accounts:write"/)
    assert.equal((await inProject('GET', '/accounts/apn_1', { as })).status, 200)
  })

  test('lives as long as was said last', async (t) => {
    const { api } = await emulated(t)
    api.setTokenLifetime(2)
    assert.equal((await grant(api)).body.expires_in, 2)
    assert.throws(() => api.setTokenLifetime(0), TypeError)
  })
})

describe('a call', () => {
  test('needs an environment, a known project and well-formed arguments', async (t) => {
    const { call, inProject } = await emulated(t)
    assert.match((await inProject('GET', '/accounts', { environment: null })).text, /x-pd-environment is missing/)
    assert.equal((await inProject('GET', '/accounts', { environment: 'staging' })).status, 400)
    assert.equal((await call('GET', '/v1/connect/proj_2/accounts')).status, 404)
    assert.equal((await call('GET', '/v1/connect/proj_1/accounts/%E0%A4%A')).status, 400)
    assert.equal((await inProject('GET', '/accounts?limit=none')).status, 400)
    assert.equal((await inProject('GET', '/deployed-triggers')).body.details.missing, 'external_user_id')
    assert.equal((await inProject('POST', '/tokens', { body: '{"external_user_id"' })).status, 400)
    assert.equal((await inProject('POST', '/tokens', { body: ['user-1'] })).status, 400)
    assert.equal((await inProject('POST', '/tokens', { body: {} })).status, 400)
    assert.equal((await inProject('POST', '/tokens', { body: { external_user_id: 'x'.repeat(251) } })).status, 400)
    assert.equal((await inProject('POST', '/tokens', { body: 'text', headers: { 'content-type': 'text/plain' } })).status, 400)
  })

  test('that nobody knows is answered 500, with the name of the nearest operation', async (t) => {
    const { call, inProject } = await emulated(t)
    const { status, body } = await inProject('GET', '/acounts/apn_1')
    assert.equal(status, 500)
    assert.match(body.error, /nearest is accounts\.retrieve, GET/)
    assert.match(
      (await inProject('PATCH', '/app_overrides/ao_1')).body.error,
      /nearest is appOverrides\.\w+, \w+ \/v1\/connect\/\{project_id\}\/app_overrides\/\{id\}/,
    )
    assert.match((await call('GET', '/')).body.error, /nearest is/)
  })

  test('meets the documented limits where they are on, and its own where it names one', async (t) => {
    const { api, call, inProject } = await emulated(t, { rateLimits: true })
    const create = (user) => inProject('POST', '/tokens', { body: { external_user_id: user } })
    for (let n = 0; n < 100; n++) assert.equal((await create('user-1')).status, 200)
    const { status, headers } = await create('user-1')
    assert.equal(status, 429)
    assert.ok(Number(headers.get('retry-after')) >= 1 && Number(headers.get('retry-after')) <= 60)
    assert.deepEqual([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')], ['100', '0'])
    assert.equal((await create('user-2')).status, 200)
    api.clock.advance(60)
    assert.equal((await create('user-1')).status, 200)

    const { body } = await call('POST', '/v1/connect/rate_limits', { body: { window_size_seconds: 10, requests_per_window: 1 } })
    const limited = () => call('GET', ACCOUNT, { headers: { 'x-pd-rate-limit': body.token } })
    assert.deepEqual([(await limited()).status, (await limited()).status, (await call('GET', ACCOUNT)).status], [200, 429, 200])
    assert.equal((await call('GET', ACCOUNT, { headers: { 'x-pd-rate-limit': 'rl_other' } })).status, 400)
    assert.equal((await call('POST', '/v1/connect/rate_limits', { body: { window_size_seconds: 0, requests_per_window: 1 } })).status, 400)
  })
})

describe('an emulator', () => {
  test('is one of its own, and has a state of its own', async (t) => {
    const [first, second] = [await emulated(t), await emulated(t)]
    assert.notEqual(first.api.url, second.api.url)
    assert.equal((await first.call('DELETE', ACCOUNT)).status, 204)
    assert.equal((await first.call('GET', ACCOUNT)).status, 404)
    assert.equal((await second.call('GET', ACCOUNT)).status, 200)
    const { access_token: token } = (await grant(first.api)).body
    assert.equal((await second.call('GET', ACCOUNT, { as: token })).status, 401)
  })

  test('is as it was at the start after reset(), on the same port', async (t) => {
    const { api, call } = await emulated(t)
    const { url } = api
    await call('DELETE', ACCOUNT)
    api.rotateSecret()
    api.fail({ status: 500 })
    api.clock.advance(100)
    api.reset()
    assert.deepEqual([api.requests.length, api.tokenRequests, api.url, api.clientOptions.clientSecret], [0, 0, url, 'secret-1'])
    const { access_token: as } = (await grant(api)).body
    assert.equal((await call('GET', ACCOUNT, { as })).status, 200)
  })

  test('keeps the log of requests, whole to those who read it, without secrets to those who print it', async (t) => {
    const { api, call } = await emulated(t)
    await call('GET', `${ACCOUNT}?include_credentials=true`)
    const [{ body: sent }, asked] = api.requests
    assert.deepEqual(
      [asked.operation, asked.method, asked.path, asked.url, asked.status],
      ['accounts.retrieve', 'GET', ACCOUNT, `${ACCOUNT}?include_credentials=true`, 200],
    )
    assert.equal(asked.authorization, `Bearer ${api.issuedTokens[0]}`)
    assert.equal(sent.client_secret, 'secret-1')
    assert.deepEqual(
      api.requestsOf('oauthTokens.create').map(({ status }) => status),
      [200],
    )
    for (const printed of [
      inspect(api, { showHidden: true, depth: 20 }),
      inspect(api.requests, { showHidden: true, depth: 20 }),
      JSON.stringify(api.requests),
      JSON.stringify(api),
    ]) {
      assert.ok(!printed.includes(api.issuedTokens[0]) && !printed.includes('secret-1'), printed)
    }
    assert.match(inspect(api.requests), /\[redacted\]/)
  })

  test('keeps the last ten thousand requests and counts them all', async () => {
    const { Log } = createRequire(import.meta.url)('../../js/emulator/log.js')
    const log = new Log()
    for (let n = 0; n < 25_000; n++) log.add(n)
    assert.deepEqual([log.total, log.list().length, log.list()[0], log.list().at(-1)], [25_000, 10_000, 15_000, 24_999])
  })

  test('takes accounts, clients and projects of your own, and refuses options it does not know', async (t) => {
    const { api, call } = await emulated(t, {
      projects: ['proj_a', 'proj_b'],
      accounts: [{ id: 'apn_x', external_id: 'me', app: 'github' }],
      projectEnvironment: 'production',
    })
    const { body } = await call('GET', '/v1/connect/proj_b/accounts', { environment: 'production' })
    assert.deepEqual(
      body.data.map(({ id, external_id: user, app }) => [id, user, app.name_slug]),
      [['apn_x', 'me', 'github']],
    )
    assert.deepEqual([api.clientOptions.projectId, api.clientOptions.projectEnvironment], ['proj_a', 'production'])
    await assert.rejects(startEmulator({ project: 'proj_1' }), /knows no option "project"/)
  })

  test('serves scripts: prints how to reach it, and leaves nothing behind', async () => {
    const lines = []
    const listeners = process.listenerCount('SIGINT')
    const api = await serveEmulator({ print: (line) => lines.push(line) })
    assert.ok(lines.includes(`PIPEDREAM_BASE_URL=${api.url}`) && lines.includes('PIPEDREAM_PROJECT_ID=proj_1'))
    await api.close()
    await assert.rejects(fetch(api.url))
    assert.equal(process.listenerCount('SIGINT'), listeners)
  })

  test('is the same from an ES module and from CommonJS', () => {
    assert.equal(createRequire(import.meta.url)('pipedream-native/testing').startEmulator, startEmulator)
    assert.deepEqual(Object.keys(door).sort(), ['serveEmulator', 'startEmulator'])
  })
})
