'use strict'

// The only way into Rust: one call, its options, its abort signal, its one answer.

const { expect, forget } = require('./mailbox.js')
const { PipedreamAbortError, errorOf, invalid } = require('./errors.js')
const { PipedreamPromise } = require('./promise.js')
const { PagePromise, Page } = require('./pages.js')
const { BinaryResponse } = require('./binary.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { isHeard, told } = require('./channels.js')

/** A client's calls. What it holds is reachable from no public object. */
class Caller {
  /** The native client. */
  native
  /** Headers of the client's that have to be asked for at each call. */
  #headers
  #logger

  constructor(native, headers, logger) {
    this.native = native
    this.#headers = headers
    this.#logger = logger
  }

  json(operation, revive, ids, request, options) {
    return this.#promise(PipedreamPromise, operation, options, this.#described(operation, ids, request), (message, resolve) => {
      const value = valueOf(message)
      resolve(revive === null ? value : revive(value), message.head)
    })
  }

  void(operation, ids, request, options) {
    return this.#promise(PipedreamPromise, operation, options, this.#described(operation, ids, request), (message, resolve) => resolve(undefined, message.head))
  }

  binary(operation, ids, request, options) {
    return this.#promise(PipedreamPromise, operation, options, this.#described(operation, ids, request), (message, resolve) => {
      resolve(new BinaryResponse(this, message.stream, options?.abortSignal), message.head)
    })
  }

  page(operation, revive, ids, request, options) {
    const follow = (cursor) => this.page(operation, revive, ids, { ...request, after: cursor }, options).withRawResponse()
    return this.#promise(PagePromise, operation, options, this.#described(operation, ids, request), (message, resolve) => {
      const response = valueOf(message)
      if (revive !== null && Array.isArray(response.data)) response.data.forEach(revive)
      resolve(new Page(response, message.head, follow), message.head)
    })
  }

  /**
   * A value, a text or bytes, by what comes back. `prepare()` gives, at once or later, the function that starts the
   * call in Rust: `send(id, options)`.
   */
  open(label, options, prepare) {
    return this.#promise(PipedreamPromise, label, options, prepare, (message, resolve) => {
      const value = message.stream === undefined || message.stream === null ? valueOf(message) : new BinaryResponse(this, message.stream, options?.abortSignal)
      resolve(value, message.head)
    })
  }

  /** Something Rust ends with one message; gives its text. */
  plain(send) {
    return new Promise((resolve, reject) => {
      const id = expect((message) => (message.type === 'failed' ? reject(errorOf(message.failure)) : resolve(message.text)))
      send(id)
    })
  }

  #described(operation, ids, request) {
    return () => (id, options) => this.native.call(id, operation, jsonOf([ids, request ?? null], request), options)
  }

  #promise(Class, label, options, prepare, done) {
    return Class.of((resolve, reject) => {
      const report = isHeard() || this.#logger ? this.#told(label) : undefined
      const fail = (error) => {
        report?.failed(error)
        reject(error)
      }
      const succeed = (message) => {
        done(message, resolve)
        report?.ended(message.head === undefined ? undefined : JSON.parse(message.head).status)
      }
      this.#start(options, prepare, succeed, fail)
    })
  }

  #told(label) {
    const [name, method, path] = typeof label === 'number' ? require('./generated/meta.js')[label] : label
    const report = told(name, method, path)
    return this.#logger ? this.#logger.around(report, name, method, path) : report
  }

  #start(options, prepare, succeed, fail) {
    try {
      const signal = signalOf(options)
      if (signal?.aborted) return fail(abortedBy(signal))
      const text = this.#optionsText(options)
      const send = prepare()
      if (!(text instanceof Promise) && !(send instanceof Promise)) return this.#begin(signal, text, send, succeed, fail)
      Promise.all([text, send])
        .then(([text, send]) => this.#begin(signal, text, send, succeed, fail))
        .catch(fail)
    } catch (error) {
      fail(error)
    }
  }

  #begin(signal, text, send, succeed, fail) {
    if (signal?.aborted) return fail(abortedBy(signal))
    const settle = (message) => {
      if (message.type === 'failed') return fail(errorOf(message.failure))
      try {
        succeed(message)
      } catch (error) {
        fail(error)
      }
    }
    if (signal === undefined) return this.#send(expect(settle), text, send)
    const stop = () => {
      forget(id)
      this.native.cancel(id)
      fail(abortedBy(signal))
    }
    const id = expect((message) => {
      signal.removeEventListener('abort', stop)
      settle(message)
    })
    signal.addEventListener('abort', stop, { once: true })
    try {
      this.#send(id, text, send)
    } catch (error) {
      signal.removeEventListener('abort', stop)
      throw error
    }
  }

  #send(id, text, send) {
    try {
      send(id, text)
    } catch (error) {
      forget(id)
      throw error
    }
  }

  /** The call's own options as JSON text; a promise of it where a header has to be asked for. */
  #optionsText(options) {
    if (options === undefined || options === null) return this.#headers === undefined ? undefined : this.#optionsText({})
    if (typeof options !== 'object') throw invalid(`requestOptions must be an object, got ${typeof options}`)
    const { timeoutInSeconds, maxRetries, queryParams, projectEnvironment, rateLimitToken } = options
    const write = (headers) => {
      if (headers.length === 0 && timeoutInSeconds === undefined && maxRetries === undefined && queryParams === undefined && projectEnvironment === undefined && rateLimitToken === undefined) return undefined
      for (const [name, value] of Object.entries({ timeoutInSeconds, maxRetries })) {
        // JSON has no word for these, so they are named here.
        if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(`${name} must be a finite number, got ${value}`)
      }
      return jsonOf({ timeoutInSeconds, maxRetries, queryParams, projectEnvironment, rateLimitToken, headers }, queryParams)
    }
    const own = pairsOf(options.headers, 'headers')
    if (this.#headers === undefined && !own.some(isDynamic)) return write(own)
    return (async () => {
      const clients = this.#headers === undefined ? [] : (await this.#headers()).filter(([, value]) => value !== null)
      return write([...clients, ...(await resolved(own))])
    })()
  }
}

const abortedBy = (signal) => new PipedreamAbortError(undefined, { cause: signal.reason })

function signalOf(options) {
  const signal = options?.abortSignal ?? undefined
  if (signal !== undefined && (typeof signal !== 'object' || typeof signal.addEventListener !== 'function')) {
    throw invalid(`abortSignal must be an AbortSignal, got ${signal === null ? 'null' : typeof signal}`)
  }
  return signal
}

const valueOf = (message) => (message.text === undefined || message.text === null ? undefined : JSON.parse(message.text))

/** Arguments as JSON text. `given` is looked through for numbers that JSON has no word for. */
function jsonOf(value, given) {
  let text
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw invalid(`the request cannot be written as JSON: ${error.message}`, error)
  }
  if (given !== null && typeof given === 'object' && text.includes('null')) refuseNaN(given)
  return text
}

function refuseNaN(request) {
  for (const [name, value] of Object.entries(request)) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(`${name} must be a finite number, got ${value}`)
  }
}

module.exports = { Caller, jsonOf }
