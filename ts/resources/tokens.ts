// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import * as revive from './revive.js'
import type {
  CreateTokenOpts,
  CreateTokenResponse,
  TokensValidateRequest,
  ValidateTokenResponse,
} from './types.js'

/** Connect tokens, with which a person connects an account in the browser. */
export class TokensClient extends Resource {
  /**
   * Creates a Connect token for a person. For a page in the browser or for a link: it lives for hours at most, and is used up by one
   * connection.
   *
   * Needs the scope `connect:tokens:create`.
   *
   * @param request For whom a Connect token is, and what it allows.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const token = await client.tokens.create({
   *   externalUserId: 'user-1',
   *   allowedOrigins: ['https://example.com'],
   *   successRedirectUri: 'https://example.com/ok',
   *   expiresIn: 3600,
   * })
   * console.log(token)
   * ```
   */
  create(request: CreateTokenOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateTokenResponse> {
    return this[CALLER].json('tokens.create', revive.CreateTokenResponse, [], request, requestOptions)
  }

  /**
   * Checks a Connect token. Says whether it can be used, for which app, and what the dialog needs to know.
   *
   * Needs the scope `connect:tokens:create`.
   *
   * @param ctok The Connect token, `ctok_…`.
   * @param request What `tokens.validate` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.tokens.validate('ctok_0123456789abcdef0123456789abcdef', { appId: 'slack' })
   * console.log(answer)
   * ```
   */
  validate(ctok: string, request?: TokensValidateRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ValidateTokenResponse> {
    return this[CALLER].json('tokens.validate', null, [ctok], request, requestOptions)
  }
}

/** The types of `TokensClient`. */
export declare namespace TokensClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
