'use strict'

// What was asked, and what became of it. Holds whole requests; prints no secret of them.

const INSPECT = Symbol.for('nodejs.util.inspect.custom')
const KEPT = 10_000
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-pd-rate-limit', 'x-pd-proxy-authorization'])
const SECRET_FIELDS = new Set(['client_secret', 'cfmap_json', 'connect_token', 'cfmap'])

/** One request. `status` is undefined until it is answered, and stays so when a fault keeps the answer back. */
class LoggedRequest {
  #headers
  #bytes
  #type

  constructor(method, url, path, headers, at) {
    this.method = method
    this.url = url
    this.path = path
    this.operation = undefined
    this.status = undefined
    this.at = at
    this.#headers = headers
    this.#type = headers['content-type'] ?? ''
  }

  get headers() {
    return this.#headers
  }

  get authorization() {
    return this.#headers.authorization
  }

  /** The bytes as they came; empty until they have all come. */
  get rawBody() {
    return this.#bytes ?? Buffer.alloc(0)
  }

  /** What the bytes mean: a value where they are JSON, text else; undefined when there are none. */
  get body() {
    if (this.#bytes === undefined || this.#bytes.length === 0) return undefined
    const text = this.#bytes.toString()
    if (!this.#type.includes('json')) return text
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }

  received(bytes) {
    this.#bytes = bytes
  }

  toJSON() {
    const { at, operation, method, url, path, status } = this
    return {
      at,
      operation,
      method,
      path,
      url,
      status,
      headers: redacted(this.#headers, SECRET_HEADERS),
      body: redacted(this.body, SECRET_FIELDS),
    }
  }

  [INSPECT](depth, options, inspect) {
    return `LoggedRequest ${inspect(this.toJSON(), options)}`
  }
}

/** The last requests, oldest first. */
class Log {
  #kept = []
  total = 0

  add(request) {
    this.total += 1
    this.#kept.push(request)
    // In steps, so that a busy server does not move ten thousand entries for each.
    if (this.#kept.length >= 2 * KEPT) this.#kept = this.#kept.slice(-KEPT)
  }

  list() {
    return this.#kept.slice(-KEPT)
  }

  clear() {
    this.#kept = []
    this.total = 0
  }
}

function redacted(value, names) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, names.has(name) ? '[redacted]' : inner]))
}

module.exports = { Log, LoggedRequest }
