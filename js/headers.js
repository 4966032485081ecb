'use strict'

// Headers as users give them: values, functions, promises.

const { invalid } = require('./errors.js')

/** `[name, value]` of each; undefined removes like null. */
function pairsOf(headers, option) {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') throw invalid(`${option} must be an object, got ${typeof headers}`)
  const entries = typeof headers.entries === 'function' && typeof headers.get === 'function' ? [...headers.entries()] : Object.entries(headers)
  return entries.map(([name, value]) => [name, value === undefined ? null : value])
}

const isDynamic = ([, value]) => typeof value === 'function' || (value !== null && typeof value === 'object' && typeof value.then === 'function')

/** The pairs with their functions asked and their promises awaited. */
const resolved = (pairs) =>
  Promise.all(
    pairs.map(async ([name, value]) => {
      try {
        return [name, (await (typeof value === 'function' ? value() : value)) ?? null]
      } catch (error) {
        throw invalid(`headers[${JSON.stringify(name)}] could not be had: the function threw`, error)
      }
    }),
  )

module.exports = { pairsOf, isDynamic, resolved }
