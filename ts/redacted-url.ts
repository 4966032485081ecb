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
  const path = given.map((part, at) =>
    isSecret(part, given[at - 1], route === undefined ? undefined : names[at - offset]) ? REDACTED : part,
  )
  const query = url.search === '' ? '' : `?${url.search.slice(1).split('&').map(withoutValue).join('&')}`
  const address = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
  return { url: `${url.protocol}//${url.host}${path.join('/')}${query}`, address, port }
}

/** The path of a call of any endpoint, for logs and events. */
export const redactedPath = (path: string): string =>
  path
    .split('/')
    .map((part, at, all) => (isSecret(part, all[at - 1], undefined) ? REDACTED : part))
    .join('/')

/** Also where there is no route: in `client.request()`, `client.fetch()` and after a redirect. */
const isSecret = (part: string, before: string | undefined, name: string | undefined): boolean =>
  (name !== undefined && SECRET_PARAMETERS.has(name)) || isConnectToken(part) || (before === 'proxy' && part !== '')

const isConnectToken = (part: string): boolean => part.search(CONNECT_TOKEN) === 0

function withoutValue(part: string): string {
  const end = part.indexOf('=')
  return end === -1 ? (part === '' ? '' : REDACTED) : `${part.slice(0, end)}=${REDACTED}`
}
