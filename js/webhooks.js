'use strict'

// Does a delivery come from Pipedream, and recently? A signature is over the bytes as they came, so they must not have
// been parsed and written again. Loads nothing native.

const { createHmac, timingSafeEqual } = require('node:crypto')
const { PipedreamError, invalid } = require('./errors.js')

const HEADER = 'x-pd-signature'
/** How old a delivery may be, or how far ahead its clock. */
const TOLERANCE = 300

/**
 * The event of a delivery that is genuine; an error with the code `ERR_WEBHOOK_SIGNATURE` for any other.
 * `key` may be a list while a signing key is being replaced.
 */
function verifyWebhook({ body, headers, signature = headerOf(headers), key, toleranceInSeconds = TOLERANCE, now = Date.now() } = {}) {
  const bytes = bytesOf(body)
  const keys = keysOf(key)
  if (typeof toleranceInSeconds !== 'number' || !(toleranceInSeconds >= 0)) throw invalid(`toleranceInSeconds must be a number from 0 on, got ${String(toleranceInSeconds)}`)
  const { time, digests } = partsOf(signature)
  const genuine = keys.map((one) => isSigned(bytes, one, time, digests)).includes(true)
  if (!genuine) throw refused('it was not signed with this key, or its body is not as it was sent')
  const off = Math.abs(Number(now) / 1000 - Number(time))
  if (!(off <= toleranceInSeconds)) throw refused(`it was signed ${Math.round(off)} s away from now; ${toleranceInSeconds} s are allowed`)
  return parsed(bytes)
}

function bytesOf(body) {
  if (typeof body === 'string') return Buffer.from(body)
  if (body instanceof ArrayBuffer) return Buffer.from(body)
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  throw invalid(`body must be the request's body as it came, text or bytes, got ${body === null ? 'null' : typeof body}: read it before it is parsed as JSON`)
}

function keysOf(key) {
  const keys = Array.isArray(key) ? key : [key]
  for (const one of keys) {
    if (typeof one !== 'string' || one === '') throw invalid(`key must be a signing key or a list of them, got ${one === '' ? '""' : typeof one}`)
  }
  if (keys.length === 0) throw invalid('key must be a signing key or a list of them, got an empty list')
  return keys
}

/** The header's value among a request's headers: those of `fetch`, or those of `node:http`. */
function headerOf(headers) {
  if (headers === undefined || headers === null) return undefined
  if (typeof headers.get === 'function') return headers.get(HEADER) ?? undefined
  const name = Object.keys(headers).find((one) => one.toLowerCase() === HEADER)
  return name === undefined ? undefined : headers[name]
}

/** `t=<seconds>,v1=<hex>`; there may be several `v1`, and parts of versions to come. */
function partsOf(signature) {
  if (typeof signature !== 'string' || signature === '') throw refused(`it has no ${HEADER} header`)
  let time
  const digests = []
  for (const part of signature.split(',')) {
    const [, name, value] = /^\s*(\w+)=(.*?)\s*$/.exec(part) ?? []
    if (name === 't' && time === undefined) time = value
    if (name === 'v1' && /^[0-9a-f]{64}$/i.test(value)) digests.push(Buffer.from(value, 'hex'))
  }
  if (time === undefined || !/^\d{1,15}$/.test(time) || digests.length === 0) throw refused(`its ${HEADER} header is not of the form t=<seconds>,v1=<digest>`)
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
