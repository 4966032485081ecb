// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PagePromise,
  PipedreamPromise,
} from '../results.js'
import * as revive from './revive.js'
import type {
  ExternalUser,
  GetUsersResponse,
  UsersListRequest,
} from './types.js'

/** The people who connected something. */
export class UsersClient extends Resource {
  /**
   * Deletes a person. With all their accounts and deployed triggers.
   *
   * Needs the scope `connect:users:write`.
   *
   * @param externalUserId The person’s id in your own system, at most 250 characters.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.users.deleteExternalUser('user-1')
   * ```
   */
  deleteExternalUser(externalUserId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('users.deleteExternalUser', [externalUserId], undefined, requestOptions)
  }

  /**
   * Lists the people who connected something. Page by page; found by words.
   *
   * Needs the scope `connect:users:read`.
   *
   * @param request What `users.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const externalUser of client.users.list({ q: 'user', limit: 20 })) {
   *   console.log(externalUser)
   * }
   * ```
   */
  list(request?: UsersListRequest, requestOptions?: BaseRequestOptions): PagePromise<ExternalUser, GetUsersResponse> {
    return this[CALLER].page('users.list', revive.ExternalUser, [], request, requestOptions)
  }
}

/** The types of `UsersClient`. */
export declare namespace UsersClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
