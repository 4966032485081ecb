// What the package uses of Node beside its modules. `globalThis` alone would not do: a test may have put a clock of its own there
// (and into node:timers) before the package was loaded, and jsdom's window has no Headers, no streams and no setImmediate.

import { setInterval } from 'node:timers'
import { scheduler, setTimeout as sleep } from 'node:timers/promises'
import { runInThisContext } from 'node:vm'

/** The longest time that a timer takes, 2^31 - 1 milliseconds (about 25 days). */
const LONGEST_TIMER_MS = 2_147_483_647

/**
 * The global `name`: the environment's own, which users compare with, else that of Node's main context. It is looked up when it is
 * used, because naming `Headers` loads all of undici (from Node's own snapshot, so no file is read).
 */
export function globalOf<Name extends keyof typeof globalThis>(name: Name): (typeof globalThis)[Name] {
  return globalThis[name] ?? runInThisContext(name)
}

/** Waits for the next turn of the event loop. No fake clock replaces `scheduler.yield()`, as they do setImmediate. */
export const turn = (): Promise<void> => scheduler.yield()

/**
 * Waits `ms` milliseconds without keeping the process alive. It rejects when `signal` aborts. No fake clock replaces the `wait()` of
 * the scheduler's class. Node 18's would keep the process alive, and Bun's scheduler is of no class, so there it is setTimeout.
 */
export const pause: (ms: number, signal?: AbortSignal) => Promise<void> = isWaitUsable()
  ? (ms, signal) => Object.getPrototypeOf(scheduler).wait.call(scheduler, ms, { ref: false, signal })
  : (ms, signal) => sleep(ms, undefined, signal === undefined ? { ref: false } : { ref: false, signal })

function isWaitUsable(): boolean {
  return !process.version.startsWith('v18.') && typeof Object.getPrototypeOf(scheduler).wait === 'function'
}

/**
 * Keeps the process alive between `ref()` and `unref()`. It is a port, because a timer of a fake clock would not keep it alive. Deno's
 * ports keep nothing alive unless somebody listens, so there it is a timer that does nothing.
 */
export function keepAlive(): { ref(): unknown; unref(): unknown } {
  if (process.versions.deno !== undefined) return setInterval(() => {}, LONGEST_TIMER_MS)
  const { port1 } = new (globalOf('MessageChannel'))()
  return port1
}

/** Milliseconds, for durations. */
export const now = (): number => globalOf('performance').now()
