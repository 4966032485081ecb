// Connect Link: the page behind `connectLinkUrl`, where a person connects an account. Here by fetch, as a browser would send it;
// __test__/examples/next-app.test.mjs clicks through it in Chromium.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { isConnectionEvent } from 'pipedream-native/webhooks'

const USER = 'user-9'
const BACK = { successRedirectUri: 'http://localhost:3000/?connected=slack', errorRedirectUri: 'myapp://failed' }

async function emulated(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close({ unusedFaults: 'ignore' }))
  const client = new PipedreamClient(api.clientOptions)
  const create = async (more) => (await client.tokens.create({ externalUserId: USER, ...more })).connectLinkUrl
  const accounts = () => client.accounts.list({ externalUserId: USER, includeCredentials: true }).toArray()
  return { api, client, create, accounts }
}

const open = (url) => fetch(url, { redirect: 'manual' })

/** What a browser sends for the form of a page. */
const send = (url, fields) => fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })

const CONNECT = { decision: 'connect' }
const CANCEL = { decision: 'cancel' }

describe('the page of Connect Link', () => {
  test('is of the emulator, names the app, the asker and the user, and loads nothing from elsewhere', async (t) => {
    const { api, create } = await emulated(t)
    const url = `${await create()}&app=slack`
    assert.ok(url.startsWith(`${api.url}/_static/connect.html?token=ctok_`), url)
    const response = await open(url)
    const html = await response.text()
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type'), /^text\/html/)
    for (const word of ['Connect Slack', 'Acme Assistant', USER, 'development']) assert.ok(html.includes(word), word)
    assert.doesNotMatch(html, /src=|https?:\/\//)
    // The URL has the token: it must not reach the page that comes next.
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(api.requestsOf('connect.link').length, 1)
  })

  test('lists the apps if the link names none, each with a link that works', async (t) => {
    const { api, create, accounts } = await emulated(t)
    const html = await (await open(await create())).text()
    const links = [...html.matchAll(/<a href="([^"]+)">([^<]+)</g)].map(([, href, name]) => [href.replaceAll('&amp;', '&'), name])
    assert.equal(links.length, 150)
    const [github] = links.find(([, name]) => name === 'GitHub')
    assert.equal((await send(api.url + github, CONNECT)).status, 200)
    assert.deepEqual(
      (await accounts()).map(({ app }) => app.nameSlug),
      ['github'],
    )
  })

  test('writes what a token names as text, not as HTML', async (t) => {
    const { create } = await emulated(t)
    const html = await (await open(`${await create({ externalUserId: '<script>"&\'' })}&app=slack`)).text()
    assert.ok(html.includes('&lt;script&gt;&quot;&amp;&#39;'))
    assert.ok(!html.includes('<script'))
    const refused = await (await open(`${await create()}&app=${encodeURIComponent('<b>x</b>')}`)).text()
    assert.ok(refused.includes('&lt;b&gt;x') && !refused.includes('<b>'))
  })
})

describe('who clicks Connect', () => {
  test('has an account of the app, and goes to the success URL', async (t) => {
    const { create, accounts } = await emulated(t)
    const response = await send(`${await create(BACK)}&app=slack`, CONNECT)
    assert.deepEqual([response.status, response.headers.get('location')], [303, BACK.successRedirectUri])
    const [account, ...others] = await accounts()
    assert.deepEqual(others, [])
    assert.deepEqual([account.app.nameSlug, account.externalId, account.healthy], ['slack', USER, true])
    assert.ok(account.credentials.oauthAccessToken)
  })

  test('sees a page that says so without a success URL', async (t) => {
    const { create, accounts } = await emulated(t)
    const response = await send(`${await create()}&app=slack`, CONNECT)
    assert.equal(response.status, 200)
    const [{ id }] = await accounts()
    assert.match(await response.text(), new RegExp(`Slack is connected.*${id}`, 's'))
  })

  test('gives the keys that an app asks for; without one the form says which is missing', async (t) => {
    const { create, accounts } = await emulated(t)
    const url = `${await create(BACK)}&app=openai`
    const html = await (await open(url)).text()
    assert.match(html, /API key <input name="field.api_key"[^>]* required>/)
    const missing = await send(url, { ...CONNECT, 'field.api_key': '' })
    assert.equal(missing.status, 400)
    assert.match(await missing.text(), /API key is missing/)
    assert.deepEqual(await accounts(), [])
    assert.equal((await send(url, { ...CONNECT, 'field.api_key': 'sk-1' })).status, 303)
    assert.deepEqual((await accounts())[0].credentials, { api_key: 'sk-1' })
  })

  test('connects through the OAuth app that the link names', async (t) => {
    const { client, create } = await emulated(t)
    await send(`${await create()}&app=slack&oauthAppId=oa_1`, CONNECT)
    assert.equal((await client.accounts.list({ externalUserId: USER, oauthAppId: 'oa_1' })).data.length, 1)
  })

  test('cannot do so twice: the link is used up', async (t) => {
    const { create, accounts } = await emulated(t)
    const [plain, back] = [`${await create()}&app=slack`, `${await create(BACK)}&app=slack`]
    for (const url of [plain, back]) await send(url, CONNECT)
    for (const act of [open, (url) => send(url, CONNECT)]) {
      const response = await act(plain)
      assert.equal(response.status, 400)
      assert.match(await response.text(), /was already used/)
      assert.equal((await act(back)).headers.get('location'), BACK.errorRedirectUri)
    }
    assert.equal((await accounts()).length, 2)
  })
})

describe('who does not connect', () => {
  test('goes to the error URL by Cancel, or sees a page, and can use the link again', async (t) => {
    const { create, accounts } = await emulated(t)
    const [plain, back] = [`${await create()}&app=slack`, `${await create(BACK)}&app=slack`]
    assert.match(await (await send(plain, CANCEL)).text(), /Slack was not connected/)
    assert.equal((await send(back, CANCEL)).headers.get('location'), BACK.errorRedirectUri)
    assert.deepEqual(await accounts(), [])
    assert.equal((await send(back, CONNECT)).headers.get('location'), BACK.successRedirectUri)
  })

  test('is told of a link that has expired, by the clock of the emulator', async (t) => {
    const { api, create } = await emulated(t)
    const url = `${await create({ expiresIn: 60 })}&app=slack`
    assert.equal((await open(url)).status, 200)
    api.clock.advanceSeconds(61)
    const response = await open(url)
    assert.equal(response.status, 400)
    assert.match(await response.text(), /has expired/)
  })

  const refused = {
    'an unknown token': ['token=ctok_1&app=slack', 404, /does not work/],
    'no token': ['app=slack', 404, /does not work/],
  }
  for (const [what, [query, status, words]] of Object.entries(refused)) {
    test(`is refused ${what}`, async (t) => {
      const { api } = await emulated(t)
      const response = await open(`${api.url}/_static/connect.html?${query}`)
      assert.equal(response.status, status)
      assert.match(await response.text(), words)
    })
  }

  test('is refused an unknown app, a form without a decision, and other methods', async (t) => {
    const { create, accounts } = await emulated(t)
    const url = await create()
    assert.equal((await open(`${url}&app=slak`)).status, 404)
    assert.equal((await send(`${url}&app=slack`, {})).status, 400)
    const put = await fetch(`${url}&app=slack`, { method: 'PUT', body: 'x' })
    assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD, POST'])
    assert.equal((await fetch(`${url}&app=slack`, { method: 'HEAD' })).status, 200)
    assert.deepEqual(await accounts(), [])
  })
})

describe('the webhook of a connection', () => {
  /** A server that keeps what is posted to it. */
  async function hook(t) {
    const received = []
    const server = createServer(async (request, response) => {
      const chunks = []
      for await (const chunk of request) chunks.push(chunk)
      received.push({ url: request.url, body: Buffer.concat(chunks).toString(), headers: request.headers })
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close().closeAllConnections())
    return { url: `http://127.0.0.1:${server.address().port}/`, received }
  }

  test('gets its success and its error, under the URL that the token names', async (t) => {
    const { client, create, accounts } = await emulated(t)
    const [own, shared] = [await hook(t), await hook(t)]
    await client.projectEnvironment.updateWebhook({ url: shared.url })
    const url = `${await create({ webhookUri: `${own.url}?secret=1` })}&app=slack`
    await send(url, CANCEL)
    await send(url, CONNECT)
    const [{ id }] = await accounts()
    const [failed, connected, ...others] = own.received.map(({ body }) => JSON.parse(body))
    assert.deepEqual(others, [])
    assert.ok(isConnectionEvent(failed) && isConnectionEvent(connected))
    assert.deepEqual([failed.event, failed.error], ['CONNECTION_ERROR', 'The person cancelled'])
    assert.deepEqual([connected.event, connected.account.id, connected.environment], ['CONNECTION_SUCCESS', id, 'development'])
    assert.equal(connected.connect_token, new URL(url).searchParams.get('token'))
    assert.ok(!('credentials' in connected.account))
    // The API's documentation says of the deliveries of triggers alone that they are signed.
    for (const request of own.received) assert.deepEqual([request.url, request.headers['x-pd-signature']], ['/?secret=1', undefined])
    assert.deepEqual(shared.received, [])
  })

  test('does not stop it if it cannot be reached, and one on another machine is not called', async (t) => {
    const { create, accounts } = await emulated(t)
    const warned = once(process, 'warning')
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const dead = `http://127.0.0.1:${closed.address().port}/`
    closed.close()
    await once(closed, 'close')
    await send(`${await create({ webhookUri: 'https://example.com/hook' })}&app=github`, CONNECT)
    assert.equal((await send(`${await create({ ...BACK, webhookUri: `${dead}?secret=1` })}&app=slack`, CONNECT)).status, 303)
    assert.equal((await warned)[0].message, `emulator: the webhook ${dead} of a connection could not be reached: ECONNREFUSED`)
    assert.equal((await accounts()).length, 2)
  })
})

test('a fault can be planned for Connect Link, and the printed log has neither its token nor its keys', async (t) => {
  const { api, create } = await emulated(t)
  const url = `${await create()}&app=openai`
  api.fail({ operation: 'connect.link', status: 503 })
  assert.equal((await open(url)).status, 503)
  await send(url, { ...CONNECT, 'field.api_key': 'sk-secret' })
  const [, record] = api.requestsOf('connect.link')
  assert.match(String(record.body), /sk-secret/)
  const token = new URL(url).searchParams.get('token')
  // The server reads it as the same token.
  await open(url.replace('token=ctok_', 'token=%63tok_'))
  for (const printed of [inspect(record), JSON.stringify(api.requests)]) {
    assert.ok(!printed.includes('sk-secret') && !printed.includes(token.slice('ctok_'.length)), printed)
    assert.match(printed, /field\.api_key.{1,4}\[redacted\]/)
  }
})

test('a redirect URI that a browser would run is not followed', async (t) => {
  const { create } = await emulated(t)
  for (const uri of ['javascript:alert(1)', 'JavaScript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x']) {
    const url = `${await create({ successRedirectUri: uri, errorRedirectUri: uri })}&app=slack`
    const cancelled = await send(url, CANCEL)
    assert.deepEqual([cancelled.status < 300 || cancelled.status >= 400, cancelled.headers.get('location')], [true, null], uri)
  }
})

test('the keys of a form are not in the printed log, whatever type it says it has', async (t) => {
  const { api, create } = await emulated(t)
  const url = `${await create()}&app=openai`
  const headers = { 'content-type': 'text/plain' }
  await fetch(url, { method: 'POST', redirect: 'manual', body: 'decision=connect&field.api_key=sk-secret', headers })
  const printed = inspect(api.requestsOf('connect.link'))
  assert.ok(printed.includes('text/plain') && !printed.includes('sk-secret'), printed)
})
