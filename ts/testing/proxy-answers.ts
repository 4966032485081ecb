// Answers of apps behind the proxy as data: the option `proxy` of `startEmulator()`, which a seed file can have, too.

import { validateHeaderName, validateHeaderValue } from 'node:http'
import { types } from 'node:util'
import { HEADERS, headerPairs, type Kind, readFields, STRING } from './fields.js'
import type { EmulatedResponse, ProxiedRequest } from './handler-types.js'
import { kindOf } from './read-options.js'
import { isStream, parseUrl } from './responses.js'

/** What an app answers to the calls of the proxy that `host`, `method` and `path` describe. The first answer that fits a call is sent. */
export interface EmulatorProxyAnswer {
  /** The host of the app, such as `slack.com`; with the port if the URL of the call has one. */
  host: string
  /** Default: every method of the proxy. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /**
   * The path, such as `/api/users.list`. `*` stands for any text: `/repos/*`. With a query the parameters in it must be there, and others
   * may be. Default: every path.
   */
  path?: string
  /** From 200 to 599. Default: 200. */
  status?: number
  /** Default: the content type of the body. */
  headers?: Record<string, string | number>
  /** Text and bytes are sent as they are, any other value as JSON. Default: an empty body. */
  body?: unknown
}

/**
 * An answer, read.
 *
 * @internal
 */
export interface ProxyAnswer {
  readonly host: string
  readonly fits: (method: string, target: URL) => boolean
  readonly response: EmulatedResponse
}

/** What errors name. The command line leaves it out, where a seed file is wrong. */
const OF_START = ' of startEmulator()'
const PROXY_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** They come from the body, or are about the connection. */
const OWN_HEADERS = ['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'trailer']
const WITHOUT_BODY = [204, 205, 304]

const FIELDS: Readonly<Record<keyof EmulatorProxyAnswer, Kind>> = {
  host: STRING,
  method: STRING,
  path: STRING,
  status: { name: 'a number', accepts: (value) => typeof value === 'number' },
  headers: HEADERS,
  body: { name: 'a value that JSON can have, text or bytes', accepts: isBody },
}

/** What JSON would write as `{}` is refused, too: its content would be lost in silence. */
function isBody(value: unknown): boolean {
  if (value instanceof Uint8Array) return true
  if (isStream(value) || types.isAnyArrayBuffer(value) || types.isPromise(value) || value instanceof Blob) return false
  try {
    if (value !== null && typeof value === 'object' && Symbol.iterator in value && !Array.isArray(value) && !('toJSON' in value))
      return false
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}

/** What is wrong with a value, as the end of a sentence that begins with the name of its field; undefined if nothing is. */
const WRONG: Readonly<Record<'host' | 'method' | 'path' | 'status', (value: unknown) => string | undefined>> = {
  host: (value) => (hostOf(String(value)) === undefined ? 'must be a host such as slack.com, without scheme, path and *' : undefined),
  method: (value) => (PROXY_METHODS.includes(upper(value)) ? undefined : `must be one of ${PROXY_METHODS.join(', ')}`),
  // Two slashes would begin a host.
  path: (value) =>
    /^\/(?![/\\])[^\s#]*$/.test(String(value)) ? undefined : 'must be a path such as /api/users.list, which begins with one slash',
  status: (value) =>
    Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599 ? undefined : 'must be a whole number from 200 to 599',
}

/** What is wrong with a header, in the same form. */
function wrongHeader(name: string, value: unknown): string | undefined {
  if (OWN_HEADERS.includes(name.toLowerCase())) return 'is set by the emulator: leave it out'
  if (typeof value !== 'string' && !Number.isFinite(value)) return `must be text or a number, got ${kindOf(value)}`
  try {
    validateHeaderName(name)
    validateHeaderValue(name, String(value))
    return undefined
  } catch {
    return 'has a name or a value that no header can have'
  }
}

/**
 * An answer that a test gives. Throws TypeError for an unknown name, and for a wrong value, with its place in the list.
 *
 * @internal
 */
export function readProxyAnswer(given: EmulatorProxyAnswer, at: number): ProxyAnswer {
  const place = `proxy[${at}]`
  const { method, path, status = 200, headers = {}, ...fields } = readFields(`${place}${OF_START}`, given, FIELDS)
  if (fields.host === undefined) throw new TypeError(`${place}.host${OF_START} is missing`)
  for (const [name, value] of Object.entries({ host: fields.host, method, path, status })) {
    const wrong = value === undefined ? undefined : WRONG[name as keyof typeof WRONG](value)
    // A text may be a secret in the wrong place.
    if (wrong !== undefined)
      throw new TypeError(`${place}.${name}${OF_START} ${wrong}; got ${typeof value === 'number' ? value : kindOf(value)}`)
  }
  const pairs = headerPairs(headers)
  for (const [name, value] of pairs) {
    const wrong = wrongHeader(name, value)
    if (wrong !== undefined) throw new TypeError(`${place}.headers[${JSON.stringify(name)}]${OF_START} ${wrong}`)
  }
  if (WITHOUT_BODY.includes(status) && fields.body !== undefined)
    throw new TypeError(`${place}.body${OF_START} must be left out, because a response with status ${status} has none`)
  const host = hostOf(fields.host) ?? ''
  const isPath = pathMatcher(path)
  return {
    host,
    fits: (asked, target) => hasHost(target, host) && (method === undefined || upper(method) === asked) && isPath(target),
    response: {
      status,
      headers: Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])),
      ...(fields.body !== undefined && { body: fields.body }),
    },
  }
}

const upper = (value: unknown): string => (typeof value === 'string' ? value.toUpperCase() : '')

/** A host as a URL has it: in lower case, and in ASCII. Undefined if the text is anything else, such as a URL. */
function hostOf(text: string): string | undefined {
  if (!/^(?:\[[\da-f:.]+\]|[^\s/\\?#@:*[\]]+)(?::\d{1,5})?$/i.test(text)) return undefined
  // The port of a scheme that has no usual one is kept.
  const url = parseUrl(`https://${text}`)
  return url && `${url.hostname}${/:\d+$/.exec(text)?.[0] ?? ''}`
}

/**
 * Whether a URL leads to a host: the port may be left out where it is the usual one of the scheme.
 *
 * @internal
 */
export function hasHost(target: URL, host: string): boolean {
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  return host === target.host || host === `${target.hostname}:${port}`
}

/** Compares a path as it comes from a URL, in which some characters are percent-encoded. */
function pathMatcher(path: string | undefined): (target: URL) => boolean {
  if (path === undefined) return () => true
  const url = new URL(path, 'http://x')
  const parts = url.pathname.split('*')
  const wanted = [...url.searchParams]
  return ({ pathname, searchParams }) =>
    matches(pathname, parts) && wanted.every(([name, value]) => searchParams.getAll(name).includes(value))
}

/** Whether a text begins with the first part, ends with the last, and has the others between them in their order. */
function matches(text: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let from = first.length
  for (const part of others) {
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return text.length - last.length >= from && text.endsWith(last)
}

/**
 * What nothing answers, and an answer to it that can be copied into the seed. Without the query, which may have a secret.
 *
 * @internal
 */
export function missingAnswer({ method, url }: Pick<ProxiedRequest, 'method' | 'url'>, answers: readonly ProxyAnswer[]): string {
  const { host, pathname, protocol } = new URL(url)
  const example = JSON.stringify({ proxy: [{ host, method, path: pathname, status: 200, body: { ok: true } }] })
  const others = answers.some((answer) => hasHost(new URL(url), answer.host)) ? `; other answers for ${host} do not fit` : ''
  return (
    `nothing answers ${method} ${protocol}//${host}${pathname} behind the proxy${others}. Add an answer to the seed file (--seed), or to the ` +
    `options of startEmulator(): ${example}. A test can also register a handler with api.onProxyRequest(handler)`
  )
}
