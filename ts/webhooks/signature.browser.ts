// ts/webhooks/signature.ts for edge runtimes, which take webhooks too. Their own HMAC, of Web Crypto, gives a promise, but `verifyWebhook()`
// returns the event. So the digest is made by @noble/hashes, which the build puts into the file.

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/** The bytes of a text in UTF-8. */
export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
/** The text of bytes in UTF-8. A byte order mark stays, as in Node. */
export const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
/** The bytes of a digest, which is written with hexadecimal digits. */
export const fromHex = (digits: string): Uint8Array => Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** The hexadecimal digits of bytes, in lower case. */
export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The SHA-256 of `start` and `bytes`. */
export const hashOf = (start: string, bytes: Uint8Array): Uint8Array => sha256.create().update(encode(start)).update(bytes).digest()
/** The HMAC with SHA-256 of `start` and `bytes`. */
export const digestOf = (key: string, start: string, bytes: Uint8Array): Uint8Array =>
  hmac.create(sha256, encode(key)).update(encode(start)).update(bytes).digest()

/** Whether two digests are equal. It looks at all bytes, so that its duration does not say how many are right. */
export function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? 0)
  return difference === 0
}
