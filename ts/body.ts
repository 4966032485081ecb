// Requests with a body that may be anything: a JSON value, text, bytes, a form, or a stream.

import { types } from 'node:util'
import { nodeStream } from './builtins.js'
import { invalid, PipedreamError } from './errors.js'
import { formOf, readBlob } from './form.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { errorMessage, toJson } from './json.js'
import { type Callback, register, release } from './mailbox.js'
import { property } from './properties.js'
import type { OpenCall, SendCall } from './resource.js'
import { type Chunks, chunksOf, isStream, toBytes } from './streams.js'
import { bytesIn, classOf, isBlob, isForm, isFormStream, isParams, isThenable, opaqueName, withArticle } from './value-types.js'

/** A body as it crosses: one of `json`, `bytes` and `stream`, and the type it has when the caller names none. */
interface Body {
  readonly json: unknown
  readonly bytes: Uint8Array | undefined
  readonly stream: object | undefined
  readonly contentType: string | undefined
}

const NO_BODY: Body = { json: undefined, bytes: undefined, stream: undefined, contentType: undefined }

/** Crosses to Rust with a call's arguments, its options and its body. */
export type Start = (
  id: number,
  args: string,
  options: string | undefined,
  bytes: Uint8Array | undefined,
  upload: number | undefined,
) => void

/**
 * Returns the function that starts `call`, whose request has `headers` and a `body`. It is a promise of the function if a header is a
 * promise or a function. `wrap` puts the request in the form that Rust reads.
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
    return (id, options) => start(id, text, options, bytes, stream === undefined ? undefined : upload(call, stream))
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
    // A form or a Blob of another make may fail in its own ways.
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
  // An object that is both is a response, not a body to send: a request of superagent, for instance.
  if (!isThenable(body) && isStream(body)) return { ...NO_BODY, stream: unread(body) }
  const name = opaqueName(body)
  // Only JSDOM's have no way to their bytes.
  if (name === 'Blob' || name === 'File') throw unsupported(`${name} whose bytes cannot be read`)
  if (name !== undefined) throw unsupported(name)
  if (types.isNativeError(body) && typeof property(body, 'toJSON') !== 'function') throw unsupported(classOf(body))
  return { ...NO_BODY, json: body }
}

const unsupported = (name: string): PipedreamError =>
  invalid(`body must be a JSON value, text, bytes, a form or a stream, got ${withArticle(name)}`)

/** Whether something has been read of a stream. @types/node does not have the function. */
function isDisturbed(body: object): boolean {
  const { isDisturbed } = nodeStream() as { isDisturbed?: (stream: object) => boolean }
  return isDisturbed?.(body) === true
}

/** Old streams that were sent: they do not say themselves that they have nothing more. */
const sent = new WeakSet<object>()

/** A stream of which somebody has read would be sent without its beginning, or as nothing at all. */
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

/** Registers a stream whose chunks Rust will request. Returns its id. */
function upload(call: OpenCall, body: object): number {
  const chunks = started(body)
  let isRead = false
  const next: Callback = async () => {
    try {
      const { done, value } = await chunks.next()
      isRead = done === true
      return isRead ? undefined : toBytes(value)
    } catch (error) {
      // What the stream threw says more than the connection that is lost with it.
      call.abandon(invalid(`the body could not be read: ${errorMessage(error)}`, error))
      throw error
    }
  }
  // Ends the stream, because nobody reads it any more. What `return()` throws is ignored.
  next.release = async () => {
    await undefined
    if (!isRead) await chunks.return?.()
  }
  const id = register(next)
  // The response may come as a stream while the body is still being sent. Then Rust says when it needs no more of it.
  call.after = (isStreamed) => void (isStreamed || release(id))
  return id
}

function started(body: object): Chunks {
  try {
    const chunks = chunksOf(body)
    sent.add(body)
    return chunks
  } catch (error) {
    throw invalid(`the body could not be read: ${errorMessage(error)}`, error)
  }
}
