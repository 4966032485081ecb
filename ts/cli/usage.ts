// Mistakes in how the command line was used, and how the process ends.

/** The exit codes. docs/cli.md lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130, terminated: 143 } as const

/** A wrong argument: nothing was sent. The message says what it was and what is allowed; it never has the value of a secret. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError'
}

/** Something other than a call failed, such as a file that cannot be written. */
export class Failure extends Error {
  override readonly name: string = 'Failure'
}

/** The code of a system error such as `ENOENT`. */
export const codeOf = (error: unknown): string | undefined => {
  const code = error !== null && typeof error === 'object' ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Why the system refused something, in words. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'it does not exist (ENOENT)'
    case 'EACCES':
    case 'EPERM':
      return `it may not be accessed (${codeOf(error)})`
    case 'EISDIR':
      return 'it is a folder (EISDIR)'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
