// CORS: which pages may read a response (https://fetch.spec.whatwg.org/#http-cors-protocol). Only calls with a Connect token are for
// browsers. An access token of an OAuth client belongs on a server, so its responses have no CORS headers.

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { allowsOrigin, connectTokenIn } from './connect-bearer.js'
import { RawResponse } from './responses.js'
import type { State } from './state.js'

const PATHS = '/v1/connect/'
const METHODS = 'GET, POST, PUT, PATCH, DELETE'
/** The headers of a response that a page may read, besides those that every page may. */
const EXPOSED = 'x-request-id, retry-after, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset'
/** How long a browser may keep the answer to a preflight, in seconds. */
const MAX_AGE_SECONDS = 600

/** Whether a request is a preflight, with which a browser asks whether a page may make a call. */
export function isPreflight(method: string, path: string, headers: IncomingHttpHeaders): boolean {
  const asks = headers.origin !== undefined && headers['access-control-request-method'] !== undefined
  return method === 'OPTIONS' && path.startsWith(PATHS) && asks
}

/** The response to a preflight. It has no token, so it allows every origin and header; the call itself may still be refused. */
export function preflightResponse({ origin, ...headers }: IncomingHttpHeaders): RawResponse {
  const wanted = headers['access-control-request-headers']
  return new RawResponse(
    204,
    {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': METHODS,
      ...(wanted !== undefined && { 'access-control-allow-headers': wanted }),
      'access-control-max-age': String(MAX_AGE_SECONDS),
      vary: 'Origin, Access-Control-Request-Headers',
    },
    undefined,
  )
}

/** The headers of each response to a call of a page. Without `access-control-allow-origin` the browser keeps the response from the page. */
export function corsHeaders(state: State, path: string, { origin, authorization }: IncomingHttpHeaders): OutgoingHttpHeaders {
  if (origin === undefined || !path.startsWith(PATHS)) return {}
  const text = connectTokenIn(authorization)
  const token = text === undefined ? undefined : state.connectToken(text)?.record
  // A page may read that its token is unknown.
  const isAllowed = text !== undefined && (token === undefined || allowsOrigin(token, origin))
  return { vary: 'Origin', ...(isAllowed && { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED }) }
}

/** A response with the CORS headers of its call in the place of its own: what the proxy passes on may have those of an app. */
export function withCors({ status, headers, body }: RawResponse, cors: OutgoingHttpHeaders): RawResponse {
  if (cors.vary === undefined) return new RawResponse(status, headers, body)
  const own = Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('access-control-'))
  const vary = own.filter(([name]) => name.toLowerCase() === 'vary').map(([, value]) => String(value))
  const others = own.filter(([name]) => name.toLowerCase() !== 'vary')
  return new RawResponse(status, { ...Object.fromEntries(others), ...cors, vary: [...vary, cors.vary].join(', ') }, body)
}
