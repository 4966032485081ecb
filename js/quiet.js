'use strict'

// Functions of the caller's whose failures are their own: a logger, a subscriber, a signal's removeEventListener.

const nothing = () => {}

/** Calls `act`, whose failure is nobody's, at once or later; gives what it threw, if it threw. */
function ignored(act) {
  try {
    ignored.promise(act())
    return undefined
  } catch (error) {
    return { error }
  }
}

/** If `given` is a promise or the like, its rejection is nobody's. */
ignored.promise = (given) => {
  if (given !== null && (typeof given === 'object' || typeof given === 'function'))
    new Promise((resolve) => resolve(given)).then(nothing, nothing)
}

module.exports = { ignored }
