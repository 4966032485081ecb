// A server that answers before it has read the whole upload, and then closes, resets or keeps the connection.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { createServer as createSecureServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { PipedreamClient } from 'pipedream-native'
import { closeServer, deferred, failureOf } from '../support/server.mjs'

const MB = 1 << 20
const SIZE = 20 * MB
const PIECE = 64 << 10
const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
const BODY = JSON.stringify({ error: 'too large' })

/** The text of an answer. */
const text = (status, body = BODY, headers = [`content-length: ${Buffer.byteLength(body)}`]) =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Early\r\ncontent-type: application/json\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`),
    Buffer.from(body),
  ])

/** A server that gives each connection to `serve` once `after` bytes of its first request have come, and goes on reading. */
async function early(t, serve, { tls = false, after = 1, ...options } = {}) {
  const sockets = new Set()
  const seen = { connections: 0, requests: 0 }
  const accept = (socket) => {
    seen.connections++
    sockets.add(socket)
    let received = 0
    socket.on('error', () => {})
    socket.on('data', (piece) => {
      seen.requests += piece.toString('latin1').split(' HTTP/1.1\r\n').length - 1
      const had = received
      received += piece.length
      if (had < after && received >= after) serve(socket)
    })
  }
  const server = tls ? createSecureServer({ key: fixture('server.key'), cert: fixture('server.pem') }, accept) : createServer(accept)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const baseUrl = `${tls ? 'https' : 'http'}://localhost:${server.address().port}`
  const trust = tls ? { caCertificates: fixture('authority.pem') } : {}
  const client = new PipedreamClient({
    baseUrl,
    token: 'own',
    projectId: 'proj_1',
    maxRetries: 0,
    timeoutInSeconds: 120,
    ...trust,
    ...options,
  })
  return { client, seen, upload: (body, more) => client.request('POST', '/v1/x', { body, ...more }) }
}

/** A source of 20 MB, or of a first piece and no end. */
function source({ isEndless = false } = {}) {
  const stopped = deferred()
  let left = isEndless ? 1 : SIZE / PIECE
  const stream = new Readable({
    read() {
      if (left > 0) this.push(Buffer.alloc(PIECE))
      else if (!isEndless) this.push(null)
      left--
    },
    destroy(error, done) {
      stopped.resolve()
      done(error)
    },
  })
  return { stream, stopped: stopped.promise }
}

const BODIES = { 'a stream': () => source().stream, bytes: () => new Uint8Array(SIZE) }

describe('413 during an upload of 20 MB, three at a time, is what the caller gets', () => {
  const endings = {
    'closes at once': { serve: (socket) => socket.end(text(413)).destroySoon() },
    'closes after a megabyte': { after: MB, serve: (socket) => socket.end(text(413)).destroySoon() },
    'resets after a megabyte': { after: MB, serve: (socket) => socket.write(text(413), () => socket.resetAndDestroy?.()) },
    'closes, over TLS': { tls: true, after: MB, serve: (socket) => socket.write(text(413), () => socket.destroy()) },
  }
  for (const [ending, { serve, ...options }] of Object.entries(endings)) {
    for (const [kind, make] of Object.entries(BODIES)) {
      test(`from a server that ${ending} (${kind})`, async (t) => {
        const { upload, seen } = await early(t, serve, options)
        const errors = []
        for (let round = 0; round < 4; round++) {
          errors.push(...(await Promise.all(Array.from({ length: 3 }, () => failureOf(upload(make()))))))
        }
        const refused = errors.filter((error) => error.statusCode === 413)
        assert.ok(refused.length >= 10, `${refused.length} of 12, others: ${errors.map((error) => error.code)}`)
        for (const error of refused) assert.deepEqual(error.body, { error: 'too large' })
        // Nothing was sent twice, and no connection was used twice.
        assert.deepEqual(seen, { connections: 12, requests: 12 })
      })
    }
  }
})

describe('after an early answer', () => {
  for (const status of [200, 400, 401, 404, 500]) {
    test(`with status ${status} from a server that goes on reading, the upload ends and its source is stopped`, async (t) => {
      const { upload, seen } = await early(t, (socket) => socket.write(text(status)))
      const { stream, stopped } = source({ isEndless: true })
      const outcome = await upload(stream).catch((error) => error)
      assert.deepEqual(status === 200 ? outcome : outcome.body, { error: 'too large' })
      await stopped
      assert.equal(seen.requests, 1)
    })
  }

  test('the source is stopped if the server reads no more and keeps the connection', async (t) => {
    const { upload } = await early(t, (socket) => {
      socket.pause()
      socket.write(text(413))
    })
    const { stream, stopped } = source()
    assert.equal((await failureOf(upload(stream))).statusCode, 413)
    await stopped
  })

  for (const [kind, make] of Object.entries(BODIES)) {
    test(`the connection is not used again, whatever it says (${kind})`, async (t) => {
      const served = []
      const answer = (socket) => socket.write(text(200, '{"id":"apn_1"}', ['content-length: 14', 'connection: keep-alive']))
      const { upload, client, seen } = await early(t, (socket) => {
        served.push(socket)
        // Reads no further until the answer has been read: otherwise a whole upload may be sent before it.
        if (served.length <= 2) answer(socket.pause())
        // Each of the later requests is answered once both have come: otherwise the second one may use the connection of the first one.
        else if (served.length === 4) served.slice(2).forEach(answer)
      })
      await Promise.all([upload(make()), upload(make())])
      for (const socket of served) socket.resume()
      await Promise.all([client.accounts.retrieve('a'), client.accounts.retrieve('b')])
      assert.equal(seen.connections, 4)
    })
  }

  test('an answer whose body is cut short keeps its status, also if it is compressed', async (t) => {
    const body = gzipSync('x'.repeat(1000))
    const serve = (socket) =>
      socket.write(text(413, body.subarray(0, 20), ['content-encoding: gzip', 'content-length: 29']), () => socket.resetAndDestroy())
    const { upload } = await early(t, serve, { after: MB })
    assert.equal((await failureOf(upload(source().stream))).statusCode, 413)
    const plain = await early(t, (socket) => socket.write(text(413, 'too la', ['connection: close']), () => socket.resetAndDestroy()), {
      after: MB,
    })
    const error = await failureOf(plain.upload(source().stream))
    assert.deepEqual([error.statusCode, error.body], [413, 'too la'])
  })

  test('the answer to an upload that a server reads while it answers comes whole', async (t) => {
    // It sends back what it reads: the head comes long before the end of the upload.
    const server = createHttpServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      request.pipe(response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => closeServer(server))
    const client = new PipedreamClient({
      baseUrl: `http://127.0.0.1:${server.address().port}`,
      token: 'own',
      projectId: 'proj_1',
      maxRetries: 0,
    })
    const echo = await client.request('POST', '/v1/x', { body: source().stream })
    let bytes = 0
    for await (const piece of echo.stream()) bytes += piece.length
    assert.equal(bytes, SIZE)
  })
})

describe('without an answer', () => {
  for (const [kind, make] of Object.entries(BODIES)) {
    test(`an upload whose connection is reset fails once (${kind})`, async (t) => {
      const { upload, seen } = await early(t, (socket) => socket.resetAndDestroy(), { after: MB, maxRetries: 2 })
      assert.match((await failureOf(upload(make()))).code, /^(ECONNRESET|EPIPE)$/)
      assert.equal(seen.requests, 1)
    })

    test(`an upload to a server that reads no more ends at its time limit (${kind})`, async (t) => {
      const { upload } = await early(t, (socket) => socket.pause(), { timeoutInSeconds: 1 })
      assert.equal((await failureOf(upload(make()))).name, 'PipedreamTimeoutError')
    })
  }
})
