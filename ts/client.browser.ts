// ts/client.ts in the entry points without native code: code that names the client can be built, and says what to do when it makes one.

import { unavailable } from './unavailable.js'

/** Stands for the client. Its types are those of the real one. */
export class PipedreamClient {
  constructor() {
    throw unavailable('new PipedreamClient()')
  }
}
