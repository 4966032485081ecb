// Short copies of values of any size and depth, for messages, logs and terminals. The work is bounded as well as the result: of 60 MB no
// more is looked at than is shown.

import { types } from 'node:util'
import { define } from './properties.js'

/** Deeper than this nothing is copied. */
const MOST_DEPTH = 40
const MOST_KEY = 200

/** The first `most` UTF-16 units of a text. A surrogate pair is not cut in two. */
export function truncate(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** The first characters of a text that take `most` bytes in UTF-8 at most. */
export function truncateToBytes(text: string, most: number): string {
  let start = truncate(text, most)
  while (Buffer.byteLength(start) > most)
    start = truncate(start, start.length - Math.max(1, Math.floor((Buffer.byteLength(start) - most) / 3)))
  return start
}

/** The characters that a text takes where it is shown: escaped, and in a terminal with a line for each of its lines. */
const shownLength = (text: string, depth: number): number => JSON.stringify(text).length + (text.split('\n').length - 1) * (8 + 2 * depth)

/** A text that takes `most` characters at most where it is shown. One that is cut says how long it was. */
export function truncateShown(text: string, most: number, depth = 0): string {
  let start = truncate(text, Math.max(0, Math.floor(most)))
  for (let length = shownLength(start, depth); length > most && start !== ''; length = shownLength(start, depth))
    start = truncate(start, Math.floor((start.length * most) / length) - 1)
  return start.length === text.length ? text : `${start}… (${text.length} characters in all)`
}

/**
 * A copy of `value` that JSON can write and whose text, indented or not, is about `most` characters long at most. It says how much was
 * left out. Getters, `toJSON` and proxies may throw; the copy says so in their place.
 */
export const truncateValue = (value: unknown, most: number): unknown => new Copy(most).of(value, 0)

class Copy {
  #left: number
  /** The objects that the value which is copied now is part of. */
  readonly #parents = new Set<object>()

  constructor(most: number) {
    this.#left = most
  }

  of(value: unknown, depth: number): unknown {
    try {
      this.#left -= 8 + 4 * depth
      if (typeof value === 'string') return this.#text(value, depth)
      if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? `${value}n` : '[a bigint]'
      if (value === null || typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : value
      return this.#object(value, depth)
    } catch {
      return '[it cannot be read]'
    }
  }

  #text(text: string, depth: number): string {
    const start = truncate(text, Math.max(0, this.#left))
    // A text that does not fit leaves room for its siblings.
    const fits = start.length === text.length && shownLength(text, depth) <= this.#left
    const shown = fits ? text : truncateShown(text, this.#left / 2, depth)
    this.#left -= shownLength(shown, depth)
    return shown
  }

  #object(value: object & { toJSON?: unknown }, depth: number): unknown {
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`
    if (types.isBoxedPrimitive(value)) return this.of(value.valueOf(), depth)
    if (types.isMap(value) || types.isSet(value)) return `[${value.size} entries]`
    if (this.#parents.has(value)) return '[circular]'
    const json: unknown = typeof value.toJSON === 'function' ? value.toJSON() : value
    if (json === null || typeof json !== 'object') return this.of(json, depth)
    const isList = Array.isArray(json)
    if (depth >= MOST_DEPTH || this.#left <= 0) return isList ? `[a list of ${json.length}]` : '[an object]'
    this.#parents.add(value)
    const copy = isList ? this.#list(json, depth + 1) : this.#members(json, depth + 1)
    this.#parents.delete(value)
    return copy
  }

  #list(list: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = []
    // biome-ignore lint/style/useForOf: JSON.stringify reads a list by index too; a list may have an iterator of its own.
    for (let index = 0; index < list.length; index++) {
      if (this.#left <= 0) {
        copy.push(`… (${list.length} in all)`)
        break
      }
      copy.push(this.of(list[index], depth))
    }
    return copy
  }

  #members(object: object, depth: number): object {
    const copy: Record<string, unknown> = {}
    const names = Object.keys(object)
    // An error's name and message are not among its enumerable members.
    if (types.isNativeError(object)) names.unshift(...['name', 'message'].filter((name) => !names.includes(name)))
    for (const name of names) {
      if (this.#left <= 0) {
        copy['…'] = `(${names.length} members in all)`
        break
      }
      const shown = truncateShown(name, Math.min(MOST_KEY, this.#left), depth)
      this.#left -= shownLength(shown, depth)
      // `__proto__` is a name like any other in JSON.
      define(copy, shown, { value: this.#member(object, name, depth), enumerable: true, configurable: true, writable: true })
    }
    return copy
  }

  #member(object: object, name: string, depth: number): unknown {
    try {
      return this.of((object as Record<string, unknown>)[name], depth)
    } catch {
      return '[it cannot be read]'
    }
  }
}

/** Thrown when enough has been written. */
const ENOUGH = new Error('enough')

/**
 * The beginning of `JSON.stringify(value, undefined, 2)`, `most` characters at most, and whether it is all. Each level writes something,
 * so it goes no deeper than it may write.
 */
export function truncatedJson(value: unknown, most: number): { text: string; isAll: boolean } {
  let text = ''
  const parents = new Set<object>()
  const put = (part: string): void => {
    text += part
    if (text.length > most) throw ENOUGH
  }
  const isWritten = (one: unknown): boolean => one !== undefined && typeof one !== 'function' && typeof one !== 'symbol'
  /** The member as JSON sees it. */
  const jsonValue = (holder: object, name: string | number): unknown => {
    let one = (holder as Record<string | number, unknown>)[name]
    if (ArrayBuffer.isView(one)) return `[${one.byteLength} bytes]`
    if (one !== null && (typeof one === 'object' || typeof one === 'bigint')) {
      const { toJSON } = one as { toJSON?: unknown }
      if (typeof toJSON === 'function') one = toJSON.call(one, name)
    }
    return types.isBoxedPrimitive(one) ? one.valueOf() : one
  }
  const write = (one: unknown, indent: string): void => {
    if (one === null || typeof one !== 'object') {
      put(JSON.stringify(typeof one === 'string' ? truncate(one, most) : one))
      return
    }
    if (parents.has(one)) throw new TypeError('it contains itself')
    parents.add(one)
    const inner = `${indent}  `
    const isList = Array.isArray(one)
    put(isList ? '[' : '{')
    let isFirst = true
    const next = (head: string, member: unknown): void => {
      put(`${isFirst ? '' : ','}\n${inner}${head}`)
      isFirst = false
      write(member, inner)
    }
    if (isList) {
      for (let index = 0; index < one.length; index++) {
        const member = jsonValue(one, index)
        next('', isWritten(member) ? member : null)
      }
    } else {
      for (const name of Object.keys(one)) {
        const member = jsonValue(one, name)
        if (isWritten(member)) next(`${JSON.stringify(truncate(name, most))}: `, member)
      }
    }
    put(`${isFirst ? '' : `\n${indent}`}${isList ? ']' : '}'}`)
    parents.delete(one)
  }
  try {
    const whole = jsonValue({ '': value }, '')
    if (isWritten(whole)) write(whole, '')
  } catch (error) {
    if (error !== ENOUGH) throw error
    return { text: truncate(text, most), isAll: false }
  }
  return { text, isAll: true }
}
