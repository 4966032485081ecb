'use strict'

// Headers as users give them: values, functions, promises.

const { invalid } = require('./errors.js')
const { wordsOf } = require('./json.js')
const { isThenable, lostName, opaqueName, withArticle } = require('./kinds.js')
const { isPlain, own } = require('./own.js')

/** `[name, value]` of each; undefined removes like null. Headers, Maps and lists of pairs are taken as `fetch` takes them. */
function pairsOf(headers, option) {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') throw invalid(`${option} must be an object, got ${typeof headers}`)
  return entriesOf(headers, option).map(([name, value]) => [name, checked(name, value)])
}

function entriesOf(headers, option) {
  if (typeof own(headers, Symbol.iterator) === 'function' && !ArrayBuffer.isView(headers)) {
    const entries = listed(headers, option)
    const odd = entries.findIndex((pair) => !Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string')
    if (odd < 0) return entries
    throw invalid(`${option} must be an object, Headers, or a list of [name, value] pairs; its element ${odd} is no such pair`)
  }
  if (typeof own(headers, 'entries') === 'function' && typeof own(headers, 'get') === 'function') return [...headers.entries()]
  const name = isPlain(headers) ? undefined : (opaqueName(headers) ?? lostName(headers))
  if (name !== undefined) throw invalid(`${option} must be an object, Headers, or a list of [name, value] pairs, got ${withArticle(name)}`)
  return Object.entries(headers)
}

/** What a caller's iterator gives; it may throw. */
function listed(headers, option) {
  try {
    return [...headers]
  } catch (error) {
    throw invalid(`${option} could not be read: ${wordsOf(error)}`, error)
  }
}

/** What JSON would leave out must not take a header away. */
function checked(name, value) {
  if (typeof value === 'symbol' || typeof value === 'bigint')
    throw invalid(`headers[${JSON.stringify(name)}] must be a string, got a ${typeof value}`)
  return value === undefined ? null : value
}

const isDynamic = ([, value]) => typeof value === 'function' || isThenable(value)

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
