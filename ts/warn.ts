// Warnings for the developer, of a kind that Node's users can filter. ts/warn.browser.ts stands here outside of Node.

/**
 * Emits a process warning of the kind `PipedreamWarning`.
 *
 * @param below The frame of this function, and those above it, are left out of its stack. `node --trace-warnings` prints ten frames: those of
 * the package would leave no room for those of the caller.
 */
export const warn = (message: string, below: object): void =>
  process.emitWarning(message, 'PipedreamWarning', '', below as (...args: never[]) => unknown)
