'use strict'

// An error as `console.log` and `util.inspect` show it: what it says, where it was made, its facts and its cause, short whatever they are
// and whatever the options ask for. What is shown is a stand-in, made of bounded copies.

const { inspect, types } = require('node:util')
const { beginning, brief, short } = require('./brief.js')

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** An error takes no more than this, so that several of them in an AggregateError are still readable. */
const MOST = 24_576
const MOST_STACK = 6144
const MOST_MEMBERS = 40
const MOST_LINES = 500
/** So many causes behind one another are shown, and so many errors beside one another. */
const MOST_CAUSES = 3
const MOST_ERRORS = 3

function inspected(error, depth, options) {
  if (typeof depth === 'number' && depth < 0) return `[${headlineOf(error)}]`
  const text = shown(error, { ...options, depth })
  return text.length > MOST ? `${beginning(text, MOST)}… (cut)` : text
}

function shown(error, options) {
  // Its own class shows best; one that somebody made may have getters that throw.
  for (const prototypeOf of [Object.getPrototypeOf, () => Error.prototype]) {
    try {
      return inspect(standIn(error, 0, prototypeOf), options)
    } catch {
      // Then in another way.
    }
  }
  return `[${headlineOf(error)}]`
}

/** An error that shows as `error` does, made of short copies. */
function standIn(error, level, prototypeOf) {
  const stand = Object.setPrototypeOf(new Error(), prototypeOf(error))
  const hidden = (name, value) => Object.defineProperty(stand, name, { __proto__: null, value, configurable: true, writable: true })
  hidden(INSPECT, undefined)
  hidden('name', textOf(error, 'name', 200) ?? 'Error')
  hidden('message', textOf(error, 'message', 3072) ?? '')
  hidden('stack', textOf(error, 'stack', level === 0 ? MOST_STACK : MOST_STACK / 2) ?? `${stand.name}: ${stand.message}`)
  const names = Object.keys(error).filter((name) => name !== 'cause')
  // A long body is not listed.
  if (Object.hasOwn(error, 'body') && !names.includes('body')) names.push('body')
  for (const name of names.slice(0, MOST_MEMBERS)) stand[short(name, 200)] = memberOf(error, name, level)
  if (names.length > MOST_MEMBERS) stand['…'] = `(${names.length} members in all)`
  if (Object.hasOwn(error, 'cause')) hidden('cause', behind(error.cause, level + 1, prototypeOf))
  if (Array.isArray(error.errors) && !names.includes('errors')) hidden('errors', beside(error.errors, level + 1, prototypeOf))
  return stand
}

/** A text of an error's; nothing where it is none, or cannot be read. */
function textOf(error, name, most) {
  try {
    return typeof error[name] === 'string' ? shortLines(error[name], most) : undefined
  } catch {
    return undefined
  }
}

/** A text with no more characters and lines: whoever shows it indents each of them. */
function shortLines(text, most) {
  let start = beginning(text, most)
  const lines = start.split('\n', MOST_LINES + 1)
  if (lines.length > MOST_LINES) start = lines.slice(0, MOST_LINES).join('\n')
  return start.length === text.length ? text : `${start}… (${text.length} characters in all)`
}

function memberOf(error, name, level) {
  try {
    if (name === 'rawResponse') return headOf(error.rawResponse)
    return brief(error[name], name === 'body' && level === 0 ? 8192 : 1024)
  } catch {
    return '[it cannot be read]'
  }
}

/** Status and headers. `Headers` keep what they hold where a copy does not find it. */
function headOf(raw) {
  if (raw === null || typeof raw !== 'object') return brief(raw, 1024)
  const { headers, ...rest } = raw
  const pairs = typeof headers?.entries === 'function' ? Object.fromEntries(headers.entries()) : headers
  return { ...brief(rest, 1024), headers: brief(pairs, 2048) }
}

function behind(cause, level, prototypeOf) {
  if (!isError(cause)) return brief(cause, 1024)
  if (level > MOST_CAUSES) return `[${headlineOf(cause)}]`
  try {
    return standIn(cause, level, prototypeOf)
  } catch {
    return `[${headlineOf(cause)}]`
  }
}

function beside(errors, level, prototypeOf) {
  const copies = Array.from({ length: Math.min(errors.length, MOST_ERRORS) }, (_, index) => behind(errors[index], level, prototypeOf))
  if (errors.length > MOST_ERRORS) copies.push(`… (${errors.length} in all)`)
  return copies
}

function isError(value) {
  try {
    return types.isNativeError(value) || value instanceof Error
  } catch {
    return false
  }
}

const headlineOf = (error) => short(`${textOf(error, 'name', 200) ?? 'Error'}: ${textOf(error, 'message', 200) ?? ''}`.split('\n')[0], 300)

module.exports = { INSPECT, inspected }
