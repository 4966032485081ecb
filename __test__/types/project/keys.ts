// The forms in which a private key may be given.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import { type KeyObjectLike, PipedreamClient, type PrivateKey } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'

const key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const jwk: JsonWebKey = key.export({ format: 'jwk' })
const pem: string | Buffer = key.export({ type: 'pkcs8', format: 'pem' })
const like: KeyObjectLike = createPrivateKey(pem)
const literal = { kty: 'EC', crv: 'P-256', d: 'd', x: 'x', y: 'y', kid: 'key-1', alg: 'ES256', use: 'sig' } as const
const keys: readonly PrivateKey[] = [pem, jwk, key, like, literal]

export const clients = (): PipedreamClient[] => [
  new PipedreamClient({ privateKey: pem, keyId: 'key-1' }),
  new PipedreamClient({ privateKey: jwk }),
  new PipedreamClient({ privateKey: key }),
  new PipedreamClient({ privateKey: literal }),
  new PipedreamClient({ privateKey: keys, keyId: ['a', 'b', 'c', 'd', 'e'] }),
  new PipedreamClient({ privateKey: async () => key }),
  new PipedreamClient({ privateKey: () => keys }),
  new PipedreamClient({ privateKey: Promise.resolve(pem) }),
  // @ts-expect-error a number is no key
  new PipedreamClient({ privateKey: 7 }),
  // @ts-expect-error a key id is text
  new PipedreamClient({ privateKey: pem, keyId: 7 }),
]

export async function emulated(): Promise<string> {
  const api = await startEmulator({ clients: [{ clientId: 'client-1', publicKey: [createPublicKey(key), jwk] }] })
  api.keys.register(key, { keyId: 'key-1' })
  const rotated: string = api.keys.rotate({ clientId: 'client-1' })
  await new PipedreamClient(api.clientOptions).oauthTokens.create({ clientId: 'client-1', clientAssertion: 'a.b.c' })
  return rotated
}
