// The stack of an error: its first line, and the lines of the caller. Most errors are made when a message from Rust is handled, where no
// function of the caller's runs. V8 knows which functions wait for a promise by `await`, if it is asked while that promise is being rejected.

import { define } from './properties.js'

type Capture = (object: object, below: unknown) => void

/** What V8 made the stack of an error of, by the error. The stack may be made anew until the call has failed. */
const shown = new WeakMap<Error, { stand: { readonly stack?: unknown } }>()

/**
 * Sets the stack of an error of this package to where this is called. As with every stack, V8 makes the text when it is read first. Engines
 * without `Error.captureStackTrace` keep the stack that they made. So does an error that was frozen before this was called first. Where
 * somebody has set `stack` since, theirs stays.
 *
 * @param below The frame of this function, and those above it, are left out.
 */
export function captureStack(error: Error, below: unknown): void {
  const { captureStackTrace } = Error as { captureStackTrace?: Capture }
  if (typeof captureStackTrace !== 'function') return
  try {
    const stand = standInFor(error)
    captureStackTrace(stand, below)
    const known = shown.get(error)
    if (known === undefined) showStackOf(stand, error)
    else known.stand = stand
  } catch {
    // The program has replaced captureStackTrace, or the error is a Proxy. The call fails with its error all the same.
  }
}

/** Makes `error.stack` that of `stand`. */
function showStackOf(stand: object, error: Error): void {
  // To replace a property, V8 would first make the text of the stack that it has, which takes ten times as long as the rest.
  if (!Object.isExtensible(error) || !Reflect.deleteProperty(error, 'stack')) return
  const known: { stand: { readonly stack?: unknown } } = { stand }
  define(error, 'stack', {
    get: () => known.stand.stack,
    set(this: object, value: unknown) {
      define(this, 'stack', { value, configurable: true, enumerable: false, writable: true })
    },
    configurable: true,
    enumerable: false,
  })
  shown.set(error, known)
}

/**
 * What V8 makes the stack of in the place of the error. An `Error.prepareStackTrace` of the program gets it. So it is an `instanceof Error`,
 * has the members of the error, and is written as the error is, with another message.
 */
function standInFor(error: Error): object {
  const stand: object = Object.create(error)
  define(stand, 'message', { get: () => titleOf(error), configurable: true, enumerable: false })
  return stand
}

/**
 * What the first line of the stack says behind the name of the error. The message of a failing status begins with the name of the class, as
 * that of the official SDK does. The stack has the name once: `NotFoundError: 404`.
 */
const titleOf = (error: Error): string => String(error.message).replace(STATUS_LINES, '')
const STATUS_LINES = /^(?:(?:BadRequest|NotFound|TooManyRequests)Error\n)?Status code: /

/**
 * A promise that rejects with `error`, whose stack then names the functions that wait for the call. Resolve the promise of the call with it:
 * V8 follows the one to the other. It takes a turn of the microtasks until they are connected.
 */
export async function failedCall(error: Error): Promise<never> {
  await Promise.resolve()
  await Promise.resolve()
  captureStack(error, captureStack)
  throw error
}
