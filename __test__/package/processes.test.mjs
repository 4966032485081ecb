// What a client does to its process: nothing keeps it alive, and no end of a worker harms it.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PipedreamClient } from 'pipedream-native'
import { answerAfter, failureOf, serve } from '../support/server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const account = () => ({ body: { id: 'apn_1' } })
const run = promisify(execFile)

/** Runs a script that has `client`; gives what it printed. A process that does not end by itself is killed, which fails the test. */
async function script(api, text, { limit = 20_000, args = [] } = {}) {
  const head = `
    const { PipedreamClient, PipedreamError } = require(${JSON.stringify(root)})
    const options = ${JSON.stringify(api.options)}
    const client = new PipedreamClient(options)
    const unhandled = []
    process.on('unhandledRejection', (reason) => unhandled.push(String(reason)))
    process.on('exit', () => unhandled.length > 0 && (console.log('UNHANDLED', unhandled), process.exitCode = 9))
  `
  const { stdout, stderr } = await run(process.execPath, [...args, '-e', head + text], { timeout: limit, killSignal: 'SIGKILL' })
  assert.equal(stderr, '')
  return stdout.trim()
}

/** Milliseconds from the last call to the process's end, the best of five: a busy machine is not what is measured. */
async function bestEnd(api, text) {
  const measure = `const last = () => { const at = performance.now(); process.on('exit', () => console.log(performance.now() - at)) };`
  const took = []
  for (let round = 0; round < 5; round++) took.push(Number(await script(api, `${measure}${text}`)))
  return Math.min(...took)
}

describe('guarantee 25: the end of a process', () => {
  const scripts = {
    'a call': `client.accounts.retrieve('a').then(last)`,
    '100 calls at once': `Promise.all(Array.from({ length: 100 }, () => client.accounts.retrieve('a'))).then(last)`,
    'a call that failed': `client.accounts.retrieve('..').catch(last)`,
    'a call that was aborted': `
      const controller = new AbortController()
      client.accounts.retrieve('stall', {}, { abortSignal: controller.signal }).catch(last)
      setTimeout(() => controller.abort(), 100)`,
    'a page of a list': 'client.accounts.list().then(last)',
    'a token': 'client.accessToken().then(last)',
    'a client that was never used': 'last()',
    'a client that was closed': `client.accounts.retrieve('a').then(() => client.close()).then(last)`,
  }
  for (const [name, text] of Object.entries(scripts)) {
    test(`guarantee 25: it comes within 50 ms of ${name}`, async (t) => {
      const api = await serve(t, ({ path }) =>
        path.endsWith('/stall') ? undefined : path.endsWith('/accounts') ? { body: { data: [], page_info: {} } } : account(),
      )
      const best = await bestEnd(api, text)
      assert.ok(best < 50, `${best} ms`)
    })
  }

  test('guarantee 25: a refresh in the background does not hold it up', async (t) => {
    let count = 0
    const api = await serve(t, account, {
      token: () => (++count === 1 ? { body: { access_token: 'a', token_type: 'Bearer', expires_in: 4 } } : undefined),
    })
    const took = await script(
      api,
      `
      const until = (done) => new Promise((resolve) => { const timer = setInterval(() => done() && (clearInterval(timer), resolve()), 5) })
      client.prefetch()
        .then(() => until(() => client.accessTokenStats().ageSeconds > 3.22))
        .then(() => client.accounts.retrieve('a'))
        .then(() => { const at = performance.now(); process.on('exit', () => console.log(performance.now() - at)) })`,
    )
    // The endpoint does not answer: the attempt would end after 5 s.
    assert.ok(Number(took) < 3_000, `${took} ms`)
    assert.equal(count, 2, 'the refresh was on its way')
  })

  test('a call on its way keeps the process alive until it has its answer', async (t) => {
    const api = await serve(
      t,
      answerAfter(() => pause(300), account),
    )
    assert.equal(await script(api, `client.accounts.retrieve('a').then(({ id }) => console.log(id))`), 'apn_1')
  })

  test('process.exit() with calls on their way ends at once and in order', async (t) => {
    const api = await serve(t, () => undefined)
    assert.equal(
      await script(api, `for (let i = 0; i < 100; i++) client.accounts.retrieve('a'); setTimeout(() => process.exit(0), 100)`),
      '',
    )
  })

  test('a prefetch that fails and is not awaited is no unhandled rejection', async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 400, body: { error: 'invalid_scope' } }) })
    // The second one is awaited, and joins the first: by then the first has failed.
    const text = 'client.prefetch(); client.prefetch().catch(({ code }) => setTimeout(() => console.log(code), 50))'
    assert.equal(await script(api, text), 'invalid_scope')
  })

  test('a promise that is derived from a prefetch is an unhandled rejection where it is not handled', async (t) => {
    const api = await serve(t, account, { token: () => ({ status: 400, body: { error: 'invalid_scope' } }) })
    const failed = await failureOf(script(api, 'client.prefetch().then(() => {})'))
    assert.equal(failed.code, 9)
    assert.match(failed.stdout, /UNHANDLED/)
  })

  test('a call that fails and that nobody waits for is an unhandled rejection, as everywhere', async (t) => {
    const api = await serve(t, () => ({ status: 400, body: {} }))
    const failed = await failureOf(script(api, `client.accounts.retrieve('a')`))
    assert.equal(failed.code, 9)
    assert.match(failed.stdout, /UNHANDLED.*BadRequestError/)
  })
})

describe('guarantee 25: close()', () => {
  test('guarantee 25: twice is fine, asyncDispose too, and calls on their way end as they would', async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient(api.options)
    const calls = Array.from({ length: 20 }, () => client.accounts.retrieve('a'))
    client.close()
    client.close()
    assert.equal(await client[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')](), undefined)
    const settled = await Promise.allSettled(calls)
    for (const { value, reason } of settled) assert.ok(value?.id === 'apn_1' || reason?.code === 'ERR_CLIENT_CLOSED')
    for (const call of [
      () => client.accounts.retrieve('a'),
      () => client.accounts.list(),
      () => client.accessToken(),
      () => client.rawAccessToken,
      () => client.prefetch(),
      () => client.request('GET', '/v1/x'),
    ]) {
      assert.equal((await failureOf(call())).code, 'ERR_CLIENT_CLOSED')
    }
  })

  test('guarantee 25: what other clients share stays', async (t) => {
    const api = await serve(t, account)
    const [one, other] = [new PipedreamClient(api.options), new PipedreamClient(api.options)]
    await one.accounts.retrieve('a')
    one.close()
    assert.equal((await other.accounts.retrieve('a')).id, 'apn_1')
    assert.equal(api.tokens.length, 1)
  })

  test('a function of the client’s holds up neither its collection nor the process', async (t) => {
    const api = await serve(t, account)
    const text = `
      const refs = []
      const one = async () => { const c = new PipedreamClient({ ...options, clientSecret: () => options.clientSecret }); refs.push(new WeakRef(c)); await c.accounts.retrieve('a') }
      const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
      ;(async () => {
        for (let i = 0; i < 50; i++) await one()
        for (let i = 0; i < 200 && refs.some((ref) => ref.deref()); i++) { gc(); await turn() }
        console.log(refs.filter((ref) => ref.deref()).length)
      })()`
    assert.ok(Number(await script(api, text, { args: ['--expose-gc'] })) <= 1)
    assert.equal(api.tokens.length, 1)
  })
})

/** Starts 1,000 workers (as many as fit into a minute), twelve at a time, and ends each at some moment of its calls. */
const terminating = `
  const { Worker } = require('node:worker_threads')
  const source = ${JSON.stringify(`
    const { workerData, parentPort } = require('node:worker_threads')
    const { PipedreamClient } = require(workerData.root)
    const how = workerData.number % 4
    const { clientSecret, ...rest } = workerData.options
    const client = new PipedreamClient(how === 1 ? { ...rest, scope: 's' + workerData.number % 7, clientSecret: async () => clientSecret } : workerData.options)
    const act = () => Promise.allSettled([client.accounts.retrieve('a'), client.accounts.list(), client.accessToken({ forceRefresh: how === 2 })])
    for (let i = 0; i < 5; i++) act().then(act)
    parentPort.postMessage('flying')
  `)}
  let number = 0
  const one = () => new Promise((resolve) => {
    const worker = new Worker(source, { eval: true, workerData: { root: ${JSON.stringify(root)}, options, number } })
    worker.on('error', (error) => { unhandled.push(String(error)); resolve() })
    worker.on('message', () => setTimeout(() => worker.terminate().then(resolve), number % 5))
  })
  const end = performance.now() + 60_000
  const pool = async () => { while (number < 1000 && performance.now() < end) { number++; await one() } }
  Promise.all(Array.from({ length: 12 }, pool))
    .then(() => client.accounts.retrieve('a'))
    .then(({ id }) => console.log(number, id))
`

test('guarantee 25: 1,000 workers are terminated in the middle of their calls, and nothing crashes', async (t) => {
  const api = await serve(t, account)
  const said = await script(api, terminating, { limit: 120_000 })
  const [ended, id] = said.split(' ')
  assert.equal(id, 'apn_1', 'the main thread goes on calling')
  t.diagnostic(`${ended} workers`)
  assert.ok(Number(ended) >= 250, `only ${ended} within a minute`)
})
