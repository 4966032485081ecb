// The server half. It has the client secret, and gives the page of a person a Connect token for that person:
//
//   GET  /               the page
//   GET  /settings       the base URL of the API, if it is not Pipedream's own
//   POST /sign-in?user=  stands for your sign-in: it sets a cookie
//   POST /connect-token  a Connect token for the person who has signed in
//
// It reads PIPEDREAM_CLIENT_ID, _CLIENT_SECRET, _PROJECT_ID and _PROJECT_ENVIRONMENT, and _BASE_URL for the emulator.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { PipedreamClient } from 'pipedream-native'

const client = new PipedreamClient()
const files = { '/': ['index.html', 'text/html; charset=utf-8'], '/page.js': ['page.js', 'text/javascript; charset=utf-8'] }

const server = createServer(async (request, response) => {
  try {
    await respond(request, response)
  } catch (error) {
    console.error(error)
    if (!response.headersSent) json(response, 502, { error: 'Pipedream did not answer' })
  }
})

async function respond(request, response) {
  const { pathname, searchParams } = new URL(request.url, origin())
  const file = files[pathname]
  if (request.method === 'GET' && file !== undefined) {
    const [name, type] = file
    response.writeHead(200, { 'content-type': type }).end(await readFile(new URL(`public/${name}`, import.meta.url)))
  } else if (request.method === 'GET' && pathname === '/settings') {
    json(response, 200, { baseUrl: process.env.PIPEDREAM_BASE_URL })
  } else if (request.method === 'POST' && pathname === '/sign-in') {
    const user = encodeURIComponent(searchParams.get('user') ?? '')
    response.writeHead(204, { 'set-cookie': `user=${user}; HttpOnly; SameSite=Strict; Path=/` }).end()
  } else if (request.method === 'POST' && pathname === '/connect-token') {
    // Whose token it is comes from the session, and never from what the page sends.
    const user = /(?:^|; )user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
    if (user === undefined) return json(response, 401, { error: 'sign in first' })
    // The API lets only pages of these origins use the token.
    const token = await client.tokens.create({ externalUserId: decodeURIComponent(user), allowedOrigins: [origin()] })
    json(response, 200, token)
  } else json(response, 404, { error: 'not found' })
}

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

const origin = () => process.env.ORIGIN ?? `http://127.0.0.1:${server.address().port}`

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => console.log(origin()))
