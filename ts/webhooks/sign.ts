// Signs a delivery as Pipedream does, so that the receiver of webhooks can be tested without Pipedream.

import { invalid, PipedreamError } from '../errors.js'
import { SIGN_ADVICE } from '../option-advice.js'
import { property } from '../properties.js'
import { knownOptions, namesOf, warnOfUnknown } from '../unknown-options.js'
import { types } from '../util-types.js'
import { bytesIn, checkOptions, opaqueName, withArticle } from '../value-types.js'
import { HEADER, headerFor } from './format.js'
import { encode } from './signature.js'

/** A delivery to be signed. */
export interface WebhookToSign {
  /**
   * What is delivered. Text and bytes are signed as they are, an object or an array as its JSON text.
   *
   * @default none: it is required
   * @example { event: 'CONNECTION_ERROR', error: 'access denied' }
   */
  payload: string | ArrayBuffer | ArrayBufferView | object
  /**
   * The key that the receiver verifies with.
   *
   * @default none: it is required
   * @example 'signing-key'
   */
  signingKey: string
  /**
   * When the delivery is signed. Its fraction of a second is cut off. For a delivery that is too old, give a time in the past.
   *
   * @default the time of this machine
   * @example new Date(Date.now() - 600_000)
   */
  timestamp?: Date | undefined
}

/** A delivery as Pipedream sends it. */
export interface SignedWebhook<Body = string> {
  /** What is sent: the payload if that is text or bytes, else its JSON text. */
  body: Body
  /** The headers of the request. */
  headers: { 'content-type': string; 'x-pd-signature': string }
  /** The value of the header `x-pd-signature`. */
  signature: string
}

const KNOWN = knownOptions('signWebhook', namesOf<WebhookToSign>({ payload: true, signingKey: true, timestamp: true }), SIGN_ADVICE)
/** The last second that a date has. */
const LATEST = 8_640_000_000_000

/**
 * Signs a delivery as Pipedream does. With it a test can call the receiver of webhooks, also with deliveries that are too old, altered or
 * signed with another key.
 *
 * @param webhook The payload, the signing key, and the time.
 * @returns Body and headers of the request. The body is text, or the bytes that were given.
 * @throws PipedreamError with the code `ERR_INVALID_ARGUMENT` for an option that is missing or cannot be used. Its message names it.
 * @example
 * ```js
 * const { body, headers } = signWebhook({ payload: { text: 'Hello' }, signingKey: 'signing-key' })
 * const event = verifyWebhook({ body, headers, signingKey: 'signing-key' })
 * ```
 */
export function signWebhook<Payload extends WebhookToSign['payload']>(
  webhook: WebhookToSign & { payload: Payload },
): SignedWebhook<Payload extends ArrayBuffer | ArrayBufferView ? Payload : string> {
  checkOptions(webhook, 'the argument of signWebhook()')
  warnOfUnknown(webhook, KNOWN)
  const { body, bytes } = bodyFor(property(webhook, 'payload'))
  const key = property(webhook, 'signingKey')
  if (typeof key !== 'string' || key === '') throw invalid(`signingKey must be a non-empty string, got ${key === '' ? '""' : nameOf(key)}`)
  const signature = headerFor(key, secondsOf(property(webhook, 'timestamp')), bytes)
  return { body: body as never, headers: { 'content-type': 'application/json', [HEADER]: signature }, signature }
}

/** The body of a payload, and the bytes to sign. */
function bodyFor(payload: unknown): { body: unknown; bytes: Uint8Array } {
  if (typeof payload === 'string') return { body: payload, bytes: encode(payload) }
  const bytes = bytesIn(payload, 'payload')
  if (bytes !== undefined) return { body: payload, bytes }
  if (payload === null || typeof payload !== 'object') throw invalid(`payload must be text, bytes or an object, got ${nameOf(payload)}`)
  const text = jsonOf(payload)
  if (text === undefined) throw invalid('payload must be a value that JSON can hold, got an object whose toJSON() gives undefined')
  return { body: text, bytes: encode(text) }
}

/** The JSON text of a payload. ts/json.ts, which writes the arguments of calls, would double the size of this entry point. */
function jsonOf(payload: object): string | undefined {
  try {
    return JSON.stringify(payload, (name, value: unknown) => {
      const lost = lostIn(value)
      if (lost === undefined) return value
      throw invalid(`payload${name === '' ? '' : `: its member ${JSON.stringify(name)}`} must be a value that JSON can hold, got ${lost}`)
    })
  } catch (cause) {
    if (cause instanceof PipedreamError) throw cause
    // Of a circle V8 describes each step, in lines of their own.
    throw invalid(`payload cannot be written as JSON: ${String((cause as Error)?.message ?? cause).split('\n')[0]}`, cause)
  }
}

/** What JSON would leave out or write as `{}` or `null`, by name; undefined for any other value. */
function lostIn(value: unknown): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const name = opaqueName(value)
  return name === undefined ? undefined : withArticle(name)
}

/** A time in whole seconds since 1970. A number is refused, because it might be seconds or milliseconds. */
function secondsOf(timestamp: unknown): number {
  const ms = timestamp === undefined ? Date.now() : types.isDate(timestamp) ? Number(timestamp) : undefined
  if (ms === undefined) throw invalid(`timestamp must be a Date, got ${nameOf(timestamp)}`)
  const seconds = Math.floor(ms / 1000)
  if (seconds >= 0 && seconds <= LATEST) return seconds
  throw invalid(`timestamp must be a Date from 1970 on, got ${Number.isNaN(ms) ? 'an invalid date' : new Date(ms).toISOString()}`)
}

const nameOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value)
