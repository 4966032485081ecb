// The OAuth token endpoint, and the access tokens that it has issued.

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { ASSERTION_TYPE, ClientKeys } from './client-keys.js'
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

/** An OAuth client. */
interface Client {
  readonly scopes: readonly string[]
  readonly keys: ClientKeys
  secret: string | undefined
  /** What `clientOptions` has in place of the secret. */
  privateKey: { pem: string; keyId: string | undefined } | undefined
}

export interface TokenEndpointOptions {
  clock: Clock
  clients: readonly EmulatorClient[]
  lifetimeSeconds: number
  requestsPerSecond: number | undefined
  /** The endpoint before `reset()`, whose tokens stay valid. */
  before: TokenEndpoint | undefined
}

export class TokenEndpoint {
  readonly #clock: Clock
  readonly #clients: Map<string, Client>
  /** Those that are accepted: also of endpoints before. */
  readonly #tokens: Map<string, AccessToken>
  #issued: string[] = []
  #window: FixedWindow | undefined
  /** How many requests came, including those that were refused. */
  requests = 0
  /** Of the tokens that are issued from now on. */
  #lifetimeSeconds: number

  constructor({ clock, clients, lifetimeSeconds, requestsPerSecond, before }: TokenEndpointOptions) {
    this.#clock = clock
    this.#tokens = new Map([...(before === undefined ? [] : before.#tokens)].map(([text, token]) => [text, { ...token, isRevoked: false }]))
    this.#clients = new Map(clients.map((client) => [client.clientId, newClient(client)]))
    this.#lifetimeSeconds = lifetimeSeconds
    this.setRateLimit(requestsPerSecond)
  }

  /** Sets how long tokens live. Throws TypeError unless it is a whole number above 0. */
  setLifetimeSeconds(seconds: number): void {
    if (!Number.isInteger(seconds) || seconds < 1)
      throw new TypeError(`the lifetime of a token must be a whole number of seconds above 0, got ${String(seconds)}`)
    this.#lifetimeSeconds = seconds
  }

  /** Undefined removes the limit. Throws TypeError unless it is a number, 0 or more. */
  setRateLimit(requestsPerSecond: number | undefined): void {
    if (requestsPerSecond !== undefined && !(typeof requestsPerSecond === 'number' && requestsPerSecond >= 0))
      throw new TypeError(`the limit of token requests must be a number a second, 0 or more, got ${String(requestsPerSecond)}`)
    this.#window = requestsPerSecond === undefined ? undefined : new FixedWindow(this.#clock, requestsPerSecond, 1)
  }

  /** What a client proves its identity with, as options. */
  proofOf(clientId: string): { clientSecret?: string; privateKey?: string; keyId?: string } {
    const { privateKey: key, secret } = this.client(clientId)
    if (key === undefined) return secret === undefined ? {} : { clientSecret: secret }
    return { privateKey: key.pem, ...(key.keyId !== undefined && { keyId: key.keyId }) }
  }

  /** Throws Error if there is no such client. */
  client(clientId: string): Client {
    const client = this.#clients.get(clientId)
    if (client === undefined) throw new Error(`there is no client ${clientId}; the clients are ${[...this.#clients.keys()].join(', ')}`)
    return client
  }

  /** Notes the assertion of a request that is not handled: the API has seen it, so it cannot be sent again. */
  spend(body: unknown): void {
    const { client_id: id, client_assertion: assertion } = (body ?? {}) as Record<string, unknown>
    if (typeof assertion === 'string') this.#clients.get(String(id))?.keys.spend(assertion, this.#clock)
  }

  /** The response to a token request. `origin` is that of the emulator. */
  issue(body: unknown, origin: string): RawResponse | Record<string, unknown> {
    // In production the load balancer refuses, with an empty body, before anything reads the request.
    if (this.#window !== undefined && !this.#window.acquire().allowed) {
      this.spend(body)
      return new RawResponse(429, {}, '')
    }
    if (body === null || typeof body !== 'object' || Array.isArray(body))
      throw oauthError(400, 'invalid_request', 'the body must be a JSON object')
    const { grant_type: grantType, client_id: id, scope } = body as Record<string, unknown>
    if (typeof id !== 'string') throw oauthError(400, 'invalid_request', 'client_id is required')
    const proof = readProof(body as Record<string, unknown>)
    if (grantType !== 'client_credentials') throw oauthError(400, 'unsupported_grant_type', 'grant_type must be client_credentials')
    const client = this.#clients.get(id)
    if (client === undefined) throw oauthError(401, 'invalid_client', 'Client authentication failed')
    this.#authenticate(id, client, proof, origin)
    if (scope !== undefined && typeof scope !== 'string') throw oauthError(400, 'invalid_scope', 'scope must be a string')
    const scopes = scope === undefined || scope.trim() === '' ? client.scopes : splitScopes(scope)
    for (const wanted of scopes) {
      if (!SCOPES.has(wanted) || !covers(client.scopes, wanted))
        throw oauthError(400, 'invalid_scope', `The requested scope is invalid: ${wanted}`)
    }
    return this.#newToken(id, scopes)
  }

  #authenticate(id: string, { keys, secret }: Client, proof: Proof, origin: string): void {
    if ('secret' in proof) {
      if (secret !== proof.secret) throw oauthError(401, 'invalid_client', 'Client authentication failed')
      return
    }
    const problem = keys.isEmpty ? 'the client has no key' : keys.problemOf(proof.assertion, id, origin, this.#clock)
    if (problem !== undefined) throw oauthError(401, 'invalid_client', `Client authentication failed: ${problem}`)
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
    this.#issued.push(token)
    const [oldest] = this.#tokens.keys()
    if (this.#tokens.size > MAX_TOKENS && oldest !== undefined) this.#tokens.delete(oldest)
    // Dropped in batches, so that not each token moves 50,000 others.
    if (this.#issued.length >= 2 * MAX_TOKENS) this.#issued = this.issued()
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

  /** The texts of the last tokens that this endpoint issued, the oldest first. */
  issued(): string[] {
    return this.#issued.slice(-MAX_TOKENS)
  }

  /** Revokes all tokens, or those of one client. */
  revoke(clientId: string | undefined): void {
    for (const token of this.#tokens.values()) {
      if (clientId === undefined || token.clientId === clientId) token.isRevoked = true
    }
  }

  /** Changes the secret of a client. The old one is refused at once: the API documents no time in which both are valid. */
  rotate(clientId: string, secret: string = randomBytes(24).toString('base64url')): string {
    this.client(clientId).secret = secret
    return secret
  }

  /** Makes a new key of a client, and removes its others. Returns it as PEM. */
  rotateKey(clientId: string, keyId: string | undefined): string {
    const client = this.client(clientId)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    client.keys.clear()
    client.keys.add(privateKey, keyId)
    client.privateKey = { pem, keyId }
    return pem
  }
}

function newClient({ clientSecret, privateKey, publicKey = [], keyId, scope }: EmulatorClient): Client {
  const keys = new ClientKeys()
  for (const key of [...(privateKey === undefined ? [] : [privateKey]), ...(Array.isArray(publicKey) ? publicKey : [publicKey])])
    keys.add(key, keyId)
  const own = privateKey === undefined ? undefined : { pem: privateKey, keyId }
  return { secret: clientSecret, privateKey: own, keys, scopes: splitScopes(scope ?? '*') }
}

type Proof = { secret: string } | { assertion: string }

/** The secret or the assertion of a request, which must have one of them (RFC 6749, section 2.3). */
function readProof(body: Record<string, unknown>): Proof {
  const { client_secret: secret, client_assertion: assertion, client_assertion_type: type } = body
  const hasSecret = secret !== undefined && secret !== null
  const hasAssertion = assertion !== undefined && assertion !== null
  if (hasSecret && hasAssertion)
    throw oauthError(400, 'invalid_request', 'a request must not have both a client_secret and a client_assertion')
  if (hasAssertion) {
    if (typeof assertion !== 'string') throw oauthError(400, 'invalid_request', 'client_assertion must be a string')
    if (type !== ASSERTION_TYPE) throw oauthError(400, 'invalid_request', `client_assertion_type must be ${ASSERTION_TYPE}`)
    return { assertion }
  }
  if (typeof secret !== 'string') throw oauthError(400, 'invalid_request', 'client_secret, or client_assertion with its type, is required')
  return { secret }
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
