// Tells a `BinaryResponse` from the other answers of a proxy call. It is no class for callers: each copy of the package has one of its own.

import { property } from './properties.js'
import type { BinaryResponse } from './results.js'

const METHODS = ['stream', 'arrayBuffer', 'blob', 'bytes'] as const

/**
 * Whether a value is a `BinaryResponse`. A call of `client.proxy` gives one for a response that is neither JSON nor text, and for any response if its
 * request has an `Accept` without JSON. No JSON value is one, so what has its methods is: also one of another copy of this package, or of a
 * test.
 *
 * @param value What a call of `client.proxy`, `client.workflows` or `client.request()` gave.
 * @returns Whether it has `bodyUsed`, `stream()`, `bytes()`, `arrayBuffer()` and `blob()`. It does not throw.
 * @example
 * ```js
 * const answer = await client.proxy.get({ url: 'https://slack.com/api/report', externalUserId: 'user-1', accountId: 'apn_1' })
 * if (isBinaryResponse(answer)) console.log((await answer.bytes()).byteLength)
 * ```
 */
export function isBinaryResponse(value: unknown): value is BinaryResponse {
  if (value === null || typeof value !== 'object') return false
  try {
    return typeof property(value, 'bodyUsed') === 'boolean' && METHODS.every((name) => typeof property(value, name) === 'function')
  } catch {
    return false
  }
}
