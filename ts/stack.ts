// The stack of an error: its first line, and the lines of the caller. Most errors are made when a message from Rust is handled, where no
// function of the caller's runs. V8 knows which functions wait for a promise by `await`, if it is asked while that promise is being rejected.

import { define } from './properties.js'

type Capture = (object: object, below: unknown) => void

/**
 * Sets the stack of an error of this package to where this is called. As with every stack, V8 makes the text when it is read first. Engines
 * without `Error.captureStackTrace` keep the stack that they made.
 *
 * @param below The frame of this function, and those above it, are left out.
 */
export function captureStack(error: Error, below: unknown): void {
  const { captureStackTrace } = Error as { captureStackTrace?: Capture }
  if (typeof captureStackTrace !== 'function') return
  const stand = new StandIn(error)
  captureStackTrace(stand, below)
  // To replace a property, V8 would first make the text of the stack that it has, which takes ten times as long as the rest.
  Reflect.deleteProperty(error, 'stack')
  define(error, 'stack', {
    get: () => stand.stack,
    set(this: object, value: unknown) {
      define(this, 'stack', { value, configurable: true, enumerable: false, writable: true })
    },
    configurable: true,
    enumerable: false,
  })
}

/** What V8 makes the stack of in the place of the error: its name and message are the first line. */
class StandIn {
  declare stack: unknown
  readonly #error: Error

  constructor(error: Error) {
    this.#error = error
  }

  get name(): string {
    return this.#error.name
  }

  get message(): string {
    return titleOf(this.#error)
  }
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
