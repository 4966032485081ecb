'use strict'

// How an answer leaves: as it is, or spoilt on its way by a fault.

const { pipeline } = require('node:stream')
const { pause } = require('../platform.js')
const { Refusal } = require('./answers.js')

const JSON_TYPE = 'application/json; charset=utf-8'
const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>'

/** Writes `answer` (a value, a Refusal or a Reply; nothing when the fault is the answer) as `fault` wants it. */
function deliver(response, answer, fault, log) {
  const { status, headers, body } = fault && isAnswer(fault) ? made(fault) : written(answer)
  if (fault !== undefined) return spoilt(response, status, { ...headers, ...fault.headers }, body, fault, log)
  log.status = status
  if (isStream(body)) return flow(response, status, headers, body)
  response.writeHead(status, body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const isAnswer = ({ status, body, html }) => status !== undefined || body !== undefined || (html !== undefined && html !== false)
const isStream = (body) => typeof body?.pipe === 'function'

function written(answer) {
  if (answer instanceof Refusal) {
    return { status: answer.status, headers: { 'content-type': JSON_TYPE, ...answer.headers }, body: JSON.stringify(answer.body) }
  }
  if (!Object.hasOwn(answer, 'value')) return answer
  if (answer.value === undefined) return { status: answer.status, headers: answer.headers }
  return { status: answer.status, headers: { 'content-type': JSON_TYPE, ...answer.headers }, body: JSON.stringify(answer.value) }
}

/** The answer a fault is in itself. */
function made({ status, body, html }) {
  if (html !== undefined && html !== false)
    return { status: status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html === true ? HTML : html }
  if (body === undefined)
    return {
      status,
      headers: status === 204 || status === 304 ? {} : { 'content-type': JSON_TYPE },
      body: status === 204 || status === 304 ? undefined : JSON.stringify({ error: `status ${status}, as a test asked` }),
    }
  if (typeof body === 'string') return { status: status ?? 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
  if (body instanceof Uint8Array)
    return { status: status ?? 200, headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(body) }
  return { status: status ?? 200, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(body) }
}

function spoilt(response, status, headers, body, { stall, truncate, dripMs }, log) {
  if (stall === 'headers') {
    discard(body)
    return
  }
  log.status = status
  if (stall === undefined && !truncate && dripMs === undefined && isStream(body)) return flow(response, status, headers, body)
  if (isStream(body)) {
    // Of a stream only its beginning is needed.
    body.once('data', (chunk) => {
      discard(body)
      part(response, status, headers, chunk, chunk.length * 2, { stall, truncate, dripMs })
    })
    return
  }
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body)
  part(response, status, headers, bytes, bytes.length, { stall, truncate, dripMs })
}

function part(response, status, headers, bytes, promised, { stall, truncate, dripMs }) {
  // RFC 9110: an answer without content names no length.
  response.writeHead(status, status === 204 || status === 304 ? headers : { 'content-length': promised, ...headers })
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  if (stall === 'body') {
    response.flushHeaders()
    response.write(half)
  } else if (truncate) {
    response.write(half, () => response.socket?.destroySoon())
  } else if (dripMs !== undefined) drip(response, bytes, dripMs)
  else response.end(bytes)
}

/** One byte at a time. */
async function drip(response, bytes, everyMs) {
  for (let at = 0; at < bytes.length; at++) {
    await pause(everyMs)
    if (response.destroyed) return
    response.write(bytes.subarray(at, at + 1))
  }
  await pause(everyMs)
  response.end()
}

function flow(response, status, headers, body) {
  response.writeHead(status, headers)
  // A caller that goes away ends the source, too; that is no failure.
  pipeline(body, response, () => {})
}

function discard(body) {
  if (isStream(body)) body.destroy()
}

/** Ends a connection as a crash does: by a reset, where the platform lets us. */
function reset(socket) {
  if (typeof socket.resetAndDestroy === 'function') socket.resetAndDestroy()
  else socket.destroy()
}

module.exports = { deliver, reset }
