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
  ConfigurePropOpts,
  ConfigurePropResponse,
  DeployTriggerOpts,
  DeployTriggerResponse,
  GetComponentResponse,
  GetComponentsResponse,
  ReloadPropsOpts,
  ReloadPropsResponse,
  TriggersListRequest,
  TriggersRetrieveRequest,
} from './types.js'

/** Triggers listen to something in an app. Find one, learn its inputs, deploy it for a person. */
export class TriggersClient extends Resource {
  /**
   * Lists the triggers that can be used. Page by page: those of the public registry, of your workspace, or both; of one app, or found by
   * words.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request What `triggers.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const component of client.triggers.list({ app: 'slack', limit: 20 })) {
   *   console.log(component)
   * }
   * ```
   */
  list(request?: TriggersListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse> {
    return this[CALLER].page('triggers.list', null, [], request, requestOptions)
  }

  /**
   * Gets one trigger with its inputs. By its key, such as `slack-send-message`; the latest version unless one is named.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param componentId The component, by its key.
   * @param request What `triggers.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.triggers.retrieve('slack-new-message', { version: '1.0.0' })
   * console.log(data)
   * ```
   */
  retrieve(
    componentId: string,
    request?: TriggersRetrieveRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetComponentResponse> {
    return this[CALLER].json('triggers.retrieve', null, [componentId], request, requestOptions)
  }

  /**
   * Gets the options of one input of a trigger. Runs the code of the input with what is configured so far and gives the values to choose
   * from. Where there are more, call again with the next `page` and the `context` of this answer as `prevContext`.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request Whose input, of which component, is asked for its options, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.triggers.configureProp({
   *   id: 'slack-new-message',
   *   externalUserId: 'user-1',
   *   propName: 'channel',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse> {
    return this[CALLER].json('triggers.configureProp', null, [], request, requestOptions)
  }

  /**
   * Gets the inputs of a trigger anew. For components whose inputs depend on each other: call it when an input with `reloadProps` changed,
   * and give `dynamicPropsId` along with everything that follows.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request Which component is asked for its inputs anew, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.triggers.reloadProps({
   *   id: 'slack-new-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse> {
    return this[CALLER].json('triggers.reloadProps', null, [], request, requestOptions)
  }

  /**
   * Deploys a trigger for a person. From then on its events go to `webhookUrl` or to the workflow. Each call deploys one more trigger.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request The trigger to be deployed, for whom, with which inputs, and who receives its events.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.triggers.deploy({
   *   id: 'slack-new-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' }, channel: 'C024BE91L' },
   *   webhookUrl: 'https://example.com/hook',
   * })
   * console.log(data)
   * ```
   */
  deploy(request: DeployTriggerOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<DeployTriggerResponse> {
    return this[CALLER].json('triggers.deploy', null, [], request, requestOptions)
  }
}

/** The types of `TriggersClient`. */
export declare namespace TriggersClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
