'use strict'

// What the texts of a query mean.

const { badRequest } = require('../answers.js')

/** A flag: undefined when it is not there. */
function flag(query, name) {
  const text = query[name]
  if (text === undefined) return undefined
  if (text !== 'true' && text !== 'false') throw badRequest(`${name} must be true or false, got ${JSON.stringify(text)}`)
  return text === 'true'
}

/** One of a few words: undefined when it is not there. */
function oneOf(query, name, words) {
  const text = query[name]
  if (text !== undefined && !words.includes(text))
    throw badRequest(`${name} must be one of ${words.join(', ')}, got ${JSON.stringify(text)}`)
  return text
}

/** A whole number of at least 0: undefined when it is not there. */
function count(query, name) {
  if (query[name] === undefined) return undefined
  const number = Number(query[name])
  if (!Number.isInteger(number) || number < 0) throw badRequest(`${name} must be a whole number, got ${JSON.stringify(query[name])}`)
  return number
}

/** The values of a name that may come more than once. */
const several = (query, name) => (query[name] === undefined ? undefined : [].concat(query[name]))

/** Whether one of `texts` holds what was searched for. */
const matches = (q, ...texts) => q === undefined || texts.some((text) => text?.toLowerCase().includes(q.toLowerCase()))

module.exports = { count, flag, matches, oneOf, several }
