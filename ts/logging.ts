// The option `logging`: a line before and after each call. Lines hold the operation, its path as documented, its status and its time;
// never a header, a query or a body.

import { invalid, type PipedreamError } from './errors.js'
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
 * A call, as it is logged.
 *
 * @internal
 */
export interface LoggedCall {
  readonly operation: string
  readonly method: string
  readonly path: string
}

/**
 * What is known of a call when it has ended.
 *
 * @internal
 */
export interface LoggedEnd {
  readonly status: number | undefined
  readonly attempts: number
  readonly requestId: string | undefined
  readonly bytes: number | undefined
  readonly isStreamed: boolean
}

/**
 * Logs the calls of a client.
 *
 * @internal
 */
export interface CallLogger {
  /** Whether it writes what only an observed call tells. */
  readonly needsFacts: boolean
  /** A call starts. Returns the function to be called when it has ended. */
  start(call: LoggedCall): (end: LoggedEnd, error: PipedreamError | undefined) => void
}

const KNOWN = knownOptions('the option logging', namesOf<LogConfig>({ level: true, logger: true, silent: true }))
const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/**
 * What logs a client's calls; undefined when nothing is to be written.
 *
 * @internal
 */
export function loggerOf(logging: unknown): CallLogger | undefined {
  if (typeof logging === 'string') return lineLogger(checkedLevel(logging, 'logging'))
  if (typeof logging !== 'object' || logging === null) throw invalid(`logging must be a level or an object, got ${typeof logging}`)
  const isAlone = isLogger(logging)
  if (!isAlone) warnOfUnknown(logging, KNOWN)
  const level = isAlone ? 'debug' : checkedLevel(property(logging, 'level', 'info'), 'logging.level')
  const logger = (isAlone ? logging : property(logging, 'logger', console)) as Logger
  const silent = isAlone ? false : property(logging, 'silent', true)
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
    needsFacts: false,
    start({ operation, method, path }) {
      const start = now()
      const facts = (more: object): object => ({ operation, method, path, durationMs: now() - start, ...more })
      write('debug', 'request', { operation, method, path })
      return ({ status, attempts }, error) => {
        if (error === undefined) return write('debug', 'answer', facts({ status, attempts }))
        const { statusCode, code, name, attempts: made, phase } = error
        return write('error', 'failure', facts({ status: statusCode, code: truncateValue(code, 500), name, attempts: made, phase }))
      }
    },
  }
}

/** Writes one line for each call when it has ended: of level `debug` if it succeeded, else `error`. */
function lineLogger(level: LogLevel): CallLogger {
  return {
    needsFacts: level === 'debug',
    start(call) {
      const start = now()
      return (end, error) => {
        const isWritten = level === 'debug' || error !== undefined
        if (isWritten) ignoreErrors(() => console[error === undefined ? 'debug' : 'error'](lineOf(call, end, error, now() - start)))
      }
    },
  }
}

/** `pipedream: accounts.retrieve GET /v1/… 200 in 31 ms, 1 attempt, 512 bytes, request id req_1`. */
function lineOf({ operation, method, path }: LoggedCall, end: LoggedEnd, error: PipedreamError | undefined, ms: number): string {
  const { status, attempts, requestId, bytes, isStreamed } = end
  const label = error?.code ?? error?.name ?? ''
  const outcome = error === undefined ? status : status === undefined ? `failed (${label})` : `${status} (${label})`
  const facts = [
    `pipedream: ${operation} ${method} ${path} ${outcome} in ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`,
    `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
    isStreamed ? 'a stream' : bytes === undefined ? undefined : `${bytes} bytes`,
    error?.phase === undefined ? undefined : `phase ${error.phase}`,
    requestId === undefined ? undefined : `request id ${requestId}`,
  ]
  // A path and what the server sent may have characters that begin another line, or that a terminal obeys.
  return facts
    .filter((fact) => fact !== undefined)
    .join(', ')
    .slice(0, 2000)
    .replace(/[^\x20-\x7e]/g, '?')
}

function checkedLevel(level: unknown, name: string): LogLevel {
  if (!LEVELS.includes(level as LogLevel))
    throw invalid(`${name} must be ${LEVELS.map((one) => `"${one}"`).join(', ')}, got ${JSON.stringify(level)}`)
  return level as LogLevel
}

/** A logger by itself, which decides on its own what it writes. */
const isLogger = (logging: object): boolean =>
  property(logging, 'logger') === undefined && LEVELS.every((one) => typeof property(logging, one) === 'function')
