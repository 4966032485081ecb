// Errors as one line: what failed, why, its code, the id of the request, and what to do.

import type { PipedreamError } from '../index.js'
import { CONNECT_TOKEN } from '../connect-token.js'
import { coloured, printable } from './terminal.js'
import { EXIT, UsageError } from './usage.js'

/** How much of an error's text is shown, in characters. */
const MOST = 600

const DOCTOR = '"npx pipedream-native doctor" tests name look-up, proxy, TLS and credentials'

/** What to do about a code. The others say it in their message. */
const HINTS: Readonly<Record<string, string>> = {
  invalid_client: 'check PIPEDREAM_CLIENT_ID and PIPEDREAM_CLIENT_SECRET (or PIPEDREAM_PRIVATE_KEY and PIPEDREAM_KEY_ID)',
  invalid_scope: 'ask for fewer scopes with --scope',
  unauthorized_client: 'check the OAuth client in Pipedream: it may not use client credentials',
  ETIMEDOUT: `raise --timeout, or see what takes so long: ${DOCTOR}`,
  ERR_PROXY_AUTHENTICATION: 'put user and password, percent-encoded, into the URL of the proxy: http://user:password@proxy.example:3128',
  ERR_UNREADABLE_ANSWER: 'check --base-url and what stands before the server',
  ERR_TLS_CERT_ALTNAME_INVALID: 'check the host in --base-url',
  CERT_HAS_EXPIRED: 'check the clock of this machine, then tell the owner of the server',
  CERT_NOT_YET_VALID: 'check the clock of this machine',
}

const LOAD_FAILED = 'ERR_PIPEDREAM_NATIVE_LOAD'
const UNTRUSTED = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]
const NETWORK = /^(?:E(?!RR_)[A-Z_]+|ERR_(?:TLS|PROXY|SSL|CONNECTION|INVALID_HTTP).*)$/

/** Where nobody listens, if it is this machine and no proxy: over http, which is what the emulator speaks. */
const REFUSED = /no connection to (http:\/\/(?:127(?:\.\d+){3}|localhost|\[::1\])(?::\d+)?): ECONNREFUSED/

/** What to do in case the emulator does not run; undefined if the error is another one. */
export function emulatorHint({ code, message = '' }: Partial<PipedreamError>): string | undefined {
  const url = code === 'ECONNREFUSED' ? REFUSED.exec(message)?.[1] : undefined
  if (url === undefined) return undefined
  const { hostname, port } = new URL(url)
  const host = hostname === '127.0.0.1' || hostname === 'localhost' ? '' : ` --host ${hostname.replace(/[[\]]/g, '')}`
  return `if the emulator should listen there, start it: npx pipedream-native emulator --port ${port || 80}${host}`
}

/** What to do about an error; undefined if its message says it. */
export function hintOf(error: Partial<PipedreamError>, scope?: string): string | undefined {
  const { code, statusCode, retryAfter, message = '' } = error
  const refused = emulatorHint(error)
  if (refused !== undefined) return `${DOCTOR}; ${refused}`
  if (code !== undefined && HINTS[code] !== undefined) return HINTS[code]
  if (code !== undefined && UNTRUSTED.includes(code))
    return 'if a proxy of yours looks into TLS, name the file with its authority: NODE_EXTRA_CA_CERTS=company-ca.pem'
  if (code === 'ERR_INVALID_ARGUMENT')
    return /PIPEDREAM_(CLIENT|PROJECT)_ID/.test(message)
      ? 'set the variables, or give --env-file .env; without a project of yours: "npx pipedream-native emulator"'
      : undefined
  if (statusCode === 401) return `the credentials are not accepted: ${DOCTOR}`
  if (statusCode === 403) return scope === undefined ? 'the token lacks a scope' : `the token may lack the scope ${scope}`
  if (statusCode === 404) return 'check the id, and which project and environment it is in (--project-id, --environment)'
  if (statusCode === 429) return retryAfter === undefined ? 'try again later' : `try again in ${retryAfter} s`
  if (statusCode !== undefined && statusCode >= 500) return 'the server failed: try again later'
  return code !== undefined && NETWORK.test(code) ? DOCTOR : undefined
}

/** What an error says, without the lines on status and body that a PipedreamError adds. */
export function textOf(error: unknown): string {
  if (error === null || typeof error !== 'object') return String(error)
  const { body, statusCode, message, code } = error as Partial<PipedreamError>
  // It has commands, a line each, that are to be copied.
  if (code === LOAD_FAILED) return String(message)
  const said = statusCode === undefined ? undefined : saidBy(body)
  const text = withoutCredentials(printable(said ?? String(message).replace(/\s*\n(?:Status code: |Body: )[\s\S]*$/, ''))).trim()
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** A URL may have a user and a password, or a token in its query, also one that is wrong. A server may repeat a Connect token. */
export const withoutCredentials = (text: string): string =>
  text
    .replace(/\/\/[^/\s"]*@/g, '//…@')
    .replace(/(:\/\/[^\s"?#]*[?#])[^\s"]+/g, '$1…')
    .replace(CONNECT_TOKEN, 'ctok_…')

/** What the body of a failed call says. */
function saidBy(body: unknown): string | undefined {
  if (typeof body === 'string') return body.trim() === '' || body.trimStart().startsWith('<') ? undefined : body
  if (body === null || typeof body !== 'object') return undefined
  const { error, error_description: description, message, details } = body as Record<string, unknown>
  const texts = [error, description, message, details].filter((one) => typeof one === 'string' && one !== '')
  if (texts.length > 0) return [...new Set(texts)].join(': ')
  const nested = error !== null && typeof error === 'object' ? (error as Record<string, unknown>).message : undefined
  return typeof nested === 'string' ? nested : JSON.stringify(body)
}

/** An error in one line. */
export function lineOf(error: unknown, what?: string, scope?: string): string {
  if (error === null || typeof error !== 'object') return String(error)
  const { statusCode, code, requestId } = error as Partial<PipedreamError>
  if (code === LOAD_FAILED) return textOf(error)
  const status = statusCode === undefined ? undefined : `status ${statusCode}`
  const facts = [status, code, requestId === undefined ? undefined : `request ${printable(requestId)}`].filter(Boolean)
  const hint = error instanceof UsageError ? undefined : hintOf(error as Partial<PipedreamError>, scope)
  return [
    what === undefined ? '' : `${what}: `,
    textOf(error),
    facts.length === 0 ? '' : ` (${facts.join(', ')})`,
    hint === undefined ? '' : `. Hint: ${hint}`,
  ].join('')
}

/** Writes an error to stderr and returns the exit code. */
export function report(error: unknown, what?: string, scope?: string): number {
  process.stderr.write(`${coloured(process.stderr, 'red', 'error:')} ${lineOf(error, what, scope)}\n`)
  const { code, attempts } = (error ?? {}) as Partial<PipedreamError>
  const isUsage = error instanceof UsageError || (code === 'ERR_INVALID_ARGUMENT' && !attempts)
  return isUsage ? EXIT.usage : EXIT.failed
}
