// The public keys of OAuth clients, and the check of what their private keys have signed (RFC 7523, section 3).

import { createPrivateKey, createPublicKey, type JsonWebKey, KeyObject, verify } from 'node:crypto'
import { isPlainObject } from '../properties.js'
import type { Clock } from './clock.js'
import type { EmulatorKey } from './options.js'
import { kindOf } from './read-options.js'

/** The value of `client_assertion_type` (RFC 7523, section 2.2). */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const TYPE = 'client-authentication+jwt'
/** By how many seconds the clock of a client may differ. */
const LEEWAY_SECONDS = 5
/** How long an assertion may be valid. */
const MAX_LIFETIME_SECONDS = 300
const MAX_USED = 100_000

interface RegisteredKey {
  readonly key: KeyObject
  readonly alg: 'ES256' | 'RS256'
  readonly keyId: string | undefined
}

/** The keys of one client. */
export class ClientKeys {
  readonly #keys: RegisteredKey[] = []
  /** When an assertion that was used expires, by its `jti`. */
  readonly #used = new Map<string, number>()

  get isEmpty(): boolean {
    return this.#keys.length === 0
  }

  /** Registers a key. Throws TypeError if clients cannot sign with it. */
  add(given: EmulatorKey, keyId: string | undefined): void {
    const key = publicKeyOf(given)
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
    if (type === 'ec' && details?.namedCurve === 'prime256v1') this.#keys.push({ key, alg: 'ES256', keyId })
    else if (type === 'rsa') this.#keys.push({ key, alg: 'RS256', keyId })
    else
      throw new TypeError(
        `a key must be EC on the curve P-256 or RSA, got one of the type ${String(type)} ${details?.namedCurve ?? ''}`.trim(),
      )
  }

  /** Removes a key. Returns whether it was registered. */
  remove(given: EmulatorKey): boolean {
    const removed = fingerprintOf(publicKeyOf(given))
    const at = this.#keys.findIndex(({ key }) => fingerprintOf(key) === removed)
    if (at >= 0) this.#keys.splice(at, 1)
    return at >= 0
  }

  clear(): void {
    this.#keys.length = 0
  }

  /** Why an assertion does not authenticate the client `clientId` at `audience`; undefined if it does. It can be used once. */
  problemOf(assertion: string, clientId: string, audience: string, clock: Clock): string | undefined {
    const [head, body, signature, ...rest] = assertion.split('.')
    const [header, claims] = [parsed(head), parsed(body)]
    if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) return 'the assertion is not a JWT'
    const isUsed = this.#use(claims, clock)
    if (header.typ !== TYPE) return `the typ of the assertion is not ${TYPE}`
    const { kid, alg } = header
    const keys = this.#keys.filter(({ keyId }) => kid === undefined || keyId === undefined || keyId === kid)
    if (keys.length === 0) return 'no registered key has the kid of the assertion'
    const fitting = keys.filter((known) => known.alg === alg)
    if (fitting.length === 0) return 'the alg of the assertion does not fit the key'
    const data = Buffer.from(`${head}.${body}`)
    const isSigned = fitting.some(({ key }) =>
      verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
    )
    if (!isSigned) return 'the signature of the assertion is wrong'
    if (claims.iss !== clientId || claims.sub !== clientId) return 'iss and sub of the assertion must be the client id'
    if (claims.aud !== audience) return `the aud of the assertion must be ${audience}`
    const problem = problemOfTimes(claims, clock.seconds())
    if (problem !== undefined) return problem
    if (typeof claims.jti !== 'string' || claims.jti === '') return 'the assertion has no jti'
    return isUsed ? 'the assertion was used before' : undefined
  }

  /** Notes that an assertion arrived, although nothing reads the request: it cannot be used again. */
  spend(assertion: string, clock: Clock): void {
    this.#use(parsed(assertion.split('.')[1]) ?? {}, clock)
  }

  /** Notes an assertion. Returns whether it had been noted before. */
  #use({ jti, exp }: Record<string, unknown>, clock: Clock): boolean {
    if (typeof jti !== 'string') return false
    const isUsed = this.#used.has(jti)
    if (this.#used.size >= MAX_USED) {
      for (const [id, expires] of this.#used) if (expires < clock.seconds()) this.#used.delete(id)
    }
    if (!isUsed) this.#used.set(jti, typeof exp === 'number' ? exp + LEEWAY_SECONDS : Number.POSITIVE_INFINITY)
    return isUsed
  }
}

function problemOfTimes({ iat, exp }: Record<string, unknown>, now: number): string | undefined {
  if (typeof iat !== 'number' || typeof exp !== 'number') return 'the assertion has no iat or no exp'
  if (iat > now + LEEWAY_SECONDS) return 'the assertion is from the future'
  if (exp <= now - LEEWAY_SECONDS) return 'the assertion has expired'
  return exp - iat > MAX_LIFETIME_SECONDS ? `the assertion is valid for more than ${MAX_LIFETIME_SECONDS} s` : undefined
}

/** The JSON object in a part of a JWT. */
function parsed(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
    return value !== null && typeof value === 'object' ? { __proto__: null, ...value } : undefined
  } catch {
    return undefined
  }
}

/** The public key of a key. The error does not show the key. */
function publicKeyOf(given: EmulatorKey): KeyObject {
  try {
    const key = given instanceof KeyObject ? given : read(given)
    return key.type === 'private' ? createPublicKey(key) : key
  } catch {
    // biome-ignore lint/style/useErrorCause: the error of OpenSSL says nothing that helps, and may show the text.
    throw new TypeError(`a key must be PEM, a JWK or a KeyObject, got ${kindOf(given)} that cannot be read`)
  }
}

function read(given: EmulatorKey): KeyObject {
  const isJwk = typeof given === 'string' ? given.trim().startsWith('{') : isPlainObject(given)
  if (!isJwk) return createPublicKey(given as string)
  const key = (typeof given === 'string' ? JSON.parse(given) : given) as JsonWebKey
  return key.d === undefined ? createPublicKey({ key, format: 'jwk' }) : createPrivateKey({ key, format: 'jwk' })
}

const fingerprintOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')
