// A Connect token as a bearer: for its user only, with and without a project in the path, and refused what the API refuses it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { emulated } from '../support/emulator-calls.mjs'

const OWN = 'user-1'
const OTHER = 'user-2'
const PROXY = `/proxy/${Buffer.from('https://slack.com/x').toString('base64url')}`

/**
 * An emulator and a Connect token for user-1. `mine(method, path)` calls with the token and without `x-pd-environment`, as the browser half
 * does; `inProject` calls with an access token.
 */
async function withToken(t, fields, options) {
  const { api, call, inProject } = await emulated(t, options)
  const create = async (more, headers) => {
    const { status, body } = await inProject('POST', '/tokens', { body: { external_user_id: OWN, ...fields, ...more }, ...headers })
    assert.equal(status, 200, JSON.stringify(body))
    return body.token
  }
  const token = await create()
  const mine = (method, path, more) => call(method, `/v1/connect${path}`, { as: token, environment: null, ...more })
  return { api, call, inProject, create, token, mine }
}

describe('a Connect token', () => {
  for (const [where, prefix] of [
    ['without a project in the path', ''],
    ['with an empty project in the path, as the official proxy sends it', '/'],
    ['with its project in the path', '/proj_1'],
  ]) {
    test(`sees the accounts of its user only, ${where}`, async (t) => {
      const { mine, api } = await withToken(t)
      const { status, body } = await mine('GET', `${prefix}/accounts?limit=100`)
      assert.equal(status, 200)
      assert.deepEqual(body.data.map(({ id }) => id).sort(), ['apn_1', 'apn_2', 'apn_3'])
      assert.equal(body.page_info.total_count, 3)
      assert.equal((await mine('GET', `${prefix}/accounts/apn_1`)).body.external_id, OWN)
      assert.equal((await mine('GET', `${prefix}/accounts/apn_6`)).status, 404)
      assert.equal((await mine('GET', `${prefix}/users/${OWN}/accounts`)).body.length, 3)
      assert.equal((await mine('GET', `${prefix}/users/${OTHER}/accounts`)).status, 403)
      assert.equal(api.requestsOf('accounts.list').length, 1)
    })

    test(`lists apps and components, configures, runs and calls the proxy, ${where}`, async (t) => {
      const { mine } = await withToken(t)
      assert.equal((await mine('GET', '/apps?q=slack')).body.data[0].name_slug, 'slack')
      assert.equal((await mine('GET', '/app_categories')).status, 200)
      assert.equal((await mine('GET', `${prefix}/components/slack-send-message`)).body.data.key, 'slack-send-message')
      assert.equal((await mine('GET', `${prefix}/actions?app=slack`)).body.data.length, 1)
      const props = { slack: { authProvisionId: 'apn_1' } }
      const of = (user, account) => ({
        id: 'slack-send-message',
        external_user_id: user,
        configured_props: { slack: { authProvisionId: account } },
      })
      const asked = { id: 'slack-send-message', external_user_id: OWN, prop_name: 'channel', configured_props: props }
      assert.equal((await mine('POST', `${prefix}/components/configure`, { body: asked })).body.options.length, 2)
      assert.deepEqual((await mine('POST', `${prefix}/actions/run`, { body: of(OWN, 'apn_1') })).body.ret.ok, true)
      assert.equal((await mine('POST', `${prefix}/actions/run`, { body: of(OTHER, 'apn_6') })).status, 403)
      assert.equal((await mine('POST', `${prefix}/actions/run`, { body: of(OWN, 'apn_6') })).status, 400)
      const query = (user, account) => `?external_user_id=${user}&account_id=${account}`
      assert.equal((await mine('GET', `${prefix}${PROXY}${query(OWN, 'apn_1')}`)).body.ok, true)
      assert.equal((await mine('GET', `${prefix}${PROXY}${query(OWN, 'apn_6')}`)).status, 404)
      assert.equal((await mine('GET', `${prefix}${PROXY}${query(OTHER, 'apn_6')}`)).status, 403)
      // What is passed on to an app is the app's: a field with this name does not name the user of the call.
      const body = { external_user_id: OTHER }
      assert.equal((await mine('POST', `${prefix}${PROXY}${query(OWN, 'apn_1')}`, { body })).status, 200)
    })

    test(`sees and changes the deployed triggers of its user only, ${where}`, async (t) => {
      const { mine, inProject } = await withToken(t)
      assert.equal((await mine('GET', `${prefix}/deployed-triggers?external_user_id=${OWN}`)).body.data[0].id, 'dc_1')
      assert.equal((await mine('GET', `${prefix}/deployed-triggers?external_user_id=${OTHER}`)).status, 403)
      const body = { id: 'slack-new-message', external_user_id: OTHER, configured_props: { slack: { authProvisionId: 'apn_6' } } }
      assert.equal((await mine('POST', `${prefix}/triggers/deploy`, { body })).status, 403)
      const { id } = (await inProject('POST', '/triggers/deploy', { body })).body.data
      for (const [user, status] of [
        [OWN, 404],
        [OTHER, 403],
      ]) {
        assert.equal((await mine('GET', `${prefix}/deployed-triggers/${id}?external_user_id=${user}`)).status, status)
        assert.equal((await mine('DELETE', `${prefix}/deployed-triggers/${id}?external_user_id=${user}`)).status, status)
      }
      assert.equal((await inProject('GET', `/deployed-triggers/${id}?external_user_id=${OTHER}`)).status, 200)
      assert.equal((await mine('DELETE', `${prefix}/deployed-triggers/dc_1?external_user_id=${OWN}`)).status, 204)
    })
  }

  test('deletes accounts of its user, and no others', async (t) => {
    const { mine, inProject, api } = await withToken(t)
    api.addAccount({ id: 'apn_other', externalId: OTHER, app: 'slack' })
    assert.equal((await mine('DELETE', '/accounts/apn_other')).status, 404)
    assert.equal((await mine('DELETE', '/accounts/apn_2')).status, 204)
    assert.equal((await mine('DELETE', '/apps/slack/accounts')).status, 204)
    assert.equal((await inProject('GET', '/accounts/apn_other')).status, 200)
    assert.deepEqual(
      (await mine('GET', '/accounts')).body.data.map(({ id }) => id),
      ['apn_3'],
    )
    assert.equal((await mine('DELETE', `/users/${OTHER}`)).status, 403)
    assert.equal((await mine('DELETE', `/users/${OWN}`)).status, 204)
    assert.equal((await inProject('GET', '/accounts/apn_other')).status, 200)
  })

  test('is refused with 403 what needs an access token, and the response names the operation', async (t) => {
    const { mine, token } = await withToken(t)
    const refused = {
      'tokens.create': ['POST', '/tokens', { external_user_id: OWN }],
      'users.list': ['GET', '/users'],
      'projects.list': ['GET', '/projects'],
      'projects.retrieve': ['GET', '/projects/proj_1'],
      'projects.delete': ['DELETE', '/projects/proj_1'],
      'projects.create': ['POST', '/projects', { name: 'Mine' }],
      'appOverrides.list': ['GET', '/app_overrides'],
      'oauthApps.list': ['GET', '/oauth_apps'],
      'projectEnvironment.retrieveWebhook': ['GET', '/webhook'],
      'projectEnvironment.regenerateWebhookSigningKey': ['POST', '/webhook/regenerate_signing_key'],
      'rateLimits.create': ['POST', '/rate_limits', { window_size_seconds: 1, requests_per_window: 1 }],
      'usage.list': ['GET', '/usage?start_ts=0&end_ts=1'],
    }
    for (const [operation, [method, path, body]] of Object.entries(refused)) {
      const response = await mine(method, path, { body })
      assert.equal(response.status, 403, operation)
      assert.match(response.body.details.reason, new RegExp(`^${operation} takes an access token`))
      assert.ok(!response.text.includes(token))
    }
    assert.equal((await mine('GET', '/projects/info')).status, 200)
  })

  test('never gets credentials', async (t) => {
    const { mine } = await withToken(t)
    for (const path of ['/accounts', '/accounts/apn_1', `/users/${OWN}/accounts`]) {
      const { status, text } = await mine('GET', `${path}?include_credentials=true`)
      assert.equal(status, 403, path)
      assert.match(text, /include_credentials/)
      assert.ok(!(await mine('GET', path)).text.includes('credentials'))
      assert.equal((await mine('GET', `${path}?include_credentials=false`)).status, 200)
    }
  })

  test('has the scopes that it was made with', async (t) => {
    const { create, call, inProject } = await withToken(t)
    const token = await create({ scope: 'connect:accounts:read connect:proxy' })
    const status = async (method, path, more) =>
      (await call(method, `/v1/connect${path}`, { as: token, environment: null, ...more })).status
    assert.equal(await status('GET', '/accounts'), 200)
    assert.equal(await status('DELETE', '/accounts/apn_1'), 403)
    assert.equal(await status('GET', '/actions'), 403)
    assert.equal(await status('GET', `${PROXY}?external_user_id=${OWN}&account_id=apn_1`), 200)
    for (const scope of ['*', 'connect:accounts:read *', 'connect:nonsense', 7]) {
      const { status: refused, body } = await inProject('POST', '/tokens', { body: { external_user_id: OWN, scope } })
      assert.equal(refused, 400, String(scope))
      assert.match(body.error, /scope/)
    }
  })

  test('is refused with 401 when it has expired, was used or is unknown', async (t) => {
    const { api, mine, create, call } = await withToken(t, { expires_in: 60 })
    const [used, long] = [await create(), await create({ expires_in: 14_400 })]
    api.clock.advanceSeconds(59)
    assert.equal((await mine('GET', '/accounts')).status, 200)
    const account = { app_slug: 'openai', cfmap_json: '{"api_key":"k"}', connect_token: used }
    assert.equal((await call('POST', '/v1/connect/accounts', { as: used, environment: null, body: account })).status, 200)
    api.clock.advanceSeconds(1)
    const reasons = []
    for (const as of [undefined, used, 'ctok_unknown', long]) {
      const response = await (as === undefined ? mine('GET', '/accounts') : call('GET', '/v1/connect/accounts', { as, environment: null }))
      reasons.push([response.status, response.body.details?.reason])
    }
    assert.deepEqual(reasons, [
      [401, 'the Connect token has expired'],
      [401, 'the Connect token was already used'],
      [401, 'unknown Connect token'],
      [200, undefined],
    ])
    assert.match((await mine('GET', '/apps')).headers.get('www-authenticate'), /error="invalid_token"/)
  })

  test('lives at most four hours', async (t) => {
    const { inProject } = await withToken(t)
    for (const expiresIn of [0, -1, 14_401, '60']) {
      const { status, body } = await inProject('POST', '/tokens', { body: { external_user_id: OWN, expires_in: expiresIn } })
      assert.equal(status, 400, String(expiresIn))
      assert.match(body.error, /^expires_in must be a number of seconds above 0 and at most 14400/)
    }
  })

  test('is for its project and environment', async (t) => {
    const { mine, create, call } = await withToken(t, undefined, { projects: ['proj_1', 'proj_2'] })
    assert.equal((await mine('GET', '/proj_2/accounts')).status, 404)
    assert.equal((await mine('GET', '/proj_3/accounts')).status, 404)
    assert.equal((await mine('GET', '/accounts', { environment: 'development' })).status, 200)
    assert.equal((await mine('GET', '/accounts', { environment: 'production' })).status, 403)
    assert.equal((await mine('GET', '/accounts', { environment: 'test' })).status, 400)
    const token = await create({}, { environment: 'production' })
    const body = { app_slug: 'openai', cfmap_json: '{"api_key":"k"}', connect_token: await create({}, { environment: 'production' }) }
    const { id } = (await call('POST', '/v1/connect/accounts', { as: token, environment: null, body })).body
    assert.equal((await call('GET', `/v1/connect/accounts/${id}`, { as: token, environment: null })).status, 200)
    assert.equal((await mine('GET', `/accounts/${id}`)).status, 404)
  })

  test('validates itself and no other token', async (t) => {
    const { mine, create, token } = await withToken(t)
    assert.equal((await mine('GET', `/tokens/${token}/validate`)).body.success, true)
    assert.equal((await mine('GET', `/tokens/${await create({ external_user_id: OTHER })}/validate`)).status, 404)
  })

  test('connects accounts for its user only', async (t) => {
    const { create, mine } = await withToken(t)
    const body = { app_slug: 'openai', cfmap_json: '{}', connect_token: await create({ external_user_id: OTHER }) }
    const refused = await mine('POST', '/accounts', { body })
    assert.equal(refused.status, 400)
    assert.match(refused.body.error, /connect_token was made for another user/)
    const created = await mine('POST', '/accounts', { body: { ...body, connect_token: await create() } })
    assert.deepEqual([created.status, created.body.external_id], [200, OWN])
  })

  test('cannot connect an account of another user anew', async (t) => {
    const { create, mine, inProject } = await withToken(t)
    const body = async () => ({ app_slug: 'slack', cfmap_json: '{}', connect_token: await create(), account_id: 'apn_6' })
    assert.equal((await mine('POST', '/accounts', { body: await body() })).status, 404)
    assert.equal((await inProject('POST', '/accounts', { body: await body() })).status, 404)
    assert.equal((await inProject('GET', '/accounts/apn_6')).body.external_id, OTHER)
  })

  test('meets the faults and the rate limits of its operation and project', async (t) => {
    const { api, mine, inProject } = await withToken(t, undefined, { rateLimits: true })
    api.fail({ operation: 'accounts.list', status: 503 })
    assert.equal((await mine('GET', '/accounts')).status, 503)
    const left = async (response) => Number((await response).headers.get('x-ratelimit-remaining'))
    assert.equal((await left(inProject('GET', '/accounts'))) - (await left(mine('GET', '/accounts'))), 1)
  })

  test('is what a client of ours without a project id sends', async (t) => {
    const { api, token } = await withToken(t)
    const client = new PipedreamClient({ baseUrl: api.url, tokenProvider: { getToken: () => token }, maxRetries: 0 })
    const ids = []
    for await (const { id } of await client.accounts.list()) ids.push(id)
    assert.deepEqual(ids.sort(), ['apn_1', 'apn_2', 'apn_3'])
    await assert.rejects(client.users.list(), { statusCode: 403 })
  })
})

test('without a Connect token the path must have the project', async (t) => {
  const { call } = await emulated(t)
  const refused = await call('GET', '/v1/connect/accounts')
  assert.deepEqual([refused.status, refused.body.code], [400, 'bad_request'])
  assert.match(refused.body.error, /no id of a project/)
  assert.equal((await call('GET', '/v1/connect/accounts', { as: null })).status, 401)
})
