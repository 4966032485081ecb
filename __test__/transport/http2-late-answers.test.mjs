// Answers over HTTP/2 to calls that were given up before: a server, or a gateway before it, need not heed a reset in time.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:tls'
import { test } from 'node:test'
import { clientFor, fixture } from '../support/http2.mjs'

const HEADERS = 1
const RST_STREAM = 3
const SETTINGS = 4
const GOAWAY = 7
const END_STREAM = 1
const END_HEADERS = 4
const ACK = 1
const PREFACE = 24

/** A frame (RFC 9113, section 4.1). */
function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = type
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** 200 without a body: `:status: 200` is the entry 8 of HPACK's static table. */
const answer = (stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, Buffer.from([0x88]))

/** A server of frames, because Node's own sends nothing on a stream that was reset. `heed(socket, type, stream)` gets each frame. */
async function serveFrames(t, heed) {
  const options = { key: fixture('server.key'), cert: fixture('server.pem'), ALPNProtocols: ['h2'] }
  const server = createServer(options, (socket) => {
    let left = Buffer.alloc(0)
    let start = PREFACE
    socket.on('error', () => {})
    socket.write(frame(SETTINGS, 0, 0))
    socket.on('data', (data) => {
      left = Buffer.concat([left, data])
      for (;;) {
        const length = left.length < start + 9 ? Number.POSITIVE_INFINITY : left.readUIntBE(start, 3)
        if (left.length < start + 9 + length) return
        const [type, flags, stream] = [left[start + 3], left[start + 4], left.readUInt32BE(start + 5)]
        left = left.subarray(start + 9 + length)
        start = 0
        if (type === SETTINGS && !(flags & ACK)) socket.write(frame(SETTINGS, ACK, 0))
        heed(socket, type, stream)
      }
    })
    t.after(() => socket.destroy())
  })
  t.after(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return clientFor(`https://localhost:${server.address().port}`, { token: 'own', maxRetries: 0 })
}

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
