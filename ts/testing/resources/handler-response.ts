// What a handler of the test has returned, as a response.

import type { ProxiedResponse } from '../handler-types.js'
import { headerPairs } from '../fields.js'
import { readOptions } from '../read-options.js'
import { isStream, jsonResponse, RawResponse } from '../responses.js'

/** The response of a handler, which may be its body alone, as text or bytes. Throws TypeError for a name that a response does not have. */
export function readResponse(given: Exclude<ProxiedResponse, undefined>): RawResponse {
  const isBody = typeof given === 'string' || given instanceof Uint8Array
  const response = isBody ? { body: given } : given
  const { status = 200, headers = {}, body } = readOptions('a response', response, ['status', 'headers', 'body'])
  // In lower case, so that they replace our content type however they are written.
  const named = Object.fromEntries(headerPairs(headers).map(([name, value]) => [name.toLowerCase(), value as string]))
  if (body === undefined || isStream(body)) return new RawResponse(status, named, body)
  if (body instanceof Uint8Array) return new RawResponse(status, { 'content-type': 'application/octet-stream', ...named }, body)
  if (typeof body === 'string') return new RawResponse(status, { 'content-type': 'text/plain; charset=utf-8', ...named }, body)
  return jsonResponse(status, body, named)
}
