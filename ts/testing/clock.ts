'use strict'

// What time is it for the API? The machine's time, moved by what a test asked for.

class Clock {
  #ahead = 0

  /** Milliseconds since 1970. */
  now() {
    return Date.now() + this.#ahead
  }

  seconds() {
    return Math.floor(this.now() / 1000)
  }

  iso() {
    return new Date(this.now()).toISOString()
  }

  get isMoved() {
    return this.#ahead !== 0
  }

  /** Moves the time by `seconds`; below zero moves it back. */
  advance(seconds) {
    if (!Number.isFinite(seconds)) throw new TypeError(`advance() needs a number of seconds, got ${String(seconds)}`)
    this.#ahead += seconds * 1000
  }

  /** Back to the machine's time. */
  reset() {
    this.#ahead = 0
  }
}

module.exports = { Clock }
