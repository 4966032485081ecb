'use strict'

// Calls that the proxy passes on to a connected app. What they may be is checked in Rust (src/request/proxy.rs).

const { sender } = require('./body.js')
const { operations } = require('./generated/meta.js')
const { Resource } = require('./resource.js')

class ProxyClient extends Resource {
  /** Sends a GET. */
  get(request, options) {
    return this.#send('get', request, options)
  }

  /** Sends a POST with a body. */
  post(request, options) {
    return this.#send('post', request, options)
  }

  /** Sends a PUT with a body. */
  put(request, options) {
    return this.#send('put', request, options)
  }

  /** Sends a PATCH with a body. */
  patch(request, options) {
    return this.#send('patch', request, options)
  }

  /** Sends a DELETE, without a body. */
  delete(request, options) {
    return this.#send('delete', request, options)
  }

  #send(verb, request, options) {
    const { _native: native } = this
    const operation = `proxy.${verb}`
    const hasBody = verb !== 'get' && verb !== 'delete'
    return this._open(operation, options, (call) =>
      sender(
        call,
        request,
        (args) => [[], args],
        (id, text, options, bytes, upload) => native.call(id, operations[operation][0], text, options, bytes, upload),
        hasBody,
      ),
    )
  }
}

module.exports = { ProxyClient }
