'use strict'

// What a call gives: a promise of the value, with the raw response in reach.

const { rawResponse } = require('./response.js')

/** The call whose promise is being made; nothing at any other time, so that no answer is held on to. */
let made
const take = (resolve, reject) => {
  made.resolve = resolve
  made.reject = reject
}

/** A promise of a call's value. The call starts at once. */
class PipedreamPromise extends Promise {
  #call

  /** `then` and its kin give plain promises: there is no raw response behind what a callback returns. */
  static get [Symbol.species]() {
    return Promise
  }

  /** The promise that `call` is to settle with its `resolve` and `reject`. */
  static of(call) {
    made = call
    const promise = new this(take)
    made = undefined
    promise.#call = call
    return promise
  }

  /** The value together with status and headers: `{ data, rawResponse }`. */
  withRawResponse() {
    return this.then((data) => ({ data, rawResponse: rawResponse(this.#call.head) }))
  }
}

module.exports = { PipedreamPromise }
