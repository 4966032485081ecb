// Custom rate limits.

import { numberOf } from './call.js'
import { invalid } from './errors.js'
import { display, toJson } from './json.js'
import type { BaseRequestOptions } from './options.js'
import { pick } from './properties.js'
import type { Caller } from './resource.js'
import type { PipedreamPromise } from './results.js'

/** Starts a call of `rateLimits.create`. */
export function send<T>(caller: Caller, operation: string, options: BaseRequestOptions | undefined, request: unknown): PipedreamPromise<T> {
  return caller.open(operation, options, () => {
    const args = toJson([[], checked(request)])
    return (id, options) => caller.native.call(id, numberOf(operation), args, options)
  })
}

/** The limit as it is sent. The API would take a number that is no limit. */
function checked(request: unknown): object {
  const limit = pick(request, ['windowSizeSeconds', 'requestsPerWindow'])
  for (const [name, value] of Object.entries(limit)) {
    if (!Number.isInteger(value) || (value as number) <= 0) throw invalid(`${name} must be a whole number above 0, got ${display(value)}`)
  }
  return limit
}
