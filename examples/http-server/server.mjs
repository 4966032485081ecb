// A server with two routes, and nothing but Node and pipedream-native:
//
//   GET  /accounts?user=user-1   the accounts that a person of yours has connected
//   POST /connect?user=user-1    a link under which that person connects one more
//
// It reads PIPEDREAM_CLIENT_ID, _CLIENT_SECRET, _PROJECT_ID and _PROJECT_ENVIRONMENT. One client is enough for all
// requests; more would share its token anyway.

import { createServer } from 'node:http'
import { PipedreamClient, PipedreamError } from 'pipedream-native'

const client = new PipedreamClient()

const routes = {
  'GET /accounts': async (user, abortSignal) => {
    const accounts = []
    for await (const { id, name, app, healthy } of client.accounts.list({ externalUserId: user }, { abortSignal })) {
      accounts.push({ id, name, app: app?.nameSlug, healthy })
    }
    return accounts
  },
  'POST /connect': async (user, abortSignal) => {
    const { connectLinkUrl, expiresAt } = await client.tokens.create({ externalUserId: user }, { abortSignal })
    return { connectLinkUrl, expiresAt }
  },
}

const server = createServer(async (request, response) => {
  // `GET //` is a request too, and an error that nobody catches would end this process.
  if (!URL.canParse(request.url, 'http://localhost')) return answer(response, 400, { error: 'no such address' })
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  const route = routes[`${request.method} ${pathname}`]
  const user = searchParams.get('user')
  if (!route) return answer(response, 404, { error: 'no such route' })
  if (!user) return answer(response, 400, { error: 'user is missing' })

  // Whoever hangs up no longer waits: the call to Pipedream ends too, down to its socket.
  const hungUp = new AbortController()
  response.once('close', () => hungUp.abort())
  try {
    answer(response, 200, await route(user, hungUp.signal))
  } catch (error) {
    if (!(error instanceof PipedreamError)) throw error
    // The error may name addresses and settings of this server, so it is for the log.
    console.error(error)
    const { requestId } = error
    if (error.statusCode === 429) answer(response, 429, { error: 'too many calls: try again later', requestId })
    else answer(response, 502, { error: 'Pipedream did not answer', requestId })
  }
})

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
