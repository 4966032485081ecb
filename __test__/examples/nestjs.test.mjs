// examples/nestjs, installed outside the tree: its own tests, then the compiled server in a process of its own, with real deliveries of the
// emulator and a shutdown.

import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { freePort } from '../../scripts/free-port.mjs'
import { installedExample, testUnless } from '../support/installed.mjs'
import { program, ranIn } from '../support/programs.mjs'
import { variablesOf } from '../support/variables.mjs'

let example
let skipped = false
const testInstalled = testUnless(() => skipped)
const ends = []
after(() => Promise.all(ends.map((end) => end())))
before(() => {
  example = installedExample('nestjs', (end) => ends.push(end))
  skipped = example.skipped ?? false
})

testInstalled('its own tests pass, and its sources compile', { timeout: 120_000 }, () => {
  const { status, output } = ranIn(example.place, 'npm', ['test'])
  assert.equal(status, 0, output)
  assert.match(output, /pass 4\b/)
})

/** Starts the server that the test above has compiled. `more` gives further variables. */
async function started(t, more = () => ({})) {
  const api = await startEmulator()
  t.after(() => api.close())
  const PORT = String(await freePort())
  const client = new PipedreamClient(api.clientOptions)
  const env = {
    PORT,
    NO_COLOR: '1',
    ...variablesOf(api.clientOptions),
    PIPEDREAM_SIGNING_KEY: 'not set yet',
    ...(await more(client, `http://127.0.0.1:${PORT}`)),
  }
  const server = program(['dist/main.js'], { cwd: example.place, env, after: (end) => t.after(end) })
  return { api, server, client }
}

testInstalled('takes the events that the emulator sends to the webhook of the environment, a copy once', { timeout: 60_000 }, async (t) => {
  const { api, client, server } = await started(t, async (configured, url) => {
    await configured.projectEnvironment.updateWebhook({ url: `${url}/webhook` })
    const { data } = await configured.projectEnvironment.regenerateWebhookSigningKey()
    return { PIPEDREAM_SIGNING_KEY: data.signingKey }
  })
  await server.listening()
  const { data: trigger } = await client.triggers.deploy({
    externalUserId: 'user-1',
    id: 'slack-new-message',
    configuredProps: { slack: { authProvisionId: 'apn_1' } },
  })
  const { deliveries } = await api.emitEvent(trigger.id, { text: 'Grüße' })
  assert.deepEqual(
    deliveries.map(({ status }) => status),
    [200],
    server.stderr + server.stdout,
  )
  await server.until('stdout', /\[Events\] \{"text":"Grüße"\}/)
  const headers = { 'content-type': 'application/json', 'x-pd-signature': deliveries[0].signature }
  assert.equal((await fetch(`${server.url}/webhook`, { method: 'POST', body: '{"text":"Grüße"}', headers })).status, 200)
  assert.equal((await fetch(`${server.url}/webhook`, { method: 'POST', body: '{"text":"never"}', headers })).status, 400)
  const unsigned = { 'content-type': 'application/json' }
  assert.equal((await fetch(`${server.url}/webhook`, { method: 'POST', body: '{}', headers: unsigned })).status, 400)
  assert.equal(server.stdout.match(/Grüße/g).length, 1)
  assert.doesNotMatch(server.stdout + server.stderr, /never|secret-1/)
})

testInstalled('SIGTERM answers the request that has begun, then ends', { timeout: 60_000 }, async (t) => {
  const { api, server } = await started(t)
  await server.listening()
  const slow = api.fail({ operation: 'accounts.list', delayMs: 1000 })
  const answer = fetch(`${server.url}/accounts?user=user-1`, { headers: { connection: 'close' } })
  while (slow.used === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  server.signal('SIGTERM')
  assert.equal((await answer).status, 200)
  const { code, signal } = await server.ended
  assert.ok(code === 0 || signal === 'SIGTERM', `${code} ${signal}`)
})

testInstalled('who hangs up ends the call', { timeout: 60_000 }, async (t) => {
  const { api, server } = await started(t)
  await server.listening()
  const stalled = api.fail({ operation: 'accounts.list', stall: 'headers' })
  const caller = new AbortController()
  const answer = fetch(`${server.url}/accounts?user=user-1`, { signal: caller.signal })
  while (stalled.used === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  caller.abort()
  await assert.rejects(answer, { name: 'AbortError' })
  await server.until('stderr', /\[Pipedream\].*abort/i)
})

testInstalled('a wrong secret ends the start, and is not printed', { timeout: 60_000 }, async (t) => {
  const { server } = await started(t, () => ({ PIPEDREAM_CLIENT_SECRET: 'wrong-hush' }))
  const { code } = await server.ended
  assert.equal(code, 1)
  assert.match(server.stdout + server.stderr, /401|invalid_client/)
  assert.doesNotMatch(server.stdout + server.stderr, /hush/)
})
