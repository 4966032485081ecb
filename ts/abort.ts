// Abort signals. Each signal gets one listener, however many calls use it: a server may pass the same signal to all of its calls, and Node
// warns of a leak from the eleventh listener on. A signal may come from jsdom, a library or the caller instead of Node. So an error that a
// signal's method throws must not prevent a call from ending.

import { invalid, PipedreamAbortError } from './errors.js'
import { ignoreErrors, ignoreRejection } from './ignore.js'
import { isThenable } from './value-types.js'

/** A call or a connection that ends when its signal aborts. */
export interface Abortable {
  /** Called when the signal aborts. */
  aborted(): void
}

const listenersOf = new WeakMap<AbortSignal, Listeners>()

/** What ends when one signal aborts. */
class Listeners extends Set<Abortable> {
  /** The listener. It is a function and not an object with `handleEvent`, because an AbortSignal of a library may accept functions only. */
  readonly notify = (): void => {
    for (const one of [...this]) ignoreErrors(() => one.aborted())
  }
}

/** Calls `one.aborted()` when `signal` aborts. A signal that has already aborted calls nothing. */
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

/** Undoes `listen`. The last `unlisten` of a signal removes its listener. */
export function unlisten(signal: AbortSignal, one: Abortable): void {
  const listeners = listenersOf.get(signal)
  if (listeners?.delete(one) && listeners.size === 0) ignoreErrors(() => signal.removeEventListener('abort', listeners.notify))
}

/** Whether the signal has aborted. */
export function isAborted(signal: AbortSignal): boolean {
  try {
    return Boolean(signal.aborted)
  } catch (cause) {
    throw invalid('abortSignal could not be asked whether it has aborted: its `aborted` threw', cause)
  }
}

/** The signal's reason, or the error that reading the reason threw. */
export function reasonOf(signal: AbortSignal): unknown {
  try {
    return signal.reason
  } catch (error) {
    return error
  }
}

/** Waits for what a function of the caller's returned, until the signal aborts. Then it fails as a call does. */
export async function untilAborted(returned: unknown, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined || !isThenable(returned)) return void (await returned)
  let stop: () => void = () => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new PipedreamAbortError(undefined, { cause: reasonOf(signal) }))
  })
  const one: Abortable = { aborted: () => stop() }
  if (isAborted(signal)) stop()
  else listen(signal, one)
  try {
    await Promise.race([returned, stopped])
  } finally {
    unlisten(signal, one)
  }
}
