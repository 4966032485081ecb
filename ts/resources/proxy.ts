// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { send } from '../proxy.js'
import { CALLER, Resource } from '../resource.js'
import type {
  BinaryResponse,
  PipedreamPromise,
} from '../results.js'
import type {
  ProxyDeleteRequest,
  ProxyGetRequest,
  ProxyPatchRequest,
  ProxyPostRequest,
  ProxyPutRequest,
  ProxyResponse,
} from './types.js'

/** Requests to a connected app with the credentials of a person, which never leave Pipedream. */
export class ProxyClient extends Resource {
  /**
   * Sends a GET to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is
   * parsed, text stays text, anything else is a `BinaryResponse`. Headers reach the app; those of the connection itself, such as `host` or
   * `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request What `proxy.get` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.get({
   *   url: 'https://slack.com/api/conversations.list',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   params: { limit: '20' },
   * })
   * console.log(answer)
   * ```
   */
  get<T = ProxyResponse | BinaryResponse | undefined>(request: ProxyGetRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<T> {
    return send(this[CALLER], 'proxy.get', requestOptions, request)
  }

  /**
   * Sends a POST to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is
   * parsed, text stays text, anything else is a `BinaryResponse`. The body may be any JSON value, text, bytes, a form or a stream. Headers
   * reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request What `proxy.post` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.post({
   *   url: 'https://slack.com/api/chat.postMessage',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   body: { channel: 'C024BE91L', text: 'Hello' },
   * })
   * console.log(answer)
   * ```
   */
  post<T = ProxyResponse | BinaryResponse | undefined>(
    request: ProxyPostRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<T> {
    return send(this[CALLER], 'proxy.post', requestOptions, request)
  }

  /**
   * Sends a PUT to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is
   * parsed, text stays text, anything else is a `BinaryResponse`. The body may be any JSON value, text, bytes, a form or a stream. Headers
   * reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request What `proxy.put` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.put({
   *   url: 'https://slack.com/api/chat.postMessage',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   body: { channel: 'C024BE91L', text: 'Hello' },
   * })
   * console.log(answer)
   * ```
   */
  put<T = ProxyResponse | BinaryResponse | undefined>(request: ProxyPutRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<T> {
    return send(this[CALLER], 'proxy.put', requestOptions, request)
  }

  /**
   * Sends a DELETE to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is
   * parsed, text stays text, anything else is a `BinaryResponse`. Headers reach the app; those of the connection itself, such as `host` or
   * `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request What `proxy.delete` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.delete({
   *   url: 'https://slack.com/api/files/F024BE91L',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   * })
   * console.log(answer)
   * ```
   */
  delete<T = ProxyResponse | BinaryResponse | undefined>(
    request: ProxyDeleteRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<T> {
    return send(this[CALLER], 'proxy.delete', requestOptions, request)
  }

  /**
   * Sends a PATCH to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is
   * parsed, text stays text, anything else is a `BinaryResponse`. The body may be any JSON value, text, bytes, a form or a stream. Headers
   * reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @typeParam T What you know of the answer. It is not checked.
   * @param request What `proxy.patch` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.patch({
   *   url: 'https://slack.com/api/chat.postMessage',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   body: { channel: 'C024BE91L', text: 'Hello' },
   * })
   * console.log(answer)
   * ```
   */
  patch<T = ProxyResponse | BinaryResponse | undefined>(
    request: ProxyPatchRequest,
    requestOptions?: BaseRequestOptions,
  ): PipedreamPromise<T> {
    return send(this[CALLER], 'proxy.patch', requestOptions, request)
  }
}

/** The types of `ProxyClient`. */
export declare namespace ProxyClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
