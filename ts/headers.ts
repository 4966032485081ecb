// Headers as callers give them: values, functions, promises.

import { invalid } from './errors.js'
import { errorMessage } from './json.js'
import { isPlainObject, property } from './properties.js'
import { isThenable, lossyClassName, opaqueName, withArticle } from './value-types.js'

/** A header's name and value. What the value is, is checked in Rust; null removes the header. */
export type HeaderPair = readonly [name: string, value: unknown]

/** `[name, value]` of each; undefined removes like null. Headers, Maps and lists of pairs are taken as `fetch` takes them. */
export function pairsOf(headers: unknown, option: string): HeaderPair[] {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object') throw invalid(`${option} must be an object, got ${typeof headers}`)
  return entriesOf(headers, option).map(([name, value]) => [name, checked(name, value, option)])
}

function entriesOf(headers: object, option: string): readonly HeaderPair[] {
  if (typeof property(headers, Symbol.iterator) === 'function' && !ArrayBuffer.isView(headers)) {
    const entries = listed(headers as Iterable<unknown>, option)
    const wrong = entries.findIndex((pair) => !Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string')
    if (wrong < 0) return entries as HeaderPair[]
    throw invalid(`${option} must be an object, Headers, or a list of [name, value] pairs; its element ${wrong} is no such pair`)
  }
  if (typeof property(headers, 'entries') === 'function' && typeof property(headers, 'get') === 'function')
    return [...(headers as { entries(): Iterable<HeaderPair> }).entries()]
  const name = isPlainObject(headers) ? undefined : (opaqueName(headers) ?? lossyClassName(headers))
  if (name !== undefined) throw invalid(`${option} must be an object, Headers, or a list of [name, value] pairs, got ${withArticle(name)}`)
  return Object.entries(headers)
}

/** What a caller's iterator gives; it may throw. */
function listed(headers: Iterable<unknown>, option: string): unknown[] {
  try {
    return [...headers]
  } catch (error) {
    throw invalid(`${option} could not be read: ${errorMessage(error)}`, error)
  }
}

/** A value that JSON would leave out must not remove a header. */
function checked(name: string, value: unknown, option: string): unknown {
  if (typeof value === 'symbol' || typeof value === 'bigint')
    throw invalid(`${option}[${JSON.stringify(name)}] must be a string, got a ${typeof value}`)
  return value === undefined ? null : value
}

/** Whether the value has to be called or awaited first. */
export const isDynamic = ([, value]: HeaderPair): boolean => typeof value === 'function' || isThenable(value)

/** The pairs with their functions called and their promises awaited. */
export const resolved = (pairs: readonly HeaderPair[], option = 'headers'): Promise<HeaderPair[]> =>
  Promise.all(
    pairs.map(async ([name, value]): Promise<HeaderPair> => {
      let given: unknown
      try {
        given = await (typeof value === 'function' ? value() : value)
      } catch (error) {
        throw invalid(`${option}[${JSON.stringify(name)}] could not be had: the function threw`, error)
      }
      if (typeof given === 'function') throw invalid(`${option}[${JSON.stringify(name)}] must be a string, got a function`)
      return [name, checked(name, given, option)]
    }),
  )

/** The pairs of `pairsOf` for headers of `fetch`, where a name that is given several times has all its values (Fetch, section 2.2.2). */
export function combinedHeaders(headers: unknown): HeaderPair[] {
  const combined = new Map<string, HeaderPair>()
  for (const [name, value] of pairsOf(headers, 'headers')) {
    const key = name.toLowerCase()
    const before = combined.get(key)?.[1]
    const areTexts = typeof before === 'string' && typeof value === 'string'
    combined.set(key, [name, areTexts ? `${before}${key === 'cookie' ? '; ' : ', '}${value}` : value])
  }
  return [...combined.values()]
}
