// Makes errors from the failures that Rust sends. Failures are data: the class of an error never depends on a message.

import { addFacts, type CallFacts, type LimitOption } from './call-facts.js'
import {
  BadRequestError,
  BODY_LENGTH,
  type InternalFacts,
  MAX_ENUMERABLE,
  NotFoundError,
  PipedreamAbortError,
  PipedreamError,
  PipedreamTimeoutError,
  type RateLimit,
  TooManyRequestsError,
} from './errors.js'
import type { Failure, FailureCode } from './native.js'
import { pick, property } from './properties.js'
import { rawResponse } from './response.js'
import { rememberQuoted } from './secret-shapes.js'
import type { RawResponse } from './results.js'

/** `body` is not enumerable in its error if it is nested more deeply. */
const MAX_DEPTH = 500

type TimeoutClass = new (message: string, facts: InternalFacts) => PipedreamTimeoutError
type StatusClass = new (body: unknown, raw: RawResponse | undefined, more: InternalFacts) => PipedreamError
const CLASSES: Readonly<Record<number, StatusClass>> = { 400: BadRequestError, 404: NotFoundError, 429: TooManyRequestsError }

const CODES: { readonly [Code in FailureCode]?: string } = {
  invalid: 'ERR_INVALID_ARGUMENT',
  closed: 'ERR_CLIENT_CLOSED',
  internal: 'ERR_INTERNAL',
  unreadable: 'ERR_UNREADABLE_ANSWER',
}

/** The last 32 errors that callbacks threw, by id. Rust gets only the id; the error becomes the `cause` of a failure with this id. */
const thrown = new Map<number, unknown>()
const MAX_THROWN = 32
/** Starts at random. Workers share token refreshes, so a failure can have an id of another worker, which must match none here. */
let lastId = Math.floor(Math.random() * 2 ** 20) * 2 ** 32

/** Keeps what a callback threw. Returns its id. */
export function keepThrown(error: unknown): number {
  thrown.set(++lastId, error)
  if (thrown.size > MAX_THROWN) thrown.delete(thrown.keys().next().value as number)
  return lastId
}

/** The `cause` of an error: what a callback threw, else an error with the code of the system or of OAuth. */
function causeOf({ thrown: id, cause, message }: Failure): unknown {
  if (id !== undefined && thrown.has(id)) {
    const given = thrown.get(id)
    rememberQuoted(message, given)
    return given
  }
  return cause === undefined ? undefined : Object.assign(new Error(message), { code: cause })
}

/** The length of a body as text, which decides whether it is enumerable. A deeply nested body counts as too long for that. */
function bodyLengthOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length > MAX_ENUMERABLE) return text?.length
  let depth = 0
  for (const one of text) {
    if (one === '[' || one === '{') depth++
    else if (one === ']' || one === '}') depth--
    if (depth > MAX_DEPTH) return MAX_ENUMERABLE + 1
  }
  return text.length
}

/** Status and headers. Undefined if no Headers can be made, for example because a test replaced the global class. */
function rawResponseOf(head: string): RawResponse | undefined {
  try {
    return rawResponse(head)
  } catch {
    return undefined
  }
}

/** The error for a failure, with what Rust knows of its call. */
export function errorOf(given: Failure): PipedreamError {
  const error = errorWithoutFacts(given)
  addFacts(error, factsOf(property(given, 'facts')))
  return error
}

/** The error for a failure, to which its call adds what is known of it. */
export function errorWithoutFacts(given: Failure): PipedreamError {
  // Without a prototype, so that a member that Rust left out is not found on a polluted Object.prototype.
  const failure = { __proto__: null, ...given } as Failure
  const { code, message, status, head, retryAfter, cause } = failure
  const raw = head === undefined ? undefined : rawResponseOf(head)
  const more: InternalFacts = {
    requestId: raw && requestIdOf(raw.headers),
    retryAfter,
    rateLimit: raw && rateLimitOf(raw.headers),
    [BODY_LENGTH]: bodyLengthOf(failure.body),
  }
  if (code === 'status') {
    const body = bodyOf(failure.body, raw)
    const Class = status === undefined ? undefined : CLASSES[status]
    return Class ? new Class(body, raw, more) : new PipedreamError({ statusCode: status, body, rawResponse: raw, ...more })
  }
  if (code === 'timeout') {
    const last = failure.last?.[0]
    return new (PipedreamTimeoutError as TimeoutClass)(message, {
      cause: last === undefined ? undefined : errorOf(last),
      limitedBy: failure.limitedBy as LimitOption | undefined,
      ...more,
    })
  }
  if (code === 'heldBack') {
    const held = { message, ...more }
    return status === 429
      ? new (TooManyRequestsError as StatusClass)(undefined, undefined, held)
      : new PipedreamError({ statusCode: status, ...held })
  }
  if (code === 'aborted') return new PipedreamAbortError()
  const body = failure.body === undefined ? undefined : code === 'token' ? bodyOf(failure.body, raw) : failure.body
  if (code === 'token' && status === 429) return new (TooManyRequestsError as StatusClass)(body, raw, { message, code: cause, ...more })
  const facts = { message, statusCode: status, body, rawResponse: raw, code: cause ?? CODES[code], cause: causeOf(failure), ...more }
  return new PipedreamError(facts)
}

/** What Rust knows of the call, in the types of this package. */
export const factsOf = (facts: unknown): Partial<CallFacts> =>
  pick(facts, ['attempts', 'elapsedMs', 'phase', 'notRetriedBecause']) as Partial<CallFacts>

/** The id that the server gave the request. */
const requestIdOf = (headers: Headers): string | undefined =>
  headers.get('x-request-id') ?? headers.get('x-pd-request-id') ?? headers.get('x-amzn-requestid') ?? undefined

/** The same of headers as Rust gives them. */
export function requestIdIn(headers: readonly (readonly [string, string])[]): string | undefined {
  for (const name of ['x-request-id', 'x-pd-request-id', 'x-amzn-requestid']) {
    const found = headers.find(([one]) => one === name)
    if (found !== undefined) return found[1]
  }
  return undefined
}

/** The headers about a rate limit, if a response has any. */
function rateLimitOf(headers: Headers): RateLimit | undefined {
  const figures: { -readonly [Name in keyof RateLimit]: RateLimit[Name] } = {}
  for (const name of ['limit', 'remaining', 'reset'] as const) {
    const text = headers.get(`x-ratelimit-${name}`)
    if (text !== null && text.trim() !== '' && Number.isFinite(Number(text))) figures[name] = Number(text)
  }
  return Object.keys(figures).length === 0 ? undefined : figures
}

const JSON_TYPE = /^(?:application\/(?:[\w.+-]+\+)?json|text\/json)\s*(?:;|$)/i

/** The body of an error: parsed if its content type is JSON or missing and it can be parsed, else as text. */
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

/** A PipedreamError for a defect that the addon throws (`ERR_INTERNAL`). Returns any other error as it is. */
export function defect(error: unknown): unknown {
  if (error instanceof PipedreamError) return error
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string }
  return code === 'ERR_INTERNAL' ? new PipedreamError({ message, code, cause: error }) : error
}
