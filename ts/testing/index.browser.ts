// The entry point `pipedream-native/testing` where there is no Node: code that names the emulator can be built, and says what to do when it
// starts one.

import { unavailable } from '../unavailable.js'

/** Rejects. */
export async function startEmulator(): Promise<never> {
  throw unavailable('startEmulator()')
}

/** Rejects. */
export async function serveEmulator(): Promise<never> {
  throw unavailable('serveEmulator()')
}
