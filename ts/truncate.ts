// Truncates texts and values for messages, logs and terminals. Only the part of a value that is shown is read, because a value may be as
// large as 60 MB.

import { byteLength, types } from './util-types.js'
import { define } from './properties.js'

/** An object at this depth is replaced by `[an object]`. */
const MAX_DEPTH = 40
/** The largest length of a member's name, in characters. */
const MAX_KEY = 200

/** The first `most` UTF-16 units of a text. A surrogate pair is not cut in two. */
export function truncate(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** The first characters of a text that take `most` bytes in UTF-8 at most. */
export function truncateToBytes(text: string, most: number): string {
  let start = truncate(text, most)
  while (byteLength(start) > most) start = truncate(start, start.length - Math.max(1, Math.floor((byteLength(start) - most) / 3)))
  return start
}

/** The length of a text in the output: as a JSON string, plus the indentation that inspect adds to each further line. */
const shownLength = (text: string, depth: number): number => JSON.stringify(text).length + (text.split('\n').length - 1) * (8 + 2 * depth)

/** A text that takes at most about `most` characters of output. If it was truncated, it ends with its full length. */
export function truncateShown(text: string, most: number, depth = 0): string {
  let start = truncate(text, Math.max(0, Math.floor(most)))
  for (let length = shownLength(start, depth); length > most && start !== ''; length = shownLength(start, depth))
    start = truncate(start, Math.floor((start.length * most) / length) - 1)
  return start.length === text.length ? text : `${start}… (${text.length} characters in all)`
}

/**
 * A copy of `value` for JSON, whose text, indented or not, is at most about `most` characters long. It says how much was left out.
 * Getters, `toJSON` and proxies may throw; `[it cannot be read]` is in their place.
 */
export const truncateValue = (value: unknown, most: number): unknown => new Copy(most).of(value, 0)

class Copy {
  /** The characters that may still be written. */
  #left: number
  /** The objects around the value that is being copied, to find circular references. */
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
    // A text that does not fit takes half of the room, so that its siblings are shown too.
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
    if (depth >= MAX_DEPTH || this.#left <= 0) return isList ? `[a list of ${json.length}]` : '[an object]'
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
      const shown = truncateShown(name, Math.min(MAX_KEY, this.#left), depth)
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

/** Thrown inside `truncatedJson` to end its recursion. */
const LIMIT_REACHED = new Error('the limit is reached')

/**
 * Returns the first `most` characters of `JSON.stringify(value, undefined, 2)`, and whether that is the whole text. Each level of a value
 * writes at least one character, so `most` also limits the depth of the recursion.
 */
export function truncatedJson(value: unknown, most: number): { text: string; isAll: boolean } {
  let text = ''
  const parents = new Set<object>()
  const put = (part: string): void => {
    text += part
    if (text.length > most) throw LIMIT_REACHED
  }
  const isWritten = (one: unknown): boolean => one !== undefined && typeof one !== 'function' && typeof one !== 'symbol'
  /** The member as JSON.stringify writes it: the result of its `toJSON`, or the value of a boxed primitive. */
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
    if (error !== LIMIT_REACHED) throw error
    return { text: truncate(text, most), isAll: false }
  }
  return { text, isAll: true }
}
