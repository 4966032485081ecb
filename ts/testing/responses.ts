// What a handler can return or throw. `respond.ts` turns each into HTTP.

import type { OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'

/** The API refuses the request. `body` is what the caller reads. */
export class HttpError extends Error {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: unknown

  constructor(status: number, message: string, body: unknown = { error: message }, headers: OutgoingHttpHeaders = {}) {
    super(message)
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** A response that is sent as it is. The body is text, bytes, a stream, or nothing. */
export class RawResponse {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: string | Uint8Array | Readable | undefined

  constructor(status: number, headers: OutgoingHttpHeaders, body: string | Uint8Array | Readable | undefined) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** Whether a body is a stream, of Node or of a library. */
export const isStream = (body: unknown): body is Readable =>
  body !== null && typeof body === 'object' && 'pipe' in body && typeof body.pipe === 'function'

const JSON_TYPE = 'application/json; charset=utf-8'

/** A response whose body is `value` as JSON; without a body if it is undefined. `headers` may replace the content type. */
export function jsonResponse(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): RawResponse {
  if (value === undefined) return new RawResponse(status, headers, undefined)
  return new RawResponse(status, { 'content-type': JSON_TYPE, ...headers }, JSON.stringify(value))
}

export const badRequest = (error: string, details?: Record<string, unknown>): HttpError =>
  new HttpError(400, error, { error, code: 'bad_request', ...(details && { details }) })

export const notFound = (kind: string, id: string): HttpError =>
  new HttpError(404, `${kind} ${id} not found`, { error: `${kind} ${id} not found`, code: 'not_found' })

/**
 * The emulator has no response, because the test did not prepare one. The status is 500 and the text says "emulator", so that
 * nobody takes it for a response of the API.
 */
export const emulatorError = (error: string): HttpError => new HttpError(500, error, { error: `emulator: ${error}`, code: 'emulator' })

/** The URL that a text is, or undefined. (Node 18 has no `URL.canParse`.) */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
