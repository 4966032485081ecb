// Finds the type of a value from any realm or package. `instanceof` knows the classes of one realm only: a FormData of undici, or a
// Uint8Array of a jsdom window, would be taken for a plain object and sent as `{}`.

import { types } from './util-types.js'
import { invalid } from './errors.js'
import { isObjectPrototype, isPlainObject, property } from './properties.js'

/** Classes that JSON writes as `{}`, by their `Symbol.toStringTag`, which is the same in all realms. */
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

/** Checks for classes with internal slots. They recognize derived classes with another tag too. */
const SLOT_CHECKS: readonly ((value: unknown) => boolean)[] = [
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

/** A FormData of any implementation. */
export interface FormLike {
  entries(): Iterable<readonly [unknown, unknown]>
}
/** A form of the npm package `form-data`. */
export interface FormStream {
  getHeaders(): unknown
}
/** A Blob or a File of any implementation. */
export interface BlobLike {
  stream(): unknown
  arrayBuffer(): Promise<unknown>
}
/** A stream without an async iterator: `pipe` and events only. */
export interface LegacyStream {
  on(event: string, listener: (error: Error) => void): unknown
  pipe(to: NodeJS.WritableStream): unknown
  destroy(): unknown
}

const hasMethod = (value: unknown, name: PropertyKey): boolean => typeof property(value, name) === 'function'

/** The value's `Symbol.toStringTag`, undefined if it has none. */
export function tagOf(value: unknown): string | undefined {
  const tag = property(value, Symbol.toStringTag)
  return typeof tag === 'string' ? tag : undefined
}

export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  value !== null && typeof value === 'object' && hasMethod(value, 'then')
export const isParams = (value: unknown): boolean =>
  tagOf(value) === 'URLSearchParams' || (hasMethod(value, 'getAll') && hasMethod(value, 'append') && hasMethod(value, 'sort'))
export const isForm = (value: unknown): value is FormLike =>
  hasMethod(value, 'entries') &&
  (tagOf(value) === 'FormData' || (hasMethod(value, 'getAll') && hasMethod(value, 'append') && tagOf(value) !== 'Headers'))
/** A form of the npm package `form-data`, which is a legacy stream. */
export const isFormStream = (value: unknown): value is FormStream =>
  hasMethod(value, 'getHeaders') && hasMethod(value, 'getBoundary') && hasMethod(value, 'pipe')
/** A Blob or a File whose bytes can be read. */
export const isBlob = (value: unknown): value is BlobLike => {
  const tag = tagOf(value)
  const isNamed = tag === 'Blob' || tag === 'File' || (hasMethod(value, 'slice') && typeof property(value, 'size') === 'number')
  return isNamed && (hasMethod(value, 'stream') || hasMethod(value, 'arrayBuffer'))
}
/**
 * Whether a value has the methods of a stream without an async iterator: of `stream.Stream`, `request`, or the first versions of
 * `through2`. A Readable has these methods too.
 */
export const isLegacyStream = (value: unknown): value is LegacyStream => hasMethod(value, 'pipe') && hasMethod(value, 'on')
export const isIterator = (value: unknown): value is IterableIterator<unknown> =>
  hasMethod(value, 'next') && hasMethod(value, Symbol.iterator)

/** The bytes of a view or a buffer of any realm. Only shared memory is copied. Undefined for any other value. */
export function bytesIn(value: unknown, field: string): Uint8Array | undefined {
  const isView = ArrayBuffer.isView(value)
  if (!isView && !types.isAnyArrayBuffer(value)) return undefined
  const buffer = isView ? value.buffer : value
  const whole = viewOf(buffer, field)
  const bytes = isView ? whole.subarray(value.byteOffset, value.byteOffset + value.byteLength) : whole
  // Another thread can change shared memory while it is sent.
  return types.isSharedArrayBuffer(buffer) ? new Uint8Array(bytes) : bytes
}

/** All bytes of a buffer. A transferred buffer is an error: it would be sent as an empty body. */
function viewOf(buffer: ArrayBufferLike, field: string): Uint8Array {
  try {
    return new Uint8Array(buffer)
  } catch (error) {
    throw invalid(`${field} must be bytes that are there, got a buffer that was transferred to somebody else`, error)
  }
}

/** The name of the class if options, headers or a body cannot be read from the fields of its objects. */
export function opaqueName(value: unknown): string | undefined {
  if (types.isProxy(value) && 'BYTES_PER_ELEMENT' in (value as object)) return `${classOf(value)} behind a Proxy`
  const tag = tagOf(value)
  if (types.isTypedArray(value) || OPAQUE.has(tag)) return tag
  if (isForm(value) || isFormStream(value)) return 'FormData'
  if (isThenable(value)) return 'Promise'
  if (isLegacyStream(value)) return 'stream'
  return undefined
}

/**
 * The name of an object's class if JSON, which writes fields only, would lose what the object holds. Do not call it for an array or for
 * an object with `toJSON`.
 */
export function lossyClassName(value: object): string | undefined {
  // A lazy query, which runs when it is awaited, may be a plain object. Its fields are its internals, secrets included.
  if (isPlainObject(value)) return typeof (value as { then?: unknown }).then === 'function' && isThenable(value) ? 'Promise' : undefined
  const name = opaqueName(value)
  if (name !== undefined) return name
  if (types.isBigIntObject(value)) return 'BigInt'
  // JSON does not write internal slots, even if the object has fields as well.
  if (SLOT_CHECKS.some((isSlotted) => isSlotted(value))) return classOf(value)
  // The fields of an event emitter are internals of Node.
  if (hasMethod(value, 'on') && hasMethod(value, 'emit')) return classOf(value)
  return Object.keys(value).length === 0 && !types.isBoxedPrimitive(value) && hasHiddenState(value) ? classOf(value) : undefined
}

/** A class with one of these members converts its objects, so they hold something. */
const CONVERSIONS = ['toString', 'valueOf', Symbol.iterator, Symbol.asyncIterator, Symbol.toPrimitive]

/** Whether an object without enumerable fields has other state: a date, or an object of a class with getters. */
function hasHiddenState(value: object): boolean {
  if (types.isDate(value) || Object.getOwnPropertyNames(value).length > 0 || tagOf(value) !== undefined) return true
  const { getPrototypeOf, getOwnPropertyDescriptors, hasOwn } = Object
  for (let at: object | null = getPrototypeOf(value); at !== null && !isObjectPrototype(at); at = getPrototypeOf(at)) {
    const prototype: object = at
    if (CONVERSIONS.some((name) => hasOwn(prototype, name))) return true
    if (Object.values(getOwnPropertyDescriptors(prototype)).some((descriptor) => property(descriptor, 'get') !== undefined)) return true
  }
  return false
}

/** The name of the constructor. */
export function classOf(value: unknown): string {
  const name = property(property(value, 'constructor'), 'name')
  return typeof name === 'string' && name !== '' ? name : 'class without a name'
}

/** Throws unless options can be read from the fields of `options`: a Map or a signal would be taken for empty options. */
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
