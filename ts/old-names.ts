// Functions that older versions of the official SDK export. Who moves from one of them gets a sentence with the replacement.

import { PipedreamError } from './errors.js'

const replaced = (message: string): PipedreamError => new PipedreamError({ message, code: 'ERR_REMOVED_FUNCTION' })

/**
 * Throws an error with the code `ERR_REMOVED_FUNCTION`: it is `new PipedreamClient()` since version 2 of the official SDK.
 *
 * @deprecated Use `new PipedreamClient({ clientId, clientSecret, projectId, projectEnvironment })`.
 */
export function createBackendClient(_options?: unknown): never {
  throw replaced(
    'createBackendClient() of @pipedream/sdk 1.x is replaced by new PipedreamClient({ clientId, clientSecret, projectId, projectEnvironment }).',
  )
}

/**
 * Throws an error with the code `ERR_REMOVED_FUNCTION`: this package runs on servers, and browser code keeps the official SDK.
 *
 * @deprecated Import it from `@pipedream/sdk/browser`.
 */
export function createFrontendClient(_options?: unknown): never {
  throw replaced('createFrontendClient() is for browser code, which keeps the official package: import it from @pipedream/sdk/browser.')
}
