'use strict'

// What a call asks for on top of its client, as the text that crosses. What the values may be is checked in Rust.

const { invalid } = require('./errors.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { jsonOf } = require('./json.js')
const { checkOptions } = require('./kinds.js')
const { own, picked } = require('./own.js')

const NONE = Object.freeze([])

/** What is read of the options besides the headers and the signal. */
const NAMES = ['timeoutInSeconds', 'maxRetries', 'maxResponseBytes', 'queryParams', 'projectEnvironment', 'rateLimitToken']

/**
 * The text, or nothing where nothing is asked for. Where a header or the environment has to be asked for first it is a
 * promise: `client.headers()` and `client.environment()` are the client's own, where it has such.
 */
function optionsText(options, client) {
  if ((options === undefined || options === null) && client === undefined) return undefined
  const given = picked(options, NAMES)
  const headers = own(options, 'headers') ?? undefined
  const pairs = headers === undefined ? NONE : pairsOf(headers, 'headers')
  if (client === undefined && !pairs.some(isDynamic)) return written(given, pairs)
  return asked(given, pairs, client)
}

async function asked(given, pairs, client) {
  const headers = client?.headers === undefined ? NONE : await client.headers()
  const projectEnvironment = given.projectEnvironment ?? (await client?.environment?.())
  return written({ ...given, projectEnvironment }, [...headers, ...(await resolved(pairs))])
}

function written(given, headers) {
  if (headers.length === 0 && NAMES.every((name) => given[name] === undefined)) return undefined
  return jsonOf({ ...given, headers }, given)
}

/** The call's abort signal. */
function signalOf(options) {
  if (options !== undefined && options !== null) checkOptions(options, 'requestOptions')
  const signal = own(options, 'abortSignal') ?? undefined
  if (signal !== undefined && (typeof signal !== 'object' || typeof own(signal, 'addEventListener') !== 'function')) {
    throw invalid(`abortSignal must be an AbortSignal, got ${typeof signal}`)
  }
  return signal
}

module.exports = { optionsText, signalOf }
