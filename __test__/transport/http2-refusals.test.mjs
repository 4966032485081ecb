// A server that processes no request, or not this one: it refuses the stream or closes the connection (RFC 9113, sections 6.8 and 8.7).

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answer, ENHANCE_YOUR_CALM, goaway, HEADERS, NO_ERROR, REFUSED_STREAM, reset, serveFrames } from '../support/http2-frames.mjs'
import { failureOf } from '../support/server.mjs'

/** How a server refuses each request, and what the error says of it. */
const refusals = {
  'GOAWAY for each request': [
    (socket, stream) => socket.end(goaway(stream - 1, NO_ERROR)),
    /closed the connection \(HTTP\/2 GOAWAY, NO_ERROR\)/,
  ],
  'GOAWAY that keeps the connection open': [
    (socket) => socket.write(goaway(0, NO_ERROR)),
    /closed the connection \(HTTP\/2 GOAWAY, NO_ERROR\)/,
  ],
  'GOAWAY because of too many requests': [
    (socket) => socket.end(goaway(0, ENHANCE_YOUR_CALM)),
    /closed the connection \(HTTP\/2 GOAWAY, ENHANCE_YOUR_CALM\)/,
  ],
  REFUSED_STREAM: [
    (socket, stream) => socket.write(reset(stream, REFUSED_STREAM)),
    /refused the stream \(HTTP\/2 RST_STREAM, REFUSED_STREAM\)/,
  ],
}

/** A server that refuses requests as long as `isRefused(count)`, where `count` is how many have come. `times` has when each came. */
async function refusing(t, refuse, isRefused, options) {
  const times = []
  const heed = (socket, type, stream) => {
    if (type !== HEADERS) return
    times.push(performance.now())
    if (isRefused(times.length)) refuse(socket, stream)
    else socket.write(answer(stream))
  }
  return { client: await serveFrames(t, heed, options), times }
}

describe('a server that processes no request', () => {
  for (const [name, [refuse, said]] of Object.entries(refusals)) {
    for (const method of ['GET', 'POST']) {
      test(`${name}: a ${method} is sent four times at once, then the call fails and says why`, async (t) => {
        const { client, times } = await refusing(t, refuse, () => true)
        const error = await failureOf(client.request(method, '/v1/x', method === 'POST' ? { body: { n: 1 } } : {}))
        assert.equal(times.length, 4)
        assert.equal(error.code, 'ECONNRESET')
        assert.match(error.message, said)
        assert.match(error.message, /^https:\/\/localhost:\d+ did not process the request: it .*, 4 times in a row/)
      })
    }

    test(`${name}: a retry comes after its pause and counts`, async (t) => {
      const { client, times } = await refusing(t, refuse, (count) => count <= 5, { maxRetries: 1 })
      const { rawResponse } = await client.request('POST', '/v1/x', { body: { n: 1 } }).withRawResponse()
      assert.equal(rawResponse.status, 200)
      assert.equal(times.length, 6)
      assert.ok(times[4] - times[3] >= 850, `${times[4] - times[3]} ms`)
    })
  }

  test('maxRetries bounds it, and the error has the number of attempts', async (t) => {
    const [refuse] = refusals.REFUSED_STREAM
    const { client, times } = await refusing(t, refuse, () => true, { maxRetries: 1 })
    const error = await failureOf(client.request('GET', '/v1/x'))
    assert.deepEqual([times.length, error.attempts], [8, 2])
  })
})

test('a server that closes each connection after its first answer costs no retry', async (t) => {
  const used = new WeakSet()
  const heed = (socket, type, stream) => {
    if (type !== HEADERS) return
    if (used.has(socket)) return socket.end(goaway(1, NO_ERROR))
    used.add(socket)
    socket.write(answer(stream))
  }
  const client = await serveFrames(t, heed)
  for (let count = 0; count < 20; count++) assert.equal((await client.fetch('/v1/x', { method: 'POST', body: 'x' })).status, 200)
})
