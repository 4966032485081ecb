// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { send } from '../workflows.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PipedreamPromise,
} from '../results.js'
import type {
  HTTPAuthType,
} from './enums.js'
import type {
  InvokeWorkflowForExternalUserOpts,
  InvokeWorkflowOpts,
} from './types.js'

/** Workflows with an HTTP trigger. */
export class WorkflowsClient extends Resource {
  /**
   * Calls a workflow with an HTTP trigger. By its address or its endpoint id; gives the body it answers with. The token of this client goes
   * only to the workflow domain, and only over https.
   *
   * Needs the scope `connect:workflow:invoke`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request The workflow to call and the request it receives.
   * @param authType How the call is authorized; none unless given.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.workflows.invoke({ urlOrEndpoint: 'eo1abc2def', body: { hello: 'world' } })
   * console.log(answer)
   * ```
   */
  invoke<T = unknown>(request: InvokeWorkflowOpts, authType?: HTTPAuthType, requestOptions?: BaseRequestOptions): PipedreamPromise<T> {
    return send(this[CALLER], 'workflows.invoke', requestOptions, request, authType)
  }

  /**
   * Calls a workflow for a person. Like `invoke` with the token of this client: the workflow uses the accounts of that person.
   *
   * Needs the scope `connect:workflow:invoke`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request The workflow to call, for whom, and the request it receives.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.workflows.invokeForExternalUser({
   *   urlOrEndpoint: 'eo1abc2def',
   *   externalUserId: 'user-1',
   *   body: { hello: 'world' },
   * })
   * console.log(answer)
   * ```
   */
  invokeForExternalUser<T = unknown>(request: InvokeWorkflowForExternalUserOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<T> {
    return send(this[CALLER], 'workflows.invokeForExternalUser', requestOptions, request)
  }
}

/** The types of `WorkflowsClient`. */
export declare namespace WorkflowsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
