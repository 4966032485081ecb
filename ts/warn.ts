// Warnings for the developer, of a kind that Node's users can filter. ts/warn.browser.ts stands here outside of Node.

/** Emits a process warning of the kind `PipedreamWarning`. */
export const warn = (message: string): void => process.emitWarning(message, 'PipedreamWarning')
