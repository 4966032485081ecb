'use strict'

// Requests with a body that may be anything: a JSON value, text, bytes, or a stream.

const { jsonOf } = require('./call.js')
const { invalid } = require('./errors.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { register, unregister } = require('./mailbox.js')

/**
 * The function that starts a call whose request has `headers` and a `body`; a promise of it where a header has to be
 * asked for. `wrap` puts the request in the form Rust reads, `start(id, text, options, bytes, upload)` crosses.
 */
function sender(request, wrap, start) {
  if (request !== undefined && request !== null && typeof request !== 'object') throw invalid(`the request must be an object, got ${typeof request}`)
  const { headers, body, ...rest } = request ?? {}
  const pairs = pairsOf(headers, 'headers')
  const send = (pairs) => {
    const { json, bytes, stream, contentType } = kindOf(body)
    const own = pairs.find(([name, value]) => name.toLowerCase() === 'content-type' && value !== null)
    const text = jsonOf(wrap(request == null ? null : { ...rest, headers: pairs, body: json, contentType: own ? String(own[1]) : contentType }))
    return (id, options) => start(id, text, options, bytes, stream === undefined ? undefined : upload(stream))
  }
  return pairs.some(isDynamic) ? resolved(pairs).then(send) : send(pairs)
}

/** What a body is, and the type it has when the caller names none. */
function kindOf(body) {
  if (body === undefined || body === null) return {}
  if (typeof body === 'string') return { bytes: Buffer.from(body), contentType: 'text/plain;charset=UTF-8' }
  if (body instanceof Uint8Array) return { bytes: body }
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body) }
  if (ArrayBuffer.isView(body)) return { bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) }
  if (body instanceof URLSearchParams) return { bytes: Buffer.from(body.toString()), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' }
  if (typeof Blob === 'function' && body instanceof Blob) return { stream: body.stream(), contentType: body.type || undefined }
  if (typeof body === 'object' && typeof body[Symbol.asyncIterator] === 'function') return { stream: body }
  return { json: body }
}

/** Makes a stream's pieces reachable from Rust; gives the number they are asked for with. */
function upload(stream) {
  const pieces = stream[Symbol.asyncIterator]()
  const target = register(async () => {
    try {
      const { done, value } = await pieces.next()
      if (!done) return bytesOf(value)
    } catch (error) {
      unregister(target)
      throw error
    }
    unregister(target)
    return undefined
  })
  return target
}

function bytesOf(piece) {
  if (typeof piece === 'string') return Buffer.from(piece)
  if (piece instanceof Uint8Array) return piece
  throw new TypeError(`a body's stream must give bytes or text, got ${typeof piece}`)
}

module.exports = { sender }
