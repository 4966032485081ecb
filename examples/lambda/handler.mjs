// A function behind a function URL, or behind an HTTP API of API Gateway. `user` stands for whoever is logged in: take it from your
// authorizer, not from the query.
//
//   GET  /accounts?user=user-1   the accounts that a person of yours has connected
//   POST /connect?user=user-1    a link under which that person connects one more
//
// It reads PIPEDREAM_CLIENT_ID, _CLIENT_SECRET, _PROJECT_ID and _PROJECT_ENVIRONMENT.

import { PipedreamClient, PipedreamError, PipedreamTimeoutError } from 'pipedream-native'

// Made when Lambda starts the environment, not in the handler: warm invocations find the token and an open connection.
const client = new PipedreamClient()
// Awaited, because Lambda may freeze the environment as soon as this file has run. If it fails, the first invocation tries again.
await client.prefetch().catch((error) => console.error(error.message))

const routes = {
  'GET /accounts': async (user, limits) => {
    const accounts = await client.accounts.list({ externalUserId: user }, limits).toArray()
    return accounts.map(({ id, name, app, healthy }) => ({ id, name, app: app?.nameSlug, healthy }))
  },
  'POST /connect': async (user, limits) => {
    const { connectLinkUrl, expiresAt } = await client.tokens.create({ externalUserId: user }, limits)
    return { connectLinkUrl, expiresAt }
  },
}

export async function handler(event, context) {
  const { method, path } = event.requestContext.http
  const route = routes[`${method} ${path}`]
  const user = event.queryStringParameters?.user
  if (!route) return answer(404, { error: 'no such route' })
  if (!user) return answer(400, { error: 'user is missing' })
  try {
    return answer(200, await route(user, limitsOf(context)))
  } catch (error) {
    if (!(error instanceof PipedreamError)) throw error
    console.error(error)
    const status = statusFor(error)
    return answer(status, { error: TEXTS[status], requestId: error.requestId })
  }
}

/** Half a second is left to answer. `deadlineInSeconds` limits each call, and the signal a list of several pages. */
function limitsOf(context) {
  const ms = Math.max(context.getRemainingTimeInMillis() - 500, 1)
  return { deadlineInSeconds: ms / 1000, abortSignal: AbortSignal.timeout(ms + 100) }
}

/** What a caller of this function is told. The error itself, which may name addresses and settings, is for the log. */
const TEXTS = {
  429: 'too many calls: try again later',
  502: 'Pipedream did not answer',
  504: 'Pipedream did not answer in time',
}

/** 504 is a lack of time, 502 another failure of the API. */
function statusFor(error) {
  if (error instanceof PipedreamTimeoutError || error.name === 'AbortError') return 504
  return error.statusCode === 429 ? 429 : 502
}

const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
