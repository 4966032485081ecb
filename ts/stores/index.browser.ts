// The entry point `pipedream-native/stores` where there is no Node: code that names a store can be built, and says what to do when it makes
// one.

import { unavailable } from '../unavailable.js'

/** Throws. */
export function fileTokenStore(): never {
  throw unavailable('fileTokenStore()')
}

/** Throws. */
export function redisTokenStore(): never {
  throw unavailable('redisTokenStore()')
}
