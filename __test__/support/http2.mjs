// A server that speaks HTTP/2 (and HTTP/1.1, if a test wants it), and a client that trusts it.

import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { readFileSync } from 'node:fs'
import { PipedreamClient } from 'pipedream-native'

export const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')

/**
 * `answer(stream, headers)` answers a request of HTTP/2; `stream.session.number` counts connections from 1, `session.cut()` ends one. `http1(request, response)` answers
 * those of HTTP/1.1. `settings` are the server's, `options` the client's.
 * `name` is that of the certificate. The token comes after `token`.
 */
export async function serveHttp2(t, answer, { settings, options, http1, name = 'server', token = Promise.resolve() } = {}) {
  const seen = { connections: 0, http1: 0, paths: [] }
  const sessions = []
  const [key, cert] = [fixture(`${name}.key`), fixture(`${name}.pem`)]
  // Its own limit is on what it has to send, which some tests make large.
  const server = createSecureServer(
    { key, cert, allowHTTP1: http1 !== undefined, settings, maxSessionMemory: 1000 },
    (request, response) => {
      if (request.httpVersion === '2.0') return
      seen.http1++
      http1(request, response)
    },
  )
  let socket
  server.prependListener('secureConnection', (accepted) => {
    socket = accepted
  })
  server.on('session', (session) => {
    session.number = ++seen.connections
    session.cut = socket.destroy.bind(socket)
    sessions.push(session)
    session.on('error', () => {})
  })
  server.on('sessionError', () => {})
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {})
    seen.paths.push(headers[':path'])
    if (headers[':path'] === '/v1/oauth/token') return void token.then(() => grant(stream))
    answer(stream, headers)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const session of sessions) session.destroy()
    server.close()
  })
  const port = server.address().port
  const baseUrl = `https://localhost:${port}`
  const client = clientFor(baseUrl, options)
  return { client, seen, sessions, port, baseUrl }
}

/** A client that trusts the server. */
export const clientFor = (baseUrl, options) =>
  new PipedreamClient({
    baseUrl,
    token: 'own',
    projectId: 'proj_1',
    maxRetries: 0,
    caCertificates: fixture('authority.pem'),
    ...options,
  })

function grant(stream) {
  stream.resume()
  json(stream, { access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600 })
}

/** Answers with JSON. */
export function json(stream, body, status = 200) {
  stream.respond({ ':status': status, 'content-type': 'application/json' })
  stream.end(JSON.stringify(body))
}

/** The whole body of a request. */
export async function textOf(stream) {
  return Buffer.concat(await stream.toArray()).toString()
}
