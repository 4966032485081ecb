// The entry point `pipedream-native/webhooks`: verifies that a delivery comes from Pipedream and is recent. It does not load the addon.
//
// The signature covers the bytes of the body as they were sent, so it is verified before the body is parsed. An attacker can send any
// signature header, so its length is checked first, and it is read in one pass.

import { types } from '../util-types.js'
import { invalid, PipedreamError } from '../errors.js'
import { display } from '../json.js'
import { DELIVERY_ADVICE } from '../option-advice.js'
import { property } from '../properties.js'
import { knownOptions, namesOf, warnOfUnknown } from '../unknown-options.js'
import { bytesIn, opaqueName, withArticle } from '../value-types.js'
import { decode, digestOf, encode, fromHex, isEqual } from './signature.js'

/** A delivery, and the options for checking it. */
export interface WebhookDelivery {
  /**
   * The request's body as it was received: text or bytes, not yet parsed.
   *
   * @default none: it is required
   * @example await request.text()
   */
  body: string | ArrayBuffer | ArrayBufferView
  /**
   * The request's headers, of `fetch` or of `node:http`; or give `signature`.
   *
   * @default none
   * @example request.headers
   */
  headers?:
    | { get(name: string): string | null }
    | Record<string, string | string[] | undefined>
    | Iterable<readonly [string, string]>
    | readonly string[]
    | undefined
  /**
   * The value of the header `x-pd-signature`: a text of at most 4 KB, or an array of one.
   *
   * @default the header in `headers`
   * @example req.headers['x-pd-signature']
   */
  signature?: string | readonly string[] | undefined
  /**
   * The signing key, or an array of keys while a key is being replaced. One of them must match.
   *
   * @default none: it is required
   * @example 'signing-key'
   */
  signingKey: string | readonly string[]
  /**
   * The largest difference in seconds between `now` and the time of the signature, before or after.
   *
   * @default 300
   * @example 60
   */
  toleranceSeconds?: number | undefined
  /**
   * The time to check against.
   *
   * @default the time of this machine
   * @example new Date('2026-01-01')
   */
  now?: Date | undefined
}

/** The body of a connection webhook. */
export interface ConnectionEvent {
  event: 'CONNECTION_SUCCESS' | 'CONNECTION_ERROR'
  connect_token: string
  environment: string
  connect_session_id: number | string
  account?: Record<string, unknown>
  error?: string
}

const NAMES = namesOf<WebhookDelivery>({ body: true, headers: true, signature: true, signingKey: true, toleranceSeconds: true, now: true })
/** Some callers pass all fields of a request. */
const KNOWN = knownOptions('verifyWebhook', NAMES, DELIVERY_ADVICE, true)
const HEADER = 'x-pd-signature'
/** The default of `toleranceSeconds`. */
const TOLERANCE = 300
/** The largest length of the header in characters. With one digest it has about 80, and 67 more for each further digest. */
const MAX_LENGTH = 4096
const MAX_DIGESTS = 16
const TIME = /^[0-9]{1,15}$/
const DIGEST = /^[0-9a-f]{64}$/i

/**
 * Returns the event of a delivery that is genuine and recent. Throws an error with the code `ERR_WEBHOOK_SIGNATURE` for any other, and
 * with `ERR_WEBHOOK_BODY` if a genuine one is not JSON.
 *
 * @example
 * ```js
 * const event = verifyWebhook({ body: await request.text(), headers: request.headers, signingKey: process.env.SIGNING_KEY })
 * ```
 */
// biome-ignore lint/suspicious/noExplicitAny: the type of an event is the caller's to name
export function verifyWebhook<T = any>(delivery: WebhookDelivery): T {
  if (delivery !== undefined && (delivery === null || typeof delivery !== 'object'))
    throw invalid(`verifyWebhook takes an object, got ${delivery === null ? 'null' : typeof delivery}`)
  if (delivery !== undefined) warnOfUnknown(delivery, KNOWN)
  const { time, digests } = partsOf(signatureOf(delivery))
  const bytes = bodyOf(property(delivery, 'body'))
  const keys = keysOf(property(delivery, 'signingKey'))
  const tolerance = property(delivery, 'toleranceSeconds', TOLERANCE)
  if (typeof tolerance !== 'number' || !(tolerance >= 0))
    throw invalid(`toleranceSeconds must be a number from 0 on, got ${display(tolerance)}`)
  const now = timeOf(property(delivery, 'now'))
  const genuine = keys.map((one) => isSigned(bytes, one, time, digests)).includes(true)
  if (!genuine) throw refused('it was not signed with this key, or its body is not as it was sent')
  const off = Math.abs(now / 1000 - Number(time))
  if (!(off <= tolerance)) throw refused(`it was signed ${Math.round(off)} s away from now; ${tolerance} s are allowed`)
  return parsed(bytes)
}

function bodyOf(body: unknown): Uint8Array {
  const bytes = typeof body === 'string' ? encode(body) : bytesIn(body, 'body')
  if (bytes !== undefined) return bytes
  const what = body === null ? 'null' : typeof body !== 'object' ? typeof body : withArticle(opaqueName(body) ?? 'object')
  throw invalid(`body must be the request's body as it came, text or bytes, got ${what}: read it before it is parsed as JSON`)
}

function keysOf(given: unknown): string[] {
  const keys: unknown[] = Array.isArray(given) ? given : [given]
  for (const key of keys) {
    if (typeof key !== 'string' || key === '')
      throw invalid(`signingKey must be a non-empty string or a list of them, got ${key === '' ? '""' : typeof key}`)
  }
  if (keys.length === 0) throw invalid('signingKey must be a non-empty string or a list of them, got an empty list')
  return keys as string[]
}

/** The option `now` in milliseconds since 1970. A number is refused, because it might be seconds or milliseconds. */
function timeOf(now: unknown): number {
  if (now === undefined) return Date.now()
  const ms = types.isDate(now) ? Number(now) : NaN
  if (Number.isFinite(ms)) return ms
  throw invalid(`now must be a Date, got ${types.isDate(now) ? 'an invalid date' : now === null ? 'null' : typeof now}`)
}

/** The value of the signature header. Some servers give each header as an array, so an array of one is accepted. */
function signatureOf(delivery: unknown): string {
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
function partsOf(signature: string): { time: string; digests: Uint8Array[] } {
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

function isSigned(bytes: Uint8Array, key: string, time: string, digests: readonly Uint8Array[]): boolean {
  const expected = digestOf(key, `${time}.`, bytes)
  // Each digest is compared in constant time, and all of them are, so that the duration reveals nothing about the right one.
  return digests.map((digest) => isEqual(digest, expected)).includes(true)
}

function parsed<T>(bytes: Uint8Array): T {
  try {
    return JSON.parse(decode(bytes))
  } catch (cause) {
    // biome-ignore lint/style/useErrorCause: PipedreamError takes the cause with its other facts.
    throw new PipedreamError({ message: 'the webhook is genuine, but its body is not JSON', code: 'ERR_WEBHOOK_BODY', cause })
  }
}

const refused = (why: string): PipedreamError =>
  new PipedreamError({ message: `the webhook was refused: ${why}`, code: 'ERR_WEBHOOK_SIGNATURE' })
