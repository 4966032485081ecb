// The proxy. It adds the credentials of an account to a call, passes it on to an app, and passes the app's response back, a 401 included.
// Who responds for the app: a handler of the test, an answer of the option `proxy`, or a server that listens on this machine. Nothing beyond
// this machine is called.

import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { readResponse } from './handler-response.js'
import type { ProxiedRequest } from '../handler-types.js'
import { hasHost, missingAnswer } from '../proxy-answers.js'
import type { App } from '../records.js'
import { badRequest, emulatorError, HttpError, notFound, parseUrl, RawResponse } from '../responses.js'
import type { Handler, Handlers } from './handler.js'
import { text } from './query.js'

const PREFIX = 'x-pd-proxy-'
/** The documentation says that the proxy refuses these. */
const REFUSED_HEADERS = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'permissions-policy',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])
/** RFC 9110, section 7.6.1: headers of one connection, which are not passed on. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade'])
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

const WRONG_URL = 'the path must end in the base64 of a URL, or of a path of the app such as /api/users.list'
/** Of the apps that are there at the start. */
const BASE_URLS: ReadonlyMap<string, string> = new Map([
  ['slack', 'https://slack.com'],
  ['github', 'https://api.github.com'],
  ['google_sheets', 'https://sheets.googleapis.com'],
  ['openai', 'https://api.openai.com'],
  ['notion', 'https://api.notion.com'],
])

const proxy: Handler = async (core, { id, query, tenant, headers, method, record }) => {
  const url = urlIn(id('url_64'))
  const forwarded = forwardedHeaders(headers)
  const accountId = text(query, 'account_id') ?? ''
  const account = tenant.accounts.get(accountId)
  if (account === undefined || account.external_id !== query.external_user_id) throw notFound('account', accountId)
  const target = targetOf(url, account.app)
  tenant.credits.proxy += 1

  const secret = account.credentials.oauth_access_token ?? account.credentials.api_key
  if (forwarded.authorization === undefined && secret !== undefined) forwarded.authorization = `Bearer ${String(secret)}`
  if (record.rawBody.length > 0 && headers['content-type'] !== undefined) forwarded['content-type'] = headers['content-type']

  const request: ProxiedRequest = {
    method,
    url: target.href,
    headers: forwarded,
    body: record.rawBody,
    json: () => JSON.parse(record.rawBody.toString()),
    accountId: account.id,
    externalUserId: account.external_id,
  }
  for (const handler of core.proxyHandlers) {
    const response = await handler(request)
    if (response !== undefined) return readResponse(response)
  }
  const { proxyAnswers } = core
  const answer = proxyAnswers.find(({ fits }) => fits(method, target))
  if (answer !== undefined) return readResponse(answer.response)
  if (target.protocol === 'http:' && LOOPBACK.has(target.hostname)) return relay(target, request)
  // The app of the examples: an echo, unless there are answers for it, which a wrong path must not be taken for.
  if (target.hostname === 'slack.com' && !proxyAnswers.some(({ host }) => hasHost(target, host)))
    return readResponse({ body: { ok: true, method, url: target.href, ...(record.rawBody.length > 0 && { body: record.body }) } })
  const missing = missingAnswer(request, proxyAnswers)
  // Not 500, which clients send again, and not 404, which code may take for an answer of the app.
  throw new HttpError(400, missing, { error: `emulator: ${missing}`, code: 'emulator' })
}

/** The URL in the path of a call: absolute, or a path of the app. */
function urlIn(segment: string): string {
  const base64 = segment.replaceAll('-', '+').replaceAll('_', '/')
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
  if (!isBase64) throw badRequest(WRONG_URL)
  return Buffer.from(base64, 'base64').toString()
}

/** Where a call is for. The API adds a path to the address that it knows of the app. */
function targetOf(url: string, app: App): URL {
  const isPath = /^\/(?![/\\])/.test(url)
  const target = isPath ? new URL(url, baseUrlOf(app)) : parseUrl(url)
  if (target === undefined) throw badRequest(WRONG_URL)
  if (target.protocol !== 'https:' && target.protocol !== 'http:') throw badRequest('the target must be an http or https URL')
  return target
}

/** The address of an app. One that the emulator does not know gets a name that leads nowhere (RFC 2606, section 3). */
const baseUrlOf = ({ name_slug: slug }: App): string => BASE_URLS.get(slug) ?? `https://${hostLabel(slug)}.example.com`

const hostLabel = (slug: string): string =>
  slug
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'app'

/** The headers for the app: those with the prefix, without it. */
function forwardedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const forwarded: Record<string, string> = {}
  for (const [prefixed, value] of Object.entries(headers)) {
    if (!prefixed.startsWith(PREFIX)) continue
    const name = prefixed.slice(PREFIX.length)
    if (REFUSED_HEADERS.has(name) || name.startsWith('access-control-request-'))
      throw badRequest(`the proxy does not forward the header ${name}`)
    forwarded[name] = String(value)
  }
  return forwarded
}

/** Passes a request on to a server on this machine. */
function relay(target: URL, { method, headers, body }: ProxiedRequest): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, 'content-length': body.length } }
    const request = httpRequest(target, options, (response) => {
      const kept = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !HOP_BY_HOP.has(name)))
      resolve(new RawResponse(response.statusCode ?? 502, kept, response))
    })
    request.on('error', (error) => reject(emulatorError(`the server at ${target.origin} behind the proxy failed: ${error.message}`)))
    request.end(body)
  })
}

export const proxyHandlers: Handlers = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'delete'].map((method) => [`proxy.${method}`, proxy]),
)
