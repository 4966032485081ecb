'use strict'

// Abort signals, each listened to once however many calls it is given to: one signal may serve a whole server, and Node
// warns of a leak from the eleventh listener on.

/** By signal, who is to be told. */
const heard = new WeakMap()

class Listeners extends Set {
  handleEvent() {
    for (const one of [...this]) one.aborted()
  }
}

/** Calls `one.aborted()` when `signal` aborts; not if it has aborted already. */
function listen(signal, one) {
  let listeners = heard.get(signal)
  if (listeners === undefined) heard.set(signal, (listeners = new Listeners()))
  if (listeners.size === 0) signal.addEventListener('abort', listeners, { __proto__: null, once: true })
  listeners.add(one)
}

/** Takes that back. */
function unlisten(signal, one) {
  const listeners = heard.get(signal)
  if (listeners?.delete(one) && listeners.size === 0) signal.removeEventListener('abort', listeners)
}

module.exports = { listen, unlisten }
