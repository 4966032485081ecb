// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import type {
  GetAppCategoryResponse,
  ListAppCategoriesResponse,
} from './types.js'

/** The groups that apps are sorted into. */
export class AppCategoriesClient extends Resource {
  /**
   * Lists the groups of apps. All at once, without pages.
   *
   * Needs the scope `connect:*`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and
   *   `PipedreamAbortError`.
   * @example
   * ```js
   * const appCategories = await client.appCategories.list()
   * console.log(appCategories)
   * ```
   */
  list(requestOptions?: BaseRequestOptions): PipedreamPromise<ListAppCategoriesResponse> {
    return this[CALLER].json('appCategories.list', null, [], undefined, requestOptions)
  }

  /**
   * Gets one group of apps. By its id.
   *
   * Needs the scope `connect:*`.
   *
   * @param id The group.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appCategory = await client.appCategories.retrieve('appcat_1')
   * console.log(appCategory)
   * ```
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<GetAppCategoryResponse> {
    return this[CALLER].json('appCategories.retrieve', null, [id], undefined, requestOptions)
  }
}

/** The types of `AppCategoriesClient`. */
export declare namespace AppCategoriesClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
