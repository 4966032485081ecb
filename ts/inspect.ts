// An error as `console.log` and `util.inspect` show it: message, stack, members and cause, of limited length whatever the options of
// inspect. A copy of the error with truncated members is shown.

import { inspect, types, type InspectOptions } from 'node:util'
import { define } from './properties.js'
import { dataWithoutSecrets, PLACEHOLDER, quotesSecret, withoutSecrets } from './secret-shapes.js'
import { truncate, truncateShown, truncateValue } from './truncate.js'

/** The method that `util.inspect` calls. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom')

/** The length of the text for one error, in characters. An AggregateError with several of them stays readable. */
const MAX_TEXT = 24_576
const MAX_STACK = 6144
const MAX_MEMBERS = 40
const MAX_LINES = 500
/** How long a chain of causes is shown, and how many errors of an AggregateError. */
const MAX_CAUSES = 3
const MAX_ERRORS = 3

type PrototypeOf = (error: object) => object | null

/** The text for `error`, at most 24 KB. */
export function inspectError(error: object, depth: number, options: InspectOptions): string {
  if (typeof depth === 'number' && depth < 0) return `[${headline(error)}]`
  const text = inspectCopy(error, { ...options, depth })
  return text.length > MAX_TEXT ? `${truncate(text, MAX_TEXT)}… (cut)` : text
}

function inspectCopy(error: object, options: InspectOptions): string {
  // First with its own prototype, so that its class is shown. A derived class may have getters that throw.
  for (const prototypeOf of [Object.getPrototypeOf as PrototypeOf, () => Error.prototype]) {
    try {
      return inspect(copyOf(error, 0, prototypeOf), options)
    } catch {
      // Next with Error.prototype, then as one line.
    }
  }
  return `[${headline(error)}]`
}

/** A copy of `error` with truncated members. `level` counts the causes above it. */
function copyOf(error: object, level: number, prototypeOf: PrototypeOf): Error {
  const copy = Object.setPrototypeOf(new Error(textOf(error, 'message', 3072) ?? ''), prototypeOf(error)) as Error & Record<string, unknown>
  const hidden = (name: PropertyKey, value: unknown): void => define(copy, name, { value, configurable: true, writable: true })
  hidden(INSPECT, undefined)
  hidden('name', textOf(error, 'name', 200) ?? 'Error')
  hidden('stack', textOf(error, 'stack', level === 0 ? MAX_STACK : MAX_STACK / 2) ?? `${copy.name}: ${copy.message}`)
  const names = Object.keys(error).filter((name) => name !== 'cause')
  // A long body is not enumerable, but is shown.
  if (Object.hasOwn(error, 'body') && !names.includes('body')) names.push('body')
  for (const name of names.slice(0, MAX_MEMBERS)) copy[truncateShown(name, 200)] = memberOf(error, name, level)
  if (names.length > MAX_MEMBERS) copy['…'] = `(${names.length} members in all)`
  const { errors } = error as { errors?: unknown }
  if (Object.hasOwn(error, 'cause')) hidden('cause', causeOf((error as Error).cause, level + 1, prototypeOf))
  if (Array.isArray(errors) && !names.includes('errors')) hidden('errors', errorsOf(errors, level + 1, prototypeOf))
  return copy
}

/** A text member of an error, truncated. Undefined if it is not a text, or if its getter throws. */
function textOf(error: object, name: string, most: number): string | undefined {
  try {
    const text = (error as Record<string, unknown>)[name]
    if (typeof text !== 'string') return undefined
    // A stack begins with the message.
    if (quotesSecret(error) && name !== 'name') return name === 'stack' ? undefined : PLACEHOLDER
    return truncateLines(isOwn(error) ? text : withoutSecrets(text), most)
  } catch {
    return undefined
  }
}

/** A text with at most `most` characters and 500 lines. Lines are limited because inspect indents each of them. */
function truncateLines(text: string, most: number): string {
  let start = truncate(text, most)
  const lines = start.split('\n', MAX_LINES + 1)
  if (lines.length > MAX_LINES) start = lines.slice(0, MAX_LINES).join('\n')
  return start.length === text.length ? start : `${start}… (${text.length} characters in all)`
}

function memberOf(error: object, name: string, level: number): unknown {
  try {
    const value = (error as Record<string, unknown>)[name]
    if (name === 'rawResponse') return rawResponseOf(value)
    const short = truncateValue(value, name === 'body' && level === 0 ? 8192 : 1024)
    if (quotesSecret(error)) return typeof short === 'string' && name !== 'code' ? PLACEHOLDER : dataWithoutSecrets(short)
    return isOwn(error) ? short : dataWithoutSecrets(short)
  } catch {
    return '[it cannot be read]'
  }
}

/** Status and headers, which inspect does not find among the members of `Headers`. */
function rawResponseOf(raw: unknown): unknown {
  if (raw === null || typeof raw !== 'object') return truncateValue(raw, 1024)
  const { headers, ...rest } = raw as { headers?: Headers }
  const pairs = typeof headers?.entries === 'function' ? Object.fromEntries(headers.entries()) : headers
  return { ...(truncateValue(rest, 1024) as object), headers: truncateValue(pairs, 2048) }
}

function causeOf(cause: unknown, level: number, prototypeOf: PrototypeOf): unknown {
  if (!isError(cause)) return dataWithoutSecrets(truncateValue(cause, 1024))
  if (level > MAX_CAUSES) return `[${headline(cause)}]`
  try {
    return copyOf(cause, level, prototypeOf)
  } catch {
    return `[${headline(cause)}]`
  }
}

function errorsOf(errors: readonly unknown[], level: number, prototypeOf: PrototypeOf): unknown[] {
  const copies = Array.from({ length: Math.min(errors.length, MAX_ERRORS) }, (_, index) => causeOf(errors[index], level, prototypeOf))
  if (errors.length > MAX_ERRORS) copies.push(`… (${errors.length} in all)`)
  return copies
}

function isError(value: unknown): value is Error {
  try {
    return types.isNativeError(value) || value instanceof Error
  } catch {
    return false
  }
}

/** Whether an error is of this package. Rust has removed the secrets from it; one of the caller's may quote a secret. */
const isOwn = (error: object): boolean => INSPECT in error

/** Name and message in one line. */
const headline = (error: object): string => {
  const [line = ''] = `${textOf(error, 'name', 200) ?? 'Error'}: ${textOf(error, 'message', 200) ?? ''}`.split('\n')
  return truncateShown(line, 300)
}
