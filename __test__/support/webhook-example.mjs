// What examples/express and examples/fastify do, from the outside: accounts, Connect tokens, and real deliveries of the emulator.

import assert from 'node:assert/strict'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { signWebhook } from 'pipedream-native/webhooks'
import { freePort } from '../../scripts/free-port.mjs'
import { installedExample } from './installed.mjs'
import { program } from './programs.mjs'
import { variablesOf } from './variables.mjs'

/** Starts the example against an emulator. Returns undefined if it could not be installed, and then the test is skipped. */
export async function startedExample(t, name) {
  const { place, skipped } = installedExample(name, (end) => t.after(end))
  if (skipped !== undefined) return void t.skip(skipped)
  const api = await startEmulator()
  t.after(() => api.close())
  const PORT = String(await freePort())
  const env = {
    PORT,
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
    ...variablesOf(api.clientOptions),
  }
  const server = program(['server.mjs'], { cwd: place, env, after: (end) => t.after(end) })
  await server.listening()
  const call = async (method, path, body) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(server.url + path, { method, ...json })
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
  }
  return { api, server, call, client: new PipedreamClient(api.clientOptions) }
}

export async function listsAndConnects({ api, call, client }) {
  const accounts = await call('GET', '/accounts?user=user-1')
  assert.equal(accounts.status, 200)
  assert.deepEqual(
    accounts.body.map(({ id, app }) => [id, app]),
    [
      ['apn_1', 'slack'],
      ['apn_2', 'github'],
      ['apn_3', 'openai'],
    ],
  )
  assert.equal((await call('GET', '/accounts')).status, 400)

  const connect = await call('POST', '/connect?user=user-1')
  assert.equal(connect.status, 200)
  assert.ok(connect.body.connectLinkUrl.startsWith(`${api.url}/_static/connect.html?token=ctok_`), connect.body.connectLinkUrl)
  assert.equal((await client.tokens.validate(connect.body.token, { appId: 'slack' })).success, true)
  assert.equal((await call('POST', '/connect')).status, 400)

  api.fail({ operation: 'accounts.list', status: 403, times: 1 })
  assert.equal((await call('GET', '/accounts?user=user-1')).status, 502)
}

export async function takesEvents({ api, server, call, client }) {
  const deployed = await call('POST', '/triggers?user=user-1', {
    id: 'slack-new-message',
    configuredProps: { slack: { authProvisionId: 'apn_1' } },
  })
  assert.equal(deployed.status, 201)
  const { id } = deployed.body
  const emit = async (text) => {
    const { deliveries } = await api.emitEvent(id, { text })
    const [{ url, signature, status }] = deliveries
    assert.equal(status, 200, server.stderr)
    await server.until('stdout', new RegExp(`event \\{"text":"${text}"`))
    return { url, signature }
  }
  const { url, signature } = await emit('Grüße')
  const send = async (body, headers, to = url) => (await fetch(to, { method: 'POST', body, headers })).status
  const json = { 'content-type': 'application/json' }
  assert.equal(await send('{"text":"Grüße"}', { ...json, 'x-pd-signature': signature }), 200, 'a copy is answered')
  assert.equal(await send('{"text":"never"}', { ...json, 'x-pd-signature': signature }), 400)
  assert.equal(await send('{"text":"never"}', json), 400)
  const foreign = signWebhook({ payload: { text: 'never' }, signingKey: 'another' })
  assert.equal(await send(foreign.body, foreign.headers), 400)
  assert.equal(await send(foreign.body, foreign.headers, `${server.url}/webhook/unknown`), 404)
  const { webhooks } = await client.deployedTriggers.listWebhooks(id, { externalUserId: 'user-1' })
  const webhook = await client.deployedTriggers.retrieveWebhook(id, webhooks[0].id, { externalUserId: 'user-1' })
  const { signingKey } = webhook.data
  const old = signWebhook({ payload: { text: 'never' }, signingKey, timestamp: new Date(Date.now() - 600_000) })
  assert.equal(await send(old.body, old.headers), 400)
  await emit('last')
  assert.equal(server.stdout.match(/Grüße/g).length, 1, 'a copy was handled again')
  assert.doesNotMatch(server.stdout, /never/)
  assert.ok(!(server.stdout + server.stderr).includes(signingKey))

  const failed = await call('POST', '/triggers?user=user-1', { id: 'no-such-trigger' })
  assert.notEqual(failed.status, 201)
  assert.ok(failed.status >= 400 && failed.status < 600)
}
