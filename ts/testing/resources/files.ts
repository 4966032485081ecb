'use strict'

// Files that runs left behind. Large ones are made while they are read, so a gigabyte costs no memory.

const { Readable } = require('node:stream')
const { Reply, notFound } = require('../answers.js')

const PIECE = 64 * 1024
/** Byte `n` of a made file is `(n % 65536) % 251`. */
const PATTERN = Buffer.from(Array.from({ length: PIECE }, (_, at) => at % 251))

/** A file to be downloaded; tells how much of it left and whether anybody hung up. */
class StashedFile {
  #settle
  sent = 0
  downloads = 0
  aborted = 0

  constructor(key, content, contentType) {
    this.key = key
    const isMade = typeof content === 'object' && !(content instanceof Uint8Array)
    if (!isMade && typeof content !== 'string' && !(content instanceof Uint8Array))
      throw new TypeError('a file is bytes, text, or { size } in bytes')
    if (isMade && !(Number.isInteger(content?.size) && content.size >= 0)) throw new TypeError('size must be a whole number of bytes')
    this.bytes = isMade ? undefined : Buffer.from(content)
    this.size = isMade ? content.size : this.bytes.length
    this.contentType = contentType
    /** Settles when the first download has ended, whole or not. */
    this.closed = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  open() {
    this.downloads += 1
    let left = this.size
    let at = 0
    const file = this
    return new Readable({
      highWaterMark: PIECE,
      read() {
        if (left === 0) return void this.push(null)
        const size = Math.min(PIECE, left)
        const piece = file.bytes === undefined ? PATTERN.subarray(0, size) : file.bytes.subarray(at, at + size)
        left -= size
        at += size
        file.sent += size
        this.push(piece)
      },
      destroy(error, done) {
        if (left > 0 || error) file.aborted += 1
        file.#settle({ sent: file.sent, aborted: left > 0 || error !== null })
        done(null)
      },
    })
  }
}

module.exports = {
  StashedFile,
  handlers: {
    'fileStash.downloadFile': (core, { world, query }) => {
      const file = world.files.get(query.s3_key)
      if (file === undefined) throw notFound('file', query.s3_key)
      const name = query.s3_key
        .split('/')
        .pop()
        .replaceAll(/[^\w.-]/g, '_')
      const headers = {
        'content-type': file.contentType,
        'content-length': file.size,
        'content-disposition': `attachment; filename="${name}"`,
      }
      return new Reply(200, headers, file.open())
    },
  },
}
