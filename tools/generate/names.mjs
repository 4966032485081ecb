// How things are named in Rust, JavaScript and TypeScript.

/** `external_user_id` → `externalUserId`. */
export const camel = (wire) => wire.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

/** `read_only` → `ReadOnly`. */
export const pascal = (value) =>
  String(value)
    .split(/[_\W]+/)
    .filter(Boolean)
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('')

/** `accounts.listByExternalUser` → `ACCOUNTS_LIST_BY_EXTERNAL_USER`. */
export const screaming = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()

/** `rateLimits` → `rate-limits`, for names of files. */
export const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The number of an operation. It is a hash of the name (FNV-1a, 31 bits, so that V8 keeps it as a small integer): no other operation changes it. */
export function numberOf(operation) {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(operation)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 1) & 0x7fffffff
}

/** The class of a resource: `accounts` → `AccountsClient`. */
export const className = (resource) => `${resource[0].toUpperCase()}${resource.slice(1)}Client`

/** The name of the type a schema refers to, if it does. */
export const refOf = (schema) => schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1)

/** Whether a name needs no quotes as a property. */
export const isIdentifier = (name) => /^[A-Za-z_$][\w$]*$/.test(name)

/** A value as a JavaScript literal, text in single quotes. */
export const quoted = (value) =>
  typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : String(value)

/** The name of a property, in quotes where it needs them. */
export const key = (name) => (isIdentifier(name) ? name : quoted(name))
