// Passes credentials to Rust separately from the JSON text of the options. V8 would keep that text in its heap, where it cannot be wiped.

/** The options that hold credentials. */
interface SecretOptions {
  clientSecret?: unknown
  privateKey?: unknown
  token?: unknown
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

/** The options with `{ hidden: index }` in place of each secret, and the secrets. */
export function separateSecrets<T extends SecretOptions>(options: T): { options: T; secrets: string[] } {
  const secrets: string[] = []
  const hide = (value: unknown): unknown => (isPrintable(value) ? { hidden: secrets.push(value) - 1 } : value)
  // A key has line breaks, and Rust does not show what is wrong with it.
  const hideKey = (value: unknown): unknown => (typeof value === 'string' ? { hidden: secrets.push(value) - 1 } : value)
  const each = (value: unknown, act: (one: unknown) => unknown): unknown => (Array.isArray(value) ? value.map(act) : act(value))
  const { PIPEDREAM_CLIENT_SECRET, PIPEDREAM_PRIVATE_KEY } = options.env
  const env = {
    __proto__: null,
    ...options.env,
    PIPEDREAM_CLIENT_SECRET: hide(PIPEDREAM_CLIENT_SECRET),
    PIPEDREAM_PRIVATE_KEY: hideKey(PIPEDREAM_PRIVATE_KEY),
  }
  const { clientSecret, privateKey, token } = options
  const hidden = { clientSecret: each(clientSecret, hide), privateKey: each(privateKey, hideKey), token: each(token, hide) }
  return { options: { ...options, ...hidden, env }, secrets }
}
