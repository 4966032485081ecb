'use strict'

// A body of bytes, read when asked for: what is not asked for stays in the socket.

const { isAborted, listen, reasonOf, unlisten } = require('./abort.js')
const { expect, forget } = require('./mailbox.js')
const { PipedreamAbortError, PipedreamError, defect, errorOf } = require('./errors.js')
const { globalOf } = require('./platform.js')
const { rawResponse } = require('./response.js')
const { own } = require('./own.js')

/** A body nobody reads any more must not hold its connection. */
const forgotten = new FinalizationRegistry((held) => {
  letGo(held)
  held.unlisten()
})

/** Closes a stream, and before that drops the read of it that waits. A defect on the way is told by Rust, and costs no caller anything. */
function letGo({ native, stream }, reading = 0) {
  try {
    if (reading !== 0) native.cancel(reading)
  } catch {}
  try {
    native.closeStream(stream)
  } catch {}
}

class BinaryResponse {
  #source
  #readable
  #head

  constructor(native, stream, head, signal) {
    const held = new Held(native, stream, signal)
    this.#head = head
    this.#source = new Source(held)
    try {
      held.listen(this.#source)
    } catch (error) {
      native.closeStream(stream)
      throw error
    }
    forgotten.register(this, held, this)
  }

  /** Whether the body is being read, or has been. */
  get bodyUsed() {
    return this.#source.isRead || this.#readable?.locked === true
  }

  // The methods are the object's own, so that they can be taken out of it by name.

  /** The body as a web stream, the same each time. Reading sets the pace; cancelling closes the connection. */
  stream = () => {
    if (this.bodyUsed) throw new PipedreamError({ message: 'the body has been read already', code: 'ERR_BODY_USED' })
    if (this.#readable === undefined) {
      forgotten.unregister(this)
      this.#readable = new (globalOf('ReadableStream'))(this.#source, { __proto__: null, highWaterMark: 0 })
      forgotten.register(this.#readable, this.#source.held)
    }
    return this.#readable
  }

  /** All of it. */
  bytes = async () => {
    const pieces = []
    for await (const piece of this.stream()) pieces.push(piece)
    // Bytes of their own: a Buffer may share a pool with others.
    const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.byteLength, 0))
    let at = 0
    for (const piece of pieces) {
      all.set(piece, at)
      at += piece.byteLength
    }
    return all
  }

  /** All of it. */
  arrayBuffer = async () => {
    return (await this.bytes()).buffer
  }

  /** All of it, under the type the answer has. */
  blob = async () => {
    return new (globalOf('Blob'))([await this.bytes()], {
      __proto__: null,
      type: rawResponse(this.#head).headers.get('content-type') ?? '',
    })
  }
}

/** What outlives a body that nobody reads any more. A signal may live as long as the process: it must not hold the body. */
class Held {
  /** What the signal aborted with, once it has. */
  reason = undefined
  #signal
  #source

  constructor(native, stream, signal) {
    this.native = native
    this.stream = stream
    this.#signal = signal
  }

  /** Tells `source` when the signal aborts, or has. */
  listen(source) {
    if (this.#signal === undefined) return
    this.#source = new WeakRef(source)
    if (isAborted(this.#signal)) this.aborted()
    else listen(this.#signal, this)
  }

  unlisten() {
    if (this.#signal !== undefined) unlisten(this.#signal, this)
  }

  /** The signal has aborted: the connection closes, whether or not anybody has begun to read. */
  aborted() {
    this.reason = new PipedreamAbortError(undefined, { cause: reasonOf(this.#signal) })
    const source = this.#source.deref()
    if (source === undefined) letGo(this)
    else source.abort(this.reason)
  }
}

/** What a web stream reads from: one piece of Rust's at a time. */
class Source {
  /** Whether anything has been asked for. */
  isRead = false
  // A stream looks for these two, and would find those of a polluted Object.prototype.
  type = undefined
  autoAllocateChunkSize = undefined
  #controller
  /** The read that is on its way. */
  #reading = 0

  constructor(held) {
    this.held = held
  }

  start(controller) {
    this.#controller = controller
    if (this.held.reason !== undefined) controller.error(this.held.reason)
  }

  async pull(controller) {
    this.isRead = true
    const { native, stream } = this.held
    const message = await new Promise((settle, fail) => {
      this.#reading = expect({ settle })
      try {
        native.read(this.#reading, stream)
      } catch (error) {
        forget(this.#reading)
        fail(defect(error))
      }
    })
    this.#reading = 0
    if (message.type === 'failed') throw this.#ended(errorOf(message.failure))
    const data = own(message, 'data')
    if (data === undefined || data === null) return this.#ended(controller).close()
    const { buffer, byteOffset, byteLength } = data
    controller.enqueue(new Uint8Array(buffer, byteOffset, byteLength))
  }

  cancel() {
    this.#ended()
    this.#close()
  }

  abort(reason) {
    this.#close()
    this.#controller?.error(reason)
  }

  #ended(value) {
    this.held.unlisten()
    return value
  }

  /** A read that waits holds the connection as well: it is dropped first. */
  #close() {
    if (this.#reading !== 0) forget(this.#reading)
    letGo(this.held, this.#reading)
  }
}

module.exports = { BinaryResponse }
