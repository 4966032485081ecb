'use strict'

// A form as `fetch` sends it: multipart/form-data (RFC 7578), names as the HTML standard writes them. Written here and not by
// `new Response(form)`, which knows the forms of its own realm only.

const { randomUUID } = require('node:crypto')
const { invalid } = require('./errors.js')
const { isBlob, tagOf, withArticle } = require('./kinds.js')
const { own } = require('./own.js')
const { piecesOf } = require('./pieces.js')

/** The body of a form and its type. One of texts only is bytes: it has a length, and can be sent again. */
function formOf(form) {
  const boundary = `pipedream-native-${randomUUID()}`
  const parts = []
  for (const [name, value] of form.entries()) parts.push(...partOf(boundary, String(name), value))
  parts.push(`--${boundary}--\r\n`)
  const contentType = `multipart/form-data; boundary=${boundary}`
  if (parts.every((part) => typeof part === 'string')) return { bytes: Buffer.from(parts.join('')), contentType }
  return { pieces: written(parts), contentType }
}

/** A field as text, or the texts around a file and the file. */
function partOf(boundary, name, value) {
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(withCrLf(name))}"`
  if (typeof value === 'string') return [`${start}\r\n\r\n${withCrLf(value)}\r\n`]
  if (!isBlob(value))
    throw invalid(
      `body[${JSON.stringify(name)}] must be text or a file that can be read, got ${value === null || typeof value !== 'object' ? typeof value : withArticle(tagOf(value) ?? 'object')}`,
    )
  const file = own(value, 'name')
  const type = own(value, 'type')
  const head = `; filename="${quoted(typeof file === 'string' ? file : 'blob')}"\r\nContent-Type: ${isType(type) ? type : 'application/octet-stream'}\r\n\r\n`
  return [start + head, value, '\r\n']
}

/** A type goes into the body as it is: it must not end its line. */
const isType = (type) => typeof type === 'string' && /^[\x20-\x7e]+$/.test(type)
const withCrLf = (text) => text.replace(/\r\n|\r|\n/g, '\r\n')
const QUOTED = { '\n': '%0A', '\r': '%0D', '"': '%22' }
const quoted = (text) => text.replace(/[\n\r"]/g, (one) => QUOTED[one])

async function* written(parts) {
  for (const part of parts) {
    if (typeof part === 'string') yield part
    else yield* readAs(part)
  }
}

/** The pieces of a Blob or a File of any make. */
async function* readAs(blob) {
  if (typeof own(blob, 'stream') !== 'function') {
    yield await blob.arrayBuffer()
    return
  }
  const pieces = piecesOf(blob.stream())
  let isRead = false
  try {
    for (;;) {
      const { done, value } = await pieces.next()
      isRead = done === true
      if (isRead) return
      yield value
    }
  } finally {
    if (!isRead) await pieces.return?.()
  }
}

module.exports = { formOf, readAs }
