'use strict'

// What an answer can be: a value, a refusal, or bytes that flow. The server turns each into HTTP.

/** The API says no. Thrown by whoever finds the reason; `body` is what the caller reads. */
class Refusal extends Error {
  constructor(status, error, { headers = {}, body = { error } } = {}) {
    super(error)
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** An answer that is not JSON made from a value: `body` is text, bytes, or a readable stream. */
class Reply {
  constructor(status, headers, body) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

const badRequest = (error, details) => new Refusal(400, error, { body: { error, code: 'bad_request', ...(details && { details }) } })
const notFound = (what, id) =>
  new Refusal(404, `${what} ${id} not found`, { body: { error: `${what} ${id} not found`, code: 'not_found' } })

/** The emulator itself is at a loss: a test asked for what nobody prepared. Loud, so that it is not taken for the API. */
const lost = (error) => new Refusal(500, error, { body: { error: `emulator: ${error}`, code: 'emulator' } })

/** The URL of a text, or undefined. (`URL.canParse` is younger than Node 18.) */
function urlOf(text) {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

module.exports = { Refusal, Reply, badRequest, lost, notFound, urlOf }
