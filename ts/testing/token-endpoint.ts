'use strict'

// Who may have a token, and which tokens are good? The token endpoint, and the list of what it gave away.

const { randomBytes } = require('node:crypto')
const { own } = require('../own.js')
const { Refusal, Reply } = require('./answers.js')
const { Window } = require('./limits.js')

const KNOWN = new Set([
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
const REALM = 'Bearer realm="pipedream"'
const KEPT = 50_000

class TokenOffice {
  #clock
  #clients
  #tokens = new Map()
  #window
  requests = 0
  lifetimeSeconds

  constructor({ clock, clients, lifetimeSeconds, requestsPerSecond }) {
    this.#clock = clock
    this.#clients = new Map(
      clients.map((client) => [client.clientId, { secret: client.clientSecret, scope: words(own(client, 'scope', '*')) }]),
    )
    this.lifetimeSeconds = lifetimeSeconds
    this.limit(requestsPerSecond)
  }

  /** At most `requestsPerSecond` token requests; undefined takes the limit away. */
  limit(requestsPerSecond) {
    this.#window = requestsPerSecond === undefined ? undefined : new Window(this.#clock, requestsPerSecond, 1)
  }

  /** The answer to a token request. */
  grant(body) {
    // The load balancer refuses before anybody reads the body, and says nothing.
    if (this.#window && !this.#window.take().allowed) return new Reply(429, {}, '')
    if (body === null || typeof body !== 'object' || Array.isArray(body))
      throw oauthError(400, 'invalid_request', 'the body must be a JSON object')
    const { grant_type: grant, client_id: id, client_secret: secret, scope } = body
    if (typeof id !== 'string' || typeof secret !== 'string')
      throw oauthError(400, 'invalid_request', 'client_id and client_secret are required')
    if (grant !== 'client_credentials') throw oauthError(400, 'unsupported_grant_type', 'grant_type must be client_credentials')
    const client = this.#clients.get(id)
    if (client === undefined || client.secret !== secret) throw oauthError(401, 'invalid_client', 'Client authentication failed')
    if (scope !== undefined && typeof scope !== 'string') throw oauthError(400, 'invalid_scope', 'scope must be a string')
    const scopes = scope === undefined || scope.trim() === '' ? client.scope : words(scope)
    for (const word of scopes) {
      if (!KNOWN.has(word) || !covers(client.scope, word)) throw oauthError(400, 'invalid_scope', `The requested scope is invalid: ${word}`)
    }
    return this.#issue(id, scopes)
  }

  #issue(clientId, scopes) {
    const issued = this.#clock.seconds()
    const token = [
      encoded({ alg: 'RS256', typ: 'JWT' }),
      encoded({
        iss: 'https://api.pipedream.com',
        sub: clientId,
        iat: issued,
        exp: issued + this.lifetimeSeconds,
        scope: scopes.join(' '),
        jti: randomBytes(12).toString('hex'),
      }),
      randomBytes(48).toString('base64url'),
    ].join('.')
    this.#tokens.set(token, { clientId, scopes, endsAt: this.#clock.now() + this.lifetimeSeconds * 1000, isRevoked: false })
    if (this.#tokens.size > KEPT) this.#tokens.delete(this.#tokens.keys().next().value)
    return { access_token: token, token_type: 'Bearer', expires_in: this.lifetimeSeconds, created_at: issued }
  }

  /** What is known of the token of `authorization`; refuses as the API does when it is not good. */
  check(authorization) {
    if (authorization === undefined) throw unauthorized('missing bearer token')
    const [, text] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
    const token = text === undefined ? undefined : this.#tokens.get(text)
    if (token === undefined) throw unauthorized('unknown token', 'invalid_token')
    if (token.isRevoked) throw unauthorized('the token was revoked', 'invalid_token')
    if (this.#clock.now() >= token.endsAt) throw unauthorized('the token has expired', 'invalid_token')
    return token
  }

  /** Refuses when none of the token's scopes allows what `scope` names. */
  checkScope(token, scope) {
    if (!scope || covers(token.scopes, scope)) return
    throw new Refusal(403, 'insufficient_scope', {
      headers: { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` },
      body: { error: 'insufficient_scope', code: 'forbidden', details: { required: scope } },
    })
  }

  issued() {
    return [...this.#tokens.keys()]
  }

  /** Revokes every token there is, or those of one client. */
  revoke(clientId) {
    for (const token of this.#tokens.values()) {
      if (clientId === undefined || token.clientId === clientId) token.isRevoked = true
    }
  }

  /** Gives a client another secret. The old one stops at once, as there is no documented overlap. */
  rotate(clientId, secret = randomBytes(24).toString('base64url')) {
    const client = this.#clients.get(clientId)
    if (client === undefined) throw new Error(`there is no client ${String(clientId)}: there are ${[...this.#clients.keys()].join(', ')}`)
    client.secret = secret
    return secret
  }
}

const words = (scope) => scope.split(/\s+/).filter(Boolean)
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Whether one of `scopes` allows `wanted`. What asks for `connect:*` asks for any scope of Connect. */
function covers(scopes, wanted) {
  return scopes.some((scope) => {
    if (scope === '*' || scope === wanted) return true
    if (wanted === 'connect:*') return scope.startsWith('connect:')
    return scope.endsWith(':*') && wanted.startsWith(scope.slice(0, -1))
  })
}

const oauthError = (status, error, text) =>
  new Refusal(status, text, {
    headers: { 'cache-control': 'no-store', ...(status === 401 && { 'www-authenticate': REALM }) },
    body: { error, error_description: text },
  })

const unauthorized = (text, error) =>
  new Refusal(401, text, {
    headers: { 'www-authenticate': error ? `${REALM}, error="${error}"` : REALM },
    body: { error: 'unauthorized', code: 'unauthorized', details: { reason: text } },
  })

module.exports = { TokenOffice, covers }
