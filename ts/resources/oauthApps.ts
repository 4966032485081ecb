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
  CreateOauthAppOpts,
  ListOauthAppsResponse,
  OauthApp,
  OauthAppsListRequest,
  UpdateOauthAppOpts,
} from './types.js'

/** OAuth clients of yours at other services, which people connect through instead of through Pipedream’s. */
export class OauthAppsClient extends Resource {
  /**
   * Lists your OAuth apps. Page by page; of one app, or found by words.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param request What `oauthApps.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const oauthApp of client.oauthApps.list({ app: 'slack' })) {
   *   console.log(oauthApp)
   * }
   * ```
   */
  list(request?: OauthAppsListRequest, requestOptions?: BaseRequestOptions): PagePromise<OauthApp, ListOauthAppsResponse> {
    return this[CALLER].page('oauthApps.list', revive.OauthApp, [], request, requestOptions)
  }

  /**
   * Registers an OAuth app of yours. The id and secret of an OAuth client that you hold at another service, for people to connect through.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request An OAuth client of yours at another service.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const oauthApp = await client.oauthApps.create({
   *   app: 'slack',
   *   clientId: '1234567890.0987654321',
   *   clientSecret: 'slack-secret',
   *   name: 'Acme’s Slack',
   * })
   * console.log(oauthApp)
   * ```
   */
  create(request: CreateOauthAppOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp> {
    return this[CALLER].json('oauthApps.create', revive.OauthApp, [], request, requestOptions)
  }

  /**
   * Gets one OAuth app. Its secret is never shown.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param id The OAuth app, `oa_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const oauthApp = await client.oauthApps.retrieve('oa_1')
   * console.log(oauthApp)
   * ```
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp> {
    return this[CALLER].json('oauthApps.retrieve', revive.OauthApp, [id], undefined, requestOptions)
  }

  /**
   * Changes an OAuth app. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The OAuth app, `oa_…`.
   * @param request What is to change in an OAuth app; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const oauthApp = await client.oauthApps.update('oa_1', { name: 'Acme’s Slack' })
   * console.log(oauthApp)
   * ```
   */
  update(id: string, request?: UpdateOauthAppOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp> {
    return this[CALLER].json('oauthApps.update', revive.OauthApp, [id], request, requestOptions)
  }

  /**
   * Removes an OAuth app. Accounts that were connected through it can be refreshed no more.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The OAuth app, `oa_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.oauthApps.delete('oa_1')
   * ```
   */
  delete(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('oauthApps.delete', [id], undefined, requestOptions)
  }
}

/** The types of `OauthAppsClient`. */
export declare namespace OauthAppsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
