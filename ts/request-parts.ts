// What the arguments of `client.fetch()` say: method, URL, headers, body and signal, of a URL or of a `Request` of any realm or package.

import { types } from 'node:util'
import { invalid, type PipedreamError } from './errors.js'
import { ignoreRejection } from './ignore.js'
import { errorMessage } from './json.js'
import { globalOf, turn } from './platform.js'
import { pick, property } from './properties.js'
import { type Chunks, chunksOf, isStream, toBytes } from './streams.js'
import { type BlobLike, checkOptions, classOf, isBlob, tagOf, withArticle } from './value-types.js'

/** A request as `client.fetch()` was given it. */
export interface RequestParts {
  readonly method: string
  readonly url: string
  readonly headers: unknown
  readonly body: unknown
  /** Whether the body is that of a `Request`. */
  readonly isOfRequest: boolean
  readonly redirect: unknown
  readonly mode: unknown
  readonly signal: AbortSignal | undefined
}

const INIT = ['method', 'headers', 'body', 'signal', 'redirect', 'mode', 'duplex', 'integrity', 'cache', 'dispatcher'] as const
const REQUEST = ['method', 'url', 'headers', 'body', 'bodyUsed', 'signal', 'redirect', 'mode', 'integrity', 'cache'] as const

/** Reads the arguments. What `fetch` has and this cannot do is refused, unless it changes nothing that a caller would notice. */
export function requestParts(input: unknown, init: unknown, options: unknown): RequestParts {
  if (init !== undefined && init !== null) checkOptions(init, 'init')
  const request = isRequest(input) ? pick(input, REQUEST) : undefined
  const own = pick(init, INIT)
  const url = request === undefined ? urlOf(input) : String(request.url)
  checkSupported(own, request)
  const method = own.method ?? request?.method ?? 'GET'
  if (typeof method !== 'string') throw invalid(`method must be a string, got ${withArticle(typeof method)}`)
  const hasOwnBody = own.body !== undefined && own.body !== null
  const body = hasOwnBody ? own.body : request?.body
  const name = method.toUpperCase()
  if (body !== undefined && body !== null && (name === 'GET' || name === 'HEAD')) throw invalid(`a ${name} request must have no body`)
  if (!hasOwnBody && request?.bodyUsed === true) throw invalid('input must be a Request whose body has not been read, got one that was')
  const signals = [own.signal === undefined ? request?.signal : own.signal, property(options, 'abortSignal')]
    .filter(isGiven)
    .map(checkedSignal)
  // A Request forwards the abort of the signal that it was made with, as long as it is not garbage-collected.
  for (const signal of signals) if (request !== undefined && typeof signal === 'object') requestOf.set(signal, input as object)
  return {
    method: name,
    url,
    headers: own.headers ?? request?.headers,
    body,
    isOfRequest: !hasOwnBody && request !== undefined,
    redirect: own.redirect ?? request?.redirect,
    mode: own.mode ?? request?.mode,
    signal: anyOf(signals),
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null
const requestOf = new WeakMap<AbortSignal, object>()

/** Whether a value is a `Request`: of any implementation, and not only one of the global class. */
const isRequest = (value: unknown): value is object =>
  value !== null &&
  typeof value === 'object' &&
  typeof property(value, 'url') === 'string' &&
  (tagOf(value) === 'Request' || (typeof property(value, 'method') === 'string' && typeof property(value, 'clone') === 'function'))

function urlOf(input: unknown): string {
  if (typeof input === 'string') return input
  if (types.isStringObject(input)) return String.prototype.valueOf.call(input)
  const href = property(input, 'href')
  if (input !== null && typeof input === 'object' && typeof href === 'string') return href
  const what =
    input === undefined || input === null ? String(input) : withArticle(typeof input === 'object' ? classOf(input) : typeof input)
  throw invalid(`input must be a URL, a path or a Request, got ${what}`)
}

type Given = { readonly [Name in (typeof INIT)[number]]: unknown }

/** Refuses what would be silently missing from the request or from its checks. */
function checkSupported(init: Given, request: { integrity: unknown; cache: unknown } | undefined): void {
  const { duplex, dispatcher } = init
  if (duplex !== undefined && duplex !== 'half') throw invalid(`duplex must be "half", got ${shown(duplex)}`)
  if (dispatcher !== undefined && dispatcher !== null)
    throw invalid('dispatcher is not supported: this package has its own connections. The client option `fetch` replaces them')
  const integrity = init.integrity ?? request?.integrity
  if (integrity !== undefined && integrity !== null && integrity !== '')
    throw invalid('integrity is not supported, must be "": check the hash of the body that you read')
  const cache = init.cache ?? request?.cache
  if (cache === 'only-if-cached' || cache === 'force-cache')
    throw invalid(`cache must be "default", "no-store", "reload" or "no-cache", got ${shown(cache)}: there is no cache`)
  const { mode } = init
  if (mode === 'no-cors' || mode === 'navigate') throw invalid(`mode must be "cors" or "same-origin", got ${shown(mode)}`)
}

const shown = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : withArticle(typeof value))

function checkedSignal(signal: unknown): AbortSignal {
  if (typeof signal !== 'object' || typeof property(signal, 'addEventListener') !== 'function')
    throw invalid(`signal must be an AbortSignal or null, got ${withArticle(typeof signal)}`)
  return signal as AbortSignal
}

/** One signal that aborts with any of `signals`. */
function anyOf(signals: readonly AbortSignal[]): AbortSignal | undefined {
  if (signals.length < 2) return signals[0]
  const any = property(globalOf('AbortSignal'), 'any')
  if (typeof any !== 'function') throw invalid('signal and abortSignal can both be given from Node 20.3 on: give one of them')
  return any.call(globalOf('AbortSignal'), signals)
}

/** In bytes. At most this much of the body of a `Request`, or of a Blob, is read before it is sent. */
const READ_AHEAD = 1 << 20

/** A body to send, and its content type if the body alone does not tell it. */
export interface OutgoingBody {
  readonly body: unknown
  readonly contentType: string | undefined
}

/**
 * The body to send. A small Blob, and the body of a `Request` that was made from text or bytes, become bytes: so they are sent with their
 * length, and can be sent again.
 */
export function requestBody({ body, isOfRequest }: RequestParts): OutgoingBody | Promise<OutgoingBody> {
  if (body !== null && typeof body === 'object') {
    if (isOfRequest && isStream(body)) return bytesOrStream(body)
    if (isBlob(body) && hasMethod(body, 'arrayBuffer') && Number(property(body, 'size')) <= READ_AHEAD) return bytesOf(body)
  }
  return { body, contentType: undefined }
}

const hasMethod = (value: unknown, name: PropertyKey): boolean => typeof property(value, name) === 'function'
const unreadable = (error: unknown): PipedreamError => invalid(`the body could not be read: ${errorMessage(error)}`, error)

async function bytesOf(blob: BlobLike): Promise<OutgoingBody> {
  try {
    return { body: await blob.arrayBuffer(), contentType: (property(blob, 'type') as string) || undefined }
  } catch (error) {
    throw unreadable(error)
  }
}

/**
 * A `Request` has a stream even if it was made from text or bytes. Such a stream gives all its chunks without waiting for anything, so it
 * ends before the next turn of the event loop. What does not end by then is sent as a stream.
 */
async function bytesOrStream(stream: object): Promise<OutgoingBody> {
  const read: Uint8Array[] = []
  try {
    const chunks = chunksOf(stream)
    for (let size = 0; size <= READ_AHEAD; ) {
      const next = Promise.resolve(chunks.next())
      const result = await Promise.race([next, turn()])
      if (result === undefined) return { body: resumed(read, chunks, next), contentType: undefined }
      if (result.done === true) return { body: Buffer.concat(read), contentType: undefined }
      const bytes = toBytes(result.value)
      size += bytes.byteLength
      read.push(bytes)
    }
    return { body: resumed(read, chunks), contentType: undefined }
  } catch (error) {
    throw unreadable(error)
  }
}

/** A stream of what was read and of what follows. `next` is a read that has begun. */
function resumed(read: Uint8Array[], chunks: Chunks, next?: Promise<IteratorResult<unknown>>): AsyncIterable<unknown> {
  // It is awaited later. Until then its rejection must not be reported as unhandled.
  if (next !== undefined) ignoreRejection(next)
  let started = next
  const iterator = {
    async next(): Promise<IteratorResult<unknown>> {
      const value = read.shift()
      if (value !== undefined) return { done: false, value }
      const result = started ?? chunks.next()
      started = undefined
      return result
    },
    async return(): Promise<IteratorResult<unknown>> {
      await chunks.return?.()
      return { done: true, value: undefined }
    },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}
