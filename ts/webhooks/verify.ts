// Verifies that a delivery comes from Pipedream and is recent. The signature covers the bytes of the body as they were sent, so it is
// verified before the body is parsed.

import { invalid, PipedreamError } from '../errors.js'
import { display } from '../json.js'
import { DELIVERY_ADVICE } from '../option-advice.js'
import { property } from '../properties.js'
import { knownOptions, namesOf, warnOfUnknown } from '../unknown-options.js'
import { types } from '../util-types.js'
import { bodyOf, reasonIn } from './body.js'
import type { WebhookEvent } from './events.js'
import { refused, type Signature, signatureOf } from './header.js'
import { decode, digestOf, hashOf, isEqual, toHex } from './signature.js'

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

const NAMES = namesOf<WebhookDelivery>({ body: true, headers: true, signature: true, signingKey: true, toleranceSeconds: true, now: true })
/** Some callers pass all fields of a request. */
const KNOWN = knownOptions('verifyWebhook', NAMES, DELIVERY_ADVICE, true)
/** The default of `toleranceSeconds`. */
const TOLERANCE = 300

/**
 * Verifies a delivery: that it was signed with the key, that its body is as it was sent, and that it is recent.
 *
 * A copy of a delivery is genuine too while it is recent. `webhookId()` recognizes copies.
 *
 * @param delivery The body as it came, the headers, the signing key, and how recent it has to be.
 * @returns The event: the body, parsed. See `WebhookEvent`; its names and values are those that the API sent.
 * @throws PipedreamError with the code `ERR_WEBHOOK_SIGNATURE` for a delivery that is forged, altered or too old, or that has no usable
 * signature; with `ERR_WEBHOOK_BODY` if a genuine one is not JSON; with `ERR_INVALID_ARGUMENT` for an option that cannot be used, such as
 * a body that was parsed.
 * @example
 * ```js
 * const event = verifyWebhook({ body: await request.text(), headers: request.headers, signingKey: process.env.SIGNING_KEY })
 * ```
 */
export function verifyWebhook<T = WebhookEvent>(delivery: WebhookDelivery): T {
  checkDelivery(delivery, 'verifyWebhook')
  if (delivery !== undefined) warnOfUnknown(delivery, KNOWN)
  // Before the signature: who sends a first request by hand, which has none, learns that the key is missing.
  const keys = keysOf(property(delivery, 'signingKey'))
  const tolerance = property(delivery, 'toleranceSeconds', TOLERANCE)
  if (typeof tolerance !== 'number' || !(tolerance >= 0))
    throw invalid(`toleranceSeconds must be a number from 0 on, got ${display(tolerance)}`)
  const now = timeOf(property(delivery, 'now'))
  const signature = signatureOf(delivery)
  const body = property(delivery, 'body')
  const bytes = bodyOf(body)
  const genuine = keys.map((one) => isSigned(bytes, one, signature)).includes(true)
  if (!genuine) throw refused(`it was not signed with this key, or its body is not as it was sent${reasonIn(body, bytes)}`)
  const off = Math.abs(now / 1000 - Number(signature.time))
  if (!(off <= tolerance)) throw refused(`it was signed ${Math.round(off)} s away from now; ${tolerance} s are allowed`)
  return parsed(bytes)
}

/**
 * Identifies a delivery, to recognize copies of it. An attacker who has seen a delivery can send it again while it is recent, also with a
 * signature header that is written otherwise: its digits in upper case, or with further parts. All copies have the same id. A delivery
 * that Pipedream signs anew has another one, so events have to be recognized by an id of their own.
 *
 * @param delivery What `verifyWebhook()` was given. Verify it first: the id of a forged delivery says nothing.
 * @returns The SHA-256 of time and body, as 64 hexadecimal digits. Keep it for 600 s, which is twice the default of `toleranceSeconds`.
 * @throws PipedreamError with the code `ERR_WEBHOOK_SIGNATURE` or `ERR_INVALID_ARGUMENT`, as `verifyWebhook()` does.
 * @example
 * ```js
 * const isNew = await redis.set(`webhook:${webhookId({ body, headers })}`, '1', { condition: 'NX', expiration: { type: 'EX', value: 600 } })
 * ```
 */
export function webhookId(delivery: Pick<WebhookDelivery, 'body' | 'headers' | 'signature'>): string {
  checkDelivery(delivery, 'webhookId')
  const { time } = signatureOf(delivery)
  return toHex(hashOf(`${time}.`, bodyOf(property(delivery, 'body'))))
}

function checkDelivery(delivery: unknown, what: string): void {
  if (delivery !== undefined && (delivery === null || typeof delivery !== 'object'))
    throw invalid(`${what} takes an object, got ${delivery === null ? 'null' : typeof delivery}`)
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

function isSigned(bytes: Uint8Array, key: string, { time, digests }: Signature): boolean {
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
