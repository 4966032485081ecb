// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import type {
  CreateOAuthTokenOpts,
  CreateOAuthTokenResponse,
} from './types.js'

/** Access tokens of this API. The client makes its own; this is for tokens to be handed on. */
export class OauthTokensClient extends Resource {
  /**
   * Exchanges client credentials for an access token. Clients do this by themselves. By hand it makes a token with fewer scopes, to be
   * handed to another process. A call with a `clientAssertion` is not retried, because an assertion is accepted once.
   *
   * @param request Client credentials, and the scopes asked for.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const token = await client.oauthTokens.create({
   *   clientId: 'client-1',
   *   clientSecret: 'secret-1',
   *   scope: 'connect:accounts:read',
   * })
   * console.log(token)
   * ```
   */
  create(request: CreateOAuthTokenOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateOAuthTokenResponse> {
    return this[CALLER].json('oauthTokens.create', null, [], request, requestOptions)
  }
}

/** The types of `OauthTokensClient`. */
export declare namespace OauthTokensClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
