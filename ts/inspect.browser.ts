// ts/inspect.ts outside of Node, where some runtimes call the method as Node does.

import { truncate } from './truncate.js'

/** The method that `util.inspect` calls. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom')

/** The length of the text for one error, in characters. */
const MAX_TEXT = 6144

/** The text for `error`: its stack, truncated. */
export function inspectError(error: Error): string {
  const text = String(error.stack ?? `${error.name}: ${error.message}`)
  return text.length > MAX_TEXT ? `${truncate(text, MAX_TEXT)}… (cut)` : text
}
