// The body of a `BinaryResponse`. A chunk is fetched when the reader needs it; until then the bytes stay in the socket.

import { type Abortable, isAborted, listen, reasonOf, unlisten } from './abort.js'
import { addFacts } from './call-facts.js'
import { PipedreamAbortError, PipedreamError } from './errors.js'
import { defect, errorOf } from './failure.js'
import { addPending, removePending, type Reply } from './mailbox.js'
import type { NativeClient } from './native.js'
import { globalOf, now } from './platform.js'
import { ByteProgress, lengthIn, type OnProgress } from './progress.js'
import { property } from './properties.js'
import { rawResponse } from './response.js'
import type * as results from './results.js'
import { failedCall } from './stack.js'

type Stream = NonNullable<Response['body']>
interface Controller {
  enqueue(chunk: Uint8Array): void
  error(reason: unknown): void
  close(): void
  /** The buffer that a reader gave, if it gave one. Only byte streams have it. */
  readonly byobRequest?: { respond(bytes: number): void } | null
}

/** The call that a body belongs to: when it began, by the clock of `now()`, and how many requests it sent. */
export interface BodyOf {
  readonly began: number
  readonly attempts: number
}

/** Closes the connection of a body that was garbage-collected before it was read to its end. */
const unreachable = new FinalizationRegistry<Connection>((connection) => {
  close(connection)
  connection.unlisten()
})

/** Cancels the read `reading`, unless 0, and closes the stream. Errors are ignored: Rust reports them, and no call is left to fail. */
function close({ native, stream }: Connection, reading = 0): void {
  try {
    if (reading !== 0) native.cancel(reading)
  } catch {}
  try {
    native.closeStream(stream)
  } catch {}
}

export class BinaryResponse implements results.BinaryResponse {
  readonly #source: Source
  readonly #head: string
  #readable: Stream | undefined

  constructor(
    native: NativeClient,
    stream: number,
    head: string,
    signal: AbortSignal | undefined,
    call: BodyOf,
    onProgress?: OnProgress<never>,
  ) {
    const connection = new Connection(native, stream, signal, call)
    this.#head = head
    const progress = onProgress === undefined ? undefined : new ByteProgress(onProgress, 'download', lengthIn(head))
    this.#source = new Source(connection, progress)
    try {
      connection.listen(this.#source)
    } catch (error) {
      native.closeStream(stream)
      throw error
    }
    unreachable.register(this, connection, this)
  }

  get bodyUsed(): boolean {
    return this.#source.isRead || this.#readable?.locked === true
  }

  // The methods are own properties, so that they can be destructured.

  readonly stream = (): Stream => this.#stream(undefined)

  /** The stream as `Response` of `fetch` has it: a byte stream, which readers with a buffer of their own can read. */
  byteStream(): Stream {
    return this.#stream('bytes')
  }

  #stream(type: 'bytes' | undefined): Stream {
    if (this.bodyUsed) throw new PipedreamError({ message: 'the body has been read already', code: 'ERR_BODY_USED' })
    if (this.#readable === undefined) {
      unreachable.unregister(this)
      this.#source.type = type
      const strategy = { __proto__: null, highWaterMark: 0 } as { highWaterMark: number }
      this.#readable = new (globalOf('ReadableStream'))(this.#source as never, strategy) as Stream
      unreachable.register(this.#readable, this.#source.connection)
    }
    return this.#readable
  }

  readonly bytes = async (): Promise<Uint8Array> => this.#bytes()

  readonly arrayBuffer = async (): Promise<ArrayBuffer> => (await this.#bytes()).buffer

  readonly blob = async (): Promise<Blob> => {
    const bytes = await this.#bytes()
    const type = rawResponse(this.#head).headers.get('content-type') ?? ''
    return new (globalOf('Blob'))([bytes], { __proto__: null, type } as { type: string })
  }

  async #bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of this.stream()) chunks.push(chunk)
    } catch (error) {
      const { failure } = this.#source
      throw failure !== undefined && error === failure ? await failedCall(failure) : error
    }
    // `arrayBuffer()` returns the whole buffer, so it must hold these bytes only. The buffer of a Buffer may be part of a pool.
    const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0))
    let at = 0
    for (const chunk of chunks) {
      all.set(chunk, at)
      at += chunk.byteLength
    }
    return all
  }
}

/** The connection of a body. The signal holds it and may live as long as the process, so it refers to the body's source only weakly. */
class Connection implements Abortable {
  /** The error of the reads after the signal has aborted. */
  reason: PipedreamAbortError | undefined = undefined
  readonly native: NativeClient
  readonly stream: number
  readonly #signal: AbortSignal | undefined
  readonly #call: BodyOf
  #source: WeakRef<Source> | undefined

  constructor(native: NativeClient, stream: number, signal: AbortSignal | undefined, call: BodyOf) {
    this.native = native
    this.stream = stream
    this.#signal = signal
    this.#call = call
  }

  /** Aborts `source` when the signal aborts, or now if it has aborted. */
  listen(source: Source): void {
    if (this.#signal === undefined) return
    this.#source = new WeakRef(source)
    if (isAborted(this.#signal)) this.aborted()
    else listen(this.#signal, this)
  }

  unlisten(): void {
    if (this.#signal !== undefined) unlisten(this.#signal, this)
  }

  /** Closes the connection after the signal has aborted, also if nobody has begun to read. */
  aborted(): void {
    this.reason = this.withFacts(new PipedreamAbortError(undefined, { cause: this.#signal && reasonOf(this.#signal) }))
    const source = this.#source?.deref()
    if (source === undefined) close(this)
    else source.abort(this.reason)
  }

  /** The error of a read, with what is known of the call. What Rust has added stays. */
  withFacts<E>(error: E): E {
    const { attempts, began } = this.#call
    if (error instanceof PipedreamError) addFacts(error, { attempts, elapsedMs: Math.max(0, now() - began), phase: 'body' })
    return error
  }
}

/** The underlying source of a web stream. It reads one chunk at a time from Rust. */
class Source {
  /** Whether the stream has requested a chunk. */
  isRead = false
  /** Why the last read failed, if Rust said so. */
  failure: PipedreamError | undefined = undefined
  // ReadableStream reads these two properties. If they were missing, it would read them from Object.prototype, which may be polluted.
  type: 'bytes' | undefined = undefined
  autoAllocateChunkSize = undefined
  readonly connection: Connection
  #controller: Controller | undefined
  /** The id of the read in progress; 0 if there is none. */
  #reading = 0

  readonly #progress: ByteProgress | undefined

  constructor(connection: Connection, progress: ByteProgress | undefined) {
    this.connection = connection
    this.#progress = progress
  }

  /** Waits for `onProgress`. If that fails, the body is closed and the read fails with its error. */
  async #told(progress: Promise<void>): Promise<void> {
    try {
      await progress
    } catch (error) {
      this.cancel()
      throw error
    }
  }

  start(controller: Controller): void {
    this.#controller = controller
    if (this.connection.reason !== undefined) controller.error(this.connection.reason)
  }

  async pull(controller: Controller): Promise<void> {
    this.isRead = true
    const { native, stream } = this.connection
    const message = await new Promise<Reply>((settle, fail) => {
      this.#reading = addPending({ settle })
      try {
        native.read(this.#reading, stream)
      } catch (error) {
        removePending(this.#reading)
        fail(this.connection.withFacts(defect(error)))
      }
    })
    this.#reading = 0
    if (message.type === 'failed') {
      this.connection.unlisten()
      this.failure = this.connection.withFacts(errorOf(message.failure))
      throw this.failure
    }
    const data = property(message, 'data') as Uint8Array | null | undefined
    if (data === undefined || data === null) {
      // The signal still ends a wait for `onProgress`.
      if (this.#progress !== undefined) await this.#told(this.#progress.end())
      this.connection.unlisten()
      controller.close()
      // A reader with a buffer of its own waits for this.
      controller.byobRequest?.respond(0)
      return
    }
    const { buffer, byteOffset, byteLength } = data
    // A byte stream takes no empty chunk, and takes the whole buffer away from its owner.
    if (byteLength === 0) return this.pull(controller)
    if (this.#progress !== undefined) await this.#told(this.#progress.add(byteLength))
    const isOwn = this.type === undefined || byteLength === buffer.byteLength
    controller.enqueue(isOwn ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(data))
  }

  cancel(): void {
    this.connection.unlisten()
    this.#close()
  }

  abort(reason: unknown): void {
    this.#close()
    this.#controller?.error(reason)
  }

  /** Removes the read in progress first, because it keeps the connection open too. */
  #close(): void {
    if (this.#reading !== 0) removePending(this.#reading)
    close(this.connection, this.#reading)
  }
}
