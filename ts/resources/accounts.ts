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
  Account,
  AccountsListByExternalUserRequest,
  AccountsListRequest,
  AccountsRetrieveRequest,
  CreateAccountOpts,
  ListAccountsResponse,
} from './types.js'

/** The accounts that people connected: list them, look at them, disconnect them. */
export class AccountsClient extends Resource {
  /**
   * Lists the accounts people connected. Page by page, newest first; those of one person, of one app, or connected through one OAuth app
   * where these are given.
   *
   * Needs the scope `connect:accounts:read`.
   *
   * @param request What `accounts.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const account of client.accounts.list({ externalUserId: 'user-1', app: 'slack', limit: 20 })) {
   *   console.log(account)
   * }
   * ```
   */
  list(request?: AccountsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Account, ListAccountsResponse> {
    return this[CALLER].page('accounts.list', revive.Account, [], request, requestOptions)
  }

  /**
   * Connects an account with credentials you hold. For apps with keys. A Connect token says whose account it is; the values of the app’s
   * custom fields travel as JSON text.
   *
   * Needs the scope `connect:accounts:write`.
   *
   * @param request An account to be connected with credentials you hold.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const account = await client.accounts.create({
   *   externalUserId: 'user-1',
   *   appSlug: 'openai',
   *   cfmapJson: '{"api_key":"sk-example"}',
   *   connectToken: 'ctok_0123456789abcdef0123456789abcdef',
   *   name: 'Acme on OpenAI',
   * })
   * console.log(account)
   * ```
   */
  create(request: CreateAccountOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Account> {
    return this[CALLER].json('accounts.create', revive.Account, [], request, requestOptions)
  }

  /**
   * Gets one account. With `includeCredentials` its secrets come along, where the account was connected through your own OAuth app or with
   * keys.
   *
   * Needs the scope `connect:accounts:read`.
   *
   * @param accountId The account, `apn_…`.
   * @param request What `accounts.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const account = await client.accounts.retrieve('apn_1', { includeCredentials: false })
   * console.log(account)
   * ```
   */
  retrieve(accountId: string, request?: AccountsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<Account> {
    return this[CALLER].json('accounts.retrieve', revive.Account, [accountId], request, requestOptions)
  }

  /**
   * Disconnects one account. Its credentials are removed, and deployed triggers that use it stop.
   *
   * Needs the scope `connect:accounts:write`.
   *
   * @param accountId The account, `apn_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.accounts.delete('apn_1')
   * ```
   */
  delete(accountId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('accounts.delete', [accountId], undefined, requestOptions)
  }

  /**
   * Disconnects every account of an app. Of all people, in this environment of the project.
   *
   * Needs the scope `connect:accounts:write`.
   *
   * @param appId The app, by its name slug or id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.accounts.deleteByApp('slack')
   * ```
   */
  deleteByApp(appId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('accounts.deleteByApp', [appId], undefined, requestOptions)
  }

  /**
   * Lists the accounts of one person. All at once, without pages.
   *
   * Needs the scope `connect:accounts:read`.
   *
   * @param externalUserId The person’s id in your own system, at most 250 characters.
   * @param request What `accounts.listByExternalUser` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.accounts.listByExternalUser('user-1', { app: 'slack' })
   * console.log(answer)
   * ```
   */
  listByExternalUser(
    externalUserId: string,
    request?: AccountsListByExternalUserRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<Account[]> {
    return this[CALLER].json('accounts.listByExternalUser', revive.listOf(revive.Account), [externalUserId], request, requestOptions)
  }
}

/** The types of `AccountsClient`. */
export declare namespace AccountsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
