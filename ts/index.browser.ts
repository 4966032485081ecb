// The entry point `pipedream-native/browser`, and of `pipedream-native` under the conditions browser, edge-light, workerd, worker and
// react-native: everything but native code. ts/client.browser.ts has the client.

import { PipedreamError } from './errors.js'

export * from './index.js'

/**
 * The official SDK throws it when a person cannot connect an account. Nothing here throws it, and making one is an error with the code
 * `ERR_REMOVED_FUNCTION`.
 *
 * @deprecated Import it from `@pipedream/sdk/browser`.
 */
export class ConnectError extends Error {
  constructor(_message?: string) {
    super()
    throw new PipedreamError({
      message: 'ConnectError is for browser code, which keeps the official package: import it from @pipedream/sdk/browser.',
      code: 'ERR_REMOVED_FUNCTION',
    })
  }
}
