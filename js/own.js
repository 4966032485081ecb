'use strict'

// Reads options. What only Object.prototype has is no option: where another package has polluted it, no header, address or
// token may come from there. What an object has itself, or from a class or another object, counts.

const { getPrototypeOf, hasOwn } = Object

/** `object[name]`, or `usual` where it is undefined, or where nothing but an Object.prototype has it. */
function own(object, name, usual) {
  const value = found(object, name)
  return value === undefined ? usual : value
}

function found(object, name) {
  if (object === undefined || object === null) return undefined
  // The short way, while nobody has polluted anything: what is not there need not be looked for in classes.
  const isClean = !(name in Object.prototype)
  const value = isClean ? object[name] : undefined
  if (isClean && value === undefined) return undefined
  for (let at = object; at !== null; at = getPrototypeOf(at)) {
    if (!hasOwn(at, name)) continue
    if (at !== object && isRoot(at)) return undefined
    return isClean ? value : object[name]
  }
  // A Proxy may give what neither it nor its prototypes have.
  return object[name]
}

/** The named properties as a plain object without a prototype: reading others from it gives undefined. */
function picked(object, names) {
  const all = { __proto__: null }
  for (const name of names) all[name] = own(object, name)
  return all
}

/** Whether `prototype` is the Object.prototype of this realm or of another one. */
const isRoot = (prototype) =>
  prototype === Object.prototype ||
  (getPrototypeOf(prototype) === null && hasOwn(prototype, 'isPrototypeOf') && hasOwn(prototype, 'hasOwnProperty'))

/** Whether an object is of no class: a literal, or one without a prototype. */
function isPlain(object) {
  const prototype = getPrototypeOf(object)
  return prototype === null || isRoot(prototype)
}

module.exports = { isPlain, isRoot, own, picked }
