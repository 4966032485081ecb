'use strict'

// Credentials cross apart from the JSON text of the options: V8 would keep that text in its heap, where nobody can wipe it.

/** Text that crosses as it is. Anything else stays in the JSON text, where Rust says what is wrong with it. */
function isPlain(value) {
  if (typeof value !== 'string') return false
  // Not by a regular expression: V8 keeps the last text that one was tried on.
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code < 0x20 || code > 0x7e) return false
  }
  return value !== ''
}

/** The options with places in the stead of their secrets, and the secrets. */
function apart(options) {
  const hidden = []
  const hide = (value) => (isPlain(value) ? { hidden: hidden.push(value) - 1 } : value)
  const all = (value) => (Array.isArray(value) ? value.map(hide) : hide(value))
  const env = { __proto__: null, ...options.env, PIPEDREAM_CLIENT_SECRET: hide(options.env.PIPEDREAM_CLIENT_SECRET) }
  return { shown: { ...options, clientSecret: all(options.clientSecret), token: all(options.token), env }, hidden }
}

module.exports = { apart }
