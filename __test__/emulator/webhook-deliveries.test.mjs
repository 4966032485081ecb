// The webhooks of deployed triggers in the emulator: failures switch one off, and resetWebhookDeliveryState() switches it on again.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { NotFoundError, PipedreamClient, TooManyRequestsError } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { verifyWebhook } from 'pipedream-native/webhooks'
import { failureOf } from '../support/server.mjs'

const USER = { externalUserId: 'user-1' }

async function emulator(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close())
  return { api, client: new PipedreamClient(api.clientOptions), clock: api.clock }
}

/** A webhook that answers with the status that `statuses` has next; 200 after the last one. */
async function webhookServer(t, statuses = []) {
  const received = []
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      received.push(request.url)
      response.writeHead(statuses.shift() ?? 200).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  t.after(close)
  return { url: `http://127.0.0.1:${server.address().port}/`, received, close }
}

const stateOf = async (client, triggerId = 'dc_1') => {
  const { webhooks } = await client.deployedTriggers.listWebhooks(triggerId, USER)
  return webhooks.map(({ active, deliveryState }) => [active, deliveryState.state, deliveryState.consecutiveFailures])
}

describe('a webhook of a deployed trigger', () => {
  test('is switched off by failures, drops events, and is switched on again', async (t) => {
    const { api, client, clock } = await emulator(t)
    const hook = await webhookServer(t, [200, 500, 404, 503, 302, 410, 200])
    const { webhooks } = await client.deployedTriggers.updateWebhooks('dc_1', { ...USER, webhookUrls: [hook.url] })
    const [{ id }] = webhooks
    const states = []
    const emit = async () => {
      const { deliveries } = await api.emitEvent('dc_1', { text: 'Here' })
      states.push([deliveries[0]?.status, ...(await stateOf(client))[0]])
    }
    for (let count = 0; count < 6; count++) await emit()
    const switchedOffAt = Math.floor(clock.now() / 1000)
    clock.advanceSeconds(60)
    for (let count = 0; count < 2; count++) await emit()
    assert.deepEqual(states, [
      [200, true, 'happy', 0],
      [500, true, 'penalty', 1],
      [404, true, 'penalty', 2],
      [503, true, 'life_support', 3],
      [302, true, 'life_support', 4],
      [410, false, 'deactivated', 5],
      [undefined, false, 'deactivated', 5],
      [undefined, false, 'deactivated', 5],
    ])
    assert.equal(hook.received.length, 6)
    const { data: off } = await client.deployedTriggers.retrieveWebhook('dc_1', id, USER)
    const { since, lastError, sheds } = off.deliveryState
    assert.deepEqual([lastError, sheds], ['the webhook answered 410', 2])
    assert.ok(Math.abs(since - switchedOffAt) <= 1, `${since} and ${switchedOffAt}`)

    const { data: on } = await client.deployedTriggers.resetWebhookDeliveryState('dc_1', id, USER)
    const { deliveryState } = on
    assert.deepEqual([on.active, on.signingKey, on.deliveryBackend], [true, off.signingKey, 'valkey'])
    assert.deepEqual(Object.keys(deliveryState).sort(), ['consecutiveFailures', 'sheds', 'since', 'state'])
    assert.deepEqual([deliveryState.state, deliveryState.consecutiveFailures, deliveryState.sheds], ['happy', 0, 0])
    assert.ok(deliveryState.since >= since + 60)
    assert.equal(on.updatedAt, deliveryState.since)
    states.length = 0
    await emit()
    assert.deepEqual(states, [[200, true, 'happy', 0]])
    assert.equal(hook.received.length, 7)
  })

  test('is as before after one success', async (t) => {
    const { api, client } = await emulator(t)
    const hook = await webhookServer(t, [500, 500, 500, 500, 204, 500])
    await client.deployedTriggers.updateWebhooks('dc_1', { ...USER, webhookUrls: [hook.url] })
    const states = []
    for (let count = 0; count < 6; count++) {
      await api.emitEvent('dc_1', {})
      states.push((await stateOf(client))[0][1])
    }
    assert.deepEqual(states, ['penalty', 'penalty', 'life_support', 'life_support', 'happy', 'penalty'])
  })

  test('that nobody answers has failed as well', async (t) => {
    const { api, client } = await emulator(t)
    const hook = await webhookServer(t)
    await hook.close()
    await client.deployedTriggers.updateWebhooks('dc_1', { ...USER, webhookUrls: [hook.url] })
    for (let count = 0; count < 5; count++) await assert.rejects(api.emitEvent('dc_1', {}))
    const { webhooks } = await client.deployedTriggers.listWebhooks('dc_1', USER)
    assert.equal(webhooks[0].active, false)
    assert.equal(webhooks[0].deliveryState.lastError, 'the webhook could not be reached: ECONNREFUSED')
    const { deliveries } = await api.emitEvent('dc_1', {})
    assert.deepEqual(deliveries, [])
  })

  test('has a state of its own, which it keeps when the others change', async (t) => {
    const { api, client } = await emulator(t)
    const bad = await webhookServer(t, Array(5).fill(500))
    const good = await webhookServer(t)
    await client.deployedTriggers.updateWebhooks('dc_1', { ...USER, webhookUrls: [bad.url, good.url] })
    for (let count = 0; count < 6; count++) await api.emitEvent('dc_1', {})
    const expected = [
      [false, 'deactivated', 5],
      [true, 'happy', 0],
    ]
    assert.deepEqual(await stateOf(client), expected)
    assert.deepEqual([bad.received.length, good.received.length], [5, 6])
    const { webhooks } = await client.deployedTriggers.updateWebhooks('dc_1', {
      ...USER,
      webhookUrls: [bad.url, good.url, 'https://example.com/third'],
    })
    assert.equal(new Set(webhooks.map(({ id }) => id)).size, 3)
    assert.deepEqual(await stateOf(client), [...expected, [true, 'happy', 0]])
    const { data } = await client.deployedTriggers.regenerateWebhookSigningKey('dc_1', webhooks[0].id, USER)
    assert.equal(data.active, false, 'a new key does not switch it on')
  })

  test('is that of the environment if the trigger has none', async (t) => {
    const { api, client } = await emulator(t)
    const bodies = []
    const server = createServer(async (request, response) => {
      const parts = []
      for await (const part of request) parts.push(part)
      bodies.push(verifyWebhook({ body: Buffer.concat(parts), headers: request.headers, signingKey }))
      response.writeHead(500).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close().closeAllConnections())
    const url = `http://127.0.0.1:${server.address().port}/`
    await client.projectEnvironment.deleteWebhook()
    await client.deployedTriggers.updateWebhooks('dc_1', { ...USER, webhookUrls: [] })
    assert.deepEqual((await api.emitEvent('dc_1', { text: 'nobody' })).deliveries, [])
    const { signingKey } = (await client.projectEnvironment.updateWebhook({ url })).data
    for (let count = 0; count < 6; count++) {
      const { deliveries } = await api.emitEvent('dc_1', { count })
      assert.deepEqual(
        deliveries.map((one) => [one.url, one.status]),
        [[url, 500]],
      )
    }
    await client.deployedTriggers.updateWebhooks('dc_1', { ...USER, webhookUrls: ['https://example.com/own'] })
    const { deliveries } = await api.emitEvent('dc_1', { text: 'own' })
    assert.deepEqual(
      deliveries.map((one) => one.url),
      ['https://example.com/own'],
    )
    assert.deepEqual(
      bodies,
      [0, 1, 2, 3, 4, 5].map((count) => ({ count })),
    )
  })

  test('of another user, or one that is not there, is 404', async (t) => {
    const { client } = await emulator(t)
    const { deployedTriggers } = client
    for (const [trigger, webhook, user] of [
      ['dc_1', 'wh_1', 'user-2'],
      ['dc_1', 'wh_9', 'user-1'],
      ['dc_9', 'wh_1', 'user-1'],
    ]) {
      const error = await failureOf(deployedTriggers.resetWebhookDeliveryState(trigger, webhook, { externalUserId: user }))
      assert.ok(error instanceof NotFoundError, error.message)
    }
  })

  test('can be reset although it was never off, and the call can be made to fail', async (t) => {
    const { api, client } = await emulator(t)
    const { data } = await client.deployedTriggers.resetWebhookDeliveryState('dc_1', 'wh_1', USER)
    assert.equal(data.active, true)
    api.fail({ operation: 'deployedTriggers.resetWebhookDeliveryState', status: 429, times: 1 })
    const reset = client.deployedTriggers.resetWebhookDeliveryState('dc_1', 'wh_1', USER, { maxRetries: 0 })
    assert.ok((await failureOf(reset)) instanceof TooManyRequestsError)
  })
})

describe('the option triggers of the emulator', () => {
  const OFF = {
    id: 'dc_7',
    externalUserId: 'user-7',
    component: 'github-new-item',
    webhooks: [
      { url: 'https://example.com/off', active: false },
      {
        id: 'wh_2',
        url: 'https://example.com/slow',
        signingKey: 'key-2',
        deliveryBackend: 'jvm',
        deliveryState: { state: 'life_support', since: 1767323045, lastError: 'no answer', consecutiveFailures: 4, sheds: 9 },
      },
      { url: 'https://example.com/fine' },
      { url: 'https://example.com/new', deliveryState: { state: 'resting' } },
    ],
  }

  test('seeds webhooks that are switched off or fail', async (t) => {
    const { api, client } = await emulator(t, { triggers: [OFF, {}] })
    const user = { externalUserId: 'user-7' }
    const read = async () => (await client.deployedTriggers.listWebhooks('dc_7', user)).webhooks
    const webhooks = await read()
    assert.deepEqual(
      webhooks.map(({ active, deliveryState }) => [active, deliveryState.state]),
      [
        [false, 'deactivated'],
        [true, 'life_support'],
        [true, 'happy'],
        [true, 'resting'],
      ],
    )
    assert.equal(new Set(webhooks.map(({ id }) => id)).size, 4)
    assert.deepEqual(webhooks[1], {
      id: 'wh_2',
      url: 'https://example.com/slow',
      signingKeySet: true,
      active: true,
      deliveryBackend: 'jvm',
      deliveryState: { state: 'life_support', since: 1767323045, lastError: 'no answer', consecutiveFailures: 4, sheds: 9 },
    })
    const { data } = await client.deployedTriggers.resetWebhookDeliveryState('dc_7', webhooks[0].id, user)
    assert.deepEqual([data.active, data.deliveryState.state], [true, 'happy'])
    assert.equal((await read())[0].active, true)
    api.reset()
    assert.equal((await read())[0].active, false, 'reset() makes the emulator as it was')

    const { data: triggers } = await client.deployedTriggers.list(USER)
    assert.deepEqual(
      triggers.map(({ componentKey, active }) => [componentKey, active]),
      [['slack-new-message', true]],
    )
    const { data: users } = await client.users.list()
    assert.ok(users.some(({ externalId }) => externalId === 'user-7'))
  })

  test('refuses what it does not know, before it starts', async () => {
    for (const [triggers, message] of [
      [[{ webhook: [] }], /a trigger of startEmulator\(\) has no field "webhook"/],
      [[{ webhooks: [{}] }], /a webhook of a trigger of startEmulator\(\) needs a url/],
      [[{ webhooks: [{ url: 'nowhere' }] }], /url must be a URL, got a string/],
      [[{ webhooks: [{ url: 'https://example.com', activ: false }] }], /has no field "activ"/],
      [[{ webhooks: [{ url: 'https://example.com', active: 'no' }] }], /active must be a boolean, got a string/],
      [[{ webhooks: [{ url: 'https://example.com', deliveryState: 'deactivated' }] }], /deliveryState must be an object, got a string/],
      [
        [{ webhooks: [{ url: 'https://example.com', deliveryState: { failures: 5 } }] }],
        /deliveryState of a webhook .* has no field "failures"/,
      ],
    ])
      await assert.rejects(async () => startEmulator({ triggers }), { name: 'TypeError', message })
  })
})

describe('Pipedream’s own OAuth client of an app', () => {
  test('is named by the calls of apps, and can be retrieved', async (t) => {
    const { client } = await emulator(t)
    const { data: slack } = await client.apps.retrieve('slack')
    assert.equal(slack.oauthAppId, 'oa_slack')
    const own = await client.oauthApps.retrieve(slack.oauthAppId)
    assert.deepEqual([own.id, own.nameSlug, own.scopes, own.ownerId], ['oa_slack', 'slack', ['slack:read'], null])
    assert.equal((await client.apps.retrieve('openai')).data.oauthAppId, undefined)
    const { data: apps } = await client.apps.list({ q: 'slack' })
    assert.equal(apps[0].oauthAppId, 'oa_slack')
    assert.ok(!('oauthAppId' in (await client.accounts.retrieve('apn_1')).app), 'only the calls of apps have it')
  })

  test('is in no list, and cannot be changed', async (t) => {
    const { client } = await emulator(t)
    const { data } = await client.oauthApps.list()
    assert.deepEqual(
      data.map(({ id }) => id),
      ['oa_1'],
    )
    assert.ok((await failureOf(client.oauthApps.delete('oa_slack'))) instanceof NotFoundError)
    assert.ok((await failureOf(client.oauthApps.update('oa_slack', { name: 'x' }))) instanceof NotFoundError)
  })
})
