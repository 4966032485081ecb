// One interface for every kind of stream, old Node streams and web streams included: `next()` gives the next chunk, `return()` ends reading.

import type { PassThrough } from 'node:stream'
import { nodeStream } from './builtins.js'
import { ignoreRejection } from './ignore.js'
import { property } from './properties.js'
import { bytesIn, isIterator, isLegacyStream, isThenable, type LegacyStream, tagOf, withArticle } from './value-types.js'

/** Reads a stream chunk by chunk. */
export interface Chunks {
  next(): IteratorResult<unknown> | Promise<IteratorResult<unknown>>
  return?(): unknown
}

interface WebReader {
  read(): Promise<IteratorResult<unknown>>
  cancel(): unknown
}

const hasMethod = (value: unknown, name: PropertyKey): boolean => typeof property(value, name) === 'function'

/** Whether `chunksOf` knows how to read it. */
export const isStream = (value: unknown): value is object =>
  hasMethod(value, Symbol.asyncIterator) || hasMethod(value, 'getReader') || isLegacyStream(value) || isIterator(value)

/** Starts to read. */
export function chunksOf(stream: object): Chunks {
  // A reader can be cancelled while it waits for a chunk; the iterator of a web stream cannot.
  if (hasMethod(stream, 'getReader')) {
    const reader = atOnce((stream as { getReader(): unknown }).getReader(), 'getReader()') as WebReader
    // Web streams of polyfills may have no iterator.
    return { next: () => reader.read(), return: () => reader.cancel() }
  }
  if (hasMethod(stream, Symbol.asyncIterator))
    return atOnce((stream as { [Symbol.asyncIterator](): unknown })[Symbol.asyncIterator](), 'its iterator') as Chunks
  if (isLegacyStream(stream)) return ofLegacyStream(stream)
  return (stream as Iterable<unknown>)[Symbol.iterator]() as Chunks
}

/** A value that must not be a promise. One in its place may reject, which nobody would handle. */
function atOnce(value: unknown, what: string): object {
  if (isThenable(value)) ignoreRejection(value)
  else if (value !== null && typeof value === 'object') return value
  throw new TypeError(`${what} of a body's stream gave ${isThenable(value) ? 'a promise' : value === null ? 'null' : typeof value}`)
}

/**
 * Where an old stream is piped to. It takes whatever is emitted, to be checked when it is read: if `write` threw, it would do so in
 * whoever emits.
 */
function passThrough(): PassThrough {
  const { PassThrough } = nodeStream()
  class Through extends PassThrough {
    override write(chunk: unknown, ...more: never[]): boolean {
      if (chunk !== null && chunk !== undefined) return super.write(chunk, ...more)
      this.destroy(new TypeError(`a body's stream must give bytes or text, got ${String(chunk)}`))
      return false
    }
  }
  // The reader gets errors; after that nobody need to.
  return new Through({ objectMode: true }).on('error', () => {})
}

/** A stream that only emits and pipes. */
function ofLegacyStream(stream: LegacyStream): Chunks {
  const through = passThrough()
  ignoreRejection(stream.on('error', (error) => through.destroy(error)))
  ignoreRejection(stream.pipe(through))
  const chunks = through[Symbol.asyncIterator]()
  return {
    next: () => chunks.next(),
    return() {
      if (hasMethod(stream, 'destroy')) stream.destroy()
      return chunks.return?.()
    },
  }
}

/** A chunk as bytes. */
export function toBytes(value: unknown): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value)
  const bytes = bytesIn(value, 'a piece of the body')
  if (bytes !== undefined) return bytes
  const what = value === null ? 'null' : typeof value !== 'object' ? typeof value : withArticle(tagOf(value) ?? 'object')
  throw new TypeError(`a body's stream must give bytes or text, got ${what}`)
}
