// Ids as the API writes them: a prefix and a number, `apn_26`.

export class Ids {
  readonly #counts = new Map<string, number>()

  /** An id that is not in `taken` and was not returned before. */
  next(prefix: string, taken?: { has(id: string): boolean }): string {
    let count = this.#counts.get(prefix) ?? 0
    do count += 1
    while (taken?.has(`${prefix}_${count}`))
    this.#counts.set(prefix, count)
    return `${prefix}_${count}`
  }

  /** Keeps the ids up to `count` for the seed. */
  reserve(prefix: string, count: number): void {
    this.#counts.set(prefix, Math.max(count, this.#counts.get(prefix) ?? 0))
  }
}
