// A URL as traces have it: without what may be secret. Its query may hold anything, so no value of it is shown.

import { CONNECT_TOKEN } from './connect-token.js'

/** A URL and where it leads. */
export interface RedactedUrl {
  readonly url: string
  readonly address: string
  readonly port: number
}

const REDACTED = 'REDACTED'

/** The names of path parameters whose values are secret: Connect tokens, and the URL that a proxy call is sent on to, with its query. */
const SECRET_PARAMETERS = new Set(['{ctok}', '{url_64}'])

/** Redacts a URL. `route` is the path with the names of its parameters, if the URL is of an operation. */
export function redactedUrl(text: string, route: string | undefined): RedactedUrl {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return { url: REDACTED, address: '', port: 0 }
  }
  const names = (route ?? '').split('/')
  const given = url.pathname.split('/')
  // The base URL may have a path of its own, before that of the route.
  const offset = given.length - names.length
  const path = withoutSecrets(given, (at) => route !== undefined && SECRET_PARAMETERS.has(names[at - offset] ?? ''))
  const query = url.search === '' ? '' : `?${url.search.slice(1).split('&').map(withoutValue).join('&')}`
  const address = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
  return { url: `${url.protocol}//${url.host}${path}${query}`, address, port }
}

/** What stands in the place of a secret part of a path. `text` is the part as servers read it. */
type Hide = (text: string) => string

/** The path of a call of any endpoint, for logs and events. A backslash counts as a slash, as in a URL (WHATWG URL, section 4.4). */
export const redactedPath = (path: string, hide?: Hide): string => withoutSecrets(path.split(/[/\\]/), () => false, hide)

/**
 * The path of these parts without what is secret: the parts that `isKnown`, those that hold a Connect token, and all that follows `proxy`. This
 * is needed also where there is no route: in `client.request()`, `client.fetch()` and after a redirect.
 */
function withoutSecrets(parts: readonly string[], isKnown: (at: number) => boolean, hide: Hide = () => REDACTED): string {
  let isAfterProxy = false
  const shown = parts.map((part, at) => {
    const text = decoded(part)
    const isSecret = isKnown(at) || (isAfterProxy && part !== '') || text.search(CONNECT_TOKEN) !== -1 || PROXY_WITH_URL.test(text)
    isAfterProxy ||= PROXY.test(text)
    return isSecret ? hide(text) : part
  })
  return shown.join('/')
}

/** A part of a path that says that the next one is a URL to be sent on to. It may have parameters (RFC 3986, section 3.3). */
const PROXY = /^proxy(?:;|$)/i
/** The same, with the URL after an encoded slash. */
const PROXY_WITH_URL = /(?:^|[/\\])proxy(?:;[^/\\]*)?[/\\]/i

/** How often a part is decoded: servers behind one another may each do it once. */
const LAYERS = 3

/** A part of a path as servers read it: `%70roxy` is `proxy`. What is no character of ASCII stays as it is. */
function decoded(part: string): string {
  let text = part
  for (let layer = 0; layer < LAYERS && text.includes('%'); layer++)
    text = text.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return text
}

function withoutValue(part: string): string {
  const end = part.indexOf('=')
  return end === -1 ? (part === '' ? '' : REDACTED) : `${part.slice(0, end)}=${REDACTED}`
}
