// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PagePromise,
  PipedreamPromise,
} from '../results.js'
import type {
  Component,
  ComponentsListRequest,
  ComponentsRetrieveRequest,
  ConfigurePropOpts,
  ConfigurePropResponse,
  GetComponentResponse,
  GetComponentsResponse,
  ReloadPropsOpts,
  ReloadPropsResponse,
} from './types.js'

/** Actions and triggers together, for code that treats both alike. */
export class ComponentsClient extends Resource {
  /**
   * Lists the components that can be used. Page by page: those of the public registry, of your workspace, or both; of one app, or found by
   * words.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request What `components.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const component of client.components.list({ componentType: 'action', app: 'slack', limit: 20 })) {
   *   console.log(component)
   * }
   * ```
   */
  list(request?: ComponentsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse> {
    return this[CALLER].page('components.list', null, [], request, requestOptions)
  }

  /**
   * Gets one component with its inputs. By its key, such as `slack-send-message`; the latest version unless one is named.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param componentId The component, by its key.
   * @param request What `components.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.components.retrieve('slack-send-message', { version: '1.0.0' })
   * console.log(data)
   * ```
   */
  retrieve(
    componentId: string,
    request?: ComponentsRetrieveRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetComponentResponse> {
    return this[CALLER].json('components.retrieve', null, [componentId], request, requestOptions)
  }

  /**
   * Gets the options of one input of a component. Runs the code of the input with what is configured so far and gives the values to choose
   * from. Where there are more, call again with the next `page` and the `context` of this answer as `prevContext`.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Whose input, of which component, is asked for its options, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.components.configureProp({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   propName: 'channel',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse> {
    return this[CALLER].json('components.configureProp', null, [], request, requestOptions)
  }

  /**
   * Gets the inputs of a component anew. For components whose inputs depend on each other: call it when an input with `reloadProps`
   * changed, and give `dynamicPropsId` along with everything that follows.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Which component is asked for its inputs anew, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.components.reloadProps({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse> {
    return this[CALLER].json('components.reloadProps', null, [], request, requestOptions)
  }
}

/** The types of `ComponentsClient`. */
export declare namespace ComponentsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
