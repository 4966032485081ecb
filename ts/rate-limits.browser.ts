// ts/rate-limits.ts in the entry points without native code. No resource can be made there, so nothing calls it.

import { unavailable } from './unavailable.js'

/** Stands for what sends the call. */
export function send(): never {
  throw unavailable('a call')
}
