'use strict'

// The classes of failure, and which failure is which class. Failures cross from Rust as data; no text is ever parsed
// to find out what happened.

const { beginning, beginningInBytes, beginningOfJson, brief } = require('./brief.js')
const { INSPECT, inspected } = require('./inspect.js')
const { rawResponse } = require('./response.js')
const { own, picked } = require('./own.js')

/** Instances are known by this mark, so that `instanceof` holds across copies of the package and realms. */
const KIND = Symbol.for('pipedream-native.error')

function brand(Class, name) {
  Object.defineProperty(Class.prototype, 'name', { __proto__: null, value: name, configurable: true, writable: true, enumerable: false })
  Object.defineProperty(Class.prototype, KIND, { __proto__: null, value: [...(Class.prototype[KIND] ?? []), name] })
  Object.defineProperty(Class, Symbol.hasInstance, {
    __proto__: null,
    value(value) {
      try {
        // A class somebody derives from ours has no name of ours: it is told the usual way.
        if (this !== Class) return Function.prototype[Symbol.hasInstance].call(this, value)
        const kinds = value !== null && typeof value === 'object' ? value[KIND] : undefined
        return Array.isArray(kinds) && kinds.includes(name)
      } catch {
        // Anything can be thrown, also a proxy that lets nobody look at it.
        return false
      }
    },
  })
}

/**
 * So much of a body stands in a message, in bytes: with the status and the note on what was left out, a message takes 2 KB. And so much
 * of what a message says of itself, in characters.
 */
const MOST_BODY = 1900
const MOST_WORDS = 8192

/**
 * A body whose text is longer is no member that is listed. Loggers copy and write what is listed, whole and at any depth: winston throws at
 * 100,000 levels, in the `catch` of whoever logs.
 */
const MOST_LISTED = 16_384
/** The same of its levels. */
const MOST_LEVELS = 500

/** Under it a body's length as text is told. */
const LENGTH = Symbol('length')

/** What an error is made of. */
const GIVEN = ['message', 'statusCode', 'body', 'rawResponse', 'cause', 'code', 'requestId', 'retryAfter', 'rateLimit', LENGTH]

class PipedreamError extends Error {
  constructor(facts) {
    const {
      message,
      statusCode,
      body,
      rawResponse: raw,
      cause,
      code,
      requestId,
      retryAfter,
      rateLimit,
      [LENGTH]: length,
    } = picked(facts, GIVEN)
    super(messageOf(message, statusCode, body, length), cause === undefined ? undefined : { __proto__: null, cause })
    for (const [name, value] of Object.entries({ statusCode, body, rawResponse: raw, code, requestId, retryAfter, rateLimit })) {
      // Not by `=`, which a read-only member of a polluted Object.prototype would turn into a failure.
      if (value !== undefined)
        Object.defineProperty(this, name, {
          __proto__: null,
          value,
          configurable: true,
          enumerable: name !== 'body' || length === undefined || length <= MOST_LISTED,
          writable: true,
        })
    }
    // A class somebody derives from ours is known by its own name.
    if (!Object.hasOwn(new.target.prototype, KIND))
      Object.defineProperty(this, 'name', { __proto__: null, value: new.target.name, configurable: true, writable: true })
  }

  /** What is known, for logs: no header, of a body the first 16 KB, and of a cause no more than its name and words. */
  toJSON() {
    const { name, message, statusCode, code, requestId, retryAfter, rateLimit } = factsOf(this, FACTS)
    const cause = read(this, 'cause')
    const behind = cause !== null && typeof cause === 'object' ? factsOf(cause, CAUSE_FACTS) : brief(cause, 2048)
    return { name, message, statusCode, code, requestId, retryAfter, rateLimit, body: brief(read(this, 'body'), 16_384), cause: behind }
  }

  /** The same for `console.log`: short, whatever the options ask for. */
  [INSPECT](depth, options) {
    return inspected(this, depth, options)
  }
}
brand(PipedreamError, 'PipedreamError')

/** How long each fact of an error may be. Each is cut by itself, so that a long one takes nothing from the others. */
const FACTS = { name: 200, message: 8192, statusCode: 200, code: 500, requestId: 500, retryAfter: 200, rateLimit: 500 }
const CAUSE_FACTS = { name: 200, message: 2048, code: 500 }

const factsOf = (error, most) => Object.fromEntries(Object.entries(most).map(([name, length]) => [name, brief(read(error, name), length)]))

/** A member, where it can be read: a cause may be anything that can be thrown. */
function read(error, name) {
  try {
    return own(error, name)
  } catch {
    return '[it cannot be read]'
  }
}

function messageOf(message, statusCode, body, length) {
  const lines = []
  if (message) {
    const words = String(message)
    lines.push(words.length > MOST_WORDS ? `${beginning(words, MOST_WORDS)}… (${words.length} characters in all)` : words)
  }
  if (statusCode !== undefined) lines.push(`Status code: ${statusCode}`)
  if (body !== undefined && body !== null) lines.push(`Body: ${wordsOf(body, length)}`)
  return lines.join('\n')
}

/** A body in words, `length` characters long as text where that is known. One that cannot be written, which only callers can make, costs no error its message. */
function wordsOf(body, length = typeof body === 'string' ? body.length : undefined) {
  try {
    const { text, isAll } = beginningOfJson(body, MOST_BODY)
    const start = beginningInBytes(text, MOST_BODY)
    if (isAll && start.length === text.length) return text
    return `${start}… (${length === undefined ? 'there is more of it' : `${length} characters in all`})`
  } catch {
    return `${isList(body) ? 'an array' : typeof body === 'object' ? 'an object' : `a ${typeof body}`} that cannot be written as JSON`
  }
}

/** `Array.isArray()` throws for a proxy that was revoked. */
function isList(value) {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

const statusClass = (name, statusCode) => {
  const Class = {
    [name]: class extends PipedreamError {
      constructor(body, raw, more) {
        super({ message: name, statusCode, body, rawResponse: raw, ...more })
      }
    },
  }[name]
  brand(Class, name)
  return Class
}

const BadRequestError = statusClass('BadRequestError', 400)
const NotFoundError = statusClass('NotFoundError', 404)
const TooManyRequestsError = statusClass('TooManyRequestsError', 429)

class PipedreamTimeoutError extends PipedreamError {
  constructor(message, more) {
    super({ message, code: 'ETIMEDOUT', ...more })
  }
}
brand(PipedreamTimeoutError, 'PipedreamTimeoutError')

/** The caller aborted. Its name is what `AbortController` users look for; its cause is the signal's reason. */
class PipedreamAbortError extends PipedreamError {
  constructor(message = 'The call was aborted', more) {
    super({ message, code: 'ABORT_ERR', ...more })
  }
}
brand(PipedreamAbortError, 'PipedreamAbortError')
Object.defineProperty(PipedreamAbortError.prototype, 'name', { __proto__: null, value: 'AbortError', configurable: true, writable: true })

const byStatus = { 400: BadRequestError, 404: NotFoundError, 429: TooManyRequestsError }
const codes = {
  invalid: 'ERR_INVALID_ARGUMENT',
  closed: 'ERR_CLIENT_CLOSED',
  internal: 'ERR_INTERNAL',
  unreadable: 'ERR_UNREADABLE_ANSWER',
}

/** What functions of the caller's have thrown lately, by number: it comes back as the cause of an error. */
const thrown = new Map()
const LATELY = 32
/** Numbers of another worker, which may come by when a token is shared, are none of ours. */
let last = Math.floor(Math.random() * 2 ** 20) * 2 ** 32

/** Keeps what was thrown; gives its number. */
function keep(error) {
  thrown.set(++last, error)
  if (thrown.size > LATELY) thrown.delete(thrown.keys().next().value)
  return last
}

/** What stands behind a failure: what was thrown, if it was a function of the caller's that failed, else the system's code. */
function causeOf({ thrown: number, cause, message }) {
  if (number !== undefined && thrown.has(number)) return thrown.get(number)
  return cause === undefined ? undefined : Object.assign(new Error(message), { code: cause })
}

/** How long a body is as text. A short one that is very deep counts as longer than what is listed. */
function lengthOf(text) {
  if (text === undefined || text.length > MOST_LISTED) return text?.length
  let levels = 0
  for (const one of text) {
    if (one === '[' || one === '{') levels++
    else if (one === ']' || one === '}') levels--
    if (levels > MOST_LEVELS) return MOST_LISTED + 1
  }
  return text.length
}

/** Status and headers; nothing where Node cannot make Headers, as where a test has put its own: the class of the error does not hang on it. */
function readable(head) {
  try {
    return rawResponse(head)
  } catch {
    return undefined
  }
}

/** The error that a failure from Rust is. */
function errorOf(given) {
  // What Rust leaves out must not be looked for in Object.prototype.
  const failure = { __proto__: null, ...given }
  const { code, message, status, head, retryAfter, cause } = failure
  const raw = head === undefined ? undefined : readable(head)
  const requestId =
    raw && (raw.headers.get('x-request-id') ?? raw.headers.get('x-pd-request-id') ?? raw.headers.get('x-amzn-requestid') ?? undefined)
  const more = { requestId, retryAfter, rateLimit: raw && rateLimitOf(raw.headers), [LENGTH]: lengthOf(failure.body) }
  if (code === 'status') {
    const body = bodyOf(failure.body, raw)
    const Class = byStatus[status]
    return Class ? new Class(body, raw, more) : new PipedreamError({ statusCode: status, body, rawResponse: raw, ...more })
  }
  if (code === 'timeout') return new PipedreamTimeoutError(message)
  if (code === 'aborted') return new PipedreamAbortError()
  const body = failure.body === undefined ? undefined : code === 'token' ? bodyOf(failure.body, raw) : failure.body
  if (code === 'token' && status === 429) return new TooManyRequestsError(body, raw, { message, code: cause, ...more })
  return new PipedreamError({
    message,
    statusCode: status,
    body,
    rawResponse: raw,
    code: cause ?? codes[code],
    cause: causeOf(failure),
    ...more,
  })
}

/** The figures of a rate limit, where an answer has any. */
function rateLimitOf(headers) {
  const figures = {}
  for (const name of ['limit', 'remaining', 'reset']) {
    const text = headers.get(`x-ratelimit-${name}`)
    if (text !== null && text.trim() !== '' && Number.isFinite(Number(text))) figures[name] = Number(text)
  }
  return Object.keys(figures).length === 0 ? undefined : figures
}

const JSON_TYPE = /^(?:application\/(?:[\w.+-]+\+)?json|text\/json)\s*(?:;|$)/i

/** An error's body as a value where it says that it is JSON (and is), else as text. */
function bodyOf(text, raw) {
  if (text === undefined || text === '') return undefined
  const type = raw && raw.headers.get('content-type')
  if (type && !JSON_TYPE.test(type)) return text
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return text
  }
}

/** A wrong argument: the message names it, says what it was and what is allowed. */
const invalid = (message, cause) => new PipedreamError({ message, code: 'ERR_INVALID_ARGUMENT', cause })

/** What the native half throws where it has a defect, as an error of ours; anything else as it is. */
const defect = (error) =>
  error?.code === 'ERR_INTERNAL' && !(error instanceof PipedreamError)
    ? new PipedreamError({ message: error.message, code: error.code, cause: error })
    : error

/** The public classes. */
const errors = { PipedreamError, BadRequestError, NotFoundError, TooManyRequestsError, PipedreamTimeoutError, PipedreamAbortError }

module.exports = {
  ...errors,
  errors,
  errorOf,
  defect,
  invalid,
  keep,
}
