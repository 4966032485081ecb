'use strict'

// Requests with a body that may be anything: a JSON value, text, bytes, a form, or a stream.

const stream = require('node:stream')
const { types } = require('node:util')
const { invalid } = require('./errors.js')
const { formOf, readAs } = require('./form.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { jsonOf, wordsOf } = require('./json.js')
const { bytesIn, classOf, isBlob, isForm, isFormStream, isParams, isThenable, opaqueName, withArticle } = require('./kinds.js')
const { register, release } = require('./mailbox.js')
const { own, picked } = require('./own.js')
const { isStream, pieceOf, piecesOf } = require('./pieces.js')

/**
 * The function that starts `call`, whose request has `headers` and a `body`; a promise of it where a header has to be
 * asked for. `wrap` puts the request in the form Rust reads, `start(id, text, options, bytes, upload)` crosses.
 */
function sender(call, request, wrap, start, hasBody = true) {
  const isGiven = request !== undefined && request !== null
  if (isGiven && typeof request !== 'object') throw invalid(`the request must be an object, got ${typeof request}`)
  const { headers: _, body: __, ...rest } = request ?? {}
  const pairs = pairsOf(own(request, 'headers'), 'headers')
  const body = hasBody ? own(request, 'body') : undefined
  const send = (pairs) => {
    const { json, bytes, pieces, contentType } = picked(kindOf(body), ['json', 'bytes', 'pieces', 'contentType'])
    const typed = pairs.find(([name, value]) => name.toLowerCase() === 'content-type' && value !== null)
    const wrapped = { ...rest, headers: pairs, body: json, contentType: typed ? String(typed[1]) : contentType }
    const text = jsonOf(wrap(isGiven ? wrapped : null), { ...rest, body: json })
    return (id, options) => start(id, text, options, bytes, pieces === undefined ? undefined : upload(call, pieces))
  }
  return pairs.some(isDynamic) ? resolved(pairs).then(send) : send(pairs)
}

/** What a body is, and the type it has when the caller names none. */
function kindOf(body) {
  if (body === undefined || body === null) return {}
  if (typeof body === 'string') return { bytes: Buffer.from(body), contentType: 'text/plain;charset=UTF-8' }
  if (typeof body === 'function' || typeof body === 'symbol') throw noBody(typeof body)
  if (typeof body !== 'object') return { json: body }
  try {
    return objectKindOf(body)
  } catch (error) {
    // A form or a Blob of another make may fail in its own ways.
    throw own(error, 'code') === 'ERR_INVALID_ARGUMENT' ? error : invalid(`the body could not be read: ${wordsOf(error)}`, error)
  }
}

function objectKindOf(body) {
  const bytes = bytesIn(body, 'body')
  if (bytes !== undefined) return { bytes }
  if (types.isStringObject(body)) return kindOf(String.prototype.valueOf.call(body))
  if (isParams(body)) return { bytes: Buffer.from(String(body)), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' }
  if (isFormStream(body)) return { pieces: unread(body), contentType: String(own(body.getHeaders(), 'content-type')) }
  if (isForm(body)) return formOf(body)
  if (isBlob(body)) return { pieces: readAs(body), contentType: own(body, 'type') || undefined }
  // A thing that is both stands for what comes back, not for what is sent: a request of superagent, for instance.
  if (!isThenable(body) && isStream(body)) return { pieces: unread(body) }
  const name = opaqueName(body)
  // Only JSDOM's have no way to their bytes.
  if (name === 'Blob' || name === 'File') throw noBody(`${name} whose bytes cannot be read`)
  if (name !== undefined) throw noBody(name)
  if (types.isNativeError(body) && typeof own(body, 'toJSON') !== 'function') throw noBody(classOf(body))
  return { json: body }
}

const noBody = (name) => invalid(`body must be a JSON value, text, bytes, a form or a stream, got ${withArticle(name)}`)

/** Old streams that were sent: they do not say themselves that they have nothing more. */
const sent = new WeakSet()

/** A stream of which somebody has read would be sent without its beginning, or as nothing at all. */
function unread(body) {
  if (own(body, 'locked') === true) throw invalid('body must be a stream that can be read, got one that is locked to another reader')
  if (stream.isDisturbed?.(body) || sent.has(body))
    throw invalid('body must be a stream that has not been read, got one of which something has been read already')
  const isReadable = own(body, 'readable')
  if (isReadable === false || own(body, 'destroyed') === true)
    throw invalid('body must be a stream that can be read, got one that has ended')
  if (isReadable === undefined && typeof own(body, 'write') === 'function')
    throw invalid('body must be a stream that can be read, got one that can only be written to')
  return body
}

/** Makes a stream's pieces reachable from Rust; gives the number they are asked for with. */
function upload(call, given) {
  const pieces = begun(given)
  let isRead = false
  const next = async () => {
    try {
      const { done, value } = await pieces.next()
      isRead = done === true
      return isRead ? undefined : pieceOf(value)
    } catch (error) {
      // What the stream threw says more than the connection that is lost with it.
      call.abandon(invalid(`the body could not be read: ${wordsOf(error)}`, error))
      throw error
    }
  }
  // Whoever writes the stream is told that nobody reads it any more; what it says to that is its own affair.
  next.release = async () => {
    await undefined
    if (!isRead) await pieces.return?.()
  }
  const target = register(next)
  // The answer may come as a stream while the body is still being sent. Then Rust says when it needs no more of it.
  call.after = (isStreamed) => isStreamed || release(target)
  return target
}

function begun(given) {
  try {
    const pieces = piecesOf(given)
    sent.add(given)
    return pieces
  } catch (error) {
    throw invalid(`the body could not be read: ${wordsOf(error)}`, error)
  }
}

module.exports = { sender }
