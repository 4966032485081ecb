// How the API signs: the header `x-pd-signature` is `t=<seconds>,v1=<digest>`, and the digest is the HMAC with SHA-256 of `<seconds>.<body>`.

import { digestOf, toHex } from './signature.js'

export const HEADER = 'x-pd-signature'

/** The value of the header. `seconds` are whole seconds since 1970. */
export const headerFor = (key: string, seconds: number, body: Uint8Array): string =>
  `t=${seconds},v1=${toHex(digestOf(key, `${seconds}.`, body))}`
