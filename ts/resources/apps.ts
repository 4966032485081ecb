// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PagePromise,
  PipedreamPromise,
} from '../results.js'
import type {
  App,
  AppsListRequest,
  GetAppResponse,
  ListAppsResponse,
} from './types.js'

/** The apps that people can connect to. */
export class AppsClient extends Resource {
  /**
   * Lists the apps people can connect to. Page by page; found by words, sorted, in some groups, or narrowed to those with actions or
   * triggers.
   *
   * Needs the scope `connect:*`.
   *
   * @param request What `apps.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const app of client.apps.list({
   *   q: 'slack',
   *   sortKey: 'featured_weight',
   *   sortDirection: 'desc',
   *   hasActions: true,
   *   limit: 20,
   * })) {
   *   console.log(app)
   * }
   * ```
   */
  list(request?: AppsListRequest, requestOptions?: BaseRequestOptions): PagePromise<App, ListAppsResponse> {
    return this[CALLER].page('apps.list', null, [], request, requestOptions)
  }

  /**
   * Gets one app. By its name slug or id.
   *
   * Needs the scope `connect:*`.
   *
   * @param appId The app, by its name slug or id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.apps.retrieve('slack')
   * console.log(data)
   * ```
   */
  retrieve(appId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<GetAppResponse> {
    return this[CALLER].json('apps.retrieve', null, [appId], undefined, requestOptions)
  }
}

/** The types of `AppsClient`. */
export declare namespace AppsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
