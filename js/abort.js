'use strict'

// Abort signals, each listened to once however many calls it is given to: one signal may serve a whole server, and Node
// warns of a leak from the eleventh listener on. A signal may be of another make than Node's (jsdom's, a library's, one's own), so what
// it throws must cost no call its end.

const { invalid } = require('./errors.js')
const { ignored } = require('./quiet.js')

/** By signal, who is to be told. */
const heard = new WeakMap()

class Listeners extends Set {
  /** A function and not `handleEvent`, which a signal of one's own may not know. */
  tell = () => {
    for (const one of [...this]) ignored(() => one.aborted())
  }
}

/** Calls `one.aborted()` when `signal` aborts; not if it has aborted already. */
function listen(signal, one) {
  let listeners = heard.get(signal)
  if (listeners === undefined) heard.set(signal, (listeners = new Listeners()))
  listeners.add(one)
  if (listeners.size > 1) return
  try {
    ignored.promise(signal.addEventListener('abort', listeners.tell, { __proto__: null, once: true }))
  } catch (cause) {
    listeners.delete(one)
    throw invalid('abortSignal could not be listened to: its addEventListener threw', cause)
  }
}

/** Takes that back. */
function unlisten(signal, one) {
  const listeners = heard.get(signal)
  if (listeners?.delete(one) && listeners.size === 0) ignored(() => signal.removeEventListener('abort', listeners.tell))
}

/** Whether it has aborted. */
function isAborted(signal) {
  try {
    return Boolean(signal.aborted)
  } catch (cause) {
    throw invalid('abortSignal could not be asked whether it has aborted: its `aborted` threw', cause)
  }
}

/** What it aborted with; what reading that threw, if it cannot be read. */
function reasonOf(signal) {
  try {
    return signal.reason
  } catch (error) {
    return error
  }
}

module.exports = { listen, unlisten, isAborted, reasonOf }
