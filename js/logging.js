'use strict'

// The option `logging`: a line before and after each call. Lines hold the operation, its path as documented, its status
// and its time; never a header, a query or a body.

const { brief } = require('./brief.js')
const { invalid } = require('./errors.js')
const { now } = require('./platform.js')
const { own } = require('./own.js')
const { ignored } = require('./quiet.js')

const LEVELS = ['debug', 'info', 'warn', 'error']

/** What reports a client's calls, or nothing when nobody wants to read it. */
function loggerOf(logging) {
  if (typeof logging !== 'object') throw invalid(`logging must be an object, got ${typeof logging}`)
  const isAlone = isLogger(logging)
  const level = isAlone ? 'debug' : own(logging, 'level', 'info')
  const logger = isAlone ? logging : own(logging, 'logger', console)
  const silent = isAlone ? false : own(logging, 'silent', true)
  if (!LEVELS.includes(level))
    throw invalid(`logging.level must be ${LEVELS.map((one) => `"${one}"`).join(', ')}, got ${JSON.stringify(level)}`)
  for (const one of LEVELS) {
    if (typeof own(logger, one) !== 'function') throw invalid(`logging.logger must have the methods ${LEVELS.join(', ')}`)
  }
  if (silent) return undefined
  const write = (one, words, facts) => {
    if (LEVELS.indexOf(one) < LEVELS.indexOf(level)) return
    // A logger that throws or rejects has a problem of its own; it must cost no call.
    ignored(() => logger[one](`pipedream: ${words}`, facts))
  }
  return {
    around(report, operation, method, path) {
      const began = now()
      const facts = (more) => ({ operation, method, path, durationMs: now() - began, ...more })
      write('debug', 'request', { operation, method, path })
      const { scope } = report
      return {
        ended: scope((status) => {
          report.ended(status)
          write('debug', 'answer', facts({ status }))
        }),
        failed: scope((error) => {
          report.failed(error)
          write('error', 'failure', facts({ status: error.statusCode, code: brief(error.code, 500), name: error.name }))
        }),
      }
    },
  }
}

/** A logger by itself, which decides on its own what it writes. */
const isLogger = (logging) => own(logging, 'logger') === undefined && LEVELS.every((one) => typeof own(logging, one) === 'function')

module.exports = { loggerOf }
