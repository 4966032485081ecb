// Removes what looks like a secret from texts that the caller's own code threw. A function that gives a key may throw a text that quotes it,
// and what it never gave is known to nobody here, so only its form tells. Secrets that are known are removed in Rust (src/redact.rs).

/** The text that replaces a secret: the same as in src/redact.rs. */
export const PLACEHOLDER = '[redacted]'
/** A thrown text may be of any length. What is quoted of it is shorter than this. */
const MOST = 65_536

/** A private key as PEM, up to its last line. A text that was cut has none. */
const PEM = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]{0,40}-----)?/g
/** The password in a URL. */
const PASSWORD = /(:\/\/[^\s/?#:@]{0,200}:)[^\s/?#@]{1,500}(?=@)/g
/** What stands behind the name of a secret: `client_secret=…`, `"token": "…"`, `Bearer …`. */
const NAMED =
  /((?:secret|password|passwd|passphrase|token|api[-_]?key|private[-_ ]?key|credentials?|authorization)\\?["']?\s{0,4}(?:[:=]|\bis\b)\s{0,4}\\?["']?(?:(?:bearer|basic)\s)?|\b(?:bearer|basic)\s)([^\s"'`,;&<>()[\]{}\\]{8,})/gi
/** A run of the characters of base64, base64url and hex. */
const RUN = /[A-Za-z0-9+/_=~-]{20,}/g

/** `text` without what looks like a secret. Paths, ids as UUIDs and words stay. */
export function withoutSecrets(text: string): string {
  if (text.length < 8) return text
  return text
    .slice(0, MOST)
    .replace(PEM, PLACEHOLDER)
    .replace(PASSWORD, `$1${PLACEHOLDER}`)
    .replace(NAMED, (whole, name: string, value: string) => (/\d/.test(value) && !value.includes('://') ? name + PLACEHOLDER : whole))
    .replace(RUN, (run) => (run.split('/').some(isRandom) ? PLACEHOLDER : run))
}

/** Whether a part without a slash is too mixed for a word: long, with digits among capital and small letters, or a long run of letters and digits. */
function isRandom(part: string): boolean {
  if (part.length < 20) return false
  const digits = part.match(/\d/g)?.length ?? 0
  if (digits >= 2 && /[a-z]/.test(part) && /[A-Z]/.test(part)) return true
  return (part.match(/[A-Za-z0-9]{32,}/g) ?? []).some((run) => /\d/.test(run) && /[A-Za-z]/.test(run))
}

/** Errors of the caller's whose texts quote a secret that Rust knows: it removed the secret from the message that quotes them. */
const quoting = new WeakSet<object>()

/** Keeps that `cause`, which `message` quotes, quotes a secret. `cause` itself stays as it was thrown. */
export function rememberQuoted(message: string, cause: unknown): void {
  if (cause !== null && typeof cause === 'object' && message.includes(PLACEHOLDER)) quoting.add(cause)
}

/** Whether the texts of an error must not be shown. */
export const quotesSecret = (error: object): boolean => quoting.has(error)

/** A copy of plain data, as `truncateValue` makes it, whose texts have no secrets. */
export function dataWithoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(dataWithoutSecrets)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, dataWithoutSecrets(member)]))
}
