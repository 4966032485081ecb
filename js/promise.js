'use strict'

// What a call gives: a promise of the value, with the raw response in reach.

const { rawResponse } = require('./response.js')

/** A promise of a call's value. The call has started already. */
class PipedreamPromise extends Promise {
  #head

  /** `then` and its kin give plain promises: there is no raw response behind what a callback returns. */
  static get [Symbol.species]() {
    return Promise
  }

  /** Starts a call: `start(resolve, reject)` is to call `resolve(value, head)`. */
  static of(start) {
    let keep
    const promise = new this((resolve, reject) => {
      keep = (head) => (promise.#head = head)
      start((value, head) => {
        keep(head)
        resolve(value)
      }, reject)
    })
    return promise
  }

  /** The value together with status and headers: `{ data, rawResponse }`. */
  withRawResponse() {
    return this.then((data) => ({ data, rawResponse: rawResponse(this.#head) }))
  }
}

module.exports = { PipedreamPromise }
