'use strict'

// The only way into Rust: one call, its options, its abort signal, its one answer.

const { expect, forget } = require('./mailbox.js')
const { PipedreamAbortError, PipedreamError, errorOf } = require('./errors.js')
const { PipedreamPromise } = require('./promise.js')
const { jsonOf } = require('./json.js')
const { own } = require('./own.js')
const { isHeard, told } = require('./channels.js')

/** One call, from its arguments to what its promise becomes. What it is made of is in no public object's reach. */
class Call {
  /** Status and headers as JSON text, once there are some. */
  head = undefined
  resolve = undefined
  reject = undefined
  /** Called when the call is over, however it ends. */
  after = undefined
  #id = 0
  #over = false
  #signal = undefined
  #report = undefined

  /** `finish(call, message)` makes the value. */
  constructor(caller, label, options, finish, extra) {
    this.caller = caller
    this.label = label
    this.options = options
    this.finish = finish
    this.extra = extra
  }

  /** Starts it: `prepare(call)` gives, at once or later, the function that crosses: `send(id, options)`. */
  start(prepare) {
    try {
      if (isHeard() || this.caller.logger !== undefined) this.#report = this.#told()
      const { options, caller } = this
      const isPlain = (options === undefined || options === null) && caller.asked === undefined
      const text = isPlain ? undefined : this.#optionsText(options, caller.asked)
      if (this.#over) return
      const send = prepare(this)
      if (text instanceof Promise || send instanceof Promise) this.#startLater(text, send)
      else this.#send(send, text)
    } catch (error) {
      this.#fail(error)
    }
  }

  #optionsText(options, asked) {
    const { optionsText, signalOf } = require('./options.js')
    if (options !== undefined && options !== null) this.#listen(signalOf(options))
    return this.#over ? undefined : optionsText(options, asked)
  }

  async #startLater(text, send) {
    try {
      const [ready, sender] = await Promise.all([text, send])
      if (!this.#over) this.#send(sender, ready)
    } catch (error) {
      this.#fail(error)
    }
  }

  #send(send, text) {
    this.#id = expect(this)
    try {
      send(this.#id, text)
    } catch (error) {
      forget(this.#id)
      throw error
    }
  }

  /** Takes the one message it is answered with. */
  settle(message) {
    let value
    let head
    try {
      if (message.type === 'failed') return this.#fail(errorOf(message.failure))
      head = this.head = own(message, 'head')
      value = this.finish(this, message)
    } catch (error) {
      return this.#fail(error instanceof PipedreamError ? error : unreadable(error))
    }
    const { resolve } = this
    this.#end()
    this.#report?.ended(head === undefined ? undefined : JSON.parse(head).status)
    resolve(value)
  }

  #fail(error) {
    if (this.#over) return
    const { reject } = this
    this.#end()
    this.#report?.failed(error)
    reject(error)
  }

  /**
   * Lets go of the promise. Tables that V8 has outgrown go on pointing to calls that are over; were those to point to their
   * answers, each young collection would copy what nobody can reach.
   */
  #end() {
    this.#over = true
    this.resolve = this.reject = this.extra = undefined
    if (this.#signal !== undefined) require('./abort.js').unlisten(this.#signal, this)
    this.after?.()
  }

  #listen(signal) {
    if (signal === undefined) return
    this.#signal = signal
    if (signal.aborted) this.#fail(abortedBy(signal))
    else require('./abort.js').listen(signal, this)
  }

  /** The call's signal has aborted. */
  aborted() {
    this.abandon(abortedBy(this.#signal))
  }

  /** Ends it from this side with an error. */
  abandon(error) {
    if (this.#over) return
    if (this.#id !== 0) {
      forget(this.#id)
      this.caller.native.cancel(this.#id)
    }
    this.#fail(error)
  }

  #told() {
    const [name, method, path] = typeof this.label === 'number' ? require('./generated/meta.js')[this.label] : this.label
    const report = told(name, method, path)
    return this.caller.logger === undefined ? report : this.caller.logger.around(report, name, method, path)
  }
}

/** A client's calls. */
class Caller {
  /** `asked` is what a client has to be asked for at each call: `{ headers?(), environment?() }`. */
  constructor(native, asked, logger) {
    this.native = native
    this.asked = asked
    this.logger = logger
  }

  json(operation, revive, ids, request, options) {
    return this.#described(PipedreamPromise, operation, ids, request, options, asJson, revive)
  }

  void(operation, ids, request, options) {
    return this.#described(PipedreamPromise, operation, ids, request, options, asNothing)
  }

  binary(operation, ids, request, options) {
    return this.#described(PipedreamPromise, operation, ids, request, options, asStream)
  }

  page(operation, revive, ids, request, options) {
    const follow = (cursor) => this.page(operation, revive, ids, { ...request, after: cursor }, options)
    return this.#described(require('./pages.js').PagePromise, operation, ids, request, options, asPage, { revive, follow })
  }

  /**
   * A value, a text or bytes, by what comes back. `prepare(call)` gives, at once or later, the function that starts the
   * call in Rust: `send(id, options)`.
   */
  open(label, options, prepare) {
    const call = new Call(this, label, options, asWhatCame)
    const promise = PipedreamPromise.of(call)
    call.start(prepare)
    return promise
  }

  /** Something Rust ends with one message; gives its text. */
  plain(send) {
    return new Promise((resolve, reject) => {
      send(expect({ settle: (message) => (message.type === 'failed' ? reject(errorOf(message.failure)) : resolve(own(message, 'text'))) }))
    })
  }

  #described(Class, operation, ids, request, options, finish, extra) {
    const call = new Call(this, operation, options, finish, extra)
    const promise = Class.of(call)
    call.start(() => {
      const text = jsonOf([ids, request ?? null], request)
      return (id, options) => this.native.call(id, operation, text, options)
    })
    return promise
  }
}

const abortedBy = (signal) => new PipedreamAbortError(undefined, { cause: signal.reason })
const unreadable = (cause) => new PipedreamError({ message: 'the answer could not be read', code: 'ERR_UNREADABLE_ANSWER', cause })

function valueOf(message) {
  const text = own(message, 'text')
  return text === undefined || text === null ? undefined : JSON.parse(text)
}

function asJson({ extra: revive }, message) {
  const value = valueOf(message)
  return revive === null ? value : revive(value)
}

const asNothing = () => undefined

function asStream({ caller, head, options }, message) {
  const stream = own(message, 'stream')
  const { BinaryResponse } = require('./binary.js')
  return new BinaryResponse(caller.native, stream, head, own(options, 'abortSignal'))
}

const asWhatCame = (call, message) => (own(message, 'stream') === undefined || message.stream === null ? valueOf(message) : asStream(call, message))

function asPage({ extra: { revive, follow }, head }, message) {
  const response = valueOf(message)
  if (response === null || typeof response !== 'object') throw unreadable(new TypeError(`a list must be an object, got ${response === null ? 'null' : typeof response}`))
  const data = own(response, 'data')
  if (revive !== null && Array.isArray(data)) data.forEach(revive)
  return new (require('./pages.js').Page)(response, head, follow)
}

module.exports = { Caller }
