// The cursors that were requested of a list. They show when its pages form a cycle.

import { PipedreamError } from './errors.js'

/** How many of the last cursors are kept, and how many characters they may have together. */
const MAX_CURSORS = 1000
const MAX_CHARACTERS = 1 << 20

/**
 * Finds a cycle of up to 1,000 pages as soon as a cursor repeats. A longer cycle is found with Brent's algorithm: one cursor is kept as a
 * mark, and each new mark is set after twice as many pages as the one before. So memory does not grow with the list.
 */
export class Cursors {
  readonly #last = new Set<string>()
  #characters = 0
  #mark: string | undefined
  #sinceMark = 0
  #distance = 1

  has(cursor: unknown): boolean {
    const key = keyOf(cursor)
    return this.#last.has(key) || this.#mark === key
  }

  add(cursor: unknown): void {
    const key = keyOf(cursor)
    if (!this.#last.has(key)) this.#characters += key.length
    this.#last.add(key)
    for (const oldest of this.#last) {
      if (this.#last.size <= MAX_CURSORS && this.#characters <= MAX_CHARACTERS) break
      this.#last.delete(oldest)
      this.#characters -= oldest.length
    }
    if (++this.#sinceMark < this.#distance) return
    this.#mark = key
    this.#sinceMark = 0
    this.#distance *= 2
  }
}

/** A cursor should be a text. Any other value is compared as it is sent. */
function keyOf(cursor: unknown): string {
  if (typeof cursor === 'string') return cursor
  try {
    return String(JSON.stringify(cursor))
  } catch (cause) {
    // biome-ignore lint/style/useErrorCause: PipedreamError takes the cause with its other facts.
    throw new PipedreamError({ message: 'the cursor of the list cannot be sent', code: 'ERR_UNREADABLE_ANSWER', cause })
  }
}
