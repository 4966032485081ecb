'use strict'

// Requests with a body that may be anything: a JSON value, text, bytes, a form, or a stream.

const stream = require('node:stream')
const { invalid } = require('./errors.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { jsonOf, wordsOf } = require('./json.js')
const { register, unregister } = require('./mailbox.js')

/**
 * The function that starts `call`, whose request has `headers` and a `body`; a promise of it where a header has to be
 * asked for. `wrap` puts the request in the form Rust reads, `start(id, text, options, bytes, upload)` crosses.
 */
function sender(call, request, wrap, start) {
  if (request !== undefined && request !== null && typeof request !== 'object') throw invalid(`the request must be an object, got ${typeof request}`)
  const { headers, body, ...rest } = request ?? {}
  const pairs = pairsOf(headers, 'headers')
  const send = (pairs) => {
    const { json, bytes, stream: pieces, contentType } = kindOf(body)
    const own = pairs.find(([name, value]) => name.toLowerCase() === 'content-type' && value !== null)
    const wrapped = { ...rest, headers: pairs, body: json, contentType: own ? String(own[1]) : contentType }
    const text = jsonOf(wrap(request === undefined || request === null ? null : wrapped), { ...rest, body: json })
    return (id, options) => start(id, text, options, bytes, pieces === undefined ? undefined : upload(call, pieces))
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
  if (typeof FormData === 'function' && body instanceof FormData) return formOf(body)
  if (typeof body === 'object' && typeof body[Symbol.asyncIterator] === 'function') return { stream: unread(body) }
  const other = typeof body === 'function' || typeof body === 'symbol' ? typeof body : LOST.find((name) => typeof globalThis[name] === 'function' && body instanceof globalThis[name])
  if (other !== undefined) throw invalid(`body must be a JSON value, text, bytes, a form or a stream, got a ${other}`)
  return { json: body }
}

/** What JSON would make `{}` of. Names, because looking up `Request` loads undici, which takes longer than all of us. */
const LOST = ['Map', 'Set', 'Promise', 'Request', 'Response']

/** A form as `fetch` sends it: as multipart/form-data, with a boundary of its own. */
function formOf(form) {
  const { body, headers } = new Response(form)
  return { stream: body, contentType: headers.get('content-type') }
}

/** A stream of which somebody has read would be sent without its beginning, or as nothing at all. */
function unread(body) {
  if (body.locked === true) throw invalid('body must be a stream that can be read, got one that is locked to another reader')
  if (stream.isDisturbed?.(body)) throw invalid('body must be a stream that has not been read, got one of which something has been read already')
  return body
}

/** Makes a stream's pieces reachable from Rust; gives the number they are asked for with. */
function upload(call, given) {
  const pieces = iterated(given)
  let isRead = false
  const target = register(async () => {
    try {
      const { done, value } = await pieces.next()
      isRead = done === true
      return isRead ? undefined : bytesOf(value)
    } catch (error) {
      // What the stream threw says more than the connection that is lost with it.
      call.abandon(invalid(`the body could not be read: ${wordsOf(error)}`, error))
      throw error
    }
  })
  call.after = () => {
    unregister(target)
    // Whoever writes the stream is told that nobody reads it any more; what it says to that is its own affair.
    if (isRead) return
    Promise.resolve()
      .then(() => pieces.return?.())
      .catch(() => {})
  }
  return target
}

function iterated(given) {
  try {
    return given[Symbol.asyncIterator]()
  } catch (error) {
    throw invalid(`the body could not be read: ${wordsOf(error)}`, error)
  }
}

function bytesOf(piece) {
  if (typeof piece === 'string') return Buffer.from(piece)
  if (piece instanceof Uint8Array) return piece
  throw new TypeError(`a body's stream must give bytes or text, got ${typeof piece}`)
}

module.exports = { sender }
