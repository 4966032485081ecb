// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PagePromise,
  PipedreamPromise,
} from '../results.js'
import type {
  ActionsListRequest,
  ActionsRetrieveRequest,
  Component,
  ConfigurePropOpts,
  ConfigurePropResponse,
  GetComponentResponse,
  GetComponentsResponse,
  ReloadPropsOpts,
  ReloadPropsResponse,
  RunActionOpts,
  RunActionResponse,
} from './types.js'

/** Actions do something in an app. Find one, learn its inputs, run it for a person. */
export class ActionsClient extends Resource {
  /**
   * Lists the actions that can be used. Page by page: those of the public registry, of your workspace, or both; of one app, or found by
   * words.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request What `actions.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const component of client.actions.list({ app: 'slack', q: 'message', limit: 20 })) {
   *   console.log(component)
   * }
   * ```
   */
  list(request?: ActionsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse> {
    return this[CALLER].page('actions.list', null, [], request, requestOptions)
  }

  /**
   * Gets one action with its inputs. By its key, such as `slack-send-message`; the latest version unless one is named.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param componentId The component, by its key.
   * @param request What `actions.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.actions.retrieve('slack-send-message', { version: '1.0.0' })
   * console.log(data)
   * ```
   */
  retrieve(
    componentId: string,
    request?: ActionsRetrieveRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetComponentResponse> {
    return this[CALLER].json('actions.retrieve', null, [componentId], request, requestOptions)
  }

  /**
   * Gets the options of one input of an action. Runs the code of the input with what is configured so far and gives the values to choose
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
   * const answer = await client.actions.configureProp({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   propName: 'channel',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse> {
    return this[CALLER].json('actions.configureProp', null, [], request, requestOptions)
  }

  /**
   * Gets the inputs of an action anew. For components whose inputs depend on each other: call it when an input with `reloadProps` changed,
   * and give `dynamicPropsId` along with everything that follows.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Which component is asked for its inputs anew, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.actions.reloadProps({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse> {
    return this[CALLER].json('actions.reloadProps', null, [], request, requestOptions)
  }

  /**
   * Runs an action for a person. Answers when the run is over, with what the action returned (`ret`), exported and logged. An error inside
   * the action is part of the answer, not an error of the call.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request The action to run, for whom, and with which inputs.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.actions.run({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   configuredProps: {
   *     slack: { authProvisionId: 'apn_1' },
   *     channel: 'C024BE91L',
   *     text: 'Hello',
   *   },
   * })
   * console.log(answer)
   * ```
   */
  run(request: RunActionOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<RunActionResponse> {
    return this[CALLER].json('actions.run', null, [], request, requestOptions)
  }
}

/** The types of `ActionsClient`. */
export declare namespace ActionsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
