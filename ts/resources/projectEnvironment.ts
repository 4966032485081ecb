// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import type {
  GetWebhookResponse,
  GetWebhookWithSigningKeyResponse,
  SetWebhookOpts,
  SetWebhookResponse,
} from './types.js'

/** The webhook of an environment, which gets the events of deployed triggers without a webhook of their own. */
export class ProjectEnvironmentClient extends Resource {
  /**
   * Gets the webhook of the environment. Where the events of deployed triggers without a webhook of their own are posted.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and
   *   `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.projectEnvironment.retrieveWebhook()
   * console.log(data)
   * ```
   */
  retrieveWebhook(requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookResponse> {
    return this[CALLER].json('projectEnvironment.retrieveWebhook', null, [], undefined, requestOptions)
  }

  /**
   * Sets the webhook of the environment. It takes the place of the one before; the first time the signing key comes along.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request Where the events of deployed triggers without a webhook of their own are to be posted.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.projectEnvironment.updateWebhook({ url: 'https://example.com/connected' })
   * console.log(data)
   * ```
   */
  updateWebhook(request: SetWebhookOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<SetWebhookResponse> {
    return this[CALLER].json('projectEnvironment.updateWebhook', null, [], request, requestOptions)
  }

  /**
   * Removes the webhook of the environment. Nothing is posted any more.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and
   *   `PipedreamAbortError`.
   * @example
   * ```js
   * await client.projectEnvironment.deleteWebhook()
   * ```
   */
  deleteWebhook(requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('projectEnvironment.deleteWebhook', [], undefined, requestOptions)
  }

  /**
   * Gives the webhook of the environment a new signing key. The key before is not used any more, so deploy the new one at once.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and
   *   `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.projectEnvironment.regenerateWebhookSigningKey()
   * console.log(data)
   * ```
   */
  regenerateWebhookSigningKey(requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse> {
    return this[CALLER].json('projectEnvironment.regenerateWebhookSigningKey', null, [], undefined, requestOptions)
  }
}

/** The types of `ProjectEnvironmentClient`. */
export declare namespace ProjectEnvironmentClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
