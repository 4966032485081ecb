// Files to download. Large ones are generated while they are read, so a gigabyte needs no memory.

import { Readable } from 'node:stream'

const CHUNK_BYTES = 64 * 1024
/** Byte `n` of a generated file is `(n % 65536) % 251`. */
const PATTERN = Buffer.from(Array.from({ length: CHUNK_BYTES }, (_, at) => at % 251))

/** A file for `fileStash.downloadFile()`, and what became of its downloads. */
export interface StashedFile {
  readonly key: string
  /** In bytes. */
  readonly size: number
  /** How many bytes were written to sockets so far, in all downloads. It is at most a few hundred kB ahead of the reader. */
  readonly sent: number
  readonly downloads: number
  /** How many downloads were ended by their reader. */
  readonly aborted: number
  /** Settles when the first download ends, complete or not. */
  readonly closed: Promise<{ sent: number; aborted: boolean }>
}

/** The content of a file: text, bytes, or the size in bytes of a generated file. */
export type FileContent = string | Uint8Array | { size: number }

/** @internal */
export class StoredFile implements StashedFile {
  readonly key: string
  readonly size: number
  readonly contentType: string
  readonly closed: Promise<{ sent: number; aborted: boolean }>
  sent = 0
  downloads = 0
  aborted = 0
  /** Undefined for a generated file. */
  readonly #bytes: Buffer | undefined
  #settle!: (outcome: { sent: number; aborted: boolean }) => void

  constructor(key: string, content: FileContent, contentType: string) {
    this.key = key
    this.contentType = contentType
    this.#bytes = bytesOf(content)
    this.size = this.#bytes?.length ?? sizeOf(content)
    this.closed = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Starts a download. */
  open(): Readable {
    this.downloads += 1
    const file = this
    let at = 0
    return new Readable({
      highWaterMark: CHUNK_BYTES,
      read() {
        if (at === file.size) return void this.push(null)
        const size = Math.min(CHUNK_BYTES, file.size - at)
        const chunk = file.#bytes === undefined ? PATTERN.subarray(0, size) : file.#bytes.subarray(at, at + size)
        at += size
        file.sent += size
        this.push(chunk)
      },
      destroy(error, done) {
        const isAborted = at < file.size || error !== null
        if (isAborted) file.aborted += 1
        file.#settle({ sent: file.sent, aborted: isAborted })
        done(null)
      },
    })
  }
}

function bytesOf(content: FileContent): Buffer | undefined {
  if (typeof content === 'string') return Buffer.from(content)
  if (content instanceof Uint8Array) return Buffer.from(content)
  if (content === null || typeof content !== 'object')
    throw new TypeError('the content of a file must be text, bytes, or { size } in bytes')
  return undefined
}

function sizeOf(content: FileContent): number {
  const { size } = content as { size: number }
  if (!Number.isInteger(size) || size < 0) throw new TypeError(`size must be a whole number of bytes, got ${String(size)}`)
  return size
}
