// What the texts of a query mean.

import type { Query } from '../call.js'
import { badRequest } from '../responses.js'

/** A text; of a name that came more than once the last one. Undefined if it was not sent. */
export function text(query: Query, name: string): string | undefined {
  const value = query[name]
  return Array.isArray(value) ? value.at(-1) : value
}

/** A boolean; undefined if it was not sent. */
export function flag(query: Query, name: string): boolean | undefined {
  const value = query[name]
  if (value === undefined) return undefined
  if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false, got ${JSON.stringify(value)}`)
  return value === 'true'
}

/** One of `allowed`; undefined if it was not sent. */
export function oneOf<T extends string>(query: Query, name: string, allowed: readonly T[]): T | undefined {
  const value = query[name]
  if (value === undefined) return undefined
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw badRequest(`${name} must be one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`)
  return found
}

/** A whole number of at least 0; undefined if it was not sent. */
export function count(query: Query, name: string): number | undefined {
  const value = query[name]
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0)
    throw badRequest(`${name} must be a whole number of at least 0, got ${JSON.stringify(value)}`)
  return number
}

/** All texts of a name; undefined if it was not sent. */
export function texts(query: Query, name: string): string[] | undefined {
  const value = query[name]
  return typeof value === 'string' ? [value] : value
}

/** Whether one of `candidates` contains what `q` searches for, in upper or lower case. Without `q`, everything matches. */
export function matches(q: string | undefined, ...candidates: unknown[]): boolean {
  const wanted = q?.toLowerCase()
  return wanted === undefined || candidates.some((one) => typeof one === 'string' && one.toLowerCase().includes(wanted))
}
