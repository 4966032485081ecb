// Arguments as JSON text. A value that JSON cannot write is an error that names the field, never a silent `null`.

import { types } from './util-types.js'
import { invalid } from './errors.js'
import { isPlainObject, property } from './properties.js'
import { withoutSecrets } from './secret-shapes.js'
import { lossyClassName, withArticle } from './value-types.js'

/** The JSON text of `value`. Only `given`, the part of it that the caller wrote, is searched for values that JSON cannot write. */
export function toJson(value: unknown, given?: object | null): string {
  let text: string
  try {
    text = stringify(value)
  } catch (cause) {
    const fault = faultIn(given)
    if (fault === undefined && /BigInt/.test(errorMessage(cause))) return withoutBigInts(value)
    throw invalid(fault ?? `the request cannot be written as JSON: ${errorMessage(cause)}`, cause)
  }
  if (given !== undefined && given !== null) refuseLeftOut(given)
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

/** The fields whose members are the parameters of a query. */
const QUERIES = ['params', 'query', 'queryParams'] as const

/**
 * Throws for a field that is a function or a symbol, and for such a parameter of the query. JSON leaves both out in silence, and a filter
 * or a limit would be missing: `{ externalUserId: getUser }` would list the accounts of all users. Inside of a field, and in an instance of
 * a class, which may have functions of its own, they are left out as `JSON.stringify` does.
 */
function refuseLeftOut(given: object): void {
  checkMembers(given, '')
  for (const name of QUERIES) {
    const query = property(given, name)
    if (query !== null && typeof query === 'object') checkMembers(query, `${name}.`)
  }
}

function checkMembers(given: object, path: string): void {
  if (!isPlainObject(given)) return
  for (const name of Object.keys(given)) {
    const member = (given as Record<string, unknown>)[name]
    if (typeof member === 'function' || typeof member === 'symbol')
      throw invalid(`${path}${name} must be a value that JSON can hold, got a ${typeof member}`)
  }
}

/**
 * Whether a text may come from a value that JSON cannot write. `JSON.stringify` writes `null` for a number that is not finite, `{}` for a
 * Map, and an object that begins with `{"0":` for a typed array.
 */
const isSuspicious = (text: string): boolean => text.includes('null') || text.includes('{}') || text.includes('{"0":')

/** `holdsClasses` is recursive. Below this depth it returns true, and `faultOf`, which does not recurse, searches the value. */
const MAX_DEPTH = 50

/**
 * Whether a value holds an object that is not an array, not a plain object and has no `toJSON`, or holds a promise. The text alone does
 * not show these: a Blob with a name is written as `{"name":…}`, and a database query that was not awaited as its fields.
 */
function holdsClasses(value: object, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true
  const isList = Array.isArray(value)
  if (!isList) {
    if (Object.getPrototypeOf(value) !== Object.prototype && !isPlainObject(value))
      return depth === 0 || typeof property(value, 'toJSON') !== 'function'
    if (typeof (value as { then?: unknown }).then === 'function') return true
  }
  const members: readonly unknown[] = isList ? value : Object.values(value)
  // biome-ignore lint/style/useForOf: JSON.stringify reads a list by index too; a list may have an iterator of its own.
  for (let at = 0; at < members.length; at++) {
    const one = members[at]
    if (one !== null && typeof one === 'object' && holdsClasses(one, depth + 1)) return true
  }
  return false
}

type Replace = (value: unknown) => unknown

/** `JSON.stringify`. `replace` changes a value before it is written. */
function stringify(value: unknown, replace?: Replace): string {
  if ('toJSON' in Object.prototype) return JSON.stringify(copied(value, '', replace ?? ((one) => one)))
  return replace === undefined ? JSON.stringify(value) : JSON.stringify(value, (_name, one: unknown) => replace(one))
}

/** A copy of the value as JSON writes it. Its objects have no prototype, so a `toJSON` in Object.prototype is not called for them. */
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
 * The lists in query parameters that hold `undefined`, such as `[a, cond ? b : undefined]`. `toJson` leaves those elements out: JSON would
 * write `null`, which becomes an empty value in the query. In a body, `undefined` in a list stays `null`.
 */
function gappyLists(given: object): Set<unknown> {
  const { body: _, ...others } = given as { body?: unknown }
  const named = { __proto__: null, ...others } as { params?: unknown; query?: unknown; queryParams?: unknown }
  const sources = [named, named.params, named.query, named.queryParams].filter((one) => typeof one === 'object')
  const lists = sources.flatMap((one) => Object.values(one ?? {}))
  return new Set(lists.filter((one) => Array.isArray(one) && one.includes(undefined)))
}

/** `faultOf` after `JSON.stringify` has thrown. The search may throw too, for example at a getter: then it gives undefined. */
function faultIn(given: object | null | undefined): string | undefined {
  try {
    return faultOf(given, true)
  } catch {
    return undefined
  }
}

/** Writes bigints as numbers. They are in an id or an option, where Rust refuses any number with a message that names it. */
const withoutBigInts = (value: unknown): string => stringify(value, (one) => (typeof one === 'bigint' ? Number(one) : one))

/** An object on the stack of `faultOf`. */
interface Entry {
  readonly value: object
  readonly name: string
  readonly parent: Entry | undefined
  /** Marks the end of the object: everything in it has been searched when this entry is taken from the stack. */
  readonly isEnd?: boolean
  /** Whether a `toJSON` returned the object. */
  readonly isJson?: boolean
}

/** Describes the first field that JSON cannot write. `mayBeCyclic` is true after `JSON.stringify` has thrown, for example at a cycle. */
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
      const lost = lossyClassName(value)
      const wanted = parent === undefined ? 'an object of fields' : 'a value that JSON can hold'
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
        return `${path()} must be a value that JSON can hold, got a ${typeof one}`
      else if (typeof one === 'bigint' && !writesBigInt) return `${path()} must be a value that JSON can hold, got the bigint ${one}`
    }
  }
  return undefined
}

/** The number of names in a path from which on its middle is left out. */
const MAX_NAMES = 40

/** The path of an entry, such as `configuredProps.rows[0].at`. */
function pathOf({ name, parent }: Pick<Entry, 'name' | 'parent'>): string {
  const names: string[] = []
  for (let field = name, of = parent; of !== undefined; field = of.name, of = of.parent)
    names.push(Array.isArray(of.value) ? `[${field}]` : `.${field}`)
  if (names.length === 0) return 'the request'
  // The beginning and the end of a very long path are enough to find the field.
  if (names.length > MAX_NAMES) names.splice(MAX_NAMES / 2, names.length - MAX_NAMES, '…')
  return names.reverse().join('').replace(/^\./, '')
}

/** Whether a value is an invalid Date, also one of another realm. */
const isInvalidDate = (value: object): boolean => Object.prototype.toString.call(value) === '[object Date]' && Number.isNaN(Number(value))

/** A value as text, for a message. Some values cannot be converted to a string. */
export function display(value: unknown): string {
  try {
    return String(value)
  } catch {
    return `${typeof value} that has no text`
  }
}

/** The message of an error, without what looks like a secret. Any value can be thrown, also one that cannot be converted to a string. */
export function errorMessage(error: unknown): string {
  try {
    return withoutSecrets(String(error !== null && typeof error === 'object' && 'message' in error ? error.message : error))
  } catch {
    return `${typeof error} that has no text`
  }
}
