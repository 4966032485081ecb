// The error classes. `instanceof` also works for errors of another copy of the package, and of another realm.

import type { InspectOptions } from 'node:util'
import type { LimitOption, NotRetriedBecause, Phase } from './call-facts.js'
import { INSPECT, inspectError } from './inspect.js'
import { define, pick, property } from './properties.js'
import type { RawResponse } from './results.js'
import { dataWithoutSecrets, PLACEHOLDER, quotesSecret } from './secret-shapes.js'
import { captureStack } from './stack.js'
import { truncate, truncatedJson, truncateToBytes, truncateValue } from './truncate.js'

/** Under it an instance has the names of its classes, so that `instanceof` works across copies of the package and realms. */
const NAMES = Symbol.for('pipedream-native.error')

/**
 * Under it the facts of an error have the length of its body as text. It decides whether `body` is enumerable.
 *
 * @internal
 */
export const BODY_LENGTH: unique symbol = Symbol('length')

function brand(Class: { prototype: object }, name: string): void {
  const inherited = (Class.prototype as { [NAMES]?: string[] })[NAMES] ?? []
  define(Class.prototype, 'name', { value: name, configurable: true, writable: true, enumerable: false })
  define(Class.prototype, NAMES, { value: [...inherited, name] })
  define(Class, Symbol.hasInstance, {
    value(value: unknown) {
      try {
        // A subclass of the caller's is not in the list of names, so the usual `instanceof` decides.
        if (this !== Class) return Function.prototype[Symbol.hasInstance].call(this, value)
        const names = value !== null && typeof value === 'object' ? (value as { [NAMES]?: unknown })[NAMES] : undefined
        return Array.isArray(names) && names.includes(name)
      } catch {
        // Anything can be thrown, also a proxy whose traps throw.
        return false
      }
    },
  })
}

/** How much of a body is in a message, in bytes: with the status and the note on what was left out, a message takes 2 KB. */
const MAX_BODY = 1900
/** How much of the message given is in an error's message, in characters. */
const MAX_MESSAGE = 8192

/**
 * A body whose text is longer is not enumerable. Loggers copy and write what is enumerable, whole and at any depth: winston throws at
 * 100,000 levels, in the `catch` of whoever logs.
 *
 * @internal
 */
export const MAX_ENUMERABLE = 16_384

/** What an error is made of. */
interface ErrorFacts {
  message?: string | undefined
  statusCode?: number | undefined
  body?: unknown
  rawResponse?: RawResponse | undefined
  cause?: unknown
  code?: string | undefined
  requestId?: string | undefined
  retryAfter?: number | undefined
  rateLimit?: RateLimit | undefined
  attempts?: number | undefined
  elapsedMs?: number | undefined
  phase?: Phase | undefined
  notRetriedBecause?: NotRetriedBecause | undefined
  limitedBy?: LimitOption | undefined
}

/**
 * What the package itself adds to it.
 *
 * @internal
 */
export interface InternalFacts extends ErrorFacts {
  [BODY_LENGTH]?: number | undefined
}

/** The members of an error that are plain values, in the order in which they are shown. */
const PLAIN = [
  'statusCode',
  'code',
  'requestId',
  'retryAfter',
  'rateLimit',
  'attempts',
  'elapsedMs',
  'phase',
  'notRetriedBecause',
  'limitedBy',
] as const
const GIVEN = ['message', 'body', 'rawResponse', 'cause', ...PLAIN] as const

/** A rate limit, as the headers `x-ratelimit-*` say it. */
export interface RateLimit {
  /** How many calls are allowed. */
  readonly limit?: number
  /** How many calls are left. */
  readonly remaining?: number
  /** When the limit is reset, in seconds since 1970. */
  readonly reset?: number
}

/** Every failure is a PipedreamError, including wrong arguments. docs/errors.md lists the codes and what to do about each. */
export class PipedreamError extends Error {
  /** The status of the response, if there was one. */
  declare readonly statusCode?: number
  /**
   * The whole body of the response: a value if it was JSON, else text. `message` shows at most the first 2 KB of it. A body of more
   * than 16 KB, or a very deep one, is not enumerable, so that loggers which copy an error's members do not write all of it.
   */
  declare readonly body?: unknown
  /** Status and headers of the response. */
  declare readonly rawResponse?: RawResponse
  /** The error behind it: what a function of yours threw, the reason of an abort, a system error. */
  declare readonly cause?: unknown
  /** What happened: `ECONNREFUSED`, `ERR_INVALID_ARGUMENT`, `invalid_client` … A failing status of the API has none. */
  declare readonly code?: string
  /** The server's id of the request. Quote it to support. */
  declare readonly requestId?: string
  /** How many seconds the server asks you to wait. */
  declare readonly retryAfter?: number
  /** The rate limit, if the response has its headers. */
  declare readonly rateLimit?: RateLimit
  /** How many requests the call sent, or tried to send; 0 if it failed before. The requests for its token and redirects do not count. */
  declare readonly attempts?: number
  /** How long the call took, in milliseconds, retries and pauses included. */
  declare readonly elapsedMs?: number
  /** What the call was doing when it failed. Undefined if it failed before it began, for example because of a wrong argument. */
  declare readonly phase?: Phase
  /** Why this failure was not retried, if it could have been. */
  declare readonly notRetriedBecause?: NotRetriedBecause

  constructor(facts?: ErrorFacts) {
    const { message, cause, ...members } = pick(facts as InternalFacts, GIVEN)
    const { statusCode, body, rawResponse, ...plain } = members
    const length = property(facts, BODY_LENGTH) as number | undefined
    super(messageOf(message, statusCode, body, length), cause === undefined ? undefined : ({ __proto__: null, cause } as ErrorOptions))
    for (const [name, value] of Object.entries({ statusCode, body, rawResponse, ...plain })) {
      // Not by `=`, which a read-only member of a polluted Object.prototype would turn into a failure.
      const enumerable = name !== 'body' || length === undefined || length <= MAX_ENUMERABLE
      if (value !== undefined) define(this, name, { value, configurable: true, enumerable, writable: true })
    }
    if (statusCode !== undefined) captureStack(this, new.target)
    // A class that somebody derived from ours is known by its own name.
    if (!Object.hasOwn(new.target.prototype, NAMES)) define(this, 'name', { value: new.target.name, configurable: true, writable: true })
  }

  /** The error for logs: no header, no secret, at most 16 KB of the body, less than 100 KB in all. */
  toJSON(): Record<string, unknown> {
    const members = membersOf(this, MEMBERS)
    const cause = read(this, 'cause')
    const shownCause = cause !== null && typeof cause === 'object' ? causeMembers(cause) : truncateValue(cause, 2048)
    const shortCause = isOwn(cause) ? shownCause : dataWithoutSecrets(shownCause)
    const body = truncateValue(read(this, 'body'), 16_384)
    return { ...members, body, cause: shortCause }
  }

  /**
   * The error for `console.log`: short, whatever the options ask for.
   *
   * @internal
   */
  [INSPECT](depth: number, options: InspectOptions): string {
    return inspectError(this, depth, options)
  }
}
brand(PipedreamError, 'PipedreamError')

/** How long each member of an error may be in JSON. Each is cut by itself, so that a long one takes no room from the others. */
const MEMBERS = {
  name: 200,
  message: 8192,
  statusCode: 200,
  code: 500,
  requestId: 500,
  retryAfter: 200,
  rateLimit: 500,
  attempts: 200,
  elapsedMs: 200,
  phase: 200,
  notRetriedBecause: 200,
  limitedBy: 200,
}
const CAUSE_MEMBERS = { name: 200, message: 2048, code: 500 }

function membersOf<Name extends string>(error: object, most: Record<Name, number>): Record<Name, unknown> {
  const pairs = Object.entries<number>(most).map(([name, length]) => [name, truncateValue(read(error, name), length)])
  return Object.fromEntries(pairs) as Record<Name, unknown>
}

/** Whether a cause is an error of this package, which holds no secret. A proxy may throw. */
function isOwn(cause: unknown): boolean {
  try {
    return cause !== null && typeof cause === 'object' && INSPECT in cause
  } catch {
    return false
  }
}

function causeMembers(cause: object): object {
  const members = membersOf(cause, CAUSE_MEMBERS)
  return quotesSecret(cause) ? { ...members, message: PLACEHOLDER } : members
}

/** A member, where it can be read: a cause may be anything that can be thrown. */
function read(error: object, name: string): unknown {
  try {
    return property(error, name)
  } catch {
    return '[it cannot be read]'
  }
}

function messageOf(message: string | undefined, statusCode: number | undefined, body: unknown, length: number | undefined): string {
  const lines: string[] = []
  if (message) {
    const text = String(message)
    lines.push(text.length > MAX_MESSAGE ? `${truncate(text, MAX_MESSAGE)}… (${text.length} characters in all)` : text)
  }
  if (statusCode !== undefined) lines.push(`Status code: ${statusCode}`)
  if (body !== undefined && body !== null) lines.push(`Body: ${bodyText(body, length)}`)
  return lines.join('\n')
}

/** The beginning of a body, which is `length` characters long where that is known. One that JSON cannot write, which only callers can make, is named. */
function bodyText(body: unknown, length: number | undefined = typeof body === 'string' ? body.length : undefined): string {
  try {
    const { text, isAll } = truncatedJson(body, MAX_BODY)
    const start = truncateToBytes(text, MAX_BODY)
    if (isAll && start.length === text.length) return text
    return `${start}… (${length === undefined ? 'there is more of it' : `${length} characters in all`})`
  } catch {
    return `${isList(body) ? 'an array' : typeof body === 'object' ? 'an object' : `a ${typeof body}`} that cannot be written as JSON`
  }
}

/** `Array.isArray()` throws for a proxy that was revoked. */
function isList(value: unknown): boolean {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

/** Status 400. */
export class BadRequestError extends PipedreamError {
  constructor(body?: unknown, rawResponse?: RawResponse)
  /** @internal */
  constructor(body: unknown, rawResponse: RawResponse | undefined, more: InternalFacts)
  constructor(body?: unknown, rawResponse?: RawResponse, more?: InternalFacts) {
    super({ message: 'BadRequestError', statusCode: 400, body, rawResponse, ...more })
  }
}
brand(BadRequestError, 'BadRequestError')

/** Status 404. */
export class NotFoundError extends PipedreamError {
  constructor(body?: unknown, rawResponse?: RawResponse)
  /** @internal */
  constructor(body: unknown, rawResponse: RawResponse | undefined, more: InternalFacts)
  constructor(body?: unknown, rawResponse?: RawResponse, more?: InternalFacts) {
    super({ message: 'NotFoundError', statusCode: 404, body, rawResponse, ...more })
  }
}
brand(NotFoundError, 'NotFoundError')

/** Status 429. `retryAfter` says how many seconds to wait. */
export class TooManyRequestsError extends PipedreamError {
  constructor(body?: unknown, rawResponse?: RawResponse)
  /** @internal */
  constructor(body: unknown, rawResponse: RawResponse | undefined, more: InternalFacts)
  constructor(body?: unknown, rawResponse?: RawResponse, more?: InternalFacts) {
    super({ message: 'TooManyRequestsError', statusCode: 429, body, rawResponse, ...more })
  }
}
brand(TooManyRequestsError, 'TooManyRequestsError')

/**
 * An attempt took longer than `timeoutInSeconds`, or the whole call took longer than `deadlineInSeconds`; `limitedBy` says which. After a
 * deadline `cause` is the failure of the attempt before, if there was one.
 */
export class PipedreamTimeoutError extends PipedreamError {
  /** The option whose limit was exceeded. Undefined for a limit that no option sets. */
  declare readonly limitedBy?: LimitOption

  constructor(message?: string, facts?: { cause?: unknown; limitedBy?: LimitOption }) {
    super({ message, code: 'ETIMEDOUT', ...facts })
  }
}
brand(PipedreamTimeoutError, 'PipedreamTimeoutError')

/** Your signal aborted the call. `name` is `AbortError`, `cause` is the reason of the signal. */
export class PipedreamAbortError extends PipedreamError {
  constructor(message = 'The call was aborted', facts?: { cause?: unknown }) {
    super({ message, code: 'ABORT_ERR', ...facts })
  }
}
brand(PipedreamAbortError, 'PipedreamAbortError')
define(PipedreamAbortError.prototype, 'name', { value: 'AbortError', configurable: true, writable: true })

/**
 * A wrong argument: the message names it, and says what it was and what is allowed.
 *
 * @internal
 */
export const invalid = (message: string, cause?: unknown): PipedreamError =>
  new PipedreamError({ message, code: 'ERR_INVALID_ARGUMENT', cause })
