// The state of the emulator: what calls create, change, list and delete.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { emulated } from '../support/emulator-calls.mjs'

const CONNECT_TOKEN = 'ctok_0123456789abcdef0123456789abcdef'
const USER = 'external_user_id=user-1'

/** Every item of a list, read page by page, and the number of pages. */
async function readAll(get, path) {
  const items = []
  let pages = 0
  let cursor = ''
  do {
    const { status, body } = await get('GET', path + cursor)
    assert.equal(status, 200)
    assert.equal(body.page_info.count, body.data.length)
    items.push(...body.data)
    pages += 1
    cursor = body.page_info.end_cursor === undefined ? '' : `&after=${body.page_info.end_cursor}`
  } while (cursor !== '')
  return { items, pages }
}

describe('lists', () => {
  test('come in pages of the requested size, each item once', async (t) => {
    const { call } = await emulated(t)
    const { items, pages } = await readAll(call, '/v1/connect/apps?limit=40')
    assert.deepEqual([items.length, pages, new Set(items.map(({ id }) => id)).size], [150, 4, 150])
    const { body } = await call('GET', '/v1/connect/apps')
    assert.deepEqual([body.data.length, body.page_info.total_count], [10, 150])
    assert.equal((await call('GET', '/v1/connect/apps?limit=1000')).body.data.length, 100)
  })

  test('go backwards from a cursor, and refuse a cursor of another list', async (t) => {
    const { call } = await emulated(t)
    const { body: second } = await call(
      'GET',
      `/v1/connect/apps?limit=5&after=${(await call('GET', '/v1/connect/apps?limit=5')).body.page_info.end_cursor}`,
    )
    const { body: first } = await call('GET', `/v1/connect/apps?limit=5&before=${second.page_info.start_cursor}`)
    assert.equal(first.data[0].name_slug, 'slack')
    assert.equal((await call('GET', '/v1/connect/apps?after=bm9uZQ')).status, 400)
  })

  test('lose and repeat nothing when something is added between two pages', async (t) => {
    const { api, inProject } = await emulated(t)
    const { body: first } = await inProject('GET', '/accounts?limit=20')
    api.addAccount({ externalId: 'late' })
    const { body: second } = await inProject('GET', `/accounts?limit=20&after=${first.page_info.end_cursor}`)
    const ids = [...first.data, ...second.data].map(({ id }) => id)
    assert.deepEqual(
      ids,
      Array.from({ length: 26 }, (_, at) => `apn_${at + 1}`),
    )
  })

  test('of apps are searched, filtered and sorted', async (t) => {
    const { call } = await emulated(t)
    const slugs = async (query) => (await call('GET', `/v1/connect/apps?limit=100&${query}`)).body.data.map(({ name_slug: slug }) => slug)
    assert.deepEqual(await slugs('q=GITHUB'), ['github'])
    assert.deepEqual((await slugs('sort_key=name_slug&sort_direction=desc')).slice(0, 2), ['slack', 'openai'])
    assert.equal((await slugs('sort_key=featured_weight')).at(0), 'app_150')
    assert.deepEqual(await slugs('category_ids=appcat_1&category_ids=appcat_2'), ['slack', 'github', 'http'])
    assert.equal((await slugs('has_actions=true')).length, 30)
    assert.equal((await slugs('has_triggers=false')).length, 100)
    assert.equal((await call('GET', '/v1/connect/apps?has_actions=yes')).status, 400)
    assert.equal((await call('GET', '/v1/connect/apps?sort_key=age')).status, 400)
  })
})

describe('accounts', () => {
  test('are created with a Connect token, which can be used once', async (t) => {
    const { inProject, call } = await emulated(t)
    const { body: token } = await inProject('POST', '/tokens', { body: { external_user_id: 'new-user' } })
    assert.equal((await call('GET', `/v1/connect/tokens/${token.token}/validate`)).body.success, true)
    const body = { app_slug: 'openai', cfmap_json: '{"api_key":"k"}', connect_token: token.token, name: 'Mine' }
    const { status, body: account } = await inProject('POST', '/accounts', { body })
    assert.deepEqual([status, account.external_id, account.name, account.credentials], [200, 'new-user', 'Mine', undefined])
    assert.equal((await inProject('POST', '/accounts', { body })).status, 400)
    assert.deepEqual((await call('GET', `/v1/connect/tokens/${token.token}/validate`)).body, {
      success: false,
      error: 'the token was already used',
    })
    const { body: again } = await inProject('GET', `/accounts/${account.id}?include_credentials=true`)
    assert.deepEqual(again.credentials, { api_key: 'k' })
    assert.deepEqual(
      (await inProject('GET', '/users/new-user/accounts')).body.map(({ id }) => id),
      [account.id],
    )
  })

  test('are not created with a token that is unknown, expired or of another environment', async (t) => {
    const { api, inProject } = await emulated(t)
    const create = (connect_token, more, options) =>
      inProject('POST', '/accounts', { body: { app_slug: 'openai', cfmap_json: '{}', connect_token, ...more }, ...options })
    assert.equal((await create('ctok_0')).status, 400)
    assert.equal((await create(CONNECT_TOKEN, {}, { environment: 'production' })).status, 400)
    assert.equal((await create(CONNECT_TOKEN, { cfmap_json: '[]' })).status, 400)
    assert.equal((await create(CONNECT_TOKEN, { app_slug: 'no_app' })).status, 404)
    api.clock.advanceSeconds(14_401)
    api.setTokenLifetimeSeconds(3600)
    const { access_token: as } = await fetch(`${api.url}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', client_id: 'client-1', client_secret: 'secret-1' }),
    }).then((response) => response.json())
    assert.match((await create(CONNECT_TOKEN, {}, { as })).text, /expired/)
  })

  test('have their credentials only in responses to requests with include_credentials, and are found by user and app', async (t) => {
    const { inProject } = await emulated(t)
    const found = async (query) => (await inProject('GET', `/accounts?${query}`)).body.data
    assert.deepEqual(
      (await found(USER)).map(({ id }) => id),
      ['apn_1', 'apn_2', 'apn_3'],
    )
    assert.deepEqual(
      (await found(`${USER}&app=github`)).map(({ id }) => id),
      ['apn_2'],
    )
    assert.ok((await found(USER)).every((account) => !('credentials' in account)))
    assert.ok((await found(`${USER}&include_credentials=true`)).every(({ credentials }) => credentials))
  })

  test('are deleted by id, by app, and with their user', async (t) => {
    const { inProject } = await emulated(t)
    const count = async () => (await inProject('GET', '/accounts?limit=100')).body.data.length
    assert.equal((await inProject('DELETE', '/accounts/apn_1')).status, 204)
    assert.equal((await inProject('DELETE', '/accounts/apn_1')).status, 404)
    assert.equal(await count(), 24)
    await inProject('DELETE', '/apps/github/accounts')
    assert.equal(await count(), 19)
    await inProject('DELETE', '/users/user-1')
    assert.equal(await count(), 18)
    assert.equal((await inProject('DELETE', '/users/user-1')).status, 404)
    assert.equal((await inProject('GET', `/deployed-triggers?${USER}`)).body.data.length, 0)
  })

  test('of development and production are separate', async (t) => {
    const { inProject } = await emulated(t)
    await inProject('DELETE', '/accounts/apn_1')
    assert.equal((await inProject('GET', '/accounts/apn_1')).status, 404)
    assert.equal((await inProject('GET', '/accounts/apn_1', { environment: 'production' })).status, 200)
  })
})

describe('accounts that a test adds', () => {
  const OWN = { nameSlug: 'crm', authType: 'oauth' }

  test('are given and returned in camelCase, and sent in snake_case', async (t) => {
    const { api, inProject } = await emulated(t)
    const credentials = { oauthAccessToken: 'mine', region: 'eu_1' }
    const added = api.addAccount({ externalId: 'me', app: OWN, healthy: false, authorizedScopes: ['read'], credentials })
    assert.deepEqual([added.id, added.externalId, added.app.nameSlug, added.healthy], ['apn_26', 'me', 'crm', false])
    assert.deepEqual(added.credentials, credentials)
    const { body } = await inProject('GET', `/accounts/${added.id}?include_credentials=true`)
    assert.deepEqual([body.external_id, body.app.name_slug, body.authorized_scopes], ['me', 'crm', ['read']])
    assert.deepEqual(body.credentials, { oauth_access_token: 'mine', region: 'eu_1' })
  })

  test('have defaults, and are returned as copies', async (t) => {
    const { api, inProject } = await emulated(t)
    const added = api.addAccount()
    assert.deepEqual([added.externalId, added.app.nameSlug, added.name], ['user-1', 'slack', 'Acme on Slack'])
    added.app.name = 'Other'
    assert.equal((await inProject('GET', `/accounts/${added.id}`)).body.app.name, 'Slack')
  })

  test('are refused by errors that name the field, what it was and what is allowed', async (t) => {
    const { api } = await emulated(t)
    for (const [account, message] of [
      [{ external_id: 'me' }, /^addAccount\(\) has no field "external_id" \(it was a string\); the fields are id, name, externalId, app, /],
      [{ healthy: 'yes' }, /^addAccount\(\): healthy must be a boolean, got a string$/],
      [{ app: 7 }, /^addAccount\(\): app must be a slug, an id or an object, got a number$/],
      [{ app: { name_slug: 'x' } }, /^the app of addAccount\(\) has no field "name_slug" .* the fields are nameSlug, /],
      [{ app: {} }, /^the app of addAccount\(\) needs a nameSlug$/],
      [{ credentials: 'hidden' }, /^addAccount\(\): credentials must be an object, got a string$/],
      [
        { credentials: { oauth_access_token: 'hidden' } },
        /^the credentials of addAccount\(\) have no field "oauth_access_token"; it is oauthAccessToken$/,
      ],
      [null, /^addAccount\(\) needs an object, got null$/],
    ])
      assert.throws(() => api.addAccount(account), { name: 'TypeError', message })
    assert.throws(() => api.addAccount({}, { project: 'proj_1' }), /has no option "project" .* the options are projectId, environment$/)
    assert.throws(() => api.addAccount({ app: 'nothing' }), /app nothing not found/)
    await assert.rejects(startEmulator({ accounts: [{ external_id: 'me' }] }), /^TypeError: an account of startEmulator\(\) has no field/)
    await assert.rejects(
      startEmulator({ clients: [{ client_id: 'c' }] }),
      /^TypeError: a client of startEmulator\(\) has no option "client_id"/,
    )
  })
})

describe('components', () => {
  test('are configured and run with accounts of their user only', async (t) => {
    const { inProject } = await emulated(t)
    const run = (more) => inProject('POST', '/actions/run', { body: { id: 'slack-send-message', external_user_id: 'user-1', ...more } })
    assert.equal((await run({ configured_props: { slack: { authProvisionId: 'apn_1' } } })).status, 200)
    assert.equal((await run({ configured_props: { slack: { authProvisionId: 'apn_4' } } })).status, 400)
    assert.equal((await run({ id: 'slack-new-message' })).status, 404)
    assert.equal((await run({ version: '9.9.9' })).status, 404)
    assert.match((await run({ stash_id: 'NEW' })).body.stash_id, /^st_\d+$/)
    assert.equal(
      (await inProject('POST', '/actions/configure', { body: { id: 'slack-send-message', external_user_id: 'user-1', prop_name: 'none' } }))
        .status,
      400,
    )
    assert.equal((await inProject('GET', '/actions/slack-new-message')).status, 404)
    assert.equal((await inProject('GET', '/components?component_type=trigger&limit=100')).body.page_info.total_count, 30)
  })

  test('are run by the handler of a test', async (t) => {
    const { api, inProject } = await emulated(t)
    api.onAction('slack-send-message', ({ configuredProps, externalUserId }) => ({ ret: `${externalUserId}: ${configuredProps.text}` }))
    const { body } = await inProject('POST', '/actions/run', {
      body: { id: 'slack-send-message', external_user_id: 'user-1', configured_props: { text: 'Hello' } },
    })
    assert.deepEqual(body, { exports: {}, os: [], ret: 'user-1: Hello' })
    api.onAction('slack-send-message', () => ({ stashId: 'st_9' }))
    const again = await inProject('POST', '/actions/run', { body: { id: 'slack-send-message', external_user_id: 'user-1' } })
    assert.deepEqual(again.body, { exports: {}, os: [], ret: null, stash_id: 'st_9' })
    assert.throws(() => api.onAction('slack-new-message', () => ({})), /not found/)
  })
})

describe('deployed triggers', () => {
  test('are deployed, changed, read and deleted by their user only', async (t) => {
    const { inProject } = await emulated(t)
    const body = { id: 'slack-new-message', external_user_id: 'user-1', webhook_url: 'https://example.com/a', workflow_id: 'p_9' }
    const { data: trigger } = (await inProject('POST', '/triggers/deploy', { body })).body
    const at = (path = '', user = 'user-1') => `/deployed-triggers/${trigger.id}${path}?external_user_id=${user}`
    assert.equal((await inProject('GET', at('', 'user-2'))).status, 404)
    assert.deepEqual((await inProject('GET', at('/pipelines'))).body, { workflow_ids: ['p_9'] })
    const { data: changed } = (await inProject('PUT', at(), { body: { active: false, name: 'Other Name' } })).body
    assert.deepEqual([changed.active, changed.name_slug, changed.component_key], [false, 'other-name', 'slack-new-message'])
    assert.equal((await inProject('GET', `/deployed-triggers?${USER}`)).body.page_info.total_count, 2)
    assert.equal((await inProject('GET', `/deployed-triggers?${USER}&emitter_type=timer`)).body.page_info.total_count, 0)
    assert.equal((await inProject('DELETE', at())).status, 204)
    assert.equal((await inProject('GET', at())).status, 404)
  })

  test('keep the id and key of a webhook whose URL stays', async (t) => {
    const { inProject } = await emulated(t)
    const list = `/deployed-triggers/dc_1/webhooks?${USER}`
    const { body } = await inProject('PUT', list, { body: { webhook_urls: ['https://example.com/hook', 'https://example.com/more'] } })
    assert.deepEqual(
      body.webhooks.map(({ id, signing_key: key }) => [id, key]),
      [
        ['wh_1', undefined],
        [body.webhooks[1].id, undefined],
      ],
    )
    const one = `/deployed-triggers/dc_1/webhooks/wh_1?${USER}`
    const { signing_key: before } = (await inProject('GET', one)).body.data
    const { signing_key: after } = (await inProject('POST', `/deployed-triggers/dc_1/webhooks/wh_1/regenerate_signing_key?${USER}`)).body
      .data
    assert.notEqual(before, after)
    assert.equal((await inProject('GET', one)).body.data.signing_key, after)
    assert.equal((await inProject('PUT', list, { body: { webhook_urls: 'https://example.com' } })).status, 400)
  })

  test('emit events, which are kept, and sent to webhooks with a signature', async (t) => {
    const { api, inProject } = await emulated(t)
    const received = []
    const server = createServer(async (request, response) => {
      received.push({ signature: request.headers['x-pd-signature'], body: Buffer.concat(await request.toArray()).toString() })
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    const url = `http://127.0.0.1:${server.address().port}/`
    const {
      webhooks: [hook],
    } = (await inProject('PUT', `/deployed-triggers/dc_1/webhooks?${USER}`, { body: { webhook_urls: [url, 'https://example.com/far'] } }))
      .body
    const { deliveries } = await api.emitEvent('dc_1', { text: 'Here' }, { summary: 'Here' })
    assert.deepEqual(
      deliveries.map(({ url, status }) => [url, status]),
      [
        [url, 200],
        ['https://example.com/far', undefined],
      ],
    )
    const { signing_key: key } = (await inProject('GET', `/deployed-triggers/dc_1/webhooks/${hook.id}?${USER}`)).body.data
    const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(received[0].signature)
    assert.equal(mac, createHmac('sha256', key).update(`${at}.${received[0].body}`).digest('hex'))
    assert.deepEqual(JSON.parse(received[0].body), { text: 'Here' })

    const { data } = (await inProject('GET', `/deployed-triggers/dc_1/events?${USER}&n=1`)).body
    assert.deepEqual(
      data.map(({ e, sum }) => [e, sum]),
      [[{ text: 'Here' }, 'Here']],
    )
    await assert.rejects(api.emitEvent('dc_9', {}), /no trigger dc_9 .* dc_1/)
  })
})

describe('projects and their settings', () => {
  test('are created, changed and deleted, each with accounts of its own', async (t) => {
    const { call } = await emulated(t)
    const { id } = (await call('POST', '/v1/connect/projects', { body: { name: 'Second' } })).body
    assert.equal((await call('GET', `/v1/connect/${id}/accounts`)).body.data.length, 0)
    assert.equal(
      (await call('PATCH', `/v1/connect/projects/${id}`, { body: { support_email: 'a@example.com' } })).body.support_email,
      'a@example.com',
    )
    assert.equal(
      (await call('POST', `/v1/connect/projects/${id}/logo`, { body: { logo: 'data:image/png;base64,iVBORw0KGgo=' } })).status,
      204,
    )
    assert.equal((await call('POST', `/v1/connect/projects/${id}/logo`, { body: { logo: 'https://example.com/x.png' } })).status, 400)
    assert.deepEqual((await call('GET', `/v1/connect/projects/${id}`)).body, {
      id,
      connect_require_key_auth_test: false,
      name: 'Second',
      support_email: 'a@example.com',
    })
    assert.equal((await call('GET', '/v1/connect/projects?q=second')).body.data.length, 1)
    assert.equal((await call('DELETE', `/v1/connect/projects/${id}`)).status, 204)
    assert.equal((await call('GET', `/v1/connect/${id}/accounts`)).status, 404)
  })

  test('have OAuth apps, whose secret is never shown, and overrides that use them', async (t) => {
    const { inProject } = await emulated(t)
    const { body: app } = await inProject('POST', '/oauth_apps', {
      body: { app: 'github', client_id: 'i', client_secret: 'hidden', scopes: ['repo'] },
    })
    assert.deepEqual([app.name_slug, app.scopes, 'client_secret' in app], ['github', ['repo'], false])
    assert.ok(!(await inProject('GET', '/oauth_apps')).text.includes('hidden'))
    assert.equal((await inProject('PUT', `/oauth_apps/${app.id}`, { body: { name: 'New' } })).body.name, 'New')
    const { body: override } = await inProject('POST', '/app_overrides', { body: { app: 'github', name: 'Ours', oauth_app_id: app.id } })
    assert.equal((await inProject('GET', `/app_overrides/${override.id}`)).body.oauth_app_id, app.id)
    assert.equal((await inProject('POST', '/app_overrides', { body: { app: 'github', name: 'Ours', oauth_app_id: 'oa_9' } })).status, 404)
    assert.equal((await inProject('DELETE', `/oauth_apps/${app.id}`)).status, 204)
    assert.equal((await inProject('GET', `/oauth_apps/${app.id}`)).status, 404)
    assert.deepEqual(
      (await inProject('GET', '/projects/info')).body.apps.map(({ name_slug: slug }) => slug),
      ['slack'],
    )
  })

  test('have a webhook for each environment, whose key is shown only when it is new', async (t) => {
    const { inProject } = await emulated(t)
    assert.equal((await inProject('DELETE', '/webhook')).status, 204)
    assert.equal((await inProject('GET', '/webhook')).status, 404)
    assert.equal((await inProject('GET', '/webhook', { environment: 'production' })).status, 200)
    const { data: made } = (await inProject('PUT', '/webhook', { body: { url: 'https://example.com/x' } })).body
    assert.match(made.signing_key, /^[0-9a-f]{64}$/)
    const { data: kept } = (await inProject('PUT', '/webhook', { body: { url: 'https://example.com/y' } })).body
    assert.deepEqual([kept.id, kept.url, kept.signing_key], [made.id, 'https://example.com/y', undefined])
    assert.notEqual((await inProject('POST', '/webhook/regenerate_signing_key')).body.data.signing_key, made.signing_key)
    assert.equal((await inProject('PUT', '/webhook', { body: { url: 'nowhere' } })).status, 400)
  })

  test('count the credits that were used', async (t) => {
    const { api, call, inProject } = await emulated(t)
    await inProject('POST', '/actions/run', { body: { id: 'slack-send-message', external_user_id: 'user-1' } })
    await api.emitEvent('dc_1', {})
    const {
      data: [used],
    } = (await call('GET', '/v1/connect/usage?start_ts=1&end_ts=2')).body
    assert.deepEqual(
      [used.credits_used, used.action_run_credits_used, used.source_emit_credits_used, used.proxy_credits_used],
      [2, 1, 1, 0],
    )
    assert.equal((await call('GET', '/v1/connect/usage?start_ts=2&end_ts=1')).status, 400)
  })
})
