// The page in a real Chromium: the official browser half, our server half and the emulator of the API together.
//
// CHROMIUM is the path of the browser. With SCREENSHOT, a path, the page of the first test is saved there.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startEmulator } from 'pipedream-native/testing'
import puppeteer from 'puppeteer-core'

const { CHROMIUM = '/usr/bin/chromium', SCREENSHOT } = process.env
const TIMEOUT_MS = 60_000

let api
let browser
let server
let origin

before(async () => {
  api = await startEmulator()
  api.onAction('slack-send-message', ({ externalUserId, configuredProps }) => ({
    exports: { $summary: `Sent for ${externalUserId}` },
    ret: { channel: configuredProps.channel, text: configuredProps.text },
  }))
  api.onProxyRequest(({ url, headers, externalUserId }) => ({ body: { url, user: externalUserId, isSigned: 'authorization' in headers } }))
  server = spawn(process.execPath, [fileURLToPath(new URL('server.mjs', import.meta.url))], {
    env: { ...process.env, ...environmentOf(api), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)))
  const [line] = await Promise.race([once(server.stdout.setEncoding('utf8'), 'data'), ended])
  // At the end of the tests it is stopped.
  ended.catch(() => {})
  origin = line.trim()
  browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    // A container has often no user namespaces and a small /dev/shm. Nothing is loaded but our own page.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    protocolTimeout: TIMEOUT_MS,
    timeout: TIMEOUT_MS,
  })
})

after(async () => {
  await browser?.close()
  if (server?.exitCode === null) {
    server.kill()
    await once(server, 'exit')
  }
  await api?.close()
})

function environmentOf({ clientOptions: { baseUrl, clientId, clientSecret, projectId, projectEnvironment } }) {
  return {
    PIPEDREAM_BASE_URL: baseUrl,
    PIPEDREAM_CLIENT_ID: clientId,
    PIPEDREAM_CLIENT_SECRET: clientSecret,
    PIPEDREAM_PROJECT_ID: projectId,
    PIPEDREAM_PROJECT_ENVIRONMENT: projectEnvironment,
  }
}

/** The page of a person in a browser of its own, when it has loaded. `errors` are what the page reported. */
async function open(t, user) {
  const context = await browser.createBrowserContext()
  t.after(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.setViewport({ width: 640, height: 860 })
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(`${origin}/?user=${user}`)
  await page.waitForSelector('#accounts, #failed')
  return { page, errors }
}

const text = (page, selector) => page.$eval(selector, (element) => element.textContent)
const json = async (page, selector) => JSON.parse(await text(page, selector))

/** What a call of the official client in the page gives, or the status with which it is refused. `code` is the body of a function. */
const called = (page, code) =>
  page.evaluate(async (body) => {
    try {
      return { value: await new Function('client', `return (async () => { ${body} })()`)(window.pipedream) }
    } catch (error) {
      return { status: error.statusCode, reason: error.body?.details?.reason }
    }
  }, code)

/** Opens a select of the form, and takes the option that has a text. */
async function choose(page, selector, option) {
  const input = await page.waitForSelector(`${selector}:not([disabled])`)
  await input.click()
  const choice = await page.waitForSelector(`::-p-xpath(//*[@role="option"][contains(., "${option}")])`)
  await choice.click()
}

describe('the page of user-1', () => {
  test('shows the accounts and apps, configures a prop, runs an action and calls the proxy', async (t) => {
    const { page, errors } = await open(t, 'user-1')
    assert.deepEqual(await page.$$eval('#accounts li', (items) => items.map(({ textContent }) => textContent.split(' ')[0]).sort()), [
      'apn_1',
      'apn_2',
      'apn_3',
    ])
    await page.waitForFunction(() => document.querySelector('#apps').textContent.includes('Slack'))

    await choose(page, 'input[id$="_slack-input"]', 'Acme on Slack')
    await page.waitForFunction(() => document.querySelector('#configured').textContent.includes('apn_1'))
    await choose(page, 'input[id$="_channel"]', '#random')
    await page.waitForFunction(() => document.querySelector('#configured').textContent.includes('C061EG9SL'))
    assert.ok(api.requestsOf('components.configureProp').length > 0)
    await page.type('input[name="text"]', 'Hello')
    await page.waitForFunction(() => document.querySelector('#configured').textContent.includes('Hello'))

    await (await page.waitForSelector('input[type="submit"]:not([disabled])')).click()
    await page.waitForFunction(() => document.querySelector('#result').textContent.includes('Sent for user-1'))
    assert.equal((await json(page, '#result')).ret.text, 'Hello')
    if (SCREENSHOT !== undefined) await page.screenshot({ path: SCREENSHOT, fullPage: true })

    await page.click('#who')
    await page.waitForFunction(() => document.querySelector('#result').textContent.includes('users.identity'))
    const { user, isSigned } = await json(page, '#result')
    assert.deepEqual([user, isSigned], ['user-1', true])

    // The page never had an access token, and its calls name no project: the Connect token does.
    const calls = api.requests.filter(({ headers, method }) => headers.origin === origin && method !== 'OPTIONS')
    assert.ok(calls.length > 5)
    for (const { authorization, path } of calls) {
      assert.match(authorization, /^Bearer ctok_/)
      assert.ok(!path.includes('proj_1'), path)
    }
    assert.deepEqual(errors, [])
  })

  test('is refused what only a server may do', async (t) => {
    const { page } = await open(t, 'user-1')
    const refused = {
      "return client.tokens.create({ externalUserId: 'user-1' })": /^tokens\.create takes an access token/,
      'return (await client.users.list()).data': /^users\.list takes an access token/,
      'return (await client.projects.list()).data': /^projects\.list takes an access token/,
      "return client.accounts.retrieve('apn_1', { includeCredentials: true })": /^include_credentials/,
    }
    for (const [code, reason] of Object.entries(refused)) {
      const { status, reason: actual } = await called(page, code)
      assert.equal(status, 403, code)
      assert.match(actual, reason)
    }
  })

  test('has no access when the token has expired, and gets a new token from the server', async (t) => {
    const { page } = await open(t, 'user-1')
    api.clock.advanceSeconds(14_400)
    t.after(() => api.clock.reset())
    assert.equal((await called(page, "return client.accounts.retrieve('apn_1')")).status, 401)
    await page.reload()
    await page.waitForSelector('#accounts')
    assert.equal((await called(page, "return client.accounts.retrieve('apn_1')")).value.id, 'apn_1')
  })
})

describe('the page of user-2', () => {
  test('sees nothing of user-1', async (t) => {
    const { page } = await open(t, 'user-2')
    const shown = await page.$$eval('#accounts li', (items) => items.map(({ textContent }) => textContent.split(' ')[0]))
    const { value: listed } = await called(
      page,
      'const all = []; for await (const one of await client.accounts.list()) all.push(one); return all',
    )
    assert.ok(listed.length > 0)
    assert.deepEqual([...new Set(listed.map(({ externalId }) => externalId))], ['user-2'])
    assert.deepEqual(shown.sort(), listed.map(({ id }) => id).sort())
    const refused = {
      "return client.accounts.retrieve('apn_1')": 404,
      "return client.accounts.delete('apn_1')": 404,
      "return client.accounts.list({ externalUserId: 'user-1' })": 403,
      "return client.actions.run({ id: 'slack-send-message', externalUserId: 'user-1', configuredProps: {} })": 403,
      "return client.proxy.get({ url: 'https://slack.com/', externalUserId: 'user-1', accountId: 'apn_1' })": 403,
      "return client.proxy.get({ url: 'https://slack.com/', externalUserId: 'user-2', accountId: 'apn_1' })": 404,
      "return client.deployedTriggers.retrieve('dc_1', { externalUserId: 'user-1' })": 403,
      "return client.deployedTriggers.retrieve('dc_1', { externalUserId: 'user-2' })": 404,
    }
    for (const [code, status] of Object.entries(refused)) assert.equal((await called(page, code)).status, status, code)
  })
})

test('the page of an origin that the token does not name reads nothing', async (t) => {
  const context = await browser.createBrowserContext()
  t.after(() => context.close())
  const page = await context.newPage()
  // The same server under another name is another origin.
  await page.goto(`${origin.replace('127.0.0.1', 'localhost')}/?user=user-1`)
  await page.waitForFunction(() => window.pipedream !== undefined)
  const { value, status } = await called(page, "return client.accounts.retrieve('apn_1', {}, { maxRetries: 0 })")
  assert.deepEqual([value, status], [undefined, undefined])
  const [last] = api.requestsOf('accounts.retrieve').slice(-1)
  assert.deepEqual([last.status, last.headers.origin], [403, origin.replace('127.0.0.1', 'localhost')])
})
