'use strict'

// Status, URL and headers of an answer, made from the text they crossed as when somebody looks.

const { globalOf } = require('./platform.js')

/** `{ status, statusText, headers, url, redirected, type }` from the JSON text of a head. */
exports.rawResponse = (head) => {
  const { status, statusText, url, redirected, headers } = JSON.parse(head)
  return { headers: new (globalOf('Headers'))(headers), redirected, status, statusText, type: 'basic', url }
}
