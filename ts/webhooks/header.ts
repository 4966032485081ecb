// Reads the header `x-pd-signature`. An attacker can send any header, so its length is checked first, and it is read
// in one pass.

import { invalid, PipedreamError } from '../errors.js'
import { property } from '../properties.js'
import { types } from '../util-types.js'
import { HEADER } from './format.js'
import { fromHex } from './signature.js'

/** The largest length of the header in characters. With one digest it has about 80, and 67 more for each further digest. */
const MAX_LENGTH = 4096
const MAX_DIGESTS = 16
const TIME = /^[0-9]{1,15}$/
const DIGEST = /^[0-9a-f]{64}$/i

/** A header, read. */
export interface Signature {
  /** Seconds since 1970, as they were written: these characters are signed. */
  time: string
  digests: Uint8Array[]
}

export const refused = (why: string): PipedreamError =>
  new PipedreamError({ message: `the webhook was refused: ${why}`, code: 'ERR_WEBHOOK_SIGNATURE' })

/** The signature of a delivery, from its option `signature` or from its headers. Throws `ERR_WEBHOOK_SIGNATURE`. */
export const signatureOf = (delivery: unknown): Signature => partsOf(headerOf(delivery))

/** The value of the header. Some servers give each header as an array, so an array of one is accepted. */
function headerOf(delivery: unknown): string {
  const given: unknown = property(delivery, 'signature') ?? valuesIn(property(delivery, 'headers'))
  const several: unknown[] = Array.isArray(given) ? given : [given]
  if (several.length > 1) throw refused(`it has ${several.length} ${HEADER} headers where there must be one`)
  const [signature] = several
  if (typeof signature !== 'string' || signature === '') throw refused(`it has no ${HEADER} header`)
  if (signature.length > MAX_LENGTH) throw refused(`its ${HEADER} header has ${signature.length} characters; ${MAX_LENGTH} are allowed`)
  return signature
}

/** The header's values among a request's headers: those of `fetch`, a Map, pairs, or those of `node:http`. */
function valuesIn(headers: unknown): unknown {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') throw invalid(`headers must be the request's headers, got ${typeof headers}`)
  if (!types.isMap(headers) && typeof property(headers, 'get') === 'function') return (headers as Headers).get(HEADER) ?? []
  const isFlat = Array.isArray(headers) && typeof headers[0] === 'string'
  const values: unknown[] = []
  // Only names of the right length are converted to lower case: a request may have many headers with long names.
  const collect = (name: unknown, value: unknown): void => {
    if (typeof name === 'string' && name.length === HEADER.length && name.toLowerCase() === HEADER && value !== undefined && value !== null)
      values.push(value)
  }
  if (isFlat) for (let at = 0; at + 1 < headers.length; at += 2) collect(headers[at], headers[at + 1])
  else if (typeof property(headers, Symbol.iterator) === 'function')
    for (const pair of headers as Iterable<unknown>) collect(property(pair, 0), property(pair, 1))
  else for (const name of Object.keys(headers)) collect(name, (headers as Record<string, unknown>)[name])
  return values.length === 1 ? values[0] : values
}

/** Parses `t=<seconds>,v1=<hex>`. There may be several `v1`, and parts of later versions, which are ignored. */
function partsOf(signature: string): Signature {
  let time: string | undefined
  const digests: Uint8Array[] = []
  for (const part of signature.split(',')) {
    const at = part.indexOf('=')
    if (at < 0) continue
    const name = part.slice(0, at).trim()
    const value = part.slice(at + 1).trim()
    if (name === 't') {
      // `Headers` joins headers of the same name with a comma, so two signature headers give two times.
      if (time !== undefined) throw refused(`it has several ${HEADER} headers, or one with several times`)
      time = value
    }
    if (name === 'v1' && DIGEST.test(value)) digests.push(fromHex(value))
  }
  if (digests.length > MAX_DIGESTS) throw refused(`its ${HEADER} header has ${digests.length} digests; ${MAX_DIGESTS} are allowed`)
  if (time === undefined || !TIME.test(time) || digests.length === 0)
    throw refused(`its ${HEADER} header is not of the form t=<seconds>,v1=<digest>`)
  return { time, digests }
}
