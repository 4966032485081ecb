// A server that answers what a test wants and records its requests. The emulator behaves as the API does. This server can also misbehave.

import { once } from 'node:events'
import { createServer } from 'node:http'

/** `answer(request)` returns `{ status, headers, body }`. A body that is neither string nor Buffer is sent as JSON. `settings` are the HTTP server's. */
export async function serve(t, answer = () => ({ body: {} }), { token = grant, ...settings } = {}) {
  const requests = []
  const tokens = []
  const server = createServer(settings, (incoming, response) => {
    const pieces = []
    incoming.on('data', (piece) => pieces.push(piece))
    incoming.on('end', async () => {
      const { method, url, headers } = incoming
      const bytes = Buffer.concat(pieces)
      const request = {
        method,
        url,
        path: url.split('?')[0],
        query: new URL(url, 'http://x').searchParams,
        headers,
        bytes,
        text: bytes.toString(),
        socket: incoming.socket,
      }
      const isToken = url.endsWith('/v1/oauth/token') && !headers.authorization
      const log = isToken ? tokens : requests
      log.push(request)
      const said = await (isToken ? token : answer)(request, response, log.length)
      if (said !== undefined) send(response, said)
    })
    incoming.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => closeServer(server))
  const url = `http://127.0.0.1:${server.address().port}`
  return {
    url,
    requests,
    tokens,
    server,
    options: {
      baseUrl: url,
      clientId: 'client-id',
      clientSecret: 'client-secret-hush',
      projectId: 'proj_1',
      projectEnvironment: 'development',
    },
  }
}

/** A token answer. The token contains the number of the token request. */
export const grant = (_request, _response, count) => ({
  body: { access_token: `token-hush-${count}`, token_type: 'Bearer', expires_in: 3600 },
})

/** Answers with `answer` after `first`, which gets the request too, has finished. */
export const answerAfter =
  (first, answer) =>
  async (...exchange) => {
    await first(...exchange)
    return answer(...exchange)
  }

/** Starts a server on a free port and returns the port. Closes it and its connections at the end of the test. */
export async function listening(t, server) {
  const sockets = new Set()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return server.address().port
}

export function closeServer(server) {
  server.closeAllConnections()
  server.close()
}

function send(response, { status = 200, headers = {}, body }) {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
  const text = body === undefined ? '' : isRaw ? body : JSON.stringify(body)
  response.writeHead(status, { ...(isRaw || body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(text)
}

/** The error of a promise that must reject. */
export async function failureOf(promise) {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

/** A promise with its `resolve` and `reject`. */
export function deferred() {
  const one = {}
  one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }))
  return one
}
