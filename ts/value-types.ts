// What type a value is, whichever realm or package made it. `instanceof` knows the classes of one realm only: a form of undici's, or a
// Uint8Array of a jsdom window, would be taken for a plain object and sent as `{}`.

import { types } from 'node:util'
import { invalid } from './errors.js'
import { isObjectPrototype, isPlainObject, property } from './properties.js'

/** Classes whose values JSON cannot see, by their `Symbol.toStringTag`, which is the same in all realms. */
const OPAQUE: ReadonlySet<string | undefined> = new Set([
  'AbortController',
  'AbortSignal',
  'ArrayBuffer',
  'AsyncGenerator',
  'Blob',
  'DataView',
  'File',
  'FormData',
  'Generator',
  'Headers',
  'Map',
  'Promise',
  'ReadableStream',
  'Request',
  'Response',
  'Set',
  'SharedArrayBuffer',
  'Symbol',
  'TransformStream',
  'URLSearchParams',
  'WeakMap',
  'WeakRef',
  'WeakSet',
  'WebAssembly.Instance',
  'WebAssembly.Memory',
  'WebAssembly.Module',
  'WritableStream',
])

/** Classes with internal slots, which are known also where a class derived from them has another tag. */
const SLOTS: readonly ((value: unknown) => boolean)[] = [
  types.isMap,
  types.isSet,
  types.isPromise,
  types.isRegExp,
  types.isNativeError,
  types.isWeakMap,
  types.isWeakSet,
  types.isAnyArrayBuffer,
  types.isDataView,
]

/** A form of any make. */
export interface FormLike {
  entries(): Iterable<readonly [unknown, unknown]>
}
/** A form of the package `form-data`. */
export interface FormStream {
  getHeaders(): unknown
}
/** A Blob or a File of any make. */
export interface BlobLike {
  stream(): unknown
  arrayBuffer(): Promise<unknown>
}
/** A stream from before async iterators. */
export interface OldStream {
  on(event: string, listener: (error: Error) => void): unknown
  pipe(to: NodeJS.WritableStream): unknown
  destroy(): unknown
}

const has = (value: unknown, name: PropertyKey): boolean => typeof property(value, name) === 'function'

/** The value's `Symbol.toStringTag`; undefined where it has none. */
export function tagOf(value: unknown): string | undefined {
  const tag = property(value, Symbol.toStringTag)
  return typeof tag === 'string' ? tag : undefined
}

export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  value !== null && typeof value === 'object' && has(value, 'then')
export const isParams = (value: unknown): boolean =>
  tagOf(value) === 'URLSearchParams' || (has(value, 'getAll') && has(value, 'append') && has(value, 'sort'))
export const isForm = (value: unknown): value is FormLike =>
  has(value, 'entries') && (tagOf(value) === 'FormData' || (has(value, 'getAll') && has(value, 'append') && tagOf(value) !== 'Headers'))
/** A form of the package `form-data`, which is an old stream. */
export const isFormStream = (value: unknown): value is FormStream =>
  has(value, 'getHeaders') && has(value, 'getBoundary') && has(value, 'pipe')
/** A Blob or a File whose bytes can be read. */
export const isBlob = (value: unknown): value is BlobLike => {
  const tag = tagOf(value)
  const isNamed = tag === 'Blob' || tag === 'File' || (has(value, 'slice') && typeof property(value, 'size') === 'number')
  return isNamed && (has(value, 'stream') || has(value, 'arrayBuffer'))
}
/** A stream from before async iterators: of `stream.Stream`, `request`, or the first versions of `through2`. */
export const isOldStream = (value: unknown): value is OldStream => has(value, 'pipe') && has(value, 'on')
export const isIterator = (value: unknown): value is IterableIterator<unknown> => has(value, 'next') && has(value, Symbol.iterator)

/** The bytes of a view or a buffer of any realm, without a copy where that can be; undefined for anything else. */
export function bytesIn(value: unknown, field: string): Uint8Array | undefined {
  const isView = ArrayBuffer.isView(value)
  if (!isView && !types.isAnyArrayBuffer(value)) return undefined
  const buffer = isView ? value.buffer : value
  const whole = viewOf(buffer, field)
  const bytes = isView ? whole.subarray(value.byteOffset, value.byteOffset + value.byteLength) : whole
  // Of shared memory a copy is sent, which nobody changes meanwhile.
  return types.isSharedArrayBuffer(buffer) ? new Uint8Array(bytes) : bytes
}

/** All of a buffer. A transferred one is empty and would be sent as nothing. */
function viewOf(buffer: ArrayBufferLike, field: string): Uint8Array {
  try {
    return new Uint8Array(buffer)
  } catch (error) {
    throw invalid(`${field} must be bytes that are there, got a buffer that was transferred to somebody else`, error)
  }
}

/** The name of a class that has no fields to be read: options, headers or fields are not among what it holds. */
export function opaqueName(value: unknown): string | undefined {
  if (types.isProxy(value) && 'BYTES_PER_ELEMENT' in (value as object)) return `${classOf(value)} behind a Proxy`
  const tag = tagOf(value)
  if (types.isTypedArray(value) || OPAQUE.has(tag)) return tag
  if (isForm(value) || isFormStream(value)) return 'FormData'
  if (isThenable(value)) return 'Promise'
  if (isOldStream(value)) return 'stream'
  return undefined
}

/**
 * The name of an object's class where JSON would lose all that it holds: it writes fields only. Not for an object with `toJSON`, which
 * says itself what it is in JSON, nor for an array.
 */
export function lostName(value: object): string | undefined {
  // A query that runs when it is awaited may be a plain object; its fields are how it is made, its secrets included.
  if (isPlainObject(value)) return typeof (value as { then?: unknown }).then === 'function' && isThenable(value) ? 'Promise' : undefined
  const name = opaqueName(value)
  if (name !== undefined) return name
  if (types.isBigIntObject(value)) return 'BigInt'
  // JSON does not see internal slots, whatever fields somebody has added.
  if (SLOTS.some((isSlotted) => isSlotted(value))) return classOf(value)
  // An event emitter's fields are those of Node's.
  if (has(value, 'on') && has(value, 'emit')) return classOf(value)
  return Object.keys(value).length === 0 && !types.isBoxedPrimitive(value) && hides(value) ? classOf(value) : undefined
}

/** The members of a class by which its objects say what they hold. */
const DESCRIBING = ['toString', 'valueOf', Symbol.iterator, Symbol.asyncIterator, Symbol.toPrimitive]

/** Whether an object without fields holds something all the same: an error, a regular expression, a class with getters. */
function hides(value: object): boolean {
  if (types.isDate(value) || Object.getOwnPropertyNames(value).length > 0 || tagOf(value) !== undefined) return true
  const { getPrototypeOf, getOwnPropertyDescriptors, hasOwn } = Object
  for (let at: object | null = getPrototypeOf(value); at !== null && !isObjectPrototype(at); at = getPrototypeOf(at)) {
    const prototype: object = at
    if (DESCRIBING.some((name) => hasOwn(prototype, name))) return true
    if (Object.values(getOwnPropertyDescriptors(prototype)).some((descriptor) => property(descriptor, 'get') !== undefined)) return true
  }
  return false
}

export function classOf(value: unknown): string {
  const name = property(property(value, 'constructor'), 'name')
  return typeof name === 'string' && name !== '' ? name : 'class without a name'
}

/** Options must be an object that has fields: a Map or a signal by itself would be taken for no options at all. */
export function checkOptions(options: unknown, what: string): asserts options is object {
  if (options === null || typeof options !== 'object')
    throw invalid(`${what} must be an object, got ${options === null ? 'null' : typeof options}`)
  let name: string | undefined
  try {
    name = Array.isArray(options) ? 'array' : isPlainObject(options) ? undefined : opaqueName(options)
  } catch (cause) {
    throw invalid(`${what} must be an object that can be read`, cause)
  }
  if (name !== undefined) throw invalid(`${what} must be an object, got ${withArticle(name)}`)
}

/** `a Map`, `an ArrayBuffer`. */
export const withArticle = (name: string): string => `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`
