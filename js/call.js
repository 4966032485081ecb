'use strict'

// The only way into Rust: one call, its options, its abort signal, its one answer.

const { isAborted, listen, reasonOf, unlisten } = require('./abort.js')
const { BinaryResponse } = require('./binary.js')
const { isHeard, told } = require('./channels.js')
const { PipedreamAbortError, PipedreamError, PipedreamTimeoutError, defect, errorOf } = require('./errors.js')
const { operations } = require('./generated/meta.js')
const { jsonOf, wordsOf } = require('./json.js')
const { expect, forget } = require('./mailbox.js')
const { optionsText, signalOf } = require('./options.js')
const { Page, PagePromise } = require('./pages.js')
const { own } = require('./own.js')
const { globalOf, pause } = require('./platform.js')
const { PipedreamPromise } = require('./promise.js')
const { ignored } = require('./quiet.js')

/** Seconds; that of src/config.rs. */
const DEFAULT_TIMEOUT = 60
/** Milliseconds; a longer timer of Node's fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/** One call, from its arguments to what its promise becomes. What it is made of is in no public object's reach. */
class Call {
  /** Status and headers as JSON text, once there are some. */
  head = undefined
  resolve = undefined
  reject = undefined
  /** Called when the call is over, however it ends: with whether its answer is a stream. */
  after = undefined
  #id = 0
  #over = false
  /** The caller's, read once: options may be a class whose getter gives another each time, or throws. */
  signal = undefined
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
    let text
    try {
      if (isHeard() || this.caller.logger !== undefined) this.#report = this.#told()
      const { options, caller } = this
      const isPlain = (options === undefined || options === null) && caller.asked === undefined
      text = isPlain ? undefined : this.#optionsText(options, caller.asked)
      if (this.#over) return
      const send = prepare(this)
      if (isLater(text) || isLater(send)) this.#startLater(text, send)
      else this.#send(send, text)
    } catch (error) {
      // Where the request is wrong, what comes of its options interests nobody any more.
      ignored.promise(text)
      this.#fail(startless(error))
    }
  }

  #optionsText(options, asked) {
    if (options !== undefined && options !== null) this.#listen(signalOf(options))
    return this.#over ? undefined : optionsText(options, asked)
  }

  /** What the caller is asked for first has the time of an attempt. */
  async #startLater(text, send) {
    const waiting = new (globalOf('AbortController'))()
    this.#limit(waiting.signal)
    try {
      const [ready, sender] = await Promise.all([text, send])
      if (!this.#over) this.#send(sender, ready)
    } catch (error) {
      this.#fail(startless(error))
    } finally {
      waiting.abort()
    }
  }

  #limit(signal) {
    const given = own(this.options, 'timeoutInSeconds') ?? this.caller.timeoutInSeconds
    // One that is no limit is refused as soon as it has crossed.
    const seconds = typeof given === 'number' && given > 0 ? given : DEFAULT_TIMEOUT
    const late = () =>
      this.abandon(
        new PipedreamTimeoutError(`a function or promise given for headers or the environment took longer than the limit of ${seconds} s`),
      )
    pause(Math.min(seconds * 1000, LONGEST_TIMER), signal).then(late, () => {})
  }

  #send(send, text) {
    this.#id = expect(this)
    try {
      send(this.#id, text)
    } catch (error) {
      forget(this.#id)
      throw defect(error)
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
    this.#end((own(message, 'stream') ?? undefined) !== undefined)
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
  #end(isStreamed = false) {
    this.#over = true
    this.resolve = this.reject = this.extra = undefined
    if (this.signal !== undefined) unlisten(this.signal, this)
    this.after?.(isStreamed)
  }

  #listen(signal) {
    if (signal === undefined) return
    this.signal = signal
    if (isAborted(signal)) this.#fail(abortedBy(signal))
    else listen(signal, this)
  }

  /** The call's signal has aborted. */
  aborted() {
    this.abandon(abortedBy(this.signal))
  }

  /** Ends it from this side with an error. */
  abandon(error) {
    if (this.#over) return
    if (this.#id !== 0) {
      forget(this.#id)
      ignored(() => this.caller.native.cancel(this.#id))
    }
    this.#fail(error)
  }

  #told() {
    const [name, method, path] = typeof this.label === 'string' ? [this.label, ...operations[this.label].slice(1)] : this.label
    const report = told(name, method, path)
    return this.caller.logger === undefined ? report : this.caller.logger.around(report, name, method, path)
  }
}

/** A client's calls. */
class Caller {
  /** `asked` is what a client has to be asked for at each call: `{ headers?(), environment?() }`. */
  constructor(native, asked, logger, timeoutInSeconds) {
    this.native = native
    this.asked = asked
    this.logger = logger
    this.timeoutInSeconds = timeoutInSeconds
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
    // A copy, so that what the caller does to the request afterwards does not change the pages behind the first.
    const asked = copyOf(request)
    const follow = (cursor) => this.page(operation, revive, ids, { ...asked, after: cursor }, options)
    const list = { name: operation, follow }
    return this.#described(PagePromise, operation, ids, request, options, asPage, { revive, list, after: asked?.after })
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
      const id = expect({
        settle: (message) => (message.type === 'failed' ? reject(errorOf(message.failure)) : resolve(own(message, 'text'))),
      })
      try {
        send(id)
      } catch (error) {
        forget(id)
        reject(defect(error))
      }
    })
  }

  #described(Class, operation, ids, request, options, finish, extra) {
    const call = new Call(this, operation, options, finish, extra)
    const promise = Class.of(call)
    call.start(() => {
      const text = jsonOf([ids, request ?? null], request)
      return (id, options) => this.native.call(id, operations[operation][0], text, options)
    })
    return promise
  }
}

/** Nothing where a getter throws: the call that was made with it says so. */
function copyOf(request) {
  try {
    return { ...request }
  } catch {
    return undefined
  }
}

/** Not by `instanceof`: libraries replace the global Promise. */
const isLater = (value) => typeof value?.then === 'function'

const abortedBy = (signal) => new PipedreamAbortError(undefined, { cause: reasonOf(signal) })
/** What a function of the caller's threw while the call was made, whatever it was. */
const startless = (error) =>
  error instanceof PipedreamError
    ? error
    : new PipedreamError({ message: `the call could not be started: ${wordsOf(error)}`, code: 'ERR_INVALID_ARGUMENT', cause: error })
const unreadable = (cause) => new PipedreamError({ message: 'the answer could not be read', code: 'ERR_UNREADABLE_ANSWER', cause })

/** A text comes as it is, everything else as JSON. */
function valueOf(message) {
  const json = own(message, 'json')
  return json === undefined || json === null ? (own(message, 'text') ?? undefined) : JSON.parse(json)
}

function asJson({ extra: revive }, message) {
  const value = valueOf(message)
  return revive === null ? value : revive(value)
}

const asNothing = () => undefined

function asStream({ caller, head, signal }, message) {
  return new BinaryResponse(caller.native, own(message, 'stream'), head, signal)
}

const asWhatCame = (call, message) =>
  own(message, 'stream') === undefined || message.stream === null ? valueOf(message) : asStream(call, message)

function asPage({ extra: { revive, list, after }, head }, message) {
  const response = valueOf(message)
  if (response === null || typeof response !== 'object')
    throw unreadable(new TypeError(`a list must be an object, got ${response === null ? 'null' : typeof response}`))
  const data = own(response, 'data')
  if (revive !== null && Array.isArray(data)) data.forEach(revive)
  return new Page(response, head, list, after)
}

module.exports = { Caller }
