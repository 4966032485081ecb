// The example in a real Chromium: `next start`, the emulator of the API, and a person who clicks. `npm run build` comes first.
//
// CHROMIUM is the path of the browser. With SCREENSHOT, a path, the page with two accounts is saved there.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startEmulator } from 'pipedream-native/testing'
import puppeteer from 'puppeteer-core'

const { CHROMIUM = '/usr/bin/chromium', SCREENSHOT } = process.env
/** For a busy machine; nothing takes as long on a quiet one. */
const TIMEOUT_MS = 30_000
const USER = 'demo-user'

let api
let app
let browser
let origin

before(async () => {
  api = await startEmulator()
  origin = `http://localhost:${await freePort()}`
  app = startApp()
  const ended = once(app, 'exit').then(([code]) => Promise.reject(new Error(`next start ended with ${code}`)))
  await Promise.race([answered(`${origin}/`), ended])
  // At the end of the tests it is stopped.
  ended.catch(() => {})
  browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    // A container has often no user namespaces and a small /dev/shm. Nothing is loaded but our own pages.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    protocolTimeout: TIMEOUT_MS,
    timeout: TIMEOUT_MS,
  })
})

after(async () => {
  await browser?.close()
  if (app?.exitCode === null) {
    app.kill()
    await once(app, 'exit')
  }
  await api?.close()
})

beforeEach(() => api.reset())

function startApp() {
  const { baseUrl, clientId, clientSecret, projectId, projectEnvironment } = api.clientOptions
  const next = fileURLToPath(import.meta.resolve('next/dist/bin/next'))
  return spawn(process.execPath, [next, 'start', '-p', new URL(origin).port], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      PIPEDREAM_BASE_URL: baseUrl,
      PIPEDREAM_CLIENT_ID: clientId,
      PIPEDREAM_CLIENT_SECRET: clientSecret,
      PIPEDREAM_PROJECT_ID: projectId,
      PIPEDREAM_PROJECT_ENVIRONMENT: projectEnvironment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function freePort() {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** Waits until the server listens. */
async function answered(url) {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url)
    } catch (error) {
      if (tries === 600) throw error
      await sleep(100)
    }
  }
}

/** The page in a browser of its own. `errors` are what the page reported. */
async function open(t, { javaScript = true } = {}) {
  const context = await browser.createBrowserContext()
  t.after(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.setViewport({ width: 760, height: 560, deviceScaleFactor: 2 })
  await page.setJavaScriptEnabled(javaScript)
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(origin)
  return { page, errors }
}

const button = (page, label) => page.waitForSelector(`::-p-xpath(//button[normalize-space()="${label}"])`)

/** Clicks, and waits until the browser is at another page. */
async function clickAway(page, label) {
  const element = await button(page, label)
  await Promise.all([page.waitForNavigation(), element.click()])
}

const text = async (page, selector) => (await page.waitForSelector(selector)).evaluate((element) => element.textContent.trim())
const accounts = (page) => page.$$eval('.accounts li strong', (items) => items.map(({ textContent }) => textContent))

/** From the page to Connect Link, where the person decides, and back. */
async function connect(page, name, decision = 'Connect') {
  await clickAway(page, `Connect ${name}`)
  assert.ok(page.url().startsWith(`${api.url}/`), page.url())
  assert.equal(await text(page, 'h1'), `Connect ${name}`)
  await clickAway(page, decision)
}

describe('the page', () => {
  test('connects accounts by Connect Link, and lists them', async (t) => {
    const { page, errors } = await open(t)
    assert.equal(await text(page, '.empty'), 'You have not connected an account yet.')
    await connect(page, 'Slack')
    assert.equal(page.url(), `${origin}/?connected=slack`)
    assert.equal(await text(page, '[role=status]'), 'Slack is connected.')
    assert.deepEqual(await accounts(page), ['Acme on Slack'])
    await connect(page, 'GitHub')
    assert.equal(await text(page, '[role=status]'), 'GitHub is connected.')
    assert.deepEqual(await accounts(page), ['Acme on Slack', 'Acme on GitHub'])
    if (SCREENSHOT !== undefined) await page.screenshot({ path: SCREENSHOT })
    for (const { body } of api.requestsOf('tokens.create')) assert.equal(body.external_user_id, USER)
    for (const secret of ['secret-1', ...api.issuedTokens]) assert.ok(!(await page.content()).includes(secret))
    assert.deepEqual(errors, [])
  })

  test('says that an account was not connected, when the person has cancelled', async (t) => {
    const { page } = await open(t)
    await connect(page, 'Notion', 'Cancel')
    assert.equal(page.url(), `${origin}/?failed=notion`)
    assert.equal(await text(page, '[role=alert].notice'), 'Notion was not connected. You can try again.')
    await connect(page, 'Notion')
    assert.deepEqual(await accounts(page), ['Acme on Notion'])
  })

  test('connects and disconnects without JavaScript', async (t) => {
    api.addAccount({ externalId: USER, app: 'github' })
    const { page } = await open(t, { javaScript: false })
    await connect(page, 'Slack')
    assert.deepEqual(await accounts(page), ['Acme on GitHub', 'Acme on Slack'])
    await clickAway(page, 'Disconnect')
    assert.deepEqual(await accounts(page), ['Acme on Slack'])
  })

  test('disconnects an account', async (t) => {
    api.addAccount({ externalId: USER, app: 'github' })
    api.addAccount({ externalId: USER, app: 'slack' })
    const { page } = await open(t)
    await (await page.waitForSelector('[aria-label="Disconnect Acme on GitHub"]')).click()
    await page.waitForFunction(() => document.querySelectorAll('.accounts li').length === 1)
    assert.deepEqual(await accounts(page), ['Acme on Slack'])
  })

  test('does not disconnect an account of somebody else, whatever the browser sends', async (t) => {
    const { id } = api.addAccount({ externalId: USER, app: 'github' })
    const { page } = await open(t, { javaScript: false })
    const changed = await page.$$eval(
      '.accounts input[type=hidden]',
      (inputs, own) => {
        const found = inputs.filter(({ value }) => value.includes(own))
        for (const input of found) input.value = input.value.replace(own, 'apn_1')
        return found.length
      },
      id,
    )
    assert.equal(changed, 1)
    await clickAway(page, 'Disconnect')
    assert.equal(api.requestsOf('accounts.retrieve').at(-1).path, '/v1/connect/proj_1/accounts/apn_1')
    assert.equal(api.requestsOf('accounts.delete').length, 0)
  })

  test('says so if Pipedream refuses, and works again afterwards', async (t) => {
    const refused = api.fail({ operation: 'accounts.list', status: 403, times: Infinity })
    const { page } = await open(t)
    assert.equal(await text(page, '[role=alert].notice'), 'Your accounts cannot be shown at the moment.')
    refused.remove()
    await clickAway(page, 'Try again')
    assert.equal(await text(page, '.empty'), 'You have not connected an account yet.')
  })
})

describe('the routes', () => {
  test('of the App Router and of the Pages Router share a token', async () => {
    const { id } = api.addAccount({ externalId: USER, app: 'github' })
    const response = await fetch(`${origin}/api/accounts`)
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), [{ id, name: 'Acme on GitHub', app: 'github', healthy: true }])
    assert.equal((await fetch(`${origin}/api/stats`)).status, 200)
    // The first test made the app get it.
    assert.equal(api.tokenRequests, 0)
  })

  test('answer 502 if Pipedream refuses', async () => {
    api.fail({ operation: 'accounts.list', status: 403 })
    const response = await fetch(`${origin}/api/accounts`)
    assert.equal(response.status, 502)
    assert.equal((await response.json()).error, 'Pipedream did not answer')
  })
})
