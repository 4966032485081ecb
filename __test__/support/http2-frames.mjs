// A server of HTTP/2 frames, for what Node's own server does not send.

import { once } from 'node:events'
import { createServer } from 'node:tls'
import { clientFor, fixture } from './http2.mjs'

export const HEADERS = 1
export const RST_STREAM = 3
const SETTINGS = 4
export const GOAWAY = 7
const END_STREAM = 1
const END_HEADERS = 4
const ACK = 1
const PREFACE = 24

/** A frame (RFC 9113, section 4.1). */
export function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = type
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** 200 without a body: `:status: 200` is the entry 8 of HPACK's static table. */
export const answer = (stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, Buffer.from([0x88]))

/** The errors of a stream or connection (section 7). */
export const NO_ERROR = 0
export const REFUSED_STREAM = 7
export const ENHANCE_YOUR_CALM = 11

const numbers = (...all) => Buffer.from(all.flatMap((one) => [one >>> 24, (one >>> 16) & 255, (one >>> 8) & 255, one & 255]))
/** Ends a stream (section 6.4). */
export const reset = (stream, error) => frame(RST_STREAM, 0, stream, numbers(error))
/** The connection will be closed, and nothing after the stream `last` was processed (section 6.8). */
export const goaway = (last, error) => frame(GOAWAY, 0, 0, numbers(last, error))

/** A server of frames, and a client of it. `heed(socket, type, stream)` gets each frame. */
export async function serveFrames(t, heed, options) {
  const tls = { key: fixture('server.key'), cert: fixture('server.pem'), ALPNProtocols: ['h2'] }
  const server = createServer(tls, (socket) => {
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
  return clientFor(`https://localhost:${server.address().port}`, options)
}
