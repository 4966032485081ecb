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
  AppOverride,
  AppOverridesListRequest,
  CreateAppOverrideOpts,
  ListAppOverridesResponse,
  UpdateAppOverrideOpts,
} from './types.js'

/** How apps appear in your project: with OAuth apps of your own, or with fields already filled in. */
export class AppOverridesClient extends Resource {
  /**
   * Lists how apps appear in your project. Page by page; those of one app where it is given.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param request What `appOverrides.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const appOverride of client.appOverrides.list({ app: 'slack' })) {
   *   console.log(appOverride)
   * }
   * ```
   */
  list(request?: AppOverridesListRequest, requestOptions?: BaseRequestOptions): PagePromise<AppOverride, ListAppOverridesResponse> {
    return this[CALLER].page('appOverrides.list', revive.AppOverride, [], request, requestOptions)
  }

  /**
   * Sets how an app appears in your project. With an OAuth app of your own, or with custom fields that are already filled in, so that
   * people are not asked for them.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request How an app is to appear in your project.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appOverride = await client.appOverrides.create({ app: 'slack', name: 'Slack for Acme', oauthAppId: 'oa_1' })
   * console.log(appOverride)
   * ```
   */
  create(request: CreateAppOverrideOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride> {
    return this[CALLER].json('appOverrides.create', revive.AppOverride, [], request, requestOptions)
  }

  /**
   * Gets one app override. By its id.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param id The app override.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appOverride = await client.appOverrides.retrieve('ao_1')
   * console.log(appOverride)
   * ```
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride> {
    return this[CALLER].json('appOverrides.retrieve', revive.AppOverride, [id], undefined, requestOptions)
  }

  /**
   * Changes an app override. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The app override.
   * @param request What is to change in an app override; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appOverride = await client.appOverrides.update('ao_1', { name: 'Slack for Acme' })
   * console.log(appOverride)
   * ```
   */
  update(id: string, request?: UpdateAppOverrideOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride> {
    return this[CALLER].json('appOverrides.update', revive.AppOverride, [id], request, requestOptions)
  }

  /**
   * Removes an app override. The app appears as Pipedream has it again.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The app override.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.appOverrides.delete('ao_1')
   * ```
   */
  delete(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('appOverrides.delete', [id], undefined, requestOptions)
  }
}

/** The types of `AppOverridesClient`. */
export declare namespace AppOverridesClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
