'use strict'

// What every resource can do: name an operation and pass its arguments on.

class Resource {
  #caller

  constructor(caller) {
    this.#caller = caller
  }

  _json(operation, revive, ids, request, options) {
    return this.#caller.json(operation, revive, ids, request, options)
  }

  _page(operation, revive, ids, request, options) {
    return this.#caller.page(operation, revive, ids, request, options)
  }

  _void(operation, ids, request, options) {
    return this.#caller.void(operation, ids, request, options)
  }

  _binary(operation, ids, request, options) {
    return this.#caller.binary(operation, ids, request, options)
  }

  /** For the hand-written resources. */
  _open(label, options, prepare) {
    return this.#caller.open(label, options, prepare)
  }

  get _native() {
    return this.#caller.native
  }
}

module.exports = { Resource }
