// Passes credentials to Rust separately from the JSON text of the options. V8 would keep that text in its heap, where it cannot be wiped.

import { types } from 'node:util'

/** The options that hold credentials. */
interface SecretOptions {
  clientKey?: unknown
  clientSecret?: unknown
  privateKey?: unknown
  token?: unknown
  /** A URL that may have a password. */
  proxy?: unknown
  env: Readonly<Record<string, string | undefined>>
}

/** Whether a value is printable ASCII text. Any other value stays in the JSON text, where Rust reports what is wrong with it. */
function isPrintable(value: unknown): value is string {
  if (typeof value !== 'string') return false
  // A regular expression is not used, because V8 keeps the last text that was matched.
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code < 0x20 || code > 0x7e) return false
  }
  return value !== ''
}

/** A secret as it is passed to Rust. Bytes stay bytes, which their owner can overwrite. */
export type PassedSecret = string | Uint8Array

/** The options with `{ hidden: index }` in place of each secret, and the secrets. */
export function separateSecrets<T extends SecretOptions>(options: T): { options: T; secrets: PassedSecret[] } {
  const secrets: PassedSecret[] = []
  const hide = (value: unknown): unknown => (isPrintable(value) ? { hidden: secrets.push(value) - 1 } : value)
  const hideKey = (value: unknown): unknown =>
    typeof value === 'string' || types.isUint8Array(value) ? { hidden: secrets.push(value) - 1 } : value
  const each = (value: unknown, act: (one: unknown) => unknown): unknown => (Array.isArray(value) ? value.map(act) : act(value))
  const { PIPEDREAM_ACCESS_TOKEN, PIPEDREAM_CLIENT_SECRET, PIPEDREAM_PRIVATE_KEY } = options.env
  const env = {
    __proto__: null,
    ...options.env,
    PIPEDREAM_ACCESS_TOKEN: hide(PIPEDREAM_ACCESS_TOKEN),
    PIPEDREAM_CLIENT_SECRET: hide(PIPEDREAM_CLIENT_SECRET),
    PIPEDREAM_PRIVATE_KEY: hideKey(PIPEDREAM_PRIVATE_KEY),
  }
  const { clientKey, clientSecret, privateKey, token, proxy } = options
  const hidden = {
    clientKey: hideKey(clientKey),
    clientSecret: each(clientSecret, hide),
    privateKey: each(privateKey, hideKey),
    token: each(token, hide),
    proxy: hide(proxy),
  }
  return { options: { ...options, ...hidden, env }, secrets }
}
