// What every error says of its call: how often it was sent, how long it took, and what it was doing.

import { define } from './properties.js'

/**
 * What a call was doing when it failed:
 *
 * - `token`: it waited for an access token.
 * - `queue`: it waited for its turn: for a function that gives a header or the environment, for a connection, for a rate limit, or in the pause
 *   before a retry.
 * - `dns`: the name of the host was looked up.
 * - `connect`: the TCP connection was opened, or the tunnel of a proxy.
 * - `tls`: the TLS handshake.
 * - `send`: the request was sent.
 * - `wait`: the request had been sent, and the call waited for the answer.
 * - `body`: the answer had begun, and its body was read. A failing status of the API has this phase too.
 * - `decode`: the whole answer had come, and was decoded.
 */
export type Phase = 'token' | 'queue' | 'dns' | 'connect' | 'tls' | 'send' | 'wait' | 'body' | 'decode'

/**
 * Why a failure that could have been retried was not:
 *
 * - `deadline`: the pause before the retry would have ended after `deadlineInSeconds`.
 * - `retryBudget`: retries are at most a tenth of the calls of the last minute, and at least ten, and were used up.
 * - `retryAfter`: the API asks for a pause of more than a minute.
 */
export type NotRetriedBecause = 'deadline' | 'retryBudget' | 'retryAfter'

/** The option whose limit was exceeded. */
export type LimitOption = 'timeoutInSeconds' | 'deadlineInSeconds'

/**
 * What is known of a call that failed.
 *
 * @internal
 */
export interface CallFacts {
  attempts: number
  elapsedMs: number
  phase: Phase | undefined
  notRetriedBecause?: NotRetriedBecause | undefined
}

/**
 * Adds what is known of its call to an error. An error that has these members keeps them: a function of the caller's may throw the error
 * of another call.
 *
 * @internal
 */
export function addFacts(error: object, facts: Partial<CallFacts>): void {
  if (Object.hasOwn(error, 'attempts') || !Object.isExtensible(error)) return
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) define(error, name, { value, configurable: true, enumerable: true, writable: true })
  }
}
