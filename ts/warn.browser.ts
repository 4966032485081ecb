// ts/warn.ts outside of Node, where there are no process warnings.

/** Writes a warning to the console, if there is one. */
export const warn = (message: string, _below: object): void => globalThis.console?.warn(`PipedreamWarning: ${message}`)
