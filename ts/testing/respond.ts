// How a response is sent: as it is, or with a fault.

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { pause } from '../platform.js'
import { type Fault, replacesResponse } from './faults.js'
import type { RequestRecord } from './log.js'
import { HttpError, isStream, jsonResponse, RawResponse } from './responses.js'

const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>'

/** What the handler of an operation has returned or thrown. Undefined if the fault replaces it. */
export type Outcome = RawResponse | HttpError | undefined

/** Sends `outcome`, with `fault` if there is one, and sets the status of the record. */
export function respond(response: ServerResponse, outcome: Outcome, fault: Fault | undefined, record: RequestRecord): void {
  const sent = fault !== undefined && replacesResponse(fault) ? responseOfFault(fault) : responseOf(outcome)
  if (fault !== undefined) sendWithFault(response, sent, fault, record)
  else {
    record.status = sent.status
    send(response, sent)
  }
}

function send(response: ServerResponse, { status, headers, body }: RawResponse): void {
  if (isStream(body)) {
    response.writeHead(status, headers)
    // The stream may be silent for long.
    response.flushHeaders()
    // A caller that goes away also ends the source. That is not an error of the emulator.
    pipeline(body, response, () => {})
  } else {
    response.writeHead(status, body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }
}

function responseOf(outcome: Outcome): RawResponse {
  if (outcome instanceof HttpError) return jsonResponse(outcome.status, outcome.body, outcome.headers)
  if (outcome === undefined) throw new Error('there is no response to send')
  return outcome
}

const hasNoContent = (status: number) => status === 204 || status === 304

/** The response that a fault puts in place of the real one. */
function responseOfFault({ status = 200, body, html }: Fault): RawResponse {
  if (html !== undefined && html !== false)
    return new RawResponse(status, { 'content-type': 'text/html; charset=utf-8' }, html === true ? HTML : html)
  if (body === undefined) return jsonResponse(status, hasNoContent(status) ? undefined : { error: `status ${status}, as a test asked` })
  if (typeof body === 'string') return new RawResponse(status, { 'content-type': 'text/plain; charset=utf-8' }, body)
  if (body instanceof Uint8Array) return new RawResponse(status, { 'content-type': 'application/octet-stream' }, Buffer.from(body))
  return jsonResponse(status, body)
}

function sendWithFault(response: ServerResponse, sent: RawResponse, fault: Fault, record: RequestRecord): void {
  const { status, body } = sent
  const headers = { ...sent.headers, ...fault.headers }
  if (fault.stall === 'headers') {
    if (isStream(body)) body.destroy()
    return
  }
  record.status = status
  if (!isStream(body)) {
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body)
    sendBytes(response, status, headers, bytes, bytes.length, fault)
  } else if (fault.stall === undefined && !fault.truncate && fault.dripMs === undefined) {
    send(response, new RawResponse(status, headers, body))
  } else {
    // The first chunk of a stream is enough for a body that stops, ends early or comes slowly.
    body.once('data', (chunk: Buffer) => {
      body.destroy()
      sendBytes(response, status, headers, chunk, chunk.length * 2, fault)
    })
  }
}

function sendBytes(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  bytes: Buffer,
  contentLength: number,
  { stall, truncate, dripMs }: Fault,
): void {
  // RFC 9110, section 8.6: a 204 has no content-length.
  response.writeHead(status, hasNoContent(status) ? headers : { 'content-length': contentLength, ...headers })
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  if (stall === 'body') {
    response.flushHeaders()
    response.write(half)
  } else if (truncate) {
    response.write(half, () => response.socket?.destroySoon())
  } else if (dripMs !== undefined) void drip(response, bytes, dripMs)
  else response.end(bytes)
}

/** Sends one byte at a time. */
async function drip(response: ServerResponse, bytes: Buffer, intervalMs: number): Promise<void> {
  for (let at = 0; at < bytes.length; at++) {
    await pause(intervalMs)
    if (response.destroyed) return
    response.write(bytes.subarray(at, at + 1))
  }
  await pause(intervalMs)
  response.end()
}

/** Ends a connection with a reset, as a server that crashes does. */
export function reset(socket: Socket): void {
  if (typeof socket.resetAndDestroy === 'function') socket.resetAndDestroy()
  else socket.destroy()
}
