// Reads the option `privateKey`. Rust checks the keys (src/private_key.rs); here each becomes a text.

import type { JsonWebKeyLike, KeyObjectLike } from './client-options.js'
import { invalid } from './errors.js'
import { toJson } from './json.js'
import { isPlainObject, pick, property } from './properties.js'
import { bytesIn, classOf, isThenable, tagOf, withArticle } from './value-types.js'

/** The members of a JWK that are read (RFC 7518, section 6), and those that tell a JWK from something else. */
const MEMBERS = ['kty', 'crv', 'd', 'x', 'y', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'kid', 'keys', 'use', 'alg', 'key_ops'] as const

/** The keys as texts: one, or a list. Throws for what is no key. */
export function keyTexts(value: unknown): string | string[] {
  return Array.isArray(value) && value.length > 0 ? value.map((key) => keyText(key)) : keyText(value)
}

/** The key as text: PEM, or the JSON of a JWK. */
function keyText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) throw refused(String(value))
  if (typeof value !== 'object') throw refused(withArticle(typeof value))
  if (Array.isArray(value)) throw refused(value.length === 0 ? 'an empty array' : 'an array in an array')
  if (isThenable(value)) throw refused('a promise in an array')
  const bytes = bytesIn(value, 'privateKey')
  if (bytes !== undefined) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (isKeyObject(value)) return exported(value)
  if (tagOf(value) === 'CryptoKey') throw refused('a CryptoKey: KeyObject.from(key) of node:crypto makes a KeyObject of it')
  if (isPlainObject(value) || property(value, 'kty') !== undefined) return toJson(pick(value as JsonWebKeyLike, MEMBERS))
  throw refused(withArticle(classOf(value)))
}

const isKeyObject = (value: object): value is KeyObjectLike =>
  typeof property(value, 'export') === 'function' && typeof property(value, 'type') === 'string'

/** A KeyObject as text. */
function exported(key: KeyObjectLike): string {
  if (key.type !== 'private') throw refused(key.type === 'public' ? 'a public key' : 'a secret key, which is symmetric')
  return (property(key, 'asymmetricKeyType') === 'ec' && exportedJwk(key)) || exportedPem(key)
}

/** OpenSSL computes the public point for a JWK, but leaves it out of PEM if the key came without it. Undefined for a curve that no JWK has. */
function exportedJwk(key: KeyObjectLike): string | undefined {
  try {
    return toJson(pick(key.export({ format: 'jwk' }), MEMBERS))
  } catch {
    return undefined
  }
}

function exportedPem(key: KeyObjectLike): string {
  let pem: unknown
  try {
    pem = key.export({ type: 'pkcs8', format: 'pem' })
  } catch (cause) {
    throw refused('a KeyObject that cannot be exported', cause)
  }
  if (typeof pem !== 'string') throw refused('an object whose export() gives no PEM')
  return pem
}

const refused = (got: string, cause?: unknown) =>
  invalid(
    `privateKey must be a private key as PEM or JWK (a text, its bytes or an object), a KeyObject, an array of them, a function or a promise, got ${got}`,
    cause,
  )
