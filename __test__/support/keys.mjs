// Keys for the tests, made by OpenSSL through node:crypto, and a token endpoint that checks assertions with node:crypto alone.

import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'

export const newEc = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve }).privateKey
export const newRsa = (modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength }).privateKey

/** A private key as text. `type` is `pkcs8`, `pkcs1` or `sec1`. */
export const pem = (key, type = 'pkcs8') => key.export({ type, format: 'pem' })
export const jwk = (key, more = {}) => ({ ...key.export({ format: 'jwk' }), ...more })

/** Header and claims of an assertion. */
export const readAssertion = (text) =>
  text
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url')))

/** Whether a key has signed an assertion. */
export function isSignedBy(key, text) {
  const [head, claims, signature] = text.split('.')
  const publicKey = createPublicKey(key)
  return verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
}

/** The body of a token request of serve(), whose form is checked. */
export function bodyOf({ text }) {
  const { client_assertion: assertion, ...rest } = JSON.parse(text)
  assert.deepEqual(rest, {
    client_id: 'client-id',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    grant_type: 'client_credentials',
  })
  return assertion
}
