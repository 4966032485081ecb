// Functions of the caller whose failures are their own affair: a logger, a subscriber, a signal's removeEventListener.

const nothing = (): void => {}

/** Calls `act` and ignores its failure, at once or later. Returns what it threw, if it threw. */
export function ignoreErrors(act: () => unknown): { error: unknown } | undefined {
  try {
    ignoreRejection(act())
    return undefined
  } catch (error) {
    return { error }
  }
}

/** If `value` is a promise, or has a `then`, its rejection is ignored. */
export function ignoreRejection(value: unknown): void {
  if (value !== null && (typeof value === 'object' || typeof value === 'function'))
    new Promise((resolve) => resolve(value)).then(nothing, nothing)
}
