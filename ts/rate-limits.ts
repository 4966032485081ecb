// Sends `client.rateLimits.create(…)`. Its numbers are checked before it is sent; those of other requests are checked by the API.

import { invalid } from './errors.js'
import { display, toJson } from './json.js'
import type { BaseRequestOptions } from './options.js'
import { property } from './properties.js'
import { warnOfUnknownFields } from './request-fields.js'
import type { Caller } from './resource.js'
import { operations } from './resources/meta.js'
import type { RateLimitRequest } from './resources/types.js'
import type { PipedreamPromise } from './results.js'

/** Makes a rate limit. */
export function send<T>(
  caller: Caller,
  operation: 'rateLimits.create',
  options: BaseRequestOptions | undefined,
  request: RateLimitRequest,
): PipedreamPromise<T> {
  const [number] = operations[operation]
  return caller.open(operation, options, () => {
    for (const name of ['windowSizeSeconds', 'requestsPerWindow']) checkWhole(name, property(request, name))
    const text = toJson([[], request], request)
    warnOfUnknownFields(operation, request, caller.open)
    return (id, options) => caller.native.call(id, number, text, options)
  })
}

function checkWhole(name: string, value: unknown): void {
  if (!Number.isInteger(value) || Number(value) <= 0) throw invalid(`${name} must be a whole number above 0, got ${display(value)}`)
}
