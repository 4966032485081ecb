'use strict'

// Arguments as JSON text. What JSON has no word for is an error that names the field, never a silent `null`.

const { invalid } = require('./errors.js')

/** The text of `value`. `given` is the part of it that the caller wrote: faults are looked for there. */
function jsonOf(value, given) {
  let text
  try {
    text = JSON.stringify(value)
  } catch (cause) {
    const fault = faultIn(given)
    if (fault === undefined && /BigInt/.test(wordsOf(cause))) return withoutBigInts(value)
    throw invalid(fault ?? `the request cannot be written as JSON: ${wordsOf(cause)}`, cause)
  }
  // Written as null are also numbers that are none; where there is no null there is nothing to look for.
  if (given !== undefined && given !== null && text.includes('null')) {
    const fault = faultOf(given)
    if (fault !== undefined) throw invalid(fault)
    const gappy = gappyLists(given)
    if (gappy.size > 0) return JSON.stringify(value, (_name, one) => (gappy.has(one) ? one.filter((element) => element !== undefined) : one))
  }
  return text
}

/**
 * The lists of query parameters that hold `undefined`, as `[a, cond ? b : undefined]` does: there it is nothing, where JSON
 * would have `null`, an empty value. In a body JSON's rule holds.
 */
function gappyLists(given) {
  const { body: _, ...named } = given
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
const withoutBigInts = (value) => JSON.stringify(value, (_name, one) => (typeof one === 'bigint' ? Number(one) : one))

/** What is wrong with the first field that JSON cannot say. Only where writing failed can there be a circle. */
function faultOf(given, mayCircle = false) {
  if (given === null || typeof given !== 'object') return undefined
  const open = [{ value: given, path: '', above: undefined }]
  while (open.length > 0) {
    const here = open.pop()
    if (mayCircle && isAbove(here)) return `${here.path || 'the request'} must not contain itself`
    if (here.path !== '' && typeof here.value.toJSON === 'function') {
      if (isNoDate(here.value)) return `${here.path} must be a valid date`
      continue
    }
    for (const name of Object.keys(here.value).reverse()) {
      const value = here.value[name]
      const path = Array.isArray(here.value) ? `${here.path}[${name}]` : here.path === '' ? name : `${here.path}.${name}`
      if (typeof value === 'number' && !Number.isFinite(value)) return `${path} must be a finite number, got ${value}`
      if (typeof value === 'bigint') return `${path} must be something that JSON can say, got the bigint ${value}`
      if (value !== null && typeof value === 'object') open.push({ value, path, above: here })
    }
  }
  return undefined
}

function isAbove({ value, above }) {
  for (let one = above; one !== undefined; one = one.above) if (one.value === value) return true
  return false
}

/** Dates of other realms, too. */
const isNoDate = (value) => Object.prototype.toString.call(value) === '[object Date]' && Number.isNaN(Number(value))

/** What an error says. Anything can be thrown, also what cannot be made a string. */
function wordsOf(error) {
  try {
    return String(error !== null && typeof error === 'object' && 'message' in error ? error.message : error)
  } catch {
    return `${typeof error} without words`
  }
}

module.exports = { jsonOf, wordsOf }
