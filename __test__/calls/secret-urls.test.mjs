// A URL may have a password, or a token in its query or its path: errors, log lines and traces do not show them.

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient } from 'pipedream-native'
import { saidDuring } from '../support/looks.mjs'
import { failureOf, serve } from '../support/server.mjs'

const HUSH = 'hush-5f2c'
const OPTIONS = { clientId: 'a', clientSecret: 'b', projectId: 'p', projectEnvironment: 'development' }

test('an error about a URL shows neither user and password, nor what is in its query and fragment', async () => {
  const texts = []
  for (const baseUrl of [
    `https://127.0.0.1:1/?secret=${HUSH}`,
    `https://127.0.0.1:1/#${HUSH}`,
    `http://user:${HUSH}@[`,
    `https://user:${HUSH}@x.example`,
    `ftp://user:${HUSH}@x.example`,
    `http://x.example/?secret=${HUSH}`,
  ])
    assert.throws(
      () => new PipedreamClient({ ...OPTIONS, baseUrl }),
      (error) => texts.push(inspect(error)) > 0,
    )
  const client = new PipedreamClient({ ...OPTIONS, baseUrl: 'http://127.0.0.1:1' })
  for (const url of [
    `http://[?t=${HUSH}`,
    `http://u:${HUSH}@[/`,
    `//x?t=${HUSH}`,
    `/a/../b?t=${HUSH}`,
    `http://u:${HUSH}@h/`,
    `/x?t=${HUSH}\n`,
  ])
    texts.push(inspect(await failureOf(client.fetch(url))))
  texts.push(inspect(await failureOf(client.workflows.invoke({ urlOrEndpoint: `https://x.example/?t=${HUSH}` }))))
  for (const text of texts) {
    assert.ok(!text.includes('5f2c'), text)
    assert.match(text, /got "/)
  }
})

test('a Connect token in a path is shown neither by log lines nor by traces, also if it is percent-encoded', async (t) => {
  const api = await serve(t, () => ({ body: {} }))
  const urls = []
  const channel = diagnostics.channel('tracing:pipedream-native:request:start')
  const listener = ({ url }) => urls.push(url)
  channel.subscribe(listener)
  t.after(() => channel.unsubscribe(listener))
  const said = await saidDuring(t, async (logging) => {
    const client = new PipedreamClient({ ...api.options, logging })
    for (const name of ['ctok_', '%63tok_', '%63%74%6F%6b%5f', 'CTOK_']) {
      await client.request('GET', `/v1/connect/tokens/${name}${HUSH}/validate`)
      await client.fetch(`/v1/connect/tokens/${name}${HUSH}/validate`)
    }
  })
  assert.equal(urls.length, 8)
  for (const url of urls) assert.ok(url.endsWith('/v1/connect/tokens/REDACTED/validate'), url)
  assert.ok(!inspect(said).includes('5f2c'), inspect(said))
})
