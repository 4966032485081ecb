// Reads the properties of values that callers give. A property that only Object.prototype has does not count: where another package
// has polluted it, no header, address or token may come from there. What an object has itself, or from a class or another object,
// counts.

const { getPrototypeOf, hasOwn } = Object

/** `object[name]`, or `fallback` where that is undefined, where nothing but an Object.prototype has it, or where there is no object. */
export function property(object: unknown, name: PropertyKey, fallback?: unknown): unknown {
  const value = lookUp(object, name)
  return value === undefined ? fallback : value
}

function lookUp(object: unknown, name: PropertyKey): unknown {
  if (object === undefined || object === null) return undefined
  const value = object as Record<PropertyKey, unknown>
  // Fast path: while Object.prototype has no property of this name, an ordinary read gives the right value.
  const isClean = !(name in Object.prototype)
  const found = isClean ? value[name] : undefined
  if (isClean && found === undefined) return undefined
  for (let at: object | null = value; at !== null; at = getPrototypeOf(at) as object | null) {
    if (!hasOwn(at, name)) continue
    if (at !== value && isObjectPrototype(at)) return undefined
    return isClean ? found : value[name]
  }
  // A Proxy may give what neither it nor its prototypes have.
  return value[name]
}

/** The named properties as an object without a prototype: reading any other name from it gives undefined. */
export function pick<T extends object, Name extends keyof T & string>(
  object: T | null | undefined,
  names: readonly Name[],
): { [Key in Name]: T[Key] | undefined }
export function pick<Name extends string>(object: unknown, names: readonly Name[]): { [Key in Name]: unknown }
export function pick(object: unknown, names: readonly string[]): Record<string, unknown> {
  const picked = { __proto__: null } as unknown as Record<string, unknown>
  for (const name of names) picked[name] = property(object, name)
  return picked
}

/** Defines a property whose attributes are those of `attributes` itself: an Object.prototype may have been given a `get` or a `writable`. */
export function define(object: object, name: PropertyKey, attributes: PropertyDescriptor): void {
  Object.defineProperty(object, name, { __proto__: null, ...attributes } as PropertyDescriptor)
}

/** Whether `prototype` is the Object.prototype of this realm or of another one. */
export function isObjectPrototype(prototype: object): boolean {
  return (
    prototype === Object.prototype ||
    (getPrototypeOf(prototype) === null && hasOwn(prototype, 'isPrototypeOf') && hasOwn(prototype, 'hasOwnProperty'))
  )
}

/** Whether an object is of no class: a literal, or one without a prototype. */
export function isPlainObject(object: object): boolean {
  const prototype = getPrototypeOf(object) as object | null
  return prototype === null || isObjectPrototype(prototype)
}
