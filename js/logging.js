'use strict'

// The option `logging`: a line before and after each call. Lines hold the operation, its path as documented, its status
// and its time; never a header, a query or a body.

const { invalid } = require('./errors.js')

const LEVELS = ['debug', 'info', 'warn', 'error']

/** What reports a client's calls, or nothing when nobody wants to read it. */
function loggerOf(logging) {
  if (logging === undefined || logging === null) return undefined
  if (typeof logging !== 'object') throw invalid(`logging must be an object, got ${typeof logging}`)
  const { level = 'info', logger = console, silent = true } = logging
  if (!LEVELS.includes(level)) throw invalid(`logging.level must be ${LEVELS.map((one) => `"${one}"`).join(', ')}, got ${JSON.stringify(level)}`)
  for (const one of LEVELS) {
    if (typeof logger?.[one] !== 'function') throw invalid(`logging.logger must have the methods ${LEVELS.join(', ')}`)
  }
  if (silent) return undefined
  const wants = (one) => LEVELS.indexOf(one) >= LEVELS.indexOf(level)
  return {
    around(report, operation, method, path) {
      const began = performance.now()
      const facts = () => ({ operation, method, path, durationMs: performance.now() - began })
      if (wants('debug')) logger.debug('pipedream: request', { operation, method, path })
      return {
        ended(status) {
          report.ended(status)
          if (wants('debug')) logger.debug('pipedream: answer', { ...facts(), status })
        },
        failed(error) {
          report.failed(error)
          if (wants('error')) logger.error('pipedream: failure', { ...facts(), status: error.statusCode, code: error.code, name: error.name })
        },
      }
    },
  }
}

module.exports = { loggerOf }
