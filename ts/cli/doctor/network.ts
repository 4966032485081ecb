// What the doctor tests on the way to the API. Requests are sent by the package itself, so that they go the way that calls go.

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { PipedreamClient } from '../../index.js'
import { emulatorHint, hintOf, textOf } from '../report.js'
import { chainOf, type ChainLink } from './chain.js'
import { type Check, fail, ok, skip, warn, within } from './check.js'

/** How the native half reaches a server. */
export interface Way {
  readonly proxy: string | null
  readonly because: string
  readonly authorities: number
  readonly added: number
}

/** A clock that differs by more makes calls with a private key fail, and is an event of the client. */
const MOST_SKEW_SECONDS = 60
const SOON_DAYS = 14
/** An operation that needs a token and no project. */
const PATH = '/v1/connect/projects'
const DAY_MS = 86_400_000

/** Asks the native half which way it takes to `url`. */
export async function wayTo(url: string): Promise<Way | { problem: string }> {
  const { native } = await import('../../load.js')
  const flags = process.execArgv.filter((flag) => /^--(?:no[-_])?(?:use|tls)[-_]/.test(flag))
  return JSON.parse(native.NativeClient.way(url, flags))
}

/** Which proxy is used and why. */
export function proxyCheck(url: URL, way: Way | { problem: string }): Check {
  if ('problem' in way)
    return fail('proxy', way.problem, 'correct the variable: the URL of a proxy is like http://user:password@proxy.example:3128')
  const data = { proxy: way.proxy, because: way.because }
  if (way.proxy !== null) return ok('proxy', `${way.proxy}, from ${way.because}`, { data })
  const other = ['http_proxy', 'HTTP_PROXY'].find((name) => (process.env[name] ?? '') !== '')
  const unused =
    url.protocol === 'https:' && other !== undefined && way.because.startsWith('no variable') ? `; ${other} counts for http only` : ''
  return ok('proxy', `none: ${way.because}${unused}`, { data })
}

/** Looks up a name, as the package does: through the system. */
export async function nameCheck(name: string, host: string, seconds: number): Promise<Check> {
  const bare = host.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) return ok(name, `${bare} is an address`)
  const start = performance.now()
  try {
    const addresses = (await within(seconds, lookup(bare, { all: true }))).map(({ address }) => address)
    const ms = Math.round(performance.now() - start)
    const shown = addresses.length > 4 ? `${addresses.slice(0, 4).join(', ')} and ${addresses.length - 4} more` : addresses.join(', ')
    const detail = `${bare} is ${shown} (${ms} ms)`
    const data = { host: bare, addresses, ms }
    if (ms > 1000) return warn(name, detail, 'the look-up is slow: check the name servers in /etc/resolv.conf', { data })
    return ok(name, detail, { data })
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'failed'
    const fix =
      code === 'ENOTFOUND'
        ? 'check the spelling of the host, and that the name server of this network knows it (in Docker: the network of the container)'
        : 'check the network and the name servers in /etc/resolv.conf'
    return fail(name, `${bare} has no address (${code})`, fix, { data: { host: bare, code } })
  }
}

/** What came of a first request. */
export interface Reached {
  readonly check: Check
  /** The header Date, and when it came, in milliseconds since 1970. */
  readonly date: string | null
  readonly at: number
  readonly error: { code?: string } | undefined
}

/** Sends a request without a token. */
export async function connectionCheck(client: PipedreamClient, url: URL): Promise<Reached> {
  const sent = Date.now()
  try {
    const response = await client.fetch(PATH, { redirect: 'manual' })
    const received = Date.now()
    const detail = `${url.origin} answered with status ${response.status} (${received - sent} ms)`
    const data = { status: response.status, ms: received - sent }
    await response.body?.cancel().catch(() => {})
    const check = statusCheck(response.status, detail, data)
    return { check, date: response.headers.get('date'), at: (sent + received) / 2, error: undefined }
  } catch (error) {
    const { code } = error as { code?: string }
    const known = connectionFix(code) ?? hintOf(error as Error) ?? 'read the message; docs/errors.md has its code'
    const ofEmulator = emulatorHint(error as Error)
    const fix = ofEmulator === undefined ? known : `${known}; ${ofEmulator}`
    const check = fail('connection', `${textOf(error)}${code === undefined ? '' : ` (${code})`}`, fix, { data: { code } })
    return { check, date: null, at: sent, error: error as { code?: string } }
  }
}

/** Without a token the API answers 401. */
function statusCheck(status: number, detail: string, data: Record<string, unknown>): Check {
  if (status === 401) return ok('connection', `${detail}, as it should without a token`, { data })
  const fix =
    status >= 500
      ? 'the server has trouble, or something before it: try again later'
      : 'the API answers 401 here: check PIPEDREAM_BASE_URL and what stands before the server'
  return warn('connection', detail, fix, { data })
}

function connectionFix(code: string | undefined): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there: check host and port of PIPEDREAM_BASE_URL (or of the proxy), and that the server runs'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'see the name look-up above'
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'check the network and the firewall; where only a proxy leads out, set HTTPS_PROXY'
    case 'ERR_PROXY_REFUSED':
      return 'ask the owner of the proxy to allow the host, or list it in NO_PROXY'
    case 'ERR_PROXY_CONNECT':
      return 'the proxy cannot reach the server: ask its owner, or list the host in NO_PROXY'
    case 'ERR_PROXY_ANSWER':
      return 'check scheme and port in the URL of the proxy'
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return 'the port does not speak TLS: check scheme and port of PIPEDREAM_BASE_URL'
    default:
      return undefined
  }
}

/** The certificates of the server. That they are trusted is what the request above has shown. */
export async function tlsCheck(url: URL, way: Way, reached: Reached, seconds: number): Promise<Check> {
  if (url.protocol !== 'https:') return skip('tls', 'http has none; it is for this machine and for closed networks only')
  const proxy = way.proxy === null ? undefined : proxyUrl(way)
  if (way.proxy !== null && proxy === undefined) return skip('tls', 'the certificates are not shown through this kind of proxy')
  try {
    const { protocol, cipher, links } = await within(seconds, chainOf(url, proxy, AbortSignal.timeout(seconds * 1000)))
    const more = links.map((link) => `${link.subject}, issued by ${link.issuer}, ${validity(link)}`)
    const data = { protocol, cipher, chain: links }
    const refused = reached.error?.code !== undefined && /CERT|SIGNATURE|PURPOSE/.test(reached.error.code)
    const root = links.at(-1)?.issuer
    if (refused)
      return fail('tls', `the certificate is refused (${reached.error?.code})`, trustFix(reached.error?.code, root), { more, data })
    const soon = links.find((link) => Date.parse(link.validTo) - Date.now() < SOON_DAYS * DAY_MS)
    const detail = `${protocol}, ${cipher}${reached.error === undefined ? ', trusted' : ''}`
    if (soon) return warn('tls', detail, `the certificate of ${soon.subject} ${validity(soon)}: have it renewed`, { more, data })
    return ok('tls', detail, { more, data })
  } catch (error) {
    return skip('tls', `the certificates could not be read: ${textOf(error)}`)
  }
}

function trustFix(code: string | undefined, root: string | undefined): string {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'check the clock of this machine, then tell the owner of the server'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'the certificate is for another host: check PIPEDREAM_BASE_URL'
  return `if you trust "${root ?? 'its authority'}", save its certificate as PEM and set NODE_EXTRA_CA_CERTS to the file, or give it as caCertificates`
}

function validity({ validFrom, validTo }: ChainLink): string {
  const days = Math.floor((Date.parse(validTo) - Date.now()) / DAY_MS)
  if (Date.parse(validFrom) > Date.now()) return `not valid before ${validFrom.slice(0, 10)}`
  if (days < 0) return `expired on ${validTo.slice(0, 10)}`
  return `expires on ${validTo.slice(0, 10)} (in ${days} days)`
}

/** The proxy with its credentials, which only the variable has; undefined for SOCKS and for the system's settings. */
function proxyUrl({ proxy, because }: Way): URL | undefined {
  if (proxy === null || proxy.startsWith('socks')) return undefined
  const value = process.env[because]
  try {
    return new URL(value === undefined ? proxy : value.includes('://') ? value.trim() : `http://${value.trim()}`)
  } catch {
    return undefined
  }
}

/** Which authorities are trusted. */
export function authoritiesCheck({ authorities, added }: Way): Check {
  const sources = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_USE_SYSTEM_CA'].filter(
    (name) => (process.env[name] ?? '') !== '',
  )
  const flags = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/\s+/)].filter((flag) =>
    /^--use[-_](?:system|openssl)[-_]ca$/.test(flag),
  )
  const named = [...sources, ...flags]
  const data = { authorities, added, from: named }
  const detail = `${authorities - added} built in${added > 0 ? `, ${added} added` : ''}${named.length > 0 ? ` (${named.join(', ')})` : ''}`
  const file = process.env.NODE_EXTRA_CA_CERTS
  if (file && added === 0)
    return warn('authorities', detail, `NODE_EXTRA_CA_CERTS adds nothing: check that ${file} exists and has certificates as PEM`, { data })
  return ok('authorities', detail, { data })
}

/** Compares the clock of this machine with that of the server. */
export function clockCheck({ date, at }: Reached): Check {
  const theirs = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(theirs)) return skip('clock', date === null ? 'no answer has a date to compare with' : `the server's date is not valid`)
  // A date has whole seconds, so it is half a second late on average.
  const seconds = (at - theirs - 500) / 1000
  const shown =
    Math.abs(seconds) < 1
      ? 'within a second of that of the server'
      : `${Math.abs(seconds).toFixed(0)} s ${seconds > 0 ? 'ahead of' : 'behind'} the server`
  const data = { skewSeconds: Math.round(seconds * 10) / 10 }
  if (Math.abs(seconds) > MOST_SKEW_SECONDS)
    return fail(
      'clock',
      shown,
      'set the clock of this machine, for example with "timedatectl set-ntp true"; signed token requests are refused otherwise',
      { data },
    )
  return ok('clock', shown, { data })
}
