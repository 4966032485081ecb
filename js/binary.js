'use strict'

// A body of bytes, read when asked for: what is not asked for stays in the socket.

const { expect } = require('./mailbox.js')
const { PipedreamAbortError, PipedreamError, errorOf } = require('./errors.js')

/** A body nobody reads any more must not hold its connection. */
const forgotten = new FinalizationRegistry(({ native, stream }) => native.closeStream(stream))

class BinaryResponse {
  #native
  #stream
  #used = false
  #signal

  constructor(caller, stream, signal) {
    this.#native = caller.native
    this.#stream = stream
    this.#signal = signal
    forgotten.register(this, { native: this.#native, stream }, this)
  }

  /** Whether the body has been taken. */
  get bodyUsed() {
    return this.#used
  }

  #take() {
    if (this.#used) throw new PipedreamError({ message: 'the body has been read already', code: 'ERR_BODY_USED' })
    this.#used = true
    forgotten.unregister(this)
  }

  /** The body as a web stream. Reading sets the pace; cancelling closes the connection. */
  stream() {
    this.#take()
    const native = this.#native
    const stream = this.#stream
    const signal = this.#signal
    let stop
    return new ReadableStream(
      {
        start(controller) {
          stop = () => {
            native.closeStream(stream)
            controller.error(new PipedreamAbortError(undefined, { cause: signal.reason }))
          }
          if (signal?.aborted) stop()
          else signal?.addEventListener('abort', stop, { once: true })
        },
        async pull(controller) {
          const message = await new Promise((resolve) => native.read(expect(resolve), stream))
          if (signal?.aborted) return
          if (message.type === 'chunk' && message.data) return controller.enqueue(new Uint8Array(message.data.buffer, message.data.byteOffset, message.data.byteLength))
          signal?.removeEventListener('abort', stop)
          if (message.type === 'chunk') controller.close()
          else controller.error(errorOf(message.failure))
        },
        cancel() {
          signal?.removeEventListener('abort', stop)
          native.closeStream(stream)
        },
      },
      { highWaterMark: 0 },
    )
  }

  /** All of it. */
  async bytes() {
    const pieces = []
    let length = 0
    for await (const piece of this.stream()) {
      pieces.push(piece)
      length += piece.byteLength
    }
    const all = new Uint8Array(length)
    let at = 0
    for (const piece of pieces) {
      all.set(piece, at)
      at += piece.byteLength
    }
    return all
  }

  /** All of it. */
  async arrayBuffer() {
    return (await this.bytes()).buffer
  }

  /** All of it. */
  async blob() {
    return new Blob([await this.bytes()])
  }
}

module.exports = { BinaryResponse }
