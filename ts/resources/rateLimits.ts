// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { send } from '../rate-limits.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import type {
  CreateRateLimitResponse,
  RateLimitRequest,
} from './types.js'

/** Rate limits of your own. Calls that are sent with the token of one count against it. */
export class RateLimitsClient extends Resource {
  /**
   * Makes a rate limit. Send its token with the calls that count against it: as the option `rateLimitToken` of the client, or of single
   * calls.
   *
   * Needs the scope `connect:*`.
   *
   * @param request How many calls a rate limit lets through.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const rateLimit = await client.rateLimits.create({ windowSizeSeconds: 60, requestsPerWindow: 100 })
   * console.log(rateLimit)
   * ```
   */
  create(request: RateLimitRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateRateLimitResponse> {
    return send(this[CALLER], 'rateLimits.create', requestOptions, request)
  }
}

/** The types of `RateLimitsClient`. */
export declare namespace RateLimitsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
