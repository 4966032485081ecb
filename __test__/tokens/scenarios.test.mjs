// The scenarios of fixtures/scenarios.json over real HTTP, each step in eight worker threads at once. Scenarios that set the clock run
// only in Rust, since it cannot be set here.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { serve } from '../support/server.mjs'

const { scenarios } = JSON.parse(readFileSync(new URL('../fixtures/scenarios.json', import.meta.url), 'utf8'))
const WORKERS = 8
const CLOCK = ['pass', 'wall', 'boot']

const needsClock = ({ steps }) => steps.some((step) => CLOCK.some((name) => name in step))
/** Waits of twelve seconds are left to Rust, which can set the clock. */
const hangs = ({ steps }) => steps.some(({ endpoint }) => endpoint === 'hangs' || endpoint === 'down')
const playable = scenarios.filter((scenario) => !needsClock(scenario) && !hangs(scenario))

/** The token endpoint of the scenario, and an operation that returns the token it was sent. */
async function setUp(t) {
  const state = { always: { expiresIn: 3600 }, next: [], takes: 0, given: 0, rejected: new Set(), secret: undefined }
  const token = async () => {
    const says = state.next.shift() ?? state.always
    await new Promise((done) => setTimeout(done, state.takes * 1000))
    if (says.status)
      return {
        status: says.status,
        headers: says.retryAfter ? { 'retry-after': says.retryAfter } : {},
        body: says.error ? { error: says.error } : {},
      }
    return { body: { access_token: says.token ?? `token-${++state.given}`, token_type: 'Bearer', expires_in: says.expiresIn } }
  }
  const answer = ({ headers }) => {
    const bearer = headers.authorization.slice('Bearer '.length)
    return state.rejected.has(bearer) ? { status: 401, body: {} } : { body: { bearer } }
  }
  return { state, api: await serve(t, answer, { token }) }
}

async function crew(t, api, given, number) {
  const secrets = given.secrets ?? ['secret-1']
  const workerData = { url: api.url, clientId: `scenario-${number}`, secrets, supplied: given.supplied === true }
  const workers = Array.from(
    { length: WORKERS },
    () => new Worker(new URL('../support/scenario-worker.mjs', import.meta.url), { workerData }),
  )
  t.after(() => Promise.all(workers.map((worker) => worker.terminate())))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  return async (step) => {
    const seen = workers.map((worker) => once(worker, 'message'))
    for (const worker of workers) worker.postMessage(step)
    return (await Promise.all(seen)).map(([one]) => one)
  }
}

for (const [number, { name, given, steps }] of playable.entries()) {
  test(`eight workers: ${name}`, async (t) => {
    const { state, api } = await setUp(t)
    const all = await crew(t, api, given, number)
    let held = []
    for (const step of steps) {
      if ('next' in step) state.next.push(...step.next)
      else if ('endpoint' in step) state.always = step.endpoint
      else if ('takes' in step) state.takes = step.takes
      else if ('secret' in step) await all({ do: 'secret', secret: step.secret })
      else if ('invalidate' in step) await all({ do: 'invalidate' })
      else if ('get' in step || 'reject' in step || 'refresh' in step) {
        if ('reject' in step) for (const token of held) state.rejected.add(token)
        held = await all({ do: 'refresh' in step ? 'refresh' : 'call' })
        assert.deepEqual(held, new Array(WORKERS).fill(step.is), JSON.stringify(step))
      }
      if ('requests' in step) assert.equal(api.tokens.length, step.requests, `requests after ${JSON.stringify(step)}`)
    }
  })
}

test('most scenarios do not set the clock', () => {
  assert.ok(playable.length >= 8, String(playable.length))
})
