// Authentication, validation and rate limits of the emulator, and its options.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { inspect } from 'node:util'
import * as testing from 'pipedream-native/testing'
import { PipedreamClient } from 'pipedream-native'
import { emulated, grant } from '../support/emulator-calls.mjs'

const { startEmulator, serveEmulator } = testing
const ACCOUNT = '/v1/connect/proj_1/accounts/apn_1'

describe('the token endpoint', () => {
  test('issues a token in the form of a JWT that expires after an hour', async (t) => {
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

  test('responds to a wrong id and to a wrong secret with 401 invalid_client', async (t) => {
    const { api } = await emulated(t)
    for (const over of [{ client_id: 'client-2' }, { client_secret: 'secret-2' }]) {
      const { status, body, headers } = await grant(api, over)
      assert.deepEqual([status, body.error, typeof body.error_description], [401, 'invalid_client', 'string'])
      assert.match(headers.get('www-authenticate'), /^Bearer realm="pipedream"/)
    }
  })

  test('responds to other grants, missing fields and bodies that are not JSON with 400', async (t) => {
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

  test('refuses a scope that is unknown or that the client does not have', async (t) => {
    const { api } = await emulated(t, { clients: [{ clientId: 'c', clientSecret: 's', scope: 'connect:accounts:read connect:actions:*' }] })
    assert.equal((await grant(api, { scope: 'connect:nonsense' })).body.error, 'invalid_scope')
    assert.equal((await grant(api, { scope: '*' })).body.error, 'invalid_scope')
    assert.equal((await grant(api, { scope: 'connect:accounts:read' })).status, 200)
  })

  test('responds with an empty 429 above its rate limit, until the next second', async (t) => {
    const { api } = await emulated(t, { tokenRequestsPerSecond: 1 })
    assert.equal((await grant(api)).status, 200)
    const { status, text } = await grant(api)
    assert.deepEqual([status, text], [429, ''])
    api.clock.advanceSeconds(1)
    assert.equal((await grant(api)).status, 200)
  })

  test('refuses the old secret after a rotation', async (t) => {
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
  test('must be there and known, not revoked and not expired', async (t) => {
    const { api, call } = await emulated(t, { tokenLifetimeSeconds: 60 })
    assert.equal((await call('GET', ACCOUNT)).status, 200)
    const without = await call('GET', ACCOUNT, { as: null })
    assert.deepEqual([without.status, without.headers.get('www-authenticate')], [401, 'Bearer realm="pipedream"'])
    const unknown = await call('GET', ACCOUNT, { as: 'made.up.token' })
    assert.deepEqual([unknown.status, unknown.headers.get('www-authenticate')], [401, 'Bearer realm="pipedream", error="invalid_token"'])

    api.clock.advanceSeconds(59)
    assert.equal((await call('GET', ACCOUNT)).status, 200)
    api.clock.advanceSeconds(1)
    assert.match((await call('GET', ACCOUNT)).text, /expired/)

    const { access_token: token } = (await grant(api)).body
    api.revokeTokens()
    assert.match((await call('GET', ACCOUNT, { as: token })).text, /revoked/)
  })

  test('allows what its scopes cover; else the response is a 403 that names the missing scope', async (t) => {
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

  test('has the lifetime that was set last', async (t) => {
    const { api } = await emulated(t)
    api.setTokenLifetimeSeconds(2)
    assert.equal((await grant(api)).body.expires_in, 2)
    assert.throws(() => api.setTokenLifetimeSeconds(0), TypeError)
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

  test('that is not an operation is answered 500, with the name of the nearest operation', async (t) => {
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

  test('is subject to the documented rate limits if they are on, and to the limit whose token it sends', async (t) => {
    const { api, call, inProject } = await emulated(t, { rateLimits: true })
    const create = (user) => inProject('POST', '/tokens', { body: { external_user_id: user } })
    for (let n = 0; n < 100; n++) assert.equal((await create('user-1')).status, 200)
    const { status, headers } = await create('user-1')
    assert.equal(status, 429)
    assert.ok(Number(headers.get('retry-after')) >= 1 && Number(headers.get('retry-after')) <= 60)
    assert.deepEqual([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')], ['100', '0'])
    assert.equal((await create('user-2')).status, 200)
    api.clock.advanceSeconds(60)
    assert.equal((await create('user-1')).status, 200)

    const { body } = await call('POST', '/v1/connect/rate_limits', { body: { window_size_seconds: 10, requests_per_window: 1 } })
    const limited = () => call('GET', ACCOUNT, { headers: { 'x-pd-rate-limit': body.token } })
    assert.deepEqual([(await limited()).status, (await limited()).status, (await call('GET', ACCOUNT)).status], [200, 429, 200])
    assert.equal((await call('GET', ACCOUNT, { headers: { 'x-pd-rate-limit': 'rl_other' } })).status, 400)
    assert.equal((await call('POST', '/v1/connect/rate_limits', { body: { window_size_seconds: 0, requests_per_window: 1 } })).status, 400)
  })
})

describe('an emulator', () => {
  test('shares no state with another emulator', async (t) => {
    const [first, second] = [await emulated(t), await emulated(t)]
    assert.notEqual(first.api.url, second.api.url)
    assert.equal((await first.call('DELETE', ACCOUNT)).status, 204)
    assert.equal((await first.call('GET', ACCOUNT)).status, 404)
    assert.equal((await second.call('GET', ACCOUNT)).status, 200)
    const { access_token: token } = (await grant(first.api)).body
    assert.equal((await second.call('GET', ACCOUNT, { as: token })).status, 401)
  })

  test('listens on the address of the option host, for clients on other machines', async (t) => {
    const api = await testing.startEmulator({ host: '0.0.0.0' })
    t.after(() => api.close())
    assert.match(api.url, /^http:\/\/127\.0\.0\.1:\d+$/)
    const addresses = Object.values(networkInterfaces()).flat()
    const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')
    const baseUrl = api.url.replace('127.0.0.1', outside?.address ?? '127.0.0.2')
    const client = new PipedreamClient({ ...api.clientOptions, baseUrl, allowInsecureHttp: true })
    assert.ok((await client.accounts.list()).data.length > 0)
    await assert.rejects(testing.startEmulator({ host: 7 }), { name: 'TypeError', message: /^host of startEmulator\(\) .*got a number$/ })
  })

  test('has its initial state and the same port after reset()', async (t) => {
    const { api, call } = await emulated(t)
    const { url } = api
    await call('DELETE', ACCOUNT)
    api.rotateSecret()
    api.fail({ status: 500 })
    api.clock.advanceSeconds(100)
    api.reset()
    assert.deepEqual([api.requests.length, api.tokenRequests, api.url, api.clientOptions.clientSecret], [0, 0, url, 'secret-1'])
    const { access_token: as } = (await grant(api)).body
    assert.equal((await call('GET', ACCOUNT, { as })).status, 200)
    assert.deepEqual(api.issuedTokens, [as])
  })

  test('keeps clients going over reset(), also after their tokens were revoked or have expired', async (t) => {
    const { api } = await emulated(t)
    const client = new PipedreamClient({ ...api.clientOptions, maxRetries: 0 })
    // A client would replace only the first of these tokens: at most one in ten seconds.
    const acts = [() => {}, () => api.revokeTokens(), () => {}, () => api.clock.advanceSeconds(3601), () => api.rotateSecret(), () => {}]
    for (const act of acts) {
      api.reset()
      assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
      act()
    }
    assert.equal(api.tokenRequests, 0)
    assert.deepEqual(api.issuedTokens, [])
    api.revokeTokens()
    assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
    assert.equal(api.tokenRequests, 1)
  })

  test('logs requests whole; a printed log has no secrets', async (t) => {
    const { api, call } = await emulated(t)
    await call('GET', `${ACCOUNT}?include_credentials=true`)
    const [{ body: sent }, logged] = api.requests
    assert.deepEqual(
      [logged.operation, logged.method, logged.path, logged.url, logged.status],
      ['accounts.retrieve', 'GET', ACCOUNT, `${ACCOUNT}?include_credentials=true`, 200],
    )
    assert.equal(logged.authorization, `Bearer ${api.issuedTokens[0]}`)
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

  test('keeps the last 10,000 requests and counts them all', async (t) => {
    const { api } = await emulated(t)
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1').resume()
    t.after(() => socket.destroy())
    // Pipelined, so that 25,000 requests take a second or two.
    for (let n = 0; n < 25_000; n++) socket.write(`GET /workflows/w/${n} HTTP/1.1\r\nhost: a\r\n\r\n`)
    while (api.requests.at(-1)?.path !== '/workflows/w/24999' || api.requests.at(-1).status === undefined) await turn()
    const { requests } = api
    assert.deepEqual([api.requestCount, requests.length, requests[0].path], [25_000, 10_000, '/workflows/w/15000'])
  })

  test('accepts accounts, clients and projects, and refuses unknown options', async (t) => {
    const { api, call } = await emulated(t, {
      projects: ['proj_a', 'proj_b'],
      accounts: [{ id: 'apn_x', externalId: 'me', app: 'github' }],
      projectEnvironment: 'production',
    })
    const { body } = await call('GET', '/v1/connect/proj_b/accounts', { environment: 'production' })
    assert.deepEqual(
      body.data.map(({ id, external_id: user, app }) => [id, user, app.name_slug]),
      [['apn_x', 'me', 'github']],
    )
    assert.deepEqual([api.clientOptions.projectId, api.clientOptions.projectEnvironment], ['proj_a', 'production'])
    await assert.rejects(
      startEmulator({ project: 'proj_1' }),
      /has no option "project" \(it was a string\); the options are clients, projects,/,
    )
  })

  test('for scripts prints the environment variables of a client, and removes its signal handlers when it is closed', async () => {
    const lines = []
    const listeners = process.listenerCount('SIGINT')
    const api = await serveEmulator({ print: (line) => lines.push(line) })
    assert.deepEqual(lines, [
      `PIPEDREAM_BASE_URL=${api.url}`,
      'PIPEDREAM_CLIENT_ID=client-1',
      'PIPEDREAM_CLIENT_SECRET=secret-1',
      'PIPEDREAM_PROJECT_ID=proj_1',
      'PIPEDREAM_PROJECT_ENVIRONMENT=development',
      `PIPEDREAM_MCP_URL=${api.url}/mcp`,
      `PIPEDREAM_WORKFLOW_DOMAIN=${new URL(api.url).host}`,
    ])
    await api.close()
    await assert.rejects(fetch(api.url))
    assert.equal(process.listenerCount('SIGINT'), listeners)
  })

  test('is the same object for ES modules and CommonJS', () => {
    assert.equal(createRequire(import.meta.url)('pipedream-native/testing').startEmulator, startEmulator)
    assert.deepEqual(Object.keys(testing).sort(), ['serveEmulator', 'startEmulator'])
  })
})
