'use strict'

// What goes wrong, because a test said so. A fault waits for its request, is used up, and tells whether it ever was.

const { own } = require('../own.js')
const { names } = require('./router.js')

const KNOWN = [
  'operation',
  'path',
  'method',
  'status',
  'headers',
  'body',
  'html',
  'times',
  'skip',
  'delayMs',
  'reset',
  'stall',
  'truncate',
  'dripMs',
]
const RESETS = [true, 'before', 'after', 'handled']
const STALLS = ['headers', 'body']

/** A fault that waits. `used` counts the requests it met; `remove()` takes it back. */
class Fault {
  #list
  #left
  #skip
  used = 0

  constructor(list, options) {
    const known = knownIn(options)
    checked(known)
    this.#list = list
    this.options = known
    this.#left = known.times ?? 1
    this.#skip = known.skip ?? 0
  }

  /** Whether this one is for `request`; counts the request when it is. */
  meets(request) {
    const { operation, path, method } = this.options
    if (operation !== undefined && operation !== request.operation) return false
    if (method !== undefined && method.toUpperCase() !== request.method) return false
    if (path !== undefined && !(typeof path === 'string' ? path === request.path : path.test(request.path))) return false
    if (this.#left <= 0) return false
    if (this.#skip > 0) {
      this.#skip -= 1
      return false
    }
    this.#left -= 1
    this.used += 1
    return true
  }

  get isSpent() {
    return this.#left <= 0
  }

  remove() {
    this.#list.remove(this)
  }

  /** Whether it takes the place of the answer, instead of spoiling it on its way. */
  get isAnswer() {
    const { status, body, html } = this.options
    return status !== undefined || body !== undefined || (html !== undefined && html !== false)
  }
}

class Faults {
  #waiting = []
  #all = []

  add(options) {
    const fault = new Fault(this, options)
    this.#waiting.push(fault)
    this.#all.push(fault)
    return fault
  }

  /** The first fault for `request`, in the order in which they were asked for. */
  take(request) {
    if (this.#waiting.length === 0) return undefined
    const fault = this.#waiting.find((waiting) => waiting.meets(request))
    if (fault?.isSpent) this.#waiting = this.#waiting.filter((waiting) => waiting !== fault)
    return fault
  }

  remove(fault) {
    this.#waiting = this.#waiting.filter((waiting) => waiting !== fault)
    this.#all = this.#all.filter((known) => known !== fault)
  }

  clear() {
    this.#waiting = []
    this.#all = []
  }

  unused() {
    return this.#all.filter((fault) => fault.used === 0)
  }
}

/** What a fault was made with. A misspelt one would never happen: it is refused at once. */
function knownIn(options) {
  if (options === null || typeof options !== 'object') throw new TypeError('fail() needs an object')
  const known = { __proto__: null }
  for (const name of new Set([...Object.keys(options), ...KNOWN])) {
    if (!KNOWN.includes(name)) throw new TypeError(`fail() knows no ${JSON.stringify(name)}: there is ${KNOWN.join(', ')}`)
    const value = own(options, name)
    if (value !== undefined) known[name] = value
  }
  return known
}

function checked(options) {
  const { operation, path, status, times, skip, delayMs, reset, stall, dripMs } = options
  if (operation !== undefined && !names.has(operation)) throw new TypeError(`fail() knows no operation ${JSON.stringify(operation)}`)
  if (path !== undefined && typeof path !== 'string' && !(path instanceof RegExp)) throw new TypeError('path must be a string or a RegExp')
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new TypeError(`status must be between 200 and 599, got ${String(status)}`)
  for (const [name, value] of Object.entries({ times, skip, delayMs, dripMs })) {
    if (value !== undefined && !(typeof value === 'number' && value >= 0))
      throw new TypeError(`${name} must be a number of at least 0, got ${String(value)}`)
  }
  if (reset !== undefined && !RESETS.includes(reset))
    throw new TypeError(`reset must be true, "before", "after" or "handled", got ${String(reset)}`)
  if (stall !== undefined && !STALLS.includes(stall)) throw new TypeError(`stall must be "headers" or "body", got ${String(stall)}`)
}

module.exports = { Faults }
