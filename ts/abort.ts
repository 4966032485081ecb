// Abort signals. Each signal gets one listener, however many calls use it: a server may pass the same signal to all of its calls, and Node
// warns of a leak from the eleventh listener on. A signal may come from jsdom, a library or the caller instead of Node. So an error that a
// signal throws must not prevent a call from ending.

import { invalid } from './errors.js'
import { ignoreErrors, ignoreRejection } from './ignore.js'

/** Something that ends when its signal aborts. */
export interface Abortable {
  aborted(): void
}

const listenersOf = new WeakMap<AbortSignal, Listeners>()

class Listeners extends Set<Abortable> {
  /** A function and not `handleEvent`, which a signal of another make may not know. */
  readonly notify = (): void => {
    for (const one of [...this]) ignoreErrors(() => one.aborted())
  }
}

/** Calls `one.aborted()` when `signal` aborts; not if it has aborted already. */
export function listen(signal: AbortSignal, one: Abortable): void {
  let listeners = listenersOf.get(signal)
  if (listeners === undefined) {
    listeners = new Listeners()
    listenersOf.set(signal, listeners)
  }
  listeners.add(one)
  if (listeners.size > 1) return
  try {
    ignoreRejection(signal.addEventListener('abort', listeners.notify, { __proto__: null, once: true } as { once: boolean }))
  } catch (cause) {
    listeners.delete(one)
    throw invalid('abortSignal could not be listened to: its addEventListener threw', cause)
  }
}

/** Takes that back. */
export function unlisten(signal: AbortSignal, one: Abortable): void {
  const listeners = listenersOf.get(signal)
  if (listeners?.delete(one) && listeners.size === 0) ignoreErrors(() => signal.removeEventListener('abort', listeners.notify))
}

/** Whether it has aborted. */
export function isAborted(signal: AbortSignal): boolean {
  try {
    return Boolean(signal.aborted)
  } catch (cause) {
    throw invalid('abortSignal could not be asked whether it has aborted: its `aborted` threw', cause)
  }
}

/** What it aborted with, or what reading that threw. */
export function reasonOf(signal: AbortSignal): unknown {
  try {
    return signal.reason
  } catch (error) {
    return error
  }
}
