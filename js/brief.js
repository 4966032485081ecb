'use strict'

// Values of any size and depth in few words: for messages, logs and terminals. The work is bounded as well as the result: of 60 MB no more
// is looked at than is shown.

const { types } = require('node:util')

/** Deeper than this nothing is copied. */
const MOST_DEPTH = 40
const MOST_KEY = 200

/** The first `most` characters of a text. A character of two halves is not cut in the middle. */
function beginning(text, most) {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** The first characters of a text that take `most` bytes in UTF-8 at most. */
function beginningInBytes(text, most) {
  let start = beginning(text, most)
  while (Buffer.byteLength(start) > most)
    start = beginning(start, start.length - Math.max(1, Math.floor((Buffer.byteLength(start) - most) / 3)))
  return start
}

/** What it takes to show a text: escaped, and in a terminal with a line for each of its lines. */
const costOf = (text, depth) => JSON.stringify(text).length + (text.split('\n').length - 1) * (8 + 2 * depth)

/** A text that costs `most` at most, with the length it had where it is cut. */
function short(text, most, depth = 0) {
  let start = beginning(text, Math.max(0, Math.floor(most)))
  for (let cost = costOf(start, depth); cost > most && start !== ''; cost = costOf(start, depth))
    start = beginning(start, Math.floor((start.length * most) / cost) - 1)
  return start.length === text.length ? text : `${start}… (${text.length} characters in all)`
}

/**
 * A copy of `value` that JSON can say and whose text, indented or not, is about `most` characters long at most. What is left out is
 * counted. Getters, `toJSON` and proxies may throw; that is said in their place.
 */
const brief = (value, most) => new Copy(most).of(value, 0)

class Copy {
  #left
  /** What stands above the value that is copied. */
  #above = new Set()

  constructor(most) {
    this.#left = most
  }

  of(value, depth) {
    try {
      this.#left -= 8 + 4 * depth
      if (typeof value === 'string') return this.#text(value, depth)
      if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? `${value}n` : '[a bigint]'
      if (value === null || typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : value
      return this.#object(value, depth)
    } catch {
      return '[it cannot be read]'
    }
  }

  #text(text, depth) {
    const start = beginning(text, Math.max(0, this.#left))
    // A text that does not fit leaves room for what stands beside it.
    const fits = start.length === text.length && costOf(text, depth) <= this.#left
    const shown = fits ? text : short(text, this.#left / 2, depth)
    this.#left -= costOf(shown, depth)
    return shown
  }

  #object(value, depth) {
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`
    if (types.isBoxedPrimitive(value)) return this.of(value.valueOf(), depth)
    if (types.isMap(value) || types.isSet(value)) return `[${value.size} entries]`
    if (this.#above.has(value)) return '[circular]'
    const given = typeof value.toJSON === 'function' ? value.toJSON() : value
    if (given === null || typeof given !== 'object') return this.of(given, depth)
    const isList = Array.isArray(given)
    if (depth >= MOST_DEPTH || this.#left <= 0) return isList ? `[a list of ${given.length}]` : '[an object]'
    this.#above.add(value)
    const copy = isList ? this.#list(given, depth + 1) : this.#members(given, depth + 1)
    this.#above.delete(value)
    return copy
  }

  #list(list, depth) {
    const copy = []
    for (let index = 0; index < list.length; index++) {
      if (this.#left <= 0) {
        copy.push(`… (${list.length} in all)`)
        break
      }
      copy.push(this.of(list[index], depth))
    }
    return copy
  }

  #members(object, depth) {
    const copy = {}
    const names = Object.keys(object)
    // An error's own words are no members that can be listed.
    if (types.isNativeError(object)) names.unshift(...['name', 'message'].filter((name) => !names.includes(name)))
    for (const name of names) {
      if (this.#left <= 0) {
        copy['…'] = `(${names.length} members in all)`
        break
      }
      const shown = short(name, Math.min(MOST_KEY, this.#left), depth)
      this.#left -= costOf(shown, depth)
      // `__proto__` is a name like any other in JSON.
      Object.defineProperty(copy, shown, {
        __proto__: null,
        value: this.#member(object, name, depth),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return copy
  }

  #member(object, name, depth) {
    try {
      return this.of(object[name], depth)
    } catch {
      return '[it cannot be read]'
    }
  }
}

/** Thrown when enough has been written. */
const ENOUGH = new Error('enough')

/**
 * The beginning of `JSON.stringify(value, undefined, 2)`, `most` characters at most, and whether it is all. Each level writes something, so
 * it goes no deeper than it may write.
 */
function beginningOfJson(value, most) {
  let text = ''
  const above = new Set()
  const put = (piece) => {
    text += piece
    if (text.length > most) throw ENOUGH
  }
  const isSaid = (one) => one !== undefined && typeof one !== 'function' && typeof one !== 'symbol'
  /** The value as JSON sees it. */
  const seen = (holder, name) => {
    let one = holder[name]
    if (ArrayBuffer.isView(one)) return `[${one.byteLength} bytes]`
    if (one !== null && (typeof one === 'object' || typeof one === 'bigint') && typeof one.toJSON === 'function') one = one.toJSON(name)
    return types.isBoxedPrimitive(one) ? one.valueOf() : one
  }
  const write = (one, indent) => {
    if (typeof one === 'string') return put(JSON.stringify(beginning(one, most)))
    if (one === null || typeof one !== 'object') return put(JSON.stringify(one))
    if (above.has(one)) throw new TypeError('it contains itself')
    above.add(one)
    const inner = `${indent}  `
    const isList = Array.isArray(one)
    put(isList ? '[' : '{')
    let isFirst = true
    const next = (head, member) => {
      put(`${isFirst ? '' : ','}\n${inner}${head}`)
      isFirst = false
      write(member, inner)
    }
    if (isList) {
      for (let index = 0; index < one.length; index++) {
        const member = seen(one, index)
        next('', isSaid(member) ? member : null)
      }
    } else {
      for (const name of Object.keys(one)) {
        const member = seen(one, name)
        if (isSaid(member)) next(`${JSON.stringify(beginning(name, most))}: `, member)
      }
    }
    put(`${isFirst ? '' : `\n${indent}`}${isList ? ']' : '}'}`)
    above.delete(one)
  }
  try {
    const whole = seen({ '': value }, '')
    if (isSaid(whole)) write(whole, '')
  } catch (error) {
    if (error !== ENOUGH) throw error
    return { text: beginning(text, most), isAll: false }
  }
  return { text, isAll: true }
}

module.exports = { beginning, beginningInBytes, beginningOfJson, brief, short }
