'use strict'

// Does a delivery come from Pipedream, and recently? A signature is over the bytes as they came, so they must not have
// been parsed and written again. Loads nothing native.
//
// Whoever reaches the endpoint chooses the header: it is bounded first, and read in one pass.

const { createHmac, timingSafeEqual } = require('node:crypto')
const { types } = require('node:util')
const { PipedreamError, invalid } = require('./errors.js')
const { shown } = require('./json.js')
const { bytesIn, opaqueName, withArticle } = require('./kinds.js')
const { own } = require('./own.js')

const HEADER = 'x-pd-signature'
/** How old a delivery may be, or how far ahead its clock. */
const TOLERANCE = 300
/** A signature takes about 80 characters, and some 67 more for each further key. */
const LONGEST = 4096
const MOST_DIGESTS = 16
const TIME = /^[0-9]{1,15}$/
const DIGEST = /^[0-9a-f]{64}$/i

/**
 * The event of a delivery that is genuine; an error with the code `ERR_WEBHOOK_SIGNATURE` for any other.
 * `key` may be a list while a signing key is being replaced.
 */
function verifyWebhook(delivery) {
  if (delivery !== undefined && (delivery === null || typeof delivery !== 'object'))
    throw invalid(`verifyWebhook takes an object, got ${delivery === null ? 'null' : typeof delivery}`)
  const { time, digests } = partsOf(signatureOf(delivery))
  const bytes = bodyOf(own(delivery, 'body'))
  const keys = keysOf(own(delivery, 'key'))
  const tolerance = own(delivery, 'toleranceInSeconds', TOLERANCE)
  if (typeof tolerance !== 'number' || !(tolerance >= 0))
    throw invalid(`toleranceInSeconds must be a number from 0 on, got ${shown(tolerance)}`)
  const now = timeOf(own(delivery, 'now', Date.now()))
  const genuine = keys.map((one) => isSigned(bytes, one, time, digests)).includes(true)
  if (!genuine) throw refused('it was not signed with this key, or its body is not as it was sent')
  const off = Math.abs(now / 1000 - Number(time))
  if (!(off <= tolerance)) throw refused(`it was signed ${Math.round(off)} s away from now; ${tolerance} s are allowed`)
  return parsed(bytes)
}

function bodyOf(body) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : bytesIn(body, 'body')
  if (bytes !== undefined) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const what = body === null ? 'null' : typeof body !== 'object' ? typeof body : withArticle(opaqueName(body) ?? 'object')
  throw invalid(`body must be the request's body as it came, text or bytes, got ${what}: read it before it is parsed as JSON`)
}

function keysOf(key) {
  const keys = Array.isArray(key) ? key : [key]
  for (const one of keys) {
    if (typeof one !== 'string' || one === '')
      throw invalid(`key must be a signing key or a list of them, got ${one === '' ? '""' : typeof one}`)
  }
  if (keys.length === 0) throw invalid('key must be a signing key or a list of them, got an empty list')
  return keys
}

function timeOf(now) {
  const ms = typeof now === 'number' || types.isDate(now) ? Number(now) : NaN
  if (Number.isFinite(ms)) return ms
  throw invalid(
    `now must be a time, in milliseconds or as a Date, got ${types.isDate(now) ? 'a date that is none' : typeof now === 'number' ? now : typeof now}`,
  )
}

/** The header's one value. Some servers give each header as an array. */
function signatureOf(delivery) {
  const given = own(delivery, 'signature') ?? valuesIn(own(delivery, 'headers'))
  const several = Array.isArray(given) ? given : [given]
  if (several.length > 1) throw refused(`it has ${several.length} ${HEADER} headers where there must be one`)
  const [signature] = several
  if (typeof signature !== 'string' || signature === '') throw refused(`it has no ${HEADER} header`)
  if (signature.length > LONGEST) throw refused(`its ${HEADER} header has ${signature.length} characters; ${LONGEST} are allowed`)
  return signature
}

/** The header's values among a request's headers: those of `fetch`, a Map, pairs, or those of `node:http`. */
function valuesIn(headers) {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') throw invalid(`headers must be the request's headers, got ${typeof headers}`)
  if (!types.isMap(headers) && typeof own(headers, 'get') === 'function') return headers.get(HEADER) ?? []
  const isFlat = Array.isArray(headers) && typeof headers[0] === 'string'
  const values = []
  // Only names of the right length are written in small letters: others may be long, and many.
  const look = (name, value) => {
    if (typeof name === 'string' && name.length === HEADER.length && name.toLowerCase() === HEADER && value !== undefined && value !== null)
      values.push(value)
  }
  if (isFlat) for (let at = 0; at + 1 < headers.length; at += 2) look(headers[at], headers[at + 1])
  else if (typeof own(headers, Symbol.iterator) === 'function') for (const pair of headers) look(own(pair, 0), own(pair, 1))
  else for (const name of Object.keys(headers)) look(name, headers[name])
  return values.length === 1 ? values[0] : values
}

/** `t=<seconds>,v1=<hex>`; there may be several `v1`, and parts of versions to come. */
function partsOf(signature) {
  let time
  const digests = []
  for (const part of signature.split(',')) {
    const at = part.indexOf('=')
    if (at < 0) continue
    const name = part.slice(0, at).trim()
    const value = part.slice(at + 1).trim()
    if (name === 't') {
      // `fetch` gives headers that came twice as one text, with a comma between them.
      if (time !== undefined) throw refused(`it has several ${HEADER} headers, or one with several times`)
      time = value
    }
    if (name === 'v1' && DIGEST.test(value)) digests.push(Buffer.from(value, 'hex'))
  }
  if (digests.length > MOST_DIGESTS) throw refused(`its ${HEADER} header has ${digests.length} digests; ${MOST_DIGESTS} are allowed`)
  if (time === undefined || !TIME.test(time) || digests.length === 0)
    throw refused(`its ${HEADER} header is not of the form t=<seconds>,v1=<digest>`)
  return { time, digests }
}

function isSigned(bytes, key, time, digests) {
  const expected = createHmac('sha256', key).update(`${time}.`).update(bytes).digest()
  // All are compared, each in the same time: how long it takes tells nothing.
  return digests.map((digest) => timingSafeEqual(digest, expected)).includes(true)
}

function parsed(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new PipedreamError({ message: 'the webhook is genuine, but its body is not JSON', code: 'ERR_WEBHOOK_BODY', cause })
  }
}

const refused = (why) => new PipedreamError({ message: `the webhook was refused: ${why}`, code: 'ERR_WEBHOOK_SIGNATURE' })

module.exports = { verifyWebhook }
