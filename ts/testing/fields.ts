// Fields as a test writes them: in camelCase, where the API has snake_case. Unknown names and values of the wrong kind are refused.

import { kindOf, readOptions } from './read-options.js'

export interface Kind {
  readonly name: string
  accepts(value: unknown): boolean
}

export const STRING: Kind = { name: 'a string', accepts: (value) => typeof value === 'string' }
export const NUMBER: Kind = { name: 'a number', accepts: (value) => typeof value === 'number' }
export const BOOLEAN: Kind = { name: 'a boolean', accepts: (value) => typeof value === 'boolean' }
const isObject = (value: unknown): value is object => value !== null && typeof value === 'object' && !Array.isArray(value)
/** What can be iterated, such as a Map, has its values elsewhere, so all of them would be lost in silence. */
export const OBJECT: Kind = { name: 'an object', accepts: (value) => isObject(value) && !(Symbol.iterator in value) }
/** Headers by name, which may be `Headers` or a Map, too. */
export const HEADERS: Kind = { name: 'an object', accepts: isObject }

/** The names and values of `HEADERS`. */
export const headerPairs = (headers: object): [string, unknown][] =>
  Symbol.iterator in headers ? [...(headers as Iterable<[string, unknown]>)] : Object.entries(headers)
export const ARRAY: Kind = { name: 'an array', accepts: Array.isArray }

/** The fields that were given. Throws TypeError for an unknown name, and for a value of the wrong kind. */
export function readFields<T extends object>(where: string, given: T, kinds: Readonly<Record<keyof T & string, Kind>>): Partial<T> {
  const names = Object.keys(kinds) as (keyof T & string)[]
  const fields = readOptions(where, given, names, 'field')
  for (const name of names) {
    const value = fields[name]
    if (value !== undefined && !kinds[name].accepts(value))
      throw new TypeError(`${where}: ${name} must be ${kinds[name].name}, got ${kindOf(value)}`)
  }
  return fields
}

export const rename = (fields: object, renamed: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [renamed(name), value]))
export const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
export const toCamelCase = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
