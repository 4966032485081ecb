'use strict'

// What a value is, whichever realm or package made it. `instanceof` knows the classes of one realm only: a form of undici's,
// or a Uint8Array of a jsdom window, would be taken for a plain object and sent as `{}`.

const { types } = require('node:util')
const { invalid } = require('./errors.js')
const { isPlain, isRoot, own } = require('./own.js')

const { getPrototypeOf, hasOwn } = Object

/** Classes whose values JSON cannot see, by their `Symbol.toStringTag`, which is the same in all realms. */
const OPAQUE = new Set([
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

/** Classes that are known by what they hold, also where a class derived from them has another tag. */
const SLOTS = [
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

const has = (value, name) => typeof own(value, name) === 'function'

/** The value's `Symbol.toStringTag`; undefined where it has none. */
function tagOf(value) {
  const tag = own(value, Symbol.toStringTag)
  return typeof tag === 'string' ? tag : undefined
}

const isThenable = (value) => value !== null && typeof value === 'object' && has(value, 'then')
const isParams = (value) => tagOf(value) === 'URLSearchParams' || (has(value, 'getAll') && has(value, 'append') && has(value, 'sort'))
const isForm = (value) =>
  has(value, 'entries') && (tagOf(value) === 'FormData' || (has(value, 'getAll') && has(value, 'append') && tagOf(value) !== 'Headers'))
/** A form of the package `form-data`, which is an old stream. */
const isFormStream = (value) => has(value, 'getHeaders') && has(value, 'getBoundary') && has(value, 'pipe')
/** A Blob or a File whose bytes can be read. */
const isBlob = (value) => {
  const isNamed = tagOf(value) === 'Blob' || tagOf(value) === 'File' || (has(value, 'slice') && typeof own(value, 'size') === 'number')
  return isNamed && (has(value, 'stream') || has(value, 'arrayBuffer'))
}
/** A stream from before async iterators: of `stream.Stream`, `request`, or the first versions of `through2`. */
const isOldStream = (value) => has(value, 'pipe') && has(value, 'on')
const isIterator = (value) => has(value, 'next') && has(value, Symbol.iterator)

/** The bytes of a view or a buffer of any realm, without a copy where that can be; undefined for anything else. */
function bytesIn(value, field) {
  const isView = ArrayBuffer.isView(value)
  if (!isView && !types.isAnyArrayBuffer(value)) return undefined
  const buffer = isView ? value.buffer : value
  const whole = viewOf(buffer, field)
  const bytes = isView ? whole.subarray(value.byteOffset, value.byteOffset + value.byteLength) : whole
  // Of shared memory a copy is sent, which nobody changes meanwhile.
  return types.isSharedArrayBuffer(buffer) ? new Uint8Array(bytes) : bytes
}

/** All of a buffer. One that was given away, to a worker for instance, has nothing any more and would be sent as nothing. */
function viewOf(buffer, field) {
  try {
    return new Uint8Array(buffer)
  } catch (error) {
    throw invalid(`${field} must be bytes that are there, got a buffer that was transferred to somebody else`, error)
  }
}

/** The name of a class that has no fields to be read: options, headers or fields are not among what it holds. */
function opaqueName(value) {
  if (types.isProxy(value) && 'BYTES_PER_ELEMENT' in value) return `${classOf(value)} behind a Proxy`
  const tag = tagOf(value)
  if (types.isTypedArray(value) || OPAQUE.has(tag)) return tag
  if (isForm(value) || isFormStream(value)) return 'FormData'
  if (isThenable(value)) return 'Promise'
  if (isOldStream(value)) return 'stream'
  return undefined
}

/**
 * The name of an object's class where JSON would lose all that it holds: it writes fields only. Not to be asked for an object
 * with `toJSON`, which says itself what it is in JSON, nor for an array.
 */
function lostName(value) {
  // A query that runs when it is awaited may be a plain object; its fields are how it is made, its secrets included.
  if (isPlain(value)) return typeof value.then === 'function' && isThenable(value) ? 'Promise' : undefined
  const name = opaqueName(value)
  if (name !== undefined) return name
  if (types.isBigIntObject(value)) return 'BigInt'
  // What is in their slots JSON does not see, whatever fields somebody has put beside it.
  if (SLOTS.some((isSlotted) => isSlotted(value))) return classOf(value)
  // What it has to say is in its events: its fields are those of Node's.
  if (has(value, 'on') && has(value, 'emit')) return classOf(value)
  return Object.keys(value).length === 0 && !types.isBoxedPrimitive(value) && hides(value) ? classOf(value) : undefined
}

/** What a class has that says what is in it. */
const TELLING = ['toString', 'valueOf', Symbol.iterator, Symbol.asyncIterator, Symbol.toPrimitive]

/** Whether an object without fields holds something all the same: an error, a regular expression, a class with getters. */
function hides(value) {
  if (types.isDate(value) || Object.getOwnPropertyNames(value).length > 0 || tagOf(value) !== undefined) return true
  for (let at = getPrototypeOf(value); at !== null && !isRoot(at); at = getPrototypeOf(at)) {
    if (TELLING.some((name) => hasOwn(at, name))) return true
    if (Object.values(Object.getOwnPropertyDescriptors(at)).some((described) => own(described, 'get') !== undefined)) return true
  }
  return false
}

function classOf(value) {
  const name = own(own(value, 'constructor'), 'name')
  return typeof name === 'string' && name !== '' ? name : 'class without a name'
}

/** Options must be an object that has fields: a Map or a signal by itself would be taken for no options at all. */
function checkOptions(options, what) {
  if (options === null || typeof options !== 'object')
    throw invalid(`${what} must be an object, got ${options === null ? 'null' : typeof options}`)
  let name
  try {
    name = Array.isArray(options) ? 'array' : isPlain(options) ? undefined : opaqueName(options)
  } catch (cause) {
    throw invalid(`${what} must be an object that can be read`, cause)
  }
  if (name !== undefined) throw invalid(`${what} must be an object, got ${withArticle(name)}`)
}

/** `a Map`, `an ArrayBuffer`. */
const withArticle = (name) => `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`

module.exports = {
  bytesIn,
  checkOptions,
  classOf,
  isBlob,
  isForm,
  isFormStream,
  isIterator,
  isOldStream,
  isParams,
  isThenable,
  lostName,
  opaqueName,
  tagOf,
  withArticle,
}
