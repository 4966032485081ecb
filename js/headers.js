'use strict'

// Headers as users give them: values, functions, promises.

const { invalid } = require('./errors.js')

/** `[name, value]` of each; undefined removes like null. */
function pairsOf(headers, option) {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') throw invalid(`${option} must be an object, got ${typeof headers}`)
  const entries = typeof headers.entries === 'function' && typeof headers.get === 'function' ? [...headers.entries()] : Object.entries(headers)
  return entries.map(([name, value]) => [name, checked(name, value)])
}

/** What JSON would leave out must not take a header away. */
function checked(name, value) {
  if (typeof value === 'symbol' || typeof value === 'bigint') throw invalid(`headers[${JSON.stringify(name)}] must be a string, got a ${typeof value}`)
  return value === undefined ? null : value
}

const isDynamic = ([, value]) => typeof value === 'function' || (value !== null && typeof value === 'object' && typeof value.then === 'function')

/** The pairs with their functions asked and their promises awaited. */
const resolved = (pairs) =>
  Promise.all(
    pairs.map(async ([name, value]) => {
      let given
      try {
        given = await (typeof value === 'function' ? value() : value)
      } catch (error) {
        throw invalid(`headers[${JSON.stringify(name)}] could not be had: the function threw`, error)
      }
      return [name, checked(name, given)]
    }),
  )

module.exports = { pairsOf, isDynamic, resolved }
