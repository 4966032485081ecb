'use strict'

// What the package uses of Node beside its modules. `globalThis` alone would not do: a test may have put a clock of its own there
// (and into node:timers) before the package was loaded, and jsdom's window has no Headers, no streams and no setImmediate.

const { scheduler, setTimeout: sleep } = require('node:timers/promises')
const { runInThisContext } = require('node:vm')

/**
 * The global `name`: the environment's own, which users compare with, else that of Node's main context. It is looked up when
 * it is used, because naming `Headers` loads all of undici (from Node's own snapshot, so no file is read).
 */
const globalOf = (name) => globalThis[name] ?? runInThisContext(name)

/** Waits for the next turn of the event loop. No fake clock replaces `scheduler.yield()`, as they do setImmediate. */
const turn = () => scheduler.yield()

/**
 * Waits `ms` milliseconds, or until `signal` aborts, which rejects, without keeping the process alive. No fake clock replaces the `wait()` of the scheduler's class. Node 18's
 * would keep the process alive, so there it is setTimeout.
 */
const pause = process.version.startsWith('v18.')
  ? (ms, signal) => sleep(ms, undefined, { ref: false, signal })
  : (ms, signal) => Object.getPrototypeOf(scheduler).wait.call(scheduler, ms, { ref: false, signal })

/** What keeps the process alive between its `ref()` and `unref()`. It is a port, because a timer of a fake clock holds nothing. */
function keeper() {
  const { port1 } = new (globalOf('MessageChannel'))()
  return port1
}

/** Milliseconds, for durations. */
const now = () => globalOf('performance').now()

module.exports = { globalOf, turn, pause, keeper, now }
