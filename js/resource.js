'use strict'

// What every resource can do: name an operation and pass its arguments on.

/** Under a symbol and not in a private field: a resource may be reached through a `Proxy` or `Object.create`. */
const CALLER = Symbol('caller')

class Resource {
  constructor(caller) {
    Object.defineProperty(this, CALLER, { __proto__: null, value: caller })
  }

  _json(operation, revive, ids, request, options) {
    return this[CALLER].json(operation, revive, ids, request, options)
  }

  _page(operation, revive, ids, request, options) {
    return this[CALLER].page(operation, revive, ids, request, options)
  }

  _void(operation, ids, request, options) {
    return this[CALLER].void(operation, ids, request, options)
  }

  _binary(operation, ids, request, options) {
    return this[CALLER].binary(operation, ids, request, options)
  }

  /** For the hand-written resources. */
  _open(label, options, prepare) {
    return this[CALLER].open(label, options, prepare)
  }

  get _native() {
    return this[CALLER].native
  }
}

module.exports = { Resource }
