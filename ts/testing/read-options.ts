// How options are read, and unknown names refused.

import { property } from '../properties.js'

/**
 * The options that were given, in an object without a prototype: what only an Object.prototype has is not an option. Throws TypeError
 * for a name that is not in `names`, because a misspelt option would otherwise do nothing, and for a function, a symbol and NaN.
 *
 * @param where What the options are for, as an error names it: `fail()`.
 * @param noun What an error calls them.
 */
export function readOptions<T extends object>(
  where: string,
  options: T | undefined,
  names: readonly (keyof T & string)[],
  noun: 'option' | 'field' = 'option',
): Partial<T> {
  const read: Partial<T> = Object.create(null)
  if (options === undefined) return read
  if (options === null || typeof options !== 'object') throw new TypeError(`${where} needs an object, got ${kindOf(options)}`)
  for (const [name, value] of Object.entries(options)) {
    if (!names.some((known) => known === name))
      throw new TypeError(`${where} has no ${noun} ${JSON.stringify(name)} (it was ${kindOf(value)}); the ${noun}s are ${names.join(', ')}`)
  }
  for (const name of names) {
    const value = property(options, name) as T[typeof name] | undefined
    // No option but this one is a function. One that was forgotten to call would be taken for a value, and NaN disables a comparison.
    if ((typeof value === 'function' && name !== 'handler') || typeof value === 'symbol' || Number.isNaN(value))
      throw new TypeError(`${where}: ${name} cannot be ${Number.isNaN(value) ? 'NaN' : kindOf(value)}`)
    if (value !== undefined) read[name] = value
  }
  return read
}

/** The kind of a value, for an error. Never the value, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  if (typeof value !== 'object') return `a ${typeof value}`
  return Symbol.iterator in value ? 'an iterable, such as a Map' : 'an object'
}
