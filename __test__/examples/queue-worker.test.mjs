// examples/queue-worker with a real Redis: several worker processes, which share one token; retries, a shutdown, and jobs that run twice.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { installedExample, testUnless } from '../support/installed.mjs'
import { program } from '../support/programs.mjs'
import { startRedis, withoutRedis } from '../support/redis.mjs'
import { variablesOf } from '../support/variables.mjs'

let example
let skipped = withoutRedis
const testInstalled = testUnless(() => skipped)
const ended = []
after(() => Promise.all(ended.map((end) => end())))
before(() => {
  if (skipped) return
  example = installedExample('queue-worker', (end) => ended.push(end))
  skipped = example.skipped ?? false
})

/** A queue in a Redis of its own, an emulator with an app that knows the header Idempotency-Key, and workers. */
async function started(t, count, env = {}) {
  // The last one first: Redis ends after those that use it.
  const ends = []
  t.after(async () => {
    for (const end of ends.reverse()) await end()
  })
  const after = (end) => ends.push(end)
  const redis = await startRedis({ after })
  const api = await startEmulator()
  after(() => api.close())
  const app = appWithKeys(api)
  const all = {
    REDIS_URL: redis.url,
    ...variablesOf(api.clientOptions),
    ...env,
  }
  const start = () => program(['worker.mjs'], { cwd: example.place, env: all, after })
  const workers = Array.from({ length: count }, start)
  for (const worker of workers) await worker.until('stdout', /^ready$/m)

  const { Queue, QueueEvents } = createRequire(join(example.place, 'package.json'))('bullmq')
  const { QUEUE, jobOptions } = await import(join(example.place, 'queue.mjs'))
  const connection = { url: redis.url, maxRetriesPerRequest: null }
  const queue = new Queue(QUEUE, { connection })
  after(() => queue.close())
  const events = new QueueEvents(QUEUE, { connection })
  events.setMaxListeners(0)
  queue.setMaxListeners(0)
  after(() => events.close())
  await events.waitUntilReady()

  const data = (text) => ({ externalUserId: 'user-1', accountId: 'apn_1', url: 'https://slack.com/api/chat.postMessage', body: { text } })
  const add = (id) => queue.add('post', data(id), { ...jobOptions, jobId: id })
  /** Adds a job with the example's own program, as its README says. */
  const enqueue = (id, text) =>
    execFileSync(process.execPath, ['enqueue.mjs', id, JSON.stringify(data(text))], {
      cwd: example.place,
      env: { PATH: process.env.PATH, REDIS_URL: redis.url },
      encoding: 'utf8',
      timeout: 20_000,
    })
  const finished = (job) => job.waitUntilFinished(events, 40_000)
  return { api, app, workers, start, queue, finished, add, enqueue }
}

/** An app that does what a key asks for once. `effects` are the texts, `requests` the keys as they came. */
function appWithKeys(api) {
  const app = { effects: [], requests: [], answer: async () => ({ body: { ok: true } }) }
  const seen = new Set()
  api.onProxyRequest(async (request) => {
    const key = request.headers['idempotency-key']
    app.requests.push(key)
    if (!seen.has(key)) app.effects.push(request.json().text)
    seen.add(key)
    return app.answer(request)
  })
  return app
}

const said = (workers, name) => workers.map((worker) => worker[name]).join('')

/** How many workers asked for a token of their own, because the machine is so busy that Redis did not answer in a tenth of a second. */
const late = (workers) => said(workers, 'stderr').match(/token store ignored: .*longer than \d+ ms/g)?.length ?? 0

testInstalled('four workers share one token, and each job has its effect once', { timeout: 90_000 }, async (t) => {
  for (let round = 1; ; round++) {
    const { api, app, workers, add, finished } = await started(t, 4)
    const ids = Array.from({ length: 60 }, (_, number) => `job-${number}`)
    const jobs = await Promise.all(ids.map((id) => add(id)))
    await Promise.all(jobs.map(finished))
    assert.deepEqual(app.effects.sort(), ids.sort())
    assert.equal(app.requests.length, ids.length)
    assert.ok(api.tokenRequests <= 1 + late(workers), `${api.tokenRequests} token requests\n${said(workers, 'stderr')}`)
    if (late(workers) > 0 && round < 4) continue
    assert.equal(api.tokenRequests, 1)
    assert.ok(workers.filter(({ stdout }) => stdout.includes('completed')).length > 1, 'several workers took jobs')
    assert.ok(!(said(workers, 'stdout') + said(workers, 'stderr')).includes(api.clientOptions.clientSecret))
    return
  }
})

testInstalled('a job that is added twice runs once', { timeout: 90_000 }, async (t) => {
  const { app, enqueue, workers } = await started(t, 1)
  assert.equal(enqueue('order-1', 'once'), 'job order-1\n')
  await workers[0].until('stdout', /completed order-1/)
  enqueue('order-1', 'once')
  enqueue('order-2', 'another')
  await workers[0].until('stdout', /completed order-2/)
  assert.deepEqual(app.effects, ['once', 'another'])
  assert.equal(app.requests.length, 2)
})

testInstalled('a job waits as long as the API asks, and a lost answer does not make it act twice', { timeout: 90_000 }, async (t) => {
  const { api, app, add, finished, queue } = await started(t, 1)
  api.fail({ operation: 'proxy.post', status: 429, headers: { 'retry-after': 3 } })
  const limited = await add('limited')
  await finished(limited)
  const [first, second] = api.requestsOf('proxy.post').map(({ at }) => at)
  // Without `retryAfter` it is one second.
  assert.ok(second - first >= 2900, `${second - first} ms`)
  assert.equal((await queue.getJob('limited')).attemptsMade, 2)

  api.fail({ operation: 'proxy.post', reset: 'handled' })
  const lost = await add('lost')
  await finished(lost)
  assert.deepEqual(app.requests, ['limited', 'lost', 'lost'])
  assert.deepEqual(app.effects, ['limited', 'lost'])
})

testInstalled('a job that cannot succeed is tried once, and says why', { timeout: 90_000 }, async (t) => {
  const { api, app, add, finished, workers } = await started(t, 1)
  app.answer = async () => ({ status: 400, body: { error: 'no such channel' } })
  const refused = await add('refused')
  await assert.rejects(finished(refused), /400/)
  assert.equal(app.requests.length, 1)
  api.rotateSecret()
  api.revokeTokens()
  const unauthorized = await add('unauthorized')
  await assert.rejects(finished(unauthorized), /401|invalid_client/)
  await workers[0].until('stderr', /^failed refused attempt 1: 400$/m)
  assert.equal(app.requests.length, 1)
})

testInstalled('SIGTERM lets a job end, and leaves the others to the next worker', { timeout: 90_000 }, async (t) => {
  const { api, app, add, finished, workers, start, queue } = await started(t, 1, { CONCURRENCY: '1' })
  const gate = deferred()
  const asked = deferred()
  app.answer = async () => {
    asked.resolve()
    await gate.promise
    return { body: { ok: true } }
  }
  const running = await add('running')
  const waiting = await add('waiting')
  await asked.promise
  workers[0].signal('SIGTERM')
  await workers[0].until('stdout', /^shutting down$/m)
  gate.resolve()
  await finished(running)
  assert.deepEqual(await workers[0].ended, { code: 0, signal: null })
  assert.equal(await queue.getWaitingCount(), 1)
  assert.deepEqual(app.requests, ['running'])
  const next = start()
  await finished(waiting)
  assert.deepEqual(app.effects, ['running', 'waiting'])
  assert.ok(api.tokenRequests <= 1 + late([...workers, next]), 'the next worker found the token in Redis')
  next.signal('SIGTERM')
  assert.deepEqual(await next.ended, { code: 0, signal: null })
})

testInstalled('a shutdown that lasts too long ends the call, and the next worker runs the job again', { timeout: 90_000 }, async (t) => {
  const { app, add, finished, workers, start } = await started(t, 1, { SHUTDOWN_SECONDS: '0.2' })
  const asked = deferred()
  const never = deferred()
  t.after(() => never.resolve())
  app.answer = async () => {
    asked.resolve()
    await never.promise
    return { body: {} }
  }
  const job = await add('slow')
  await asked.promise
  workers[0].signal('SIGTERM')
  assert.deepEqual(await workers[0].ended, { code: 0, signal: null })
  app.answer = async () => ({ body: { ok: true } })
  start()
  await finished(job)
  assert.deepEqual(app.requests, ['slow', 'slow'])
  assert.deepEqual(app.effects, ['slow'])
})

function deferred() {
  let resolve
  const promise = new Promise((done) => {
    resolve = done
  })
  return { promise, resolve }
}
