// The events that are published on node:diagnostics_channel. docs/events.md is generated from the comments of this file.

import type { Phase } from './call-facts.js'
import type { PipedreamError } from './errors.js'

/**
 * Why an access token was requested:
 *
 * - `cold`: there was no token yet.
 * - `storeMiss`: there was no token yet, and the token store had none either.
 * - `refresh`: the token was renewed in the background, before it expired.
 * - `expired`: the token was too old to be sent, or it had been dropped by `invalidateAccessToken()`.
 * - `rejected`: the API had rejected the token with the status 401.
 * - `forced`: `accessToken({ forceRefresh: true })` was called.
 */
export type TokenCause = 'cold' | 'storeMiss' | 'refresh' | 'expired' | 'rejected' | 'forced'

/** A call starts. */
export interface RequestStartEvent {
  /**
   * The method of the client, such as `accounts.retrieve`; `request` for `client.request()`, `fetch` for `client.fetch()`, `mcp.fetch` for the
   * `fetch` of an MCP session.
   */
  operation: string
  /** The HTTP method. */
  method: string
  /** The path as the reference has it, with the names of ids and not the ids; for `client.request()` and `client.fetch()` the path that was given. */
  path: string
}

/** A call succeeded. The object is the one that was published when the call started, with more fields. */
export interface RequestEndEvent extends RequestStartEvent {
  /** The HTTP status of the response. */
  status: number | undefined
  /** How many requests were sent: 1 without a retry. */
  attempts: number
  /** The time since the call started, retries included, in milliseconds. */
  durationMs: number
}

/** A call failed. The object is the one that was published when the call started, with more fields. */
export interface RequestErrorEvent extends RequestStartEvent {
  /** The error of the call, with the body of the response. */
  error: PipedreamError
  /** The HTTP status of the response; undefined if there was none. */
  status: number | undefined
  /** How many requests were sent, or tried to be sent. */
  attempts: number
  /** What the call was doing when it failed; undefined if it failed before it began. */
  phase: Phase | undefined
  /** The time since the call started, retries included, in milliseconds. */
  durationMs: number
}

/** A new access token is in use. */
export interface TokenFetchedEvent {
  /** Why it was requested. */
  cause: TokenCause
  /** Whether it comes from the token store, where another process had left it. */
  fromStore: boolean
  /** The number of the token since the process started, from 1. */
  generation: number
  /** How long it is valid, in seconds. */
  expiresInSeconds: number
  /** A hash of it, 16 hexadecimal digits: tokens can be compared by it. */
  fingerprint: string
}

/** A token request failed, after its retries. */
export interface TokenRefreshFailedEvent {
  /** Why the token was requested. */
  cause: TokenCause
  /** What went wrong. */
  message: string
  /** Whether the current token can still be used, so that calls go on. */
  tokenAlive: boolean
}

/** An access token was dropped: the API rejected it, or `invalidateAccessToken()` was called. */
export interface TokenInvalidatedEvent {
  /** The number of the token that was dropped. */
  generation: number
}

/** The token store cannot be used, and tokens are fetched as if there were none. It is published once for each set of credentials. */
export interface TokenStoreIgnoredEvent {
  /** What is wrong with the store. */
  message: string
}

/** The clock of this machine differs from that of the API by more than 60 seconds. It is published once. */
export interface TokenClockSkewEvent {
  /** By how many seconds; positive if this machine is ahead. */
  seconds: number
}

/**
 * An answer with the status 429 or 503 asked for a pause. Until it is over, other calls that the API counts with it wait before they are
 * sent. It is published once for each pause.
 */
export interface RateLimitLearnedEvent {
  /** Scheme and host of the server. */
  origin: string
  /** Which calls wait: a rate limit of the API such as `accounts`, or the method and path of an operation. */
  rateLimit: string
  /** The status of the answer. */
  status: number
  /** The pause, in seconds. */
  retryAfterSeconds: number
}

/**
 * A retry was left out, because retries may be a tenth of the calls of the last minute, and at least ten. The error of the call has
 * `notRetriedBecause: 'retryBudget'`. It is published once, and again when retries had been allowed in between.
 */
export interface RetryBudgetExhaustedEvent {
  /** Scheme and host of the server. */
  origin: string
  /** The calls to it in the last minute. */
  callsLastMinute: number
  /** The retries in the last minute. */
  retriesLastMinute: number
}

/** The event of each channel of `node:diagnostics_channel` on which the package publishes. */
export interface PipedreamEvents {
  /** @example ({ operation, method, path }) => console.log(`${operation}: ${method} ${path}`) */
  'pipedream:request:start': RequestStartEvent
  /** @example ({ operation, status, durationMs }) => console.log(operation, status, `${Math.round(durationMs)} ms`) */
  'pipedream:request:end': RequestEndEvent
  /** @example ({ operation, error, durationMs }) => console.error(operation, error.statusCode ?? error.code, durationMs) */
  'pipedream:request:error': RequestErrorEvent
  /** @example ({ cause, generation, fingerprint }) => console.log(`token ${generation} (${fingerprint}), cause: ${cause}`) */
  'pipedream:token:fetched': TokenFetchedEvent
  /** @example ({ message, tokenAlive }) => tokenAlive || console.error(`no access token: ${message}`) */
  'pipedream:token:refreshFailed': TokenRefreshFailedEvent
  /** @example ({ generation }) => console.log(`token ${generation} was dropped`) */
  'pipedream:token:invalidated': TokenInvalidatedEvent
  /** @example ({ message }) => console.warn(message) */
  'pipedream:token:storeIgnored': TokenStoreIgnoredEvent
  /** @example ({ seconds }) => console.warn(`the clock is ${seconds} s off`) */
  'pipedream:token:clockSkew': TokenClockSkewEvent
  /** @example ({ rateLimit, retryAfterSeconds }) => console.warn(`${rateLimit}: calls wait for ${retryAfterSeconds} s`) */
  'pipedream:rateLimit:learned': RateLimitLearnedEvent
  /** @example ({ origin, retriesLastMinute }) => console.warn(`${origin}: no more retries after ${retriesLastMinute} in a minute`) */
  'pipedream:retryBudget:exhausted': RetryBudgetExhaustedEvent
}
