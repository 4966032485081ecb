// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PagePromise,
  PipedreamPromise,
} from '../results.js'
import type {
  DeployedTriggersDeleteRequest,
  DeployedTriggersListEventsRequest,
  DeployedTriggersListRequest,
  DeployedTriggersListWebhooksRequest,
  DeployedTriggersListWorkflowsRequest,
  DeployedTriggersRegenerateWebhookSigningKeyRequest,
  DeployedTriggersResetWebhookDeliveryStateRequest,
  DeployedTriggersRetrieveRequest,
  DeployedTriggersRetrieveWebhookRequest,
  Emitter,
  GetTriggerEventsResponse,
  GetTriggerResponse,
  GetTriggerWebhooksResponse,
  GetTriggerWorkflowsResponse,
  GetTriggersResponse,
  GetWebhookWithSigningKeyResponse,
  UpdateTriggerOpts,
  UpdateTriggerWebhooksOpts,
  UpdateTriggerWorkflowsOpts,
} from './types.js'

/** Triggers that run for a person: their events, and who receives them. */
export class DeployedTriggersClient extends Resource {
  /**
   * Lists the deployed triggers of a person. Page by page; of one kind where it is given.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param request What `deployedTriggers.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const emitter of client.deployedTriggers.list({ externalUserId: 'user-1', limit: 20 })) {
   *   console.log(emitter)
   * }
   * ```
   */
  list(request: DeployedTriggersListRequest, requestOptions?: BaseRequestOptions): PagePromise<Emitter, GetTriggersResponse> {
    return this[CALLER].page('deployedTriggers.list', null, [], request, requestOptions)
  }

  /**
   * Gets one deployed trigger. With its inputs and what they were given.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.retrieve('dc_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  retrieve(
    triggerId: string,
    request: DeployedTriggersRetrieveRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetTriggerResponse> {
    return this[CALLER].json('deployedTriggers.retrieve', null, [triggerId], request, requestOptions)
  }

  /**
   * Changes a deployed trigger. Its name, its inputs, or whether it runs. What is not given stays as it is.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request Whose trigger it is and what is to change in it; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.update('dc_1', { externalUserId: 'user-1', active: false, name: 'New messages' })
   * console.log(data)
   * ```
   */
  update(triggerId: string, request: UpdateTriggerOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerResponse> {
    return this[CALLER].json('deployedTriggers.update', null, [triggerId], request, requestOptions)
  }

  /**
   * Removes a deployed trigger. It emits nothing any more. Where the app has to be told and that fails, the trigger stays, unless
   * `ignoreHookErrors` is set.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.delete` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.deployedTriggers.delete('dc_1', { externalUserId: 'user-1', ignoreHookErrors: true })
   * ```
   */
  delete(triggerId: string, request: DeployedTriggersDeleteRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('deployedTriggers.delete', [triggerId], request, requestOptions)
  }

  /**
   * Lists the last events of a deployed trigger. Newest first.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.listEvents` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.listEvents('dc_1', { externalUserId: 'user-1', n: 10 })
   * console.log(data)
   * ```
   */
  listEvents(
    triggerId: string,
    request: DeployedTriggersListEventsRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetTriggerEventsResponse> {
    return this[CALLER].json('deployedTriggers.listEvents', null, [triggerId], request, requestOptions)
  }

  /**
   * Lists which workflows receive the events of a deployed trigger. By their ids.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.listWorkflows` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWorkflows = await client.deployedTriggers.listWorkflows('dc_1', { externalUserId: 'user-1' })
   * console.log(triggerWorkflows)
   * ```
   */
  listWorkflows(
    triggerId: string,
    request: DeployedTriggersListWorkflowsRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetTriggerWorkflowsResponse> {
    return this[CALLER].json('deployedTriggers.listWorkflows', null, [triggerId], request, requestOptions)
  }

  /**
   * Sets which workflows receive the events of a deployed trigger. The list takes the place of the one before; an empty list ends
   * deliveries.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request Whose trigger it is and which workflows receive its events from now on.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWorkflows = await client.deployedTriggers.updateWorkflows('dc_1', { externalUserId: 'user-1', workflowIds: ['p_1'] })
   * console.log(triggerWorkflows)
   * ```
   */
  updateWorkflows(
    triggerId: string,
    request: UpdateTriggerWorkflowsOpts,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetTriggerWorkflowsResponse> {
    return this[CALLER].json('deployedTriggers.updateWorkflows', null, [triggerId], request, requestOptions)
  }

  /**
   * Lists where the events of a deployed trigger are posted. With the id of each webhook.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.listWebhooks` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWebhooks = await client.deployedTriggers.listWebhooks('dc_1', { externalUserId: 'user-1' })
   * console.log(triggerWebhooks)
   * ```
   */
  listWebhooks(
    triggerId: string,
    request: DeployedTriggersListWebhooksRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetTriggerWebhooksResponse> {
    return this[CALLER].json('deployedTriggers.listWebhooks', null, [triggerId], request, requestOptions)
  }

  /**
   * Sets where the events of a deployed trigger are posted. The list takes the place of the one before; an empty list ends deliveries.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request Whose trigger it is and who receives its events from now on.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWebhooks = await client.deployedTriggers.updateWebhooks('dc_1', {
   *   externalUserId: 'user-1',
   *   webhookUrls: ['https://example.com/hook'],
   * })
   * console.log(triggerWebhooks)
   * ```
   */
  updateWebhooks(
    triggerId: string,
    request: UpdateTriggerWebhooksOpts,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetTriggerWebhooksResponse> {
    return this[CALLER].json('deployedTriggers.updateWebhooks', null, [triggerId], request, requestOptions)
  }

  /**
   * Gets one webhook of a deployed trigger. With the key its deliveries are signed with: see the header `x-pd-signature`.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param webhookId The webhook.
   * @param request What `deployedTriggers.retrieveWebhook` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.retrieveWebhook('dc_1', 'wh_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  retrieveWebhook(
    triggerId: string,
    webhookId: string,
    request: DeployedTriggersRetrieveWebhookRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetWebhookWithSigningKeyResponse> {
    return this[CALLER].json('deployedTriggers.retrieveWebhook', null, [triggerId, webhookId], request, requestOptions)
  }

  /**
   * Gives a webhook of a deployed trigger a new signing key. The key before is not used any more, so deploy the new one at once.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param webhookId The webhook.
   * @param request What `deployedTriggers.regenerateWebhookSigningKey` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.regenerateWebhookSigningKey('dc_1', 'wh_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  regenerateWebhookSigningKey(
    triggerId: string,
    webhookId: string,
    request: DeployedTriggersRegenerateWebhookSigningKeyRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetWebhookWithSigningKeyResponse> {
    return this[CALLER].json('deployedTriggers.regenerateWebhookSigningKey', null, [triggerId, webhookId], request, requestOptions)
  }

  /**
   * Switches a webhook of a deployed trigger on again. A webhook whose deliveries keep failing is switched off: its `active` is false, and
   * its `deliveryState` says why. This switches it on again and forgets the failures.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param webhookId The webhook.
   * @param request What `deployedTriggers.resetWebhookDeliveryState` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.resetWebhookDeliveryState('dc_1', 'wh_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  resetWebhookDeliveryState(
    triggerId: string,
    webhookId: string,
    request: DeployedTriggersResetWebhookDeliveryStateRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<GetWebhookWithSigningKeyResponse> {
    return this[CALLER].json('deployedTriggers.resetWebhookDeliveryState', null, [triggerId, webhookId], request, requestOptions)
  }
}

/** The types of `DeployedTriggersClient`. */
export declare namespace DeployedTriggersClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
