// Reads Node streams, web streams and iterators through one interface: `next()` gives the next chunk, `return()` ends reading.

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

/** Whether `chunksOf` can read the value. */
export const isStream = (value: unknown): value is object =>
  hasMethod(value, Symbol.asyncIterator) || hasMethod(value, 'getReader') || isLegacyStream(value) || isIterator(value)

/** Starts to read a stream. */
export function chunksOf(stream: object): Chunks {
  // A web stream's reader can be cancelled while it waits for a chunk. Its iterator cannot.
  // Web streams of polyfills may have no iterator at all.
  if (hasMethod(stream, 'getReader')) {
    const reader = checkedObject((stream as { getReader(): unknown }).getReader(), 'getReader()') as WebReader
    return { next: () => reader.read(), return: () => reader.cancel() }
  }
  if (hasMethod(stream, Symbol.asyncIterator)) {
    const chunks = checkedObject((stream as { [Symbol.asyncIterator](): unknown })[Symbol.asyncIterator](), 'its iterator') as Chunks
    return hasMethod(stream, 'destroy') ? ofNodeStream(stream as { destroy(): unknown }, chunks) : chunks
  }
  if (isLegacyStream(stream)) return ofLegacyStream(stream)
  return (stream as Iterable<unknown>)[Symbol.iterator]() as Chunks
}

/** Reads a stream of Node. While its iterator waits for a chunk, `return()` would wait for that chunk too, so the stream is destroyed. */
function ofNodeStream(stream: { destroy(): unknown }, chunks: Chunks): Chunks {
  let isWaiting = false
  return {
    async next() {
      isWaiting = true
      try {
        return await chunks.next()
      } finally {
        isWaiting = false
      }
    },
    return() {
      if (isWaiting) stream.destroy()
      return chunks.return?.()
    },
  }
}

/** Checks that a stream's method returned an object. A promise is refused, and its rejection is handled here: nobody awaits it. */
function checkedObject(value: unknown, what: string): object {
  if (isThenable(value)) ignoreRejection(value)
  else if (value !== null && typeof value === 'object') return value
  throw new TypeError(`${what} of a body's stream gave ${isThenable(value) ? 'a promise' : value === null ? 'null' : typeof value}`)
}

/**
 * The stream that an old stream is piped to. Its `write` does not throw for a wrong chunk, because the error would be raised in the code
 * that emits the chunk. `toBytes` checks the chunks when they are read; null and undefined end the stream with an error.
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
  // The reader gets the errors. Without a listener, an error after the end of reading would end the process.
  return new Through({ objectMode: true }).on('error', () => {})
}

/** Reads an old stream: it emits events and has `pipe`, but no iterator. */
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

/** A chunk as bytes. Throws a TypeError if it is neither bytes nor text. */
export function toBytes(value: unknown): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value)
  const bytes = bytesIn(value, 'a piece of the body')
  if (bytes !== undefined) return bytes
  const what = value === null ? 'null' : typeof value !== 'object' ? typeof value : withArticle(tagOf(value) ?? 'object')
  throw new TypeError(`a body's stream must give bytes or text, got ${what}`)
}
