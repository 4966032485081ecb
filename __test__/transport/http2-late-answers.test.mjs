// Answers over HTTP/2 to calls that were given up before: a server, or a gateway before it, need not heed a reset in time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, GOAWAY, HEADERS, RST_STREAM, serveFrames } from '../support/http2-frames.mjs'

test('late answers to 1,200 calls that were given up do not end the connection for another call', async (t) => {
  const asked = []
  const waiting = []
  const seen = { resets: 0, goaways: 0 }
  const client = await serveFrames(t, (socket, type, stream) => {
    if (type === RST_STREAM) seen.resets += 1
    if (type === GOAWAY) seen.goaways += 1
    if (type !== HEADERS) return
    asked.push({ socket, stream })
    waiting.shift()?.()
  })
  const arrived = () => new Promise((resolve) => waiting.push(resolve))
  for (let count = 0; count < 1200; count += 1) {
    const there = arrived()
    const controller = new AbortController()
    const call = client.fetch('/v1/connect/slow', { signal: controller.signal })
    await there
    controller.abort()
    await assert.rejects(call, { name: 'AbortError' })
  }
  const there = arrived()
  const other = client.fetch('/v1/connect/pay', { method: 'POST', body: 'pay' })
  await there
  const { socket, stream } = asked.pop()
  const late = asked.filter((one) => one.socket === socket)
  assert.ok(late.length > 1100, `${late.length} calls on the connection of the other one`)
  for (const one of late) socket.write(answer(one.stream))
  socket.write(answer(stream))
  assert.equal((await other).status, 200)
  assert.equal(seen.goaways, 0)
  assert.ok(seen.resets > 1100)
})
