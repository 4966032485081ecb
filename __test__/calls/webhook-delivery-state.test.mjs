// `deployedTriggers.resetWebhookDeliveryState()` and the fields of a webhook that say how its deliveries go, byte by byte: the official
// SDK 3.1.6, from which the vectors were recorded, does not have them.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  PipedreamClient,
  TooManyRequestsError,
  TriggerWebhookDeliveryBackend,
  WebhookDeliveryStateState,
  WebhookWithSigningKeyDeliveryBackend,
} from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const WEBHOOK = {
  id: 'wh_1',
  url: 'https://example.com/hook',
  signing_key: 'k',
  signing_key_set: true,
  active: true,
  delivery_backend: 'valkey',
  delivery_state: { state: 'happy', since: 1767323045, consecutive_failures: 0, sheds: 0 },
  created_at: 1767323045,
  updated_at: 1767323046,
}
const READ = {
  id: 'wh_1',
  url: 'https://example.com/hook',
  signingKey: 'k',
  signingKeySet: true,
  active: true,
  deliveryBackend: 'valkey',
  deliveryState: { state: 'happy', since: 1767323045, consecutiveFailures: 0, sheds: 0 },
  createdAt: 1767323045,
  updatedAt: 1767323046,
}

describe('deployedTriggers.resetWebhookDeliveryState()', () => {
  test('sends a POST without a body, and gives the webhook with its key', async (t) => {
    const api = await serve(t, () => ({ body: { data: WEBHOOK } }))
    const client = new PipedreamClient(api.options)
    const answer = await client.deployedTriggers.resetWebhookDeliveryState('dc_1/x', 'wh_1', { externalUserId: 'user 1&a=b' })
    assert.deepEqual(answer, { data: READ })
    const [{ method, url, headers, bytes }] = api.requests
    assert.equal(method, 'POST')
    assert.equal(url, '/v1/connect/proj_1/deployed-triggers/dc_1%2Fx/webhooks/wh_1/reset_delivery_state?external_user_id=user%201%26a%3Db')
    assert.equal(bytes.length, 0)
    assert.equal(headers['content-type'], undefined)
    assert.equal(headers['x-pd-environment'], 'development')
    assert.match(headers.authorization, /^Bearer token-hush-1$/)
  })

  test('429 has its class', async (t) => {
    const api = await serve(t, () => ({ status: 429, headers: { 'retry-after': '7' }, body: { error: 'too many' } }))
    const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
    const error = await failureOf(client.deployedTriggers.resetWebhookDeliveryState('dc_1', 'wh_1', { externalUserId: 'user-1' }))
    assert.ok(error instanceof TooManyRequestsError, error.name)
    assert.equal(error.statusCode, 429)
    assert.equal(error.retryAfter, 7)
  })

  test('is not sent again where it may have taken effect', async (t) => {
    const api = await serve(t, (request) => void request.socket.destroy())
    const client = new PipedreamClient(api.options)
    await failureOf(client.deployedTriggers.resetWebhookDeliveryState('dc_1', 'wh_1', { externalUserId: 'user-1' }))
    assert.equal(api.requests.length, 1)
  })

  test('refuses what cannot be an id or a request before anything is sent', async (t) => {
    const api = await serve(t)
    const reset = (...given) => failureOf(new PipedreamClient(api.options).deployedTriggers.resetWebhookDeliveryState(...given))
    assert.match((await reset('..', 'wh_1', { externalUserId: 'u' })).message, /triggerId/)
    assert.match((await reset('dc_1', '', { externalUserId: 'u' })).message, /webhookId/)
    assert.match((await reset('dc_1', 'wh_1', {})).message, /externalUserId/)
    assert.match((await reset('dc_1', 'wh_1')).message, /externalUserId/)
    assert.equal(api.requests.length + api.tokens.length, 0)
  })
})

describe('the fields of a webhook', () => {
  const read = async (t, fields) => {
    const api = await serve(t, ({ path }) => ({
      body: path.endsWith('/webhooks')
        ? { webhook_urls: ['https://example.com/hook'], webhooks: [{ id: 'wh_1', url: 'u', signing_key_set: true, ...fields }] }
        : { data: { ...WEBHOOK, ...fields } },
    }))
    const { deployedTriggers } = new PipedreamClient(api.options)
    const given = { externalUserId: 'user-1' }
    return [
      (await deployedTriggers.retrieveWebhook('dc_1', 'wh_1', given)).data,
      (await deployedTriggers.regenerateWebhookSigningKey('dc_1', 'wh_1', given)).data,
      (await deployedTriggers.resetWebhookDeliveryState('dc_1', 'wh_1', given)).data,
      (await deployedTriggers.listWebhooks('dc_1', given)).webhooks[0],
      (await deployedTriggers.updateWebhooks('dc_1', { ...given, webhookUrls: ['https://example.com/hook'] })).webhooks[0],
    ]
  }

  test('are in each answer that has a webhook of a trigger', async (t) => {
    const state = { state: 'deactivated', since: 1767323045, last_error: 'answered 500', consecutive_failures: 9, sheds: 2 }
    for (const webhook of await read(t, { active: false, delivery_backend: 'jvm', delivery_state: state })) {
      assert.equal(webhook.active, false)
      assert.equal(webhook.deliveryBackend, 'jvm')
      assert.deepEqual(webhook.deliveryState, {
        state: 'deactivated',
        since: 1767323045,
        lastError: 'answered 500',
        consecutiveFailures: 9,
        sheds: 2,
      })
    }
  })

  test('may be missing, null, or have values and members that are newer', async (t) => {
    const state = { state: 'resting', consecutive_failures: 1, sheds: 0, new_member: { a_b: 1 } }
    for (const webhook of await read(t, { active: null, delivery_backend: 'turbine', delivery_state: state })) {
      assert.ok(!('active' in webhook))
      assert.equal(webhook.deliveryBackend, 'turbine')
      assert.deepEqual(webhook.deliveryState, { state: 'resting', consecutiveFailures: 1, sheds: 0, new_member: { a_b: 1 } })
    }
    const without = { active: undefined, delivery_backend: undefined, delivery_state: undefined }
    for (const webhook of await read(t, without))
      assert.deepEqual(
        Object.keys(webhook).filter((name) => /active|delivery/i.test(name)),
        [],
      )
  })

  test('have enums, which are values', () => {
    assert.deepEqual(WebhookDeliveryStateState, {
      Happy: 'happy',
      Penalty: 'penalty',
      LifeSupport: 'life_support',
      Deactivated: 'deactivated',
    })
    for (const backend of [TriggerWebhookDeliveryBackend, WebhookWithSigningKeyDeliveryBackend])
      assert.deepEqual(backend, { Jvm: 'jvm', Valkey: 'valkey' })
  })
})

test('`oauthAppId` is in apps and OAuth apps', async (t) => {
  const app = { name_slug: 'slack', name: 'Slack', img_src: '', categories: [], featured_weight: 1, scope_profiles: [] }
  const answers = {
    '/apps': { data: [{ ...app, oauth_app_id: 'oa_9' }], page_info: {} },
    '/apps/slack': { data: { ...app, oauth_app_id: 'oa_9' } },
  }
  const api = await serve(t, ({ path }) => ({
    body: answers[path.replace(/^\/v1\/connect(\/proj_1)?/, '')] ?? { ...app, client_id: 'c', owner_id: 'o', oauth_app_id: 'oa_9' },
  }))
  const client = new PipedreamClient(api.options)
  assert.equal((await client.apps.list()).data[0].oauthAppId, 'oa_9')
  assert.equal((await client.apps.retrieve('slack')).data.oauthAppId, 'oa_9')
  assert.equal((await client.oauthApps.retrieve('oa_9')).oauthAppId, 'oa_9')
})
