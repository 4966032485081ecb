'use strict'

// Arguments as JSON text. What JSON has no word for is an error that names the field, never a silent `null`.

const { types } = require('node:util')
const { invalid } = require('./errors.js')
const { lostName, withArticle } = require('./kinds.js')
const { isPlain, own } = require('./own.js')

const { getPrototypeOf } = Object

/** The text of `value`. `given` is the part of it that the caller wrote: faults are looked for there. */
function jsonOf(value, given) {
  let text
  try {
    text = stringify(value)
  } catch (cause) {
    const fault = faultIn(given)
    if (fault === undefined && /BigInt/.test(wordsOf(cause))) return withoutBigInts(value)
    throw invalid(fault ?? `the request cannot be written as JSON: ${wordsOf(cause)}`, cause)
  }
  if (given !== undefined && given !== null && (isSuspicious(text) || holdsClasses(given))) {
    const fault = faultOf(given)
    if (fault !== undefined) throw invalid(fault)
    const gappy = text.includes('null') ? gappyLists(given) : new Set()
    if (gappy.size > 0) return stringify(value, (one) => (gappy.has(one) ? one.filter((element) => element !== undefined) : one))
  }
  return text
}

/**
 * Whether a text may hold what JSON has no word for. It writes `null` for a number that is none, `{}` for a Map, and `{"0":`
 * for a typed array.
 */
const isSuspicious = (text) => text.includes('null') || text.includes('{}') || text.includes('{"0":')

/** Deeper than this a value is looked through in the way that needs no stack. */
const MOST_DEPTH = 50

/**
 * Whether anything in it is no list, no plain object and nothing that says itself what it is in JSON. A Blob that somebody has given a
 * name is `{"name":…}`, a query that nobody awaited is its address and its keys: their text looks like any other.
 */
function holdsClasses(value, depth = 0) {
  if (depth > MOST_DEPTH) return true
  const isList = Array.isArray(value)
  if (!isList) {
    if (getPrototypeOf(value) !== Object.prototype && !isPlain(value)) return depth === 0 || typeof own(value, 'toJSON') !== 'function'
    if (typeof value.then === 'function') return true
  }
  const members = isList ? value : Object.values(value)
  for (let at = 0; at < members.length; at++) {
    const one = members[at]
    if (one !== null && typeof one === 'object' && holdsClasses(one, depth + 1)) return true
  }
  return false
}

/** `JSON.stringify`; `replace` changes a value before it is written. */
function stringify(value, replace) {
  if ('toJSON' in Object.prototype) return JSON.stringify(copied(value, '', replace ?? ((one) => one)))
  return replace === undefined ? JSON.stringify(value) : JSON.stringify(value, (_name, one) => replace(one))
}

/** What JSON writes of a value, out of reach of a `toJSON` that somebody gave to Object.prototype. */
function copied(given, name, replace) {
  const toJSON = own(given, 'toJSON')
  const value = replace(typeof toJSON === 'function' ? toJSON.call(given, name) : given)
  if (value === null || typeof value !== 'object') return value
  if (types.isBoxedPrimitive(value)) return value.valueOf()
  if (Array.isArray(value))
    return Object.setPrototypeOf(
      Array.from(value, (one, at) => copied(one, String(at), replace)),
      null,
    )
  const copy = { __proto__: null }
  for (const key of Object.keys(value)) copy[key] = copied(value[key], key, replace)
  return copy
}

/**
 * The lists of query parameters that hold `undefined`, as `[a, cond ? b : undefined]` does: there it is nothing, where JSON
 * would have `null`, an empty value. In a body JSON's rule holds.
 */
function gappyLists(given) {
  const { body: _, ...others } = given
  const named = { __proto__: null, ...others }
  const among = (values) => Object.values(values ?? {}).filter((one) => Array.isArray(one) && one.includes(undefined))
  return new Set([named, named.params, named.query, named.queryParams].filter((one) => typeof one === 'object').flatMap(among))
}

/** The same where writing failed: looking may fail as well, at a getter that throws. */
function faultIn(given) {
  try {
    return faultOf(given, true)
  } catch {
    return undefined
  }
}

/** Outside of the request, in an id or an option, a bigint is as wrong as a number is: Rust says so, and knows its name. */
const withoutBigInts = (value) => stringify(value, (one) => (typeof one === 'bigint' ? Number(one) : one))

/** What is wrong with the first field that JSON cannot say. Only where writing failed can there be a circle. */
function faultOf(given, mayCircle = false) {
  if (given === null || typeof given !== 'object') return undefined
  const asBigInt = typeof own(BigInt.prototype, 'toJSON') === 'function'
  /** What is left to look at, the next one last. An entry that is `over` stands behind all that is in its object; one that was `said` is what a `toJSON` gave. */
  const open = [{ value: given, name: '', above: undefined, over: false }]
  const around = new Set()
  while (open.length > 0) {
    const here = open.pop()
    const { value } = here
    if (here.over) {
      around.delete(value)
      continue
    }
    if (mayCircle && !here.said) {
      if (around.has(value)) return `${pathOf(here)} must not contain itself`
      around.add(value)
      open.push({ value, name: '', above: undefined, over: true })
    }
    if (!here.said && typeof own(value, 'toJSON') === 'function') {
      if (isNoDate(value)) return `${pathOf(here)} must be a valid date`
      if (here.above !== undefined) {
        const said = value.toJSON(here.name)
        if (said !== null && typeof said === 'object')
          open.push({ value: said, name: here.name, above: here.above, over: false, said: true })
        continue
      }
    } else if (!Array.isArray(value)) {
      const lost = lostName(value)
      if (lost !== undefined)
        return `${pathOf(here)} must be ${here.above === undefined ? 'an object of fields' : 'something that JSON can say'}, got ${withArticle(lost)}`
    }
    const names = Object.keys(value)
    for (let at = names.length - 1; at >= 0; at--) {
      const one = value[names[at]]
      const entry = () => ({ value: one, name: names[at], above: here, over: false })
      if (one !== null && typeof one === 'object') open.push(entry())
      else if (typeof one === 'number' && !Number.isFinite(one)) return `${pathOf(entry())} must be a finite number, got ${one}`
      else if (Array.isArray(value) && (typeof one === 'function' || typeof one === 'symbol'))
        return `${pathOf(entry())} must be something that JSON can say, got a ${typeof one}`
      else if (typeof one === 'bigint' && !asBigInt) return `${pathOf(entry())} must be something that JSON can say, got the bigint ${one}`
    }
  }
  return undefined
}

/** A path has no more names than this. */
const MOST_NAMES = 40

/** Where an entry stands: `configuredProps.rows[0].at`. */
function pathOf({ name, above }) {
  const names = []
  for (let at = name, of = above; of !== undefined; at = of.name, of = of.above) names.push(Array.isArray(of.value) ? `[${at}]` : `.${at}`)
  if (names.length === 0) return 'the request'
  // Of a very deep one the beginning and the end are enough to find it.
  if (names.length > MOST_NAMES) names.splice(MOST_NAMES / 2, names.length - MOST_NAMES, '…')
  return names.reverse().join('').replace(/^\./, '')
}

/** Dates of other realms, too. */
const isNoDate = (value) => Object.prototype.toString.call(value) === '[object Date]' && Number.isNaN(Number(value))

/** A value that is wrong, for a message. Not everything can be made a string. */
function shown(value) {
  try {
    return String(value)
  } catch {
    return `${typeof value} without words`
  }
}

/** What an error says. Anything can be thrown, also what cannot be made a string. */
function wordsOf(error) {
  try {
    return String(error !== null && typeof error === 'object' && 'message' in error ? error.message : error)
  } catch {
    return `${typeof error} without words`
  }
}

module.exports = { jsonOf, shown, wordsOf }
