'use strict'

// What a call asks for on top of its client, as the text that crosses. What the values may be is checked in Rust.

const { invalid } = require('./errors.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { jsonOf } = require('./json.js')

const NONE = Object.freeze([])

/**
 * The text, or nothing where nothing is asked for. Where a header or the environment has to be asked for first it is a
 * promise: `client.headers()` and `client.environment()` are the client's own, where it has such.
 */
function optionsText(options, client) {
  if (options === undefined || options === null) {
    if (client === undefined) return undefined
    options = {}
  }
  if (typeof options !== 'object') throw invalid(`requestOptions must be an object, got ${typeof options}`)
  const own = options.headers === undefined || options.headers === null ? NONE : pairsOf(options.headers, 'headers')
  if (client === undefined && !own.some(isDynamic)) return written(options, own, options.projectEnvironment)
  return asked(options, own, client)
}

async function asked(options, own, client) {
  const headers = client?.headers === undefined ? NONE : await client.headers()
  const environment = options.projectEnvironment ?? (await client?.environment?.())
  return written(options, [...headers, ...(await resolved(own))], environment)
}

function written({ timeoutInSeconds, maxRetries, maxResponseBytes, queryParams, rateLimitToken }, headers, projectEnvironment) {
  const nothing =
    timeoutInSeconds === undefined && maxRetries === undefined && queryParams === undefined && rateLimitToken === undefined &&
    projectEnvironment === undefined && maxResponseBytes === undefined && headers.length === 0
  if (nothing) return undefined
  const given = { timeoutInSeconds, maxRetries, maxResponseBytes, queryParams, projectEnvironment, rateLimitToken }
  return jsonOf({ ...given, headers }, given)
}

/** The call's abort signal. */
function signalOf(options) {
  const signal = options?.abortSignal ?? undefined
  if (signal !== undefined && (typeof signal !== 'object' || typeof signal.addEventListener !== 'function')) {
    throw invalid(`abortSignal must be an AbortSignal, got ${typeof signal}`)
  }
  return signal
}

module.exports = { optionsText, signalOf }
