// Arguments as JSON text. A value that JSON cannot write is an error that names the field, never a silent `null`.

import { types } from 'node:util'
import { invalid } from './errors.js'
import { isPlainObject, property } from './properties.js'
import { lostName, withArticle } from './value-types.js'

/** Returns `value` as JSON text. `given` is the part that the caller wrote; only that part is checked. */
export function toJson(value: unknown, given?: object | null): string {
  let text: string
  try {
    text = stringify(value)
  } catch (cause) {
    const fault = faultIn(given)
    if (fault === undefined && /BigInt/.test(errorMessage(cause))) return withoutBigInts(value)
    throw invalid(fault ?? `the request cannot be written as JSON: ${errorMessage(cause)}`, cause)
  }
  if (given !== undefined && given !== null && (isSuspicious(text) || holdsClasses(given))) {
    const fault = faultOf(given)
    if (fault !== undefined) throw invalid(fault)
    const gappy = text.includes('null') ? gappyLists(given) : new Set<unknown>()
    if (gappy.size > 0) {
      return stringify(value, (one) => (gappy.has(one) ? (one as unknown[]).filter((element) => element !== undefined) : one))
    }
  }
  return text
}

/**
 * Whether a text may hold what JSON cannot write. It has `null` for a number that is not finite, `{}` for a Map, and `{"0":` for a typed
 * array.
 */
const isSuspicious = (text: string): boolean => text.includes('null') || text.includes('{}') || text.includes('{"0":')

/** A value that is nested deeper than this is checked without recursion. */
const MOST_DEPTH = 50

/**
 * Whether anything in it is no list, no plain object and nothing with a `toJSON`. A Blob that somebody has given a name is
 * `{"name":…}`, a query that nobody awaited is its URL and its keys: their text looks like any other.
 */
function holdsClasses(value: object, depth = 0): boolean {
  if (depth > MOST_DEPTH) return true
  const isList = Array.isArray(value)
  if (!isList) {
    if (Object.getPrototypeOf(value) !== Object.prototype && !isPlainObject(value))
      return depth === 0 || typeof property(value, 'toJSON') !== 'function'
    if (typeof (value as { then?: unknown }).then === 'function') return true
  }
  const members: readonly unknown[] = isList ? value : Object.values(value)
  for (let at = 0; at < members.length; at++) {
    const one = members[at]
    if (one !== null && typeof one === 'object' && holdsClasses(one, depth + 1)) return true
  }
  return false
}

type Replace = (value: unknown) => unknown

/** `JSON.stringify`; `replace` changes a value before it is written. */
function stringify(value: unknown, replace?: Replace): string {
  if ('toJSON' in Object.prototype) return JSON.stringify(copied(value, '', replace ?? ((one) => one)))
  return replace === undefined ? JSON.stringify(value) : JSON.stringify(value, (_name, one: unknown) => replace(one))
}

/** What JSON writes of a value, out of reach of a `toJSON` that somebody gave to Object.prototype. */
function copied(given: unknown, name: string, replace: Replace): unknown {
  const toJSON = property(given, 'toJSON')
  const value = replace(typeof toJSON === 'function' ? toJSON.call(given, name) : given)
  if (value === null || typeof value !== 'object') return value
  if (types.isBoxedPrimitive(value)) return value.valueOf()
  if (Array.isArray(value)) {
    const list = Array.from(value, (one, at) => copied(one, String(at), replace))
    return Object.setPrototypeOf(list, null)
  }
  const copy = { __proto__: null } as unknown as Record<string, unknown>
  for (const key of Object.keys(value)) copy[key] = copied((value as Record<string, unknown>)[key], key, replace)
  return copy
}

/**
 * The lists of query parameters that hold `undefined`, as `[a, cond ? b : undefined]` does: there it is nothing, where JSON would have
 * `null`, an empty value. In a body JSON's rule holds.
 */
function gappyLists(given: object): Set<unknown> {
  const { body: _, ...others } = given as { body?: unknown }
  const named = { __proto__: null, ...others } as { params?: unknown; query?: unknown; queryParams?: unknown }
  const sources = [named, named.params, named.query, named.queryParams].filter((one) => typeof one === 'object')
  const lists = sources.flatMap((one) => Object.values(one ?? {}))
  return new Set(lists.filter((one) => Array.isArray(one) && one.includes(undefined)))
}

/** The same where writing failed: looking may fail as well, at a getter that throws. */
function faultIn(given: object | null | undefined): string | undefined {
  try {
    return faultOf(given, true)
  } catch {
    return undefined
  }
}

/** Outside of the request, in an id or an option, a bigint is as wrong as a number is: Rust says so, and knows its name. */
const withoutBigInts = (value: unknown): string => stringify(value, (one) => (typeof one === 'bigint' ? Number(one) : one))

/** An object that is still to be looked at. */
interface Entry {
  readonly value: object
  readonly name: string
  readonly parent: Entry | undefined
  /** It is below all that is in its object on the stack: the object is done. */
  readonly isEnd?: boolean
  /** It is what a `toJSON` returned. */
  readonly isJson?: boolean
}

/** What is wrong with the first field that JSON cannot write. Only where writing failed can there be a cycle. */
function faultOf(given: unknown, mayBeCyclic = false): string | undefined {
  if (given === null || typeof given !== 'object') return undefined
  const writesBigInt = typeof property(BigInt.prototype, 'toJSON') === 'function'
  const stack: Entry[] = [{ value: given, name: '', parent: undefined }]
  const parents = new Set<object>()
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { value, name, parent } = here
    if (here.isEnd) {
      parents.delete(value)
      continue
    }
    if (mayBeCyclic && !here.isJson) {
      if (parents.has(value)) return `${pathOf(here)} must not contain itself`
      parents.add(value)
      stack.push({ value, name: '', parent: undefined, isEnd: true })
    }
    if (!here.isJson && typeof property(value, 'toJSON') === 'function') {
      if (isInvalidDate(value)) return `${pathOf(here)} must be a valid date`
      if (parent !== undefined) {
        const json = (value as { toJSON(name: string): unknown }).toJSON(name)
        if (json !== null && typeof json === 'object') stack.push({ value: json, name, parent, isJson: true })
        continue
      }
    } else if (!Array.isArray(value)) {
      const lost = lostName(value)
      const wanted = parent === undefined ? 'an object of fields' : 'something that JSON can say'
      if (lost !== undefined) return `${pathOf(here)} must be ${wanted}, got ${withArticle(lost)}`
    }
    const names = Object.keys(value)
    for (let at = names.length - 1; at >= 0; at--) {
      const field = names[at] as string
      const one = (value as Record<string, unknown>)[field]
      const path = (): string => pathOf({ name: field, parent: here })
      if (one !== null && typeof one === 'object') stack.push({ value: one, name: field, parent: here })
      else if (typeof one === 'number' && !Number.isFinite(one)) return `${path()} must be a finite number, got ${one}`
      else if (Array.isArray(value) && (typeof one === 'function' || typeof one === 'symbol'))
        return `${path()} must be something that JSON can say, got a ${typeof one}`
      else if (typeof one === 'bigint' && !writesBigInt) return `${path()} must be something that JSON can say, got the bigint ${one}`
    }
  }
  return undefined
}

/** A path has no more names than this. */
const MOST_NAMES = 40

/** Where an entry is: `configuredProps.rows[0].at`. */
function pathOf({ name, parent }: Pick<Entry, 'name' | 'parent'>): string {
  const names: string[] = []
  for (let field = name, of = parent; of !== undefined; field = of.name, of = of.parent)
    names.push(Array.isArray(of.value) ? `[${field}]` : `.${field}`)
  if (names.length === 0) return 'the request'
  // Of a very deep one the beginning and the end are enough to find it.
  if (names.length > MOST_NAMES) names.splice(MOST_NAMES / 2, names.length - MOST_NAMES, '…')
  return names.reverse().join('').replace(/^\./, '')
}

/** Also for dates of other realms. */
const isInvalidDate = (value: object): boolean => Object.prototype.toString.call(value) === '[object Date]' && Number.isNaN(Number(value))

/** A wrong value, for a message. Not everything can be made a string. */
export function display(value: unknown): string {
  try {
    return String(value)
  } catch {
    return `${typeof value} without words`
  }
}

/** The message of an error. Anything can be thrown, also what cannot be made a string. */
export function errorMessage(error: unknown): string {
  try {
    return String(error !== null && typeof error === 'object' && 'message' in error ? error.message : error)
  } catch {
    return `${typeof error} without words`
  }
}
