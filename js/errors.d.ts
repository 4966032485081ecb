// The error classes. `instanceof` also works for errors of another copy of the package, and of another realm.

import type { RawResponse } from './runtime.js'

/** Every failure is a PipedreamError, including wrong arguments. docs/errors.md lists the codes and what to do about each. */
export declare class PipedreamError extends Error {
  constructor(facts?: {
    message?: string | undefined
    statusCode?: number | undefined
    body?: unknown
    rawResponse?: RawResponse | undefined
    cause?: unknown
    code?: string | undefined
    requestId?: string | undefined
    retryAfter?: number | undefined
  })
  /** The status of the answer, if there was one. */
  readonly statusCode?: number
  /**
   * The whole body of the answer: a value if it was JSON, else text. `message` shows at most the first 2 KB of it. A body of more
   * than 16 KB, or a very deep one, is not enumerable, so that loggers which copy an error's members do not write all of it.
   */
  readonly body?: unknown
  /** Status and headers of the answer. */
  readonly rawResponse?: RawResponse
  /** The error behind it: what a function of yours threw, the reason of an abort, a system error. */
  readonly cause?: unknown
  /** What happened: `ECONNREFUSED`, `ERR_INVALID_ARGUMENT`, `invalid_client` … A failing status of the API has none. */
  readonly code?: string
  /** The server's id of the request. Quote it to support. */
  readonly requestId?: string
  /** How many seconds the server asks you to wait. */
  readonly retryAfter?: number
  /** The rate limit, if the headers say it. */
  readonly rateLimit?: RateLimit
  /** The error for logs: no header, no secret, at most 16 KB of the body, less than 100 KB in all. */
  toJSON(): Record<string, unknown>
}

/** A rate limit, as the headers `x-ratelimit-*` say it. */
export interface RateLimit {
  /** How many calls are allowed. */
  readonly limit?: number
  /** How many calls are left. */
  readonly remaining?: number
  /** When the limit starts anew, in seconds since 1970. */
  readonly reset?: number
}

/** Status 400. */
export declare class BadRequestError extends PipedreamError {
  constructor(body?: unknown, rawResponse?: RawResponse)
}

/** Status 404. */
export declare class NotFoundError extends PipedreamError {
  constructor(body?: unknown, rawResponse?: RawResponse)
}

/** Status 429. `retryAfter` says how many seconds to wait. */
export declare class TooManyRequestsError extends PipedreamError {
  constructor(body?: unknown, rawResponse?: RawResponse)
}

/** An attempt took longer than its limit. */
export declare class PipedreamTimeoutError extends PipedreamError {
  constructor(message?: string, facts?: { cause?: unknown })
}

/** Your signal aborted the call. `name` is `AbortError`, `cause` is the reason of the signal. */
export declare class PipedreamAbortError extends PipedreamError {
  constructor(message?: string, facts?: { cause?: unknown })
}
