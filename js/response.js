'use strict'

// Status, URL and headers of an answer, made from the text they crossed as when somebody looks. Loaded then, too: each file
// costs every cold start, so what few need is required where it is needed.

/** `{ status, statusText, headers, url, redirected, type }` from the JSON text of a head. */
exports.rawResponse = (head) => {
  const { status, statusText, url, redirected, headers } = JSON.parse(head)
  return { headers: new Headers(headers), redirected, status, statusText, type: 'basic', url }
}
