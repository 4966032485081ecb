// Requests with a body that may be anything: a JSON value, text, bytes, a form, or a stream.

import { types } from 'node:util'
import { nodeStream } from './builtins.js'
import { invalid, PipedreamError } from './errors.js'
import { formOf, readBlob } from './form.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { errorMessage, toJson } from './json.js'
import { type Callback, register, release } from './mailbox.js'
import { ByteProgress } from './progress.js'
import { property } from './properties.js'
import type { OpenCall, SendCall } from './resource.js'
import { type Chunks, chunksOf, isStream, toBytes } from './streams.js'
import { bytesIn, classOf, isBlob, isForm, isFormStream, isParams, isThenable, opaqueName, withArticle } from './value-types.js'

/** A body as it is passed to Rust: `json`, `bytes` or `stream`, and the content type if the caller gives none. */
interface Body {
  readonly json: unknown
  readonly bytes: Uint8Array | undefined
  readonly stream: object | undefined
  readonly contentType: string | undefined
}

const NO_BODY: Body = { json: undefined, bytes: undefined, stream: undefined, contentType: undefined }

/** The native function that starts a call, with its arguments, options and body. */
export type Start = (
  id: number,
  args: string,
  options: string | undefined,
  bytes: Uint8Array | undefined,
  upload: number | undefined,
) => void

/**
 * Returns the function that starts `call` with the `headers` and the `body` of `request`, or a promise of it if a header is a function or
 * a promise. `wrap` puts the request in the form that Rust reads.
 */
export function sender(
  call: OpenCall,
  request: unknown,
  wrap: (request: object | null) => unknown,
  start: Start,
  hasBody = true,
): SendCall | Promise<SendCall> {
  const isGiven = request !== undefined && request !== null
  if (isGiven && typeof request !== 'object') throw invalid(`the request must be an object, got ${typeof request}`)
  const { headers: _, body: __, ...rest } = (request ?? {}) as { headers?: unknown; body?: unknown }
  const pairs = pairsOf(property(request, 'headers'), 'headers')
  const given = hasBody ? property(request, 'body') : undefined
  const send = (pairs: readonly HeaderPair[]): SendCall => {
    const { json, bytes, stream, contentType } = bodyOf(given)
    const typed = pairs.find(([name, value]) => name.toLowerCase() === 'content-type' && value !== null)
    const wrapped = { ...rest, headers: pairs, body: json, contentType: typed ? String(typed[1]) : contentType }
    const text = toJson(wrap(isGiven ? wrapped : null), { ...rest, body: json })
    return (id, options) => start(id, text, options, bytes, stream === undefined ? undefined : upload(call, stream, sizeOf(given)))
  }
  return pairs.some(isDynamic) ? resolved(pairs).then(send) : send(pairs)
}

function bodyOf(body: unknown): Body {
  if (body === undefined || body === null) return NO_BODY
  if (typeof body === 'string') return { ...NO_BODY, bytes: Buffer.from(body), contentType: 'text/plain;charset=UTF-8' }
  if (typeof body === 'function' || typeof body === 'symbol') throw unsupported(typeof body)
  if (typeof body !== 'object') return { ...NO_BODY, json: body }
  try {
    return bodyOfObject(body)
  } catch (error) {
    // A form or a Blob of a library may throw any error.
    if (error instanceof PipedreamError && error.code === 'ERR_INVALID_ARGUMENT') throw error
    throw invalid(`the body could not be read: ${errorMessage(error)}`, error)
  }
}

function bodyOfObject(body: object): Body {
  const bytes = bytesIn(body, 'body')
  if (bytes !== undefined) return { ...NO_BODY, bytes }
  if (types.isStringObject(body)) return bodyOf(String.prototype.valueOf.call(body))
  if (isParams(body))
    return { ...NO_BODY, bytes: Buffer.from(String(body)), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' }
  if (isFormStream(body)) return { ...NO_BODY, stream: unread(body), contentType: String(property(body.getHeaders(), 'content-type')) }
  if (isForm(body)) return { ...NO_BODY, ...formOf(body) }
  if (isBlob(body)) return { ...NO_BODY, stream: readBlob(body), contentType: (property(body, 'type') as string) || undefined }
  // A stream that is also a promise stands for a response, as a request of superagent does. It is not a body to send.
  if (!isThenable(body) && isStream(body)) return { ...NO_BODY, stream: unread(body) }
  const name = opaqueName(body)
  // Other Blobs were read above. Those of jsdom have no method that gives their bytes.
  if (name === 'Blob' || name === 'File') throw unsupported(`${name} whose bytes cannot be read`)
  if (name !== undefined) throw unsupported(name)
  if (types.isNativeError(body) && typeof property(body, 'toJSON') !== 'function') throw unsupported(classOf(body))
  return { ...NO_BODY, json: body }
}

const unsupported = (name: string): PipedreamError =>
  invalid(`body must be a JSON value, text, bytes, a form or a stream, got ${withArticle(name)}`)

/** Whether somebody has begun to read a stream. @types/node does not declare `isDisturbed`. */
function isDisturbed(body: object): boolean {
  const { isDisturbed } = nodeStream() as { isDisturbed?: (stream: object) => boolean }
  return isDisturbed?.(body) === true
}

/** The streams that were sent. Old streams do not show that they have been read. */
const sent = new WeakSet<object>()

/** Returns a stream that can be read from its start. Any other is refused: it would be sent without its beginning, or empty. */
function unread<T extends object>(body: T): T {
  if (property(body, 'locked') === true) throw invalid('body must be a stream that can be read, got one that is locked to another reader')
  if (isDisturbed(body) || sent.has(body))
    throw invalid('body must be a stream that has not been read, got one of which something has been read already')
  const isReadable = property(body, 'readable')
  if (isReadable === false || property(body, 'destroyed') === true)
    throw invalid('body must be a stream that can be read, got one that has ended')
  if (isReadable === undefined && typeof property(body, 'write') === 'function')
    throw invalid('body must be a stream that can be read, got one that can only be written to')
  return body
}

/** The size of a body that is a Blob or a File. */
const sizeOf = (body: unknown): number | undefined => {
  const size = isBlob(body) ? property(body, 'size') : undefined
  return typeof size === 'number' ? size : undefined
}

/** Waits for `onProgress`. If that fails, so does the call, with its error. */
async function told(progress: Promise<void>, call: OpenCall): Promise<void> {
  try {
    await progress
  } catch (error) {
    // A call fails with an object, to which what is known of it is added.
    const isObject = error !== null && typeof error === 'object'
    call.abandon(isObject ? error : invalid(`onProgress threw ${String(error)}`, error))
    throw error
  }
}

/** Registers a callback through which Rust reads the chunks of a stream. Returns the callback's id. */
function upload(call: OpenCall, body: object, size: number | undefined): number {
  const chunks = startReading(body)
  const progress = call.onProgress === undefined ? undefined : new ByteProgress(call.onProgress, 'upload', size)
  let isRead = false
  const next: Callback = async () => {
    try {
      const { done, value } = await chunks.next()
      isRead = done === true
      const bytes = isRead ? undefined : toBytes(value)
      if (progress !== undefined) await told(bytes === undefined ? progress.end() : progress.add(bytes.byteLength), call)
      return bytes
    } catch (error) {
      // Fail the call with the stream's error. Otherwise it would fail with the error of the connection, which Rust closes now.
      call.abandon(invalid(`the body could not be read: ${errorMessage(error)}`, error))
      throw error
    }
  }
  // Closes the caller's stream if it was not read to its end. Its errors are ignored. It waits for one microtask, so that the call settles
  // before the caller's code runs.
  next.release = async () => {
    await Promise.resolve()
    if (!isRead) await chunks.return?.()
  }
  const id = register(next)
  // A streamed response may begin while the body is still being sent. Then Rust releases the callback when it has sent the body.
  call.onEnd = (isStreamed) => void (isStreamed || release(id))
  return id
}

/** Starts to read the body. An error of the stream becomes an ERR_INVALID_ARGUMENT. */
function startReading(body: object): Chunks {
  try {
    const chunks = chunksOf(body)
    sent.add(body)
    return chunks
  } catch (error) {
    throw invalid(`the body could not be read: ${errorMessage(error)}`, error)
  }
}
