// Which failure in Rust is which error. Failures cross as data; no text is parsed to find out what happened.

import {
  BadRequestError,
  BODY_LENGTH,
  type InternalFacts,
  MOST_ENUMERABLE,
  NotFoundError,
  PipedreamAbortError,
  PipedreamError,
  PipedreamTimeoutError,
  type RateLimit,
  TooManyRequestsError,
} from './errors.js'
import type { Failure, FailureCode } from './native.js'
import { rawResponse } from './response.js'
import type { RawResponse } from './results.js'

/** A body with more levels is not enumerable in its error. */
const MOST_LEVELS = 500

type StatusClass = new (body: unknown, raw: RawResponse | undefined, more: InternalFacts) => PipedreamError
const CLASSES: Readonly<Record<number, StatusClass>> = { 400: BadRequestError, 404: NotFoundError, 429: TooManyRequestsError }

const CODES: { readonly [Code in FailureCode]?: string } = {
  invalid: 'ERR_INVALID_ARGUMENT',
  closed: 'ERR_CLIENT_CLOSED',
  internal: 'ERR_INTERNAL',
  unreadable: 'ERR_UNREADABLE_ANSWER',
}

/** The last 32 errors that functions of the caller threw. Rust carries only their ids; the error itself becomes the `cause` of a failure. */
const thrown = new Map<number, unknown>()
const MOST_THROWN = 32
/**
 * Ids start at a random number. Workers share token requests, so a failure can carry the id of another worker's error, which must not
 * equal an id of this worker.
 */
let lastId = Math.floor(Math.random() * 2 ** 20) * 2 ** 32

/** Keeps what was thrown. Returns its id. */
export function keepThrown(error: unknown): number {
  thrown.set(++lastId, error)
  if (thrown.size > MOST_THROWN) thrown.delete(thrown.keys().next().value as number)
  return lastId
}

/** What a function of the caller threw, else an error with the system's code. */
function causeOf({ thrown: id, cause, message }: Failure): unknown {
  if (id !== undefined && thrown.has(id)) return thrown.get(id)
  return cause === undefined ? undefined : Object.assign(new Error(message), { code: cause })
}

/** The length of a body as text. A short one that is very deep counts as too long to be enumerable. */
function lengthOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length > MOST_ENUMERABLE) return text?.length
  let levels = 0
  for (const one of text) {
    if (one === '[' || one === '{') levels++
    else if (one === ']' || one === '}') levels--
    if (levels > MOST_LEVELS) return MOST_ENUMERABLE + 1
  }
  return text.length
}

/** Status and headers. Undefined where no Headers can be made, as where a test has replaced them: the class of the error does not depend on it. */
function readable(head: string): RawResponse | undefined {
  try {
    return rawResponse(head)
  } catch {
    return undefined
  }
}

/** The error that a failure from Rust is. */
export function errorOf(given: Failure): PipedreamError {
  // What Rust leaves out must not be looked for in Object.prototype.
  const failure = { __proto__: null, ...given } as Failure
  const { code, message, status, head, retryAfter, cause } = failure
  const raw = head === undefined ? undefined : readable(head)
  const more: InternalFacts = {
    requestId: raw && requestIdOf(raw.headers),
    retryAfter,
    rateLimit: raw && rateLimitOf(raw.headers),
    [BODY_LENGTH]: lengthOf(failure.body),
  }
  if (code === 'status') {
    const body = bodyOf(failure.body, raw)
    const Class = status === undefined ? undefined : CLASSES[status]
    return Class ? new Class(body, raw, more) : new PipedreamError({ statusCode: status, body, rawResponse: raw, ...more })
  }
  if (code === 'timeout') return new PipedreamTimeoutError(message)
  if (code === 'aborted') return new PipedreamAbortError()
  const body = failure.body === undefined ? undefined : code === 'token' ? bodyOf(failure.body, raw) : failure.body
  if (code === 'token' && status === 429) return new (TooManyRequestsError as StatusClass)(body, raw, { message, code: cause, ...more })
  const facts = { message, statusCode: status, body, rawResponse: raw, code: cause ?? CODES[code], cause: causeOf(failure), ...more }
  return new PipedreamError(facts)
}

/** The id that the server gave the request. */
const requestIdOf = (headers: Headers): string | undefined =>
  headers.get('x-request-id') ?? headers.get('x-pd-request-id') ?? headers.get('x-amzn-requestid') ?? undefined

/** The figures of a rate limit, where a response has any. */
function rateLimitOf(headers: Headers): RateLimit | undefined {
  const figures: { -readonly [Name in keyof RateLimit]: RateLimit[Name] } = {}
  for (const name of ['limit', 'remaining', 'reset'] as const) {
    const text = headers.get(`x-ratelimit-${name}`)
    if (text !== null && text.trim() !== '' && Number.isFinite(Number(text))) figures[name] = Number(text)
  }
  return Object.keys(figures).length === 0 ? undefined : figures
}

const JSON_TYPE = /^(?:application\/(?:[\w.+-]+\+)?json|text\/json)\s*(?:;|$)/i

/** An error's body as a value where it says that it is JSON (and is), else as text. */
function bodyOf(text: string | undefined, raw: RawResponse | undefined): unknown {
  if (text === undefined || text === '') return undefined
  const type = raw?.headers.get('content-type')
  if (type && !JSON_TYPE.test(type)) return text
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return text
  }
}

/** Makes a `PipedreamError` of an error that Rust threw because of a defect. Returns any other error as it is. */
export function defect(error: unknown): unknown {
  if (error instanceof PipedreamError) return error
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string }
  return code === 'ERR_INTERNAL' ? new PipedreamError({ message, code, cause: error }) : error
}
