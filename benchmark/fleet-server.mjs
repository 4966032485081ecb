// A token endpoint that lets one request a second through and answers 429 to the others, and an account behind it.
// In a process of its own; says its port, and what it saw when it is asked for.

import { createServer } from 'node:http'
import { ACCOUNT } from './answers.mjs'

const seen = { tokenRequests: 0, refused: 0, calls: 0 }
let second = 0

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const [status, body, headers] = answer(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
})

function answer({ method, url, headers }) {
  if (method === 'POST' && url === '/v1/oauth/token') return token()
  if (url === '/seen') return [200, JSON.stringify(seen)]
  if (!headers.authorization?.startsWith('Bearer fleet-')) return [401, '{"error":"unauthorized"}']
  seen.calls++
  return [200, ACCOUNT]
}

function token() {
  seen.tokenRequests++
  const now = Math.floor(performance.now() / 1000)
  if (now === second) {
    seen.refused++
    return [429, '{"error":"slow_down"}', { 'retry-after': '1' }]
  }
  second = now
  return [
    200,
    JSON.stringify({ access_token: `fleet-${now}`, token_type: 'Bearer', expires_in: 3600, created_at: Math.floor(Date.now() / 1000) }),
  ]
}

server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit())
