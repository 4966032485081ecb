// The classes of failure. `instanceof` holds across copies of the package and realms.

import type { RawResponse } from './runtime.js'

/** Every failure is one, wrong arguments too. */
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
  /** The status of the answer, where there was one. */
  readonly statusCode?: number
  /**
   * The body of the answer, all of it: a value where it was JSON, else text. `message` holds its first 2 KB. One of more than 16 KB, or
   * very deep, is not enumerable: loggers that copy what is would write all of it.
   */
  readonly body?: unknown
  /** Status and headers of the answer. */
  readonly rawResponse?: RawResponse
  /** What lies behind it: a system error, an abort's reason, what a function of yours threw. */
  readonly cause?: unknown
  /** What happened, for programs: `ECONNREFUSED`, `ERR_INVALID_ARGUMENT`, `invalid_client` … */
  readonly code?: string
  /** The server's name for the request, to be quoted to support. */
  readonly requestId?: string
  /** How many seconds the server asks to wait. */
  readonly retryAfter?: number
  /** How many calls the limit allows, how many are left, and when it starts anew, where the headers say so. */
  readonly rateLimit?: RateLimit
  /** What is known, for logs; no header and no secret, of a body the first 16 KB, always below 100 KB. */
  toJSON(): Record<string, unknown>
}

/** Figures of a rate limit, as the headers `x-ratelimit-*` have them. */
export interface RateLimit {
  readonly limit?: number
  readonly remaining?: number
  /** As it was sent: seconds since 1970. */
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

/** You aborted the call: `name` is `AbortError`, `cause` the signal's reason. */
export declare class PipedreamAbortError extends PipedreamError {
  constructor(message?: string, facts?: { cause?: unknown })
}
