// The keys of OAuth clients, as a test changes them.

import type { EmulatorKey } from './options.js'
import { readOptions } from './read-options.js'
import type { TokenEndpoint } from './token-endpoint.js'

/** Whose key it is, and its id. */
export interface KeyOptions {
  /** Default: the first client. */
  clientId?: string
  /** The key id. A token request whose `kid` is another one does not find the key. Default: none, so that any `kid` will do. */
  keyId?: string
}

/** The keys with which clients may sign their token requests, instead of sending a secret. */
export interface EmulatorKeys {
  /**
   * Registers a key of a client beside those that it has.
   *
   * @param key A public key, EC on the curve P-256 or RSA, as PEM, JWK or `KeyObject`. Of a private key, its public key.
   * @param options The client and the key id.
   * @throws TypeError for any other key; Error if there is no such client.
   * @example
   * api.keys.register('-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n-----END PUBLIC KEY-----', { keyId: 'key-1' })
   */
  register(key: EmulatorKey, options?: KeyOptions): void
  /**
   * Removes a key of a client. Assertions that it signs are refused at once. Tokens stay valid.
   *
   * @param key The key, or its private key.
   * @param options The client.
   * @throws Error if the key is not registered, or if there is no such client.
   * @example
   * const first = api.keys.rotate()
   * api.keys.remove(first)
   */
  remove(key: EmulatorKey, options?: Pick<KeyOptions, 'clientId'>): void
  /**
   * Makes a new key for a client. All its other keys are refused at once. `clientOptions` has the new key, in place of a secret.
   *
   * @param options The client and the key id.
   * @returns The new private key, EC on the curve P-256, as PEM (PKCS#8).
   * @throws Error if there is no such client.
   * @example
   * const privateKey = api.keys.rotate({ keyId: 'key-2' })
   * const client = new PipedreamClient(api.clientOptions)
   */
  rotate(options?: KeyOptions): string
}

/**
 * @param tokens Returns the present token endpoint: `reset()` makes a new one.
 * @internal
 */
export function emulatorKeys(tokens: () => TokenEndpoint, firstClient: string): EmulatorKeys {
  return {
    register(key, options) {
      const { clientId = firstClient, keyId } = readOptions('keys.register()', options, ['clientId', 'keyId'])
      tokens().client(clientId).keys.add(key, keyId)
    },
    remove(key, options) {
      const { clientId = firstClient } = readOptions('keys.remove()', options, ['clientId'])
      if (!tokens().client(clientId).keys.remove(key)) throw new Error(`the client ${clientId} has no such key`)
    },
    rotate(options) {
      const { clientId = firstClient, keyId } = readOptions('keys.rotate()', options, ['clientId', 'keyId'])
      return tokens().rotateKey(clientId, keyId)
    },
  }
}
