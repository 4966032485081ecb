// What the native half is, for the files that look for it.

import type { Mailbox, NativeClient } from './native.js'

/** What the addon exports. */
export interface Native {
  readonly Mailbox: typeof Mailbox
  readonly NativeClient: typeof NativeClient
  version(): string
  tables?(): string
}

/** The result of loading one file. Both properties are always set: a missing one would be read from a polluted Object.prototype. */
export interface Attempt {
  readonly native: Native | undefined
  readonly error: unknown
}

/**
 * What a file exports. The entries for bundlers of a platform's package export the error instead of throwing it, because a bundler may
 * run them before the `try` around their `require`.
 */
export const found = (native: Native & { readonly error?: unknown }): Attempt =>
  native.version === undefined ? missing(native.error) : { native, error: undefined }
export const missing = (error: unknown): Attempt => ({ native: undefined, error })
