// The options of one call.

import type { PlatformAbortSignal } from './platform-types.js'
import type { Progress } from './progress-types.js'
import type { ProjectEnvironment } from './resources/enums.js'

/** The value of a header, or a function that is called for each call and gives it. Null and undefined remove the header. */
export type HeaderValue =
  | string
  | null
  | undefined
  | Promise<string | null | undefined>
  | (() => string | null | undefined | Promise<string | null | undefined>)

/** Headers by name: an object, `Headers`, a Map, or a list of `[name, value]` pairs. */
export type GivenHeaders = Record<string, HeaderValue> | Iterable<readonly [string, HeaderValue]>

/** The options of one call. They take precedence over those of the client. */
export interface BaseRequestOptions {
  /**
   * The time limit of one attempt in seconds, up to the last byte of the response. For a streamed body it is the limit of each chunk.
   *
   * @default the client's `timeoutInSeconds`
   * @example 10
   */
  timeoutInSeconds?: number | undefined
  /**
   * The time limit of the whole call in seconds: token, retries and pauses included; for a streamed body until its head has come.
   *
   * @default the client's `deadlineInSeconds`
   * @example 20
   */
  deadlineInSeconds?: number | undefined
  /**
   * The largest number of retries, from 0 to 100.
   *
   * @default the client's `maxRetries`
   * @example 0
   */
  maxRetries?: number | undefined
  /**
   * The largest size in bytes of a response that is not streamed. A larger one is an error with the code `ERR_BODY_TOO_LARGE`. Of
   * `client.fetch()` it limits the body as well, but only if it is an option of the call.
   *
   * @default the client's `maxResponseBytes`
   * @example 1_000_000
   */
  maxResponseBytes?: number | undefined
  /**
   * A signal that ends the call at once, also in the pause before a retry, and its request: over HTTP/1.1 the connection is closed.
   *
   * @default none
   * @example AbortSignal.timeout(5_000)
   */
  abortSignal?: PlatformAbortSignal | undefined
  /**
   * Called with how far the call is. A list (`for await`, `toArray()`): once for each page that has come. A download
   * (`BinaryResponse`, the body of `client.fetch()`) and an upload of a stream: when something has come or been sent, at most ten times a
   * second, and at the end. A promise that it returns is awaited. What it throws, or rejects with, ends the reading or the call with that
   * error, and its request.
   *
   * @default none
   * @example (progress) => console.log(progress)
   */
  onProgress?: ((progress: Progress) => unknown) | undefined
  /**
   * The environment of the project for this call, `development` or `production`.
   *
   * @default the client's `projectEnvironment`
   * @example 'development'
   */
  projectEnvironment?: ProjectEnvironment | undefined
  /**
   * Query parameters. They replace those of the same name that the method sends.
   *
   * @default none
   * @example { limit: 10 }
   */
  queryParams?: Record<string, unknown> | undefined
  /**
   * Headers for this call. They replace those of the same name that the client sends.
   *
   * @default the client's `headers`
   * @example { 'x-request-id': requestId }
   */
  headers?: GivenHeaders | undefined
  /**
   * The token of a custom rate limit, from `client.rateLimits.create(…)`.
   *
   * @default the client's `rateLimitToken`
   * @example rateLimit.token
   */
  rateLimitToken?: string | undefined
}
