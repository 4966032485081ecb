// A rate limit: at most so many requests in each window of time.

import type { Clock } from './clock.js'

export interface WindowState {
  allowed: boolean
  limit: number
  remaining: number
  /** Milliseconds since 1970. */
  endsAt: number
  now: number
}

/** At most `requests` in `seconds`. A window begins with the first request after the last one has ended. */
export class FixedWindow {
  readonly #clock: Clock
  readonly #requests: number
  readonly #seconds: number
  #startedAt = -Infinity
  #used = 0

  constructor(clock: Clock, requests: number, seconds: number) {
    this.#clock = clock
    this.#requests = requests
    this.#seconds = seconds
  }

  /** Counts a request, if it is allowed. */
  acquire(): WindowState {
    const now = this.#clock.now()
    // A test can move the clock back, to before the window began.
    if (now - this.#startedAt >= this.#seconds * 1000 || now < this.#startedAt) {
      this.#startedAt = now
      this.#used = 0
    }
    const allowed = this.#used < this.#requests
    if (allowed) this.#used += 1
    const remaining = this.#requests - this.#used
    return { allowed, limit: this.#requests, remaining, endsAt: this.#startedAt + this.#seconds * 1000, now }
  }
}
