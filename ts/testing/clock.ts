// The clock of the emulator: the machine's time plus the seconds by which tests have advanced it.

/** The clock of the emulator. Tokens, Connect tokens, rate limits and `Date` headers use it. */
export interface EmulatorClock {
  /**
   * Reads the clock.
   *
   * @returns The time in milliseconds since 1970.
   * @example
   * const milliseconds = api.clock.now()
   */
  now(): number
  /**
   * Moves the clock forward. A negative number moves it back.
   *
   * @param seconds How far, in seconds. Fractions are allowed.
   * @throws TypeError if it is not a finite number.
   * @example
   * api.clock.advanceSeconds(3600) // every token that was issued with the default lifetime has expired
   */
  advanceSeconds(seconds: number): void
  /**
   * Sets the clock to the time of the machine.
   *
   * @example
   * api.clock.reset()
   */
  reset(): void
}

/** @internal */
export class Clock implements EmulatorClock {
  #offsetMs = 0

  now(): number {
    return Date.now() + this.#offsetMs
  }

  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  iso(): string {
    return new Date(this.now()).toISOString()
  }

  get isMoved(): boolean {
    return this.#offsetMs !== 0
  }

  advanceSeconds(seconds: number): void {
    if (!Number.isFinite(seconds)) throw new TypeError(`advanceSeconds() needs a number of seconds, got ${String(seconds)}`)
    this.#offsetMs += seconds * 1000
  }

  reset(): void {
    this.#offsetMs = 0
  }
}
