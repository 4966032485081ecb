// The OAuth token endpoint, and the access tokens that it has issued.

import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.js'
import { FixedWindow } from './fixed-window.js'
import type { EmulatorClient } from './options.js'
import { HttpError, RawResponse } from './responses.js'

/** The documented scopes, of access tokens and of Connect tokens. */
export const SCOPES: ReadonlySet<string> = new Set([
  '*',
  'connect:*',
  'connect:actions:*',
  'connect:triggers:*',
  'connect:accounts:read',
  'connect:accounts:write',
  'connect:deployed_triggers:read',
  'connect:deployed_triggers:write',
  'connect:users:read',
  'connect:users:write',
  'connect:projects:read',
  'connect:projects:write',
  'connect:usage:read',
  'connect:tokens:create',
  'connect:proxy',
  'connect:workflow:invoke',
])
const CHALLENGE = 'Bearer realm="pipedream"'
const MAX_TOKENS = 50_000

export interface AccessToken {
  clientId: string
  scopes: readonly string[]
  /** Milliseconds since 1970. */
  expiresAt: number
  isRevoked: boolean
}

export interface TokenEndpointOptions {
  clock: Clock
  clients: readonly EmulatorClient[]
  lifetimeSeconds: number
  requestsPerSecond: number | undefined
}

export class TokenEndpoint {
  readonly #clock: Clock
  readonly #clients: Map<string, { secret: string; scopes: readonly string[] }>
  readonly #tokens = new Map<string, AccessToken>()
  #window: FixedWindow | undefined
  /** How many requests came, including those that were refused. */
  requests = 0
  /** Of the tokens that are issued from now on. */
  #lifetimeSeconds: number

  constructor({ clock, clients, lifetimeSeconds, requestsPerSecond }: TokenEndpointOptions) {
    this.#clock = clock
    this.#clients = new Map(
      clients.map(({ clientId, clientSecret, scope }) => [clientId, { secret: clientSecret, scopes: splitScopes(scope ?? '*') }]),
    )
    this.#lifetimeSeconds = lifetimeSeconds
    this.setRateLimit(requestsPerSecond)
  }

  /** Sets how long tokens live. Throws TypeError unless it is a whole number above 0. */
  setLifetimeSeconds(seconds: number): void {
    if (!Number.isInteger(seconds) || seconds < 1)
      throw new TypeError(`the lifetime of a token must be a whole number of seconds above 0, got ${String(seconds)}`)
    this.#lifetimeSeconds = seconds
  }

  /** Undefined removes the limit. */
  setRateLimit(requestsPerSecond: number | undefined): void {
    this.#window = requestsPerSecond === undefined ? undefined : new FixedWindow(this.#clock, requestsPerSecond, 1)
  }

  secretOf(clientId: string): string | undefined {
    return this.#clients.get(clientId)?.secret
  }

  /** The response to a token request. */
  issue(body: unknown): RawResponse | Record<string, unknown> {
    // In production the load balancer refuses, with an empty body, before anything reads the request.
    if (this.#window !== undefined && !this.#window.acquire().allowed) return new RawResponse(429, {}, '')
    if (body === null || typeof body !== 'object' || Array.isArray(body))
      throw oauthError(400, 'invalid_request', 'the body must be a JSON object')
    const { grant_type: grantType, client_id: id, client_secret: secret, scope } = body as Record<string, unknown>
    if (typeof id !== 'string' || typeof secret !== 'string')
      throw oauthError(400, 'invalid_request', 'client_id and client_secret are required')
    if (grantType !== 'client_credentials') throw oauthError(400, 'unsupported_grant_type', 'grant_type must be client_credentials')
    const client = this.#clients.get(id)
    if (client === undefined || client.secret !== secret) throw oauthError(401, 'invalid_client', 'Client authentication failed')
    if (scope !== undefined && typeof scope !== 'string') throw oauthError(400, 'invalid_scope', 'scope must be a string')
    const scopes = scope === undefined || scope.trim() === '' ? client.scopes : splitScopes(scope)
    for (const wanted of scopes) {
      if (!SCOPES.has(wanted) || !covers(client.scopes, wanted))
        throw oauthError(400, 'invalid_scope', `The requested scope is invalid: ${wanted}`)
    }
    return this.#newToken(id, scopes)
  }

  #newToken(clientId: string, scopes: readonly string[]): Record<string, unknown> {
    const issuedAt = this.#clock.seconds()
    const token = [
      encode({ alg: 'RS256', typ: 'JWT' }),
      encode({
        iss: 'https://api.pipedream.com',
        sub: clientId,
        iat: issuedAt,
        exp: issuedAt + this.#lifetimeSeconds,
        scope: scopes.join(' '),
        jti: randomBytes(12).toString('hex'),
      }),
      randomBytes(48).toString('base64url'),
    ].join('.')
    this.#tokens.set(token, { clientId, scopes, expiresAt: this.#clock.now() + this.#lifetimeSeconds * 1000, isRevoked: false })
    const [oldest] = this.#tokens.keys()
    if (this.#tokens.size > MAX_TOKENS && oldest !== undefined) this.#tokens.delete(oldest)
    return { access_token: token, token_type: 'Bearer', expires_in: this.#lifetimeSeconds, created_at: issuedAt }
  }

  /** The token of an `authorization` header. Throws 401 if it is not valid. */
  verify(authorization: string | undefined): AccessToken {
    if (authorization === undefined) throw unauthorized('missing bearer token')
    const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    const token = text === undefined ? undefined : this.#tokens.get(text)
    if (token === undefined) throw unauthorized('unknown token', 'invalid_token')
    if (token.isRevoked) throw unauthorized('the token was revoked', 'invalid_token')
    if (this.#clock.now() >= token.expiresAt) throw unauthorized('the token has expired', 'invalid_token')
    return token
  }

  /** Throws 403 if no scope of the token covers `scope`. */
  verifyScope(token: Pick<AccessToken, 'scopes'>, scope: string): void {
    if (covers(token.scopes, scope)) return
    const body = { error: 'insufficient_scope', code: 'forbidden', details: { required: scope } }
    const challenge = `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`
    throw new HttpError(403, 'insufficient_scope', body, { 'www-authenticate': challenge })
  }

  /** The texts of all tokens, the oldest first. */
  issued(): string[] {
    return [...this.#tokens.keys()]
  }

  /** Revokes all tokens, or those of one client. */
  revoke(clientId: string | undefined): void {
    for (const token of this.#tokens.values()) {
      if (clientId === undefined || token.clientId === clientId) token.isRevoked = true
    }
  }

  /** Changes the secret of a client. The old one is refused at once: the API documents no time in which both are valid. */
  rotate(clientId: string, secret: string = randomBytes(24).toString('base64url')): string {
    const client = this.#clients.get(clientId)
    if (client === undefined) throw new Error(`there is no client ${clientId}; the clients are ${[...this.#clients.keys()].join(', ')}`)
    client.secret = secret
    return secret
  }
}

export const splitScopes = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Whether one of `scopes` allows `wanted`. For an operation that needs `connect:*`, any scope of Connect will do. */
function covers(scopes: readonly string[], wanted: string): boolean {
  return scopes.some((scope) => {
    if (scope === '*' || scope === wanted) return true
    if (wanted === 'connect:*') return scope.startsWith('connect:')
    return scope.endsWith(':*') && wanted.startsWith(scope.slice(0, -1))
  })
}

function oauthError(status: number, error: string, description: string): HttpError {
  const headers = { 'cache-control': 'no-store', ...(status === 401 && { 'www-authenticate': CHALLENGE }) }
  return new HttpError(status, description, { error, error_description: description }, headers)
}

export function unauthorized(reason: string, error?: string): HttpError {
  const body = { error: 'unauthorized', code: 'unauthorized', details: { reason } }
  return new HttpError(401, reason, body, { 'www-authenticate': error === undefined ? CHALLENGE : `${CHALLENGE}, error="${error}"` })
}
