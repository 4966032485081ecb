// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import type {
  ConnectUsageResponse,
  UsageListRequest,
} from './types.js'

/** What was used, in credits. */
export class UsageClient extends Resource {
  /**
   * Gets what was used. In credits, between two moments in seconds since 1970.
   *
   * Needs the scope `connect:usage:read`.
   *
   * @param request What `usage.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.usage.list({ startTs: 1767225600, endTs: 1767312000 })
   * console.log(data)
   * ```
   */
  list(request: UsageListRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ConnectUsageResponse> {
    return this[CALLER].json('usage.list', null, [], request, requestOptions)
  }
}

/** The types of `UsageClient`. */
export declare namespace UsageClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
