// Bytes and digests in Node. ts/webhooks/signature.browser.ts stands here where there is no Node.

import { nodeCrypto } from '../builtins.js'

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The bytes of a text in UTF-8. */
export const encode = (text: string): Uint8Array => Buffer.from(text)
/** The text of bytes in UTF-8. */
export const decode = (bytes: Uint8Array): string => bufferOf(bytes).toString('utf8')
/** The bytes of a digest, which is written with hexadecimal digits. */
export const fromHex = (digits: string): Uint8Array => Buffer.from(digits, 'hex')

/** The hexadecimal digits of bytes, in lower case. */
export const toHex = (bytes: Uint8Array): string => bufferOf(bytes).toString('hex')

/** The SHA-256 of `start` and `bytes`. */
export const hashOf = (start: string, bytes: Uint8Array): Uint8Array =>
  nodeCrypto().createHash('sha256').update(start).update(bufferOf(bytes)).digest()
/** The HMAC with SHA-256 of `start` and `bytes`. */
export const digestOf = (key: string, start: string, bytes: Uint8Array): Uint8Array =>
  nodeCrypto().createHmac('sha256', key).update(start).update(bufferOf(bytes)).digest()

/** Whether two digests are equal. It takes the same time whether they are or not. */
export const isEqual = (one: Uint8Array, other: Uint8Array): boolean => nodeCrypto().timingSafeEqual(one, other)
