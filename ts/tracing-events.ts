// What the package publishes on tracing channels. docs/events.md is generated from the comments of this file.

import type { Phase } from './call-facts.js'
import type { TokenCause } from './events.js'

/** How long something was in each phase, in milliseconds. A phase that took no time is left out. */
export type PhaseTimes = { readonly [Name in Phase]?: number }

/**
 * Why a request is sent:
 *
 * - `first`: it is the first one of its call.
 * - `retry`: the one before failed, or its answer asked to try again.
 * - `newToken`: the API had rejected the token of the one before with the status 401.
 * - `redirect`: the answer to the one before redirected it.
 */
export type RequestCause = 'first' | 'retry' | 'newToken' | 'redirect'

/**
 * One call of a method, with all requests that it sends. `start` and `end` are published when it is called; when its promise is settled, `error` if
 * it is rejected, then `asyncStart` and `asyncEnd`. All of them get the same object, which has more fields at the end.
 */
export interface TracedCall {
  /** The method of the client, such as `accounts.retrieve`; `request`, `fetch` and `mcp.fetch` for calls of any endpoint. */
  operation: string
  /** The HTTP method. */
  method: string
  /** The path with the names of ids in the place of ids, such as `/v1/connect/{project_id}/accounts`; undefined for calls of any endpoint. */
  route: string | undefined
  /** The host that the first request was sent to; undefined until then. */
  serverAddress: string | undefined
  /** Its port. */
  serverPort: number | undefined
  /** The HTTP status of the last answer; undefined until it has come. */
  status: number | undefined
  /** How many attempts were made, without redirects; 0 until the call has ended. */
  attempts: number
  /** How long the call was in each phase, at its end. */
  phases: PhaseTimes | undefined
  /** The bytes of the answer's body, decompressed; undefined if the body is a stream, or there was no answer. */
  bytes: number | undefined
  /** The number that the API gave the request, from the header `x-request-id` of the answer. */
  requestId: string | undefined
  /** The fetch of an access token that the call waited for: the `fetch` of a `TracedToken`. */
  tokenFetch: number | undefined
  /** Why it failed: a `PipedreamError`. It has the body of the answer. */
  error: unknown
  /** The time from the call until its promise was settled, in milliseconds. */
  durationMs: number | undefined
}

/**
 * One request on the wire: a call sends several if it is retried or redirected. `start` and `end` are published before it is sent. When all of its
 * answer has come (of a stream: its head), `asyncStart` and `asyncEnd` are published, and before them `error` if no answer came, or not all of it.
 */
export interface TracedRequest {
  /** The call that sends it. */
  call: TracedCall
  /** The method of the client, such as `accounts.retrieve`. */
  operation: string
  /** The HTTP method. */
  method: string
  /** The path with the names of ids in the place of ids; undefined for calls of any endpoint, and after a redirect. */
  route: string | undefined
  /** The URL, with `REDACTED` in the place of each value of its query and of what is secret in its path. */
  url: string
  /** The host. */
  serverAddress: string
  /** Its port. */
  serverPort: number
  /** Which attempt of the call it belongs to, from 1. */
  attempt: number
  /** How many requests the call had sent before, redirects included. */
  resendCount: number
  /** Why it is sent. */
  cause: RequestCause
  /** The fetch of an access token that the call waited for: the `fetch` of a `TracedToken`. */
  tokenFetch: number | undefined
  /**
   * Headers to add, by name: a subscriber of `start` may set some. One that the call has already, one of the connection, and
   * `authorization` are not sent; nor is any to another origin than the first one of the call.
   */
  headers: Record<string, string>
  /**
   * A function that a subscriber of `start` may set. With the option `fetch` it is called for each request with a function that calls that
   * `fetch`, and is to call it: for example in another asynchronous context.
   */
  around: ((send: () => void) => void) | undefined
  /** The HTTP status of the answer; undefined until it has come. */
  status: number | undefined
  /** How long it was in each phase. */
  phases: PhaseTimes | undefined
  /** The number that the API gave it, from the header `x-request-id` of the answer. */
  requestId: string | undefined
  /** Why no answer came, or not all of it: an error with a `code` such as `ECONNRESET`. A failing status is none. */
  error: unknown
  /** How long it took, in milliseconds. */
  durationMs: number | undefined
}

/**
 * One request for an access token. It is published in the thread whose call started it, with the events of a request. Calls that need the token
 * at the same time share it.
 */
export interface TracedToken {
  /** The call that started it; undefined if the package did not trace that call, or `accessToken()` or `prefetch()` started it. */
  call: TracedCall | undefined
  /** Whether calls wait for it. If not, it renews a token that can still be sent. */
  isAwaited: boolean
  /** The number of the fetch in this process, from 1. A fetch that is retried sends several requests. */
  fetch: number
  /** Which request of the fetch it is, from 1. */
  attempt: number
  /** When it was sent, in milliseconds since 1970. The event may be published later, when the event loop is busy. */
  startedAt: number
  /** Why the token is requested. */
  cause: TokenCause
  /** The HTTP method. */
  method: string
  /** The path. */
  route: string
  /** The URL. */
  url: string
  /** The host. */
  serverAddress: string
  /** Its port. */
  serverPort: number
  /** The HTTP status of the answer; undefined until it has come. */
  status: number | undefined
  /** Why it brought no token: an error with a `code` such as `invalid_client` or `ECONNREFUSED`. */
  error: unknown
  /** How long it took, in milliseconds. */
  durationMs: number | undefined
}

/** The object of each tracing channel (`diagnostics_channel.tracingChannel(name)`) on which the package publishes. */
export interface PipedreamTracing {
  /** @example { asyncEnd: ({ operation, durationMs }) => console.log(operation, `${Math.round(durationMs)} ms`) } */
  'pipedream-native:call': TracedCall
  /** @example { start: ({ headers }) => Object.assign(headers, { 'x-trace': '1' }) } */
  'pipedream-native:request': TracedRequest
  /** @example { asyncEnd: ({ cause, status, durationMs }) => console.log(cause, status, durationMs) } */
  'pipedream-native:token': TracedToken
}
