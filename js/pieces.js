'use strict'

// Streams of all ages and makes as one thing: `next()` gives the next piece, `return()` says that no other is wanted.

const { PassThrough } = require('node:stream')
const { bytesIn, isIterator, isOldStream, isThenable, tagOf, withArticle } = require('./kinds.js')
const { own } = require('./own.js')
const { ignored } = require('./quiet.js')

const isFunction = (value, name) => typeof own(value, name) === 'function'

/** Whether `piecesOf` knows how to read it. */
const isStream = (value) =>
  isFunction(value, Symbol.asyncIterator) || isFunction(value, 'getReader') || isOldStream(value) || isIterator(value)

/** Begins to read. */
function piecesOf(stream) {
  // A reader can be cancelled while it waits for a piece; the iterator of a web stream cannot.
  if (isFunction(stream, 'getReader')) return ofReader(atOnce(stream.getReader(), 'getReader()'))
  if (isFunction(stream, Symbol.asyncIterator)) return atOnce(stream[Symbol.asyncIterator](), 'its iterator')
  if (isOldStream(stream)) return ofOldStream(stream)
  return stream[Symbol.iterator]()
}

/** What must be there at once. A promise in its place may reject, which nobody would hear. */
function atOnce(given, what) {
  if (isThenable(given)) ignored.promise(given)
  else if (given !== null && typeof given === 'object') return given
  throw new TypeError(`${what} of a body's stream gave ${isThenable(given) ? 'a promise' : given === null ? 'null' : typeof given}`)
}

/** A web stream; those of polyfills may have no iterator. */
const ofReader = (reader) => ({ next: () => reader.read(), return: () => reader.cancel() })

/**
 * Where an old stream is piped to. It takes whatever is emitted, to be looked at when it is read: were `write` to throw, it
 * would do so in whoever emits.
 */
class Through extends PassThrough {
  constructor() {
    super({ objectMode: true })
    // Who reads hears of errors; after that nobody need to.
    this.on('error', () => {})
  }

  write(piece, ...more) {
    if (piece !== null && piece !== undefined) return super.write(piece, ...more)
    this.destroy(new TypeError(`a body's stream must give bytes or text, got ${String(piece)}`))
    return false
  }
}

/** A stream that only emits and pipes. */
function ofOldStream(stream) {
  const through = new Through()
  ignored.promise(stream.on('error', (error) => through.destroy(error)))
  ignored.promise(stream.pipe(through))
  const pieces = through[Symbol.asyncIterator]()
  return {
    next: () => pieces.next(),
    return() {
      if (isFunction(stream, 'destroy')) stream.destroy()
      return pieces.return()
    },
  }
}

/** A piece as bytes. */
function pieceOf(value) {
  if (typeof value === 'string') return Buffer.from(value)
  const bytes = bytesIn(value, 'a piece of the body')
  if (bytes !== undefined) return bytes
  const what = value === null ? 'null' : typeof value !== 'object' ? typeof value : withArticle(tagOf(value) ?? 'object')
  throw new TypeError(`a body's stream must give bytes or text, got ${what}`)
}

module.exports = { isStream, pieceOf, piecesOf }
