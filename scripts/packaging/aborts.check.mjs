// Check 18: POSTs that are aborted, or reach their time limit, at random moments.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from '../../__test__/support/server.mjs'
import { start, until } from './child.mjs'

/** A fifth is answered at once, the others late, with a body that drips, or not at all. */
function answer({ text, socket }, response) {
  socket.busy = true
  const kind = JSON.parse(text).external_user_id.slice(-1) % 5
  const body = JSON.stringify({ token: 't', expires_at: '2030-01-01T00:00:00Z', connect_link_url: 'https://example.com' })
  response.once('close', () => (socket.busy = false))
  if (kind === 0) return { body: JSON.parse(body) }
  if (kind === 1) setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), 100)
  if (kind === 2) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).write(body.slice(0, 10))
    setTimeout(() => response.end(body.slice(10)), 150)
  }
  return undefined
}

test('2,000 POSTs that are aborted or reach their time limit at random moments', async (t) => {
  const api = await serve(t, answer)
  const sockets = new Set()
  api.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const program = `
    const { getEventListeners } = require('node:events')
    const unhandled = []
    process.on('unhandledRejection', (reason) => unhandled.push(String(reason)))
    const warnings = []
    process.on('warning', ({ message }) => warnings.push(message))
    // The generator of a run is a fixed one: a fault can be had again.
    let seed = 1
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    const shared = new AbortController()
    const outcomes = {}
    let most = 0
    const one = async (number) => {
      const ends = [undefined, { timeoutInSeconds: 0.001 + random() * 0.4 }, {}, { abortSignal: shared.signal, timeoutInSeconds: 0.3 }][number % 4]
      const controller = new AbortController()
      const how = number % 4 === 0 || number % 4 === 2 ? { abortSignal: controller.signal } : ends
      const timer = how.abortSignal === controller.signal ? setTimeout(() => controller.abort(), random() * 400) : undefined
      const outcome = await client.tokens.create({ externalUserId: 'user-' + number }, { maxRetries: 0, ...how })
        .then(() => 'answered', ({ code }) => code)
      clearTimeout(timer)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      most = Math.max(most, getEventListeners(shared.signal, 'abort').length)
      if (getEventListeners(controller.signal, 'abort').length > 0) outcomes.listener = 1
    }
    const rss = []
    const main = async () => {
      await client.prefetch()
      let number = 0
      const lane = async (end) => { while (number < end) await one(number++) }
      for (const end of [1000, 2000]) {
        await Promise.all(Array.from({ length: 40 }, () => lane(end)))
        gc()
        rss.push(process.memoryUsage().rss)
      }
      await new Promise(setImmediate)
      console.log(JSON.stringify({ outcomes, most, left: getEventListeners(shared.signal, 'abort').length, unhandled, warnings, rss }))
    }
    main()
    process.stdin.once('data', () => process.exit())
  `
  const one = start(api.options, program, { args: ['--expose-gc'] })
  await until(() => one.said().includes('\n') || one.child.exitCode !== null, 'all calls settle', 240_000)
  // The client is still there, and its pool is open: what counts is what holds a call.
  const at = performance.now()
  await until(() => [...sockets].every((socket) => !socket.busy), 'no socket holds a call', 2_000)
  const closed = performance.now() - at
  const open = sockets.size
  one.child.stdin.write('end')
  const { code, stdout, stderr } = await one.ended
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  const { outcomes, most, left, unhandled, warnings, rss } = JSON.parse(stdout)
  t.diagnostic(
    `figure: ${JSON.stringify(outcomes)}; no socket held a call ${closed.toFixed(0)} ms after the last one, ${open} idle ones were kept; the shared signal had ${most} listeners at most and ${left} at the end; memory grew by ${((rss[1] - rss[0]) / 1e6).toFixed(1)} MB from call 1,000 to 2,000`,
  )
  assert.deepEqual(Object.keys(outcomes).sort(), ['ABORT_ERR', 'ETIMEDOUT', 'answered'])
  assert.equal(
    Object.values(outcomes).reduce((sum, count) => sum + count),
    2_000,
  )
  for (const count of Object.values(outcomes)) assert.ok(count > 100, JSON.stringify(outcomes))
  assert.deepEqual(unhandled, [])
  assert.deepEqual(warnings, [])
  assert.ok(most <= 1 && left <= 1, `${most} and ${left} listeners`)
  assert.ok(open <= 64, `${open} sockets`)
  assert.ok(rss[1] - rss[0] < 24e6, rss.join(' '))
})
