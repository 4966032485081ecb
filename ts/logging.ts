// The option `logging`: a line before and after each call. Lines hold the operation, its path as documented, its status and its time;
// never a header, a query or a body.

import type { CallReport } from './channels.js'
import { invalid } from './errors.js'
import { ignoreErrors } from './ignore.js'
import { now } from './platform.js'
import { property } from './properties.js'
import { truncateValue } from './truncate.js'
import { knownOptions, namesOf, warnOfUnknown } from './unknown-options.js'

/** How important a line is, from the least to the most. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** An object that writes log lines, such as `console`. */
export interface Logger {
  debug(message: string, ...facts: unknown[]): void
  info(message: string, ...facts: unknown[]): void
  warn(message: string, ...facts: unknown[]): void
  error(message: string, ...facts: unknown[]): void
}

/** How calls are logged. A line never has a header, a query or a body. */
export interface LogConfig {
  /**
   * The lowest level that is written. Calls are at `debug`, failures at `error`.
   *
   * @default 'info'
   * @example 'debug'
   */
  level?: LogLevel | undefined
  /**
   * What writes the lines.
   *
   * @default console
   * @example pino()
   */
  logger?: Logger | undefined
  /**
   * If true, nothing is written.
   *
   * @default true
   * @example false
   */
  silent?: boolean | undefined
}

/**
 * Logs the calls of a client.
 *
 * @internal
 */
export interface CallLogger {
  /** A report that also writes a line now, and one when the call ends. */
  around(report: CallReport, operation: string, method: string, path: string): Pick<CallReport, 'ended' | 'failed'>
}

const KNOWN = knownOptions('the option logging', namesOf<LogConfig>({ level: true, logger: true, silent: true }))
const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/**
 * What logs a client's calls; undefined when nothing is to be written.
 *
 * @internal
 */
export function loggerOf(logging: unknown): CallLogger | undefined {
  if (typeof logging !== 'object' || logging === null) throw invalid(`logging must be an object, got ${typeof logging}`)
  const isAlone = isLogger(logging)
  if (!isAlone) warnOfUnknown(logging, KNOWN)
  const level = (isAlone ? 'debug' : property(logging, 'level', 'info')) as LogLevel
  const logger = (isAlone ? logging : property(logging, 'logger', console)) as Logger
  const silent = isAlone ? false : property(logging, 'silent', true)
  if (!LEVELS.includes(level))
    throw invalid(`logging.level must be ${LEVELS.map((one) => `"${one}"`).join(', ')}, got ${JSON.stringify(level)}`)
  for (const one of LEVELS) {
    if (typeof property(logger, one) !== 'function') throw invalid(`logging.logger must have the methods ${LEVELS.join(', ')}`)
  }
  if (silent) return undefined
  const write = (one: LogLevel, message: string, facts: object): void => {
    if (LEVELS.indexOf(one) < LEVELS.indexOf(level)) return
    // An error of the logger must not fail a call.
    ignoreErrors(() => logger[one](`pipedream: ${message}`, facts))
  }
  return {
    around(report, operation, method, path) {
      const start = now()
      const facts = (more: object): object => ({ operation, method, path, durationMs: now() - start, ...more })
      write('debug', 'request', { operation, method, path })
      const { scope } = report
      return {
        ended: scope((ended: { status: number | undefined; attempts: number }) => {
          report.ended(ended)
          write('debug', 'answer', facts(ended))
        }),
        failed: scope((error) => {
          report.failed(error)
          const { statusCode, code, name, attempts, phase } = error
          write('error', 'failure', facts({ status: statusCode, code: truncateValue(code, 500), name, attempts, phase }))
        }),
      }
    },
  }
}

/** A logger by itself, which decides on its own what it writes. */
const isLogger = (logging: object): boolean =>
  property(logging, 'logger') === undefined && LEVELS.every((one) => typeof property(logging, one) === 'function')
