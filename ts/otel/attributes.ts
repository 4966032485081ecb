// Attributes by the semantic conventions for HTTP client spans, in their stable form.

import type { Attributes } from '@opentelemetry/api'
import type { TracedCall, TracedRequest, TracedToken } from '../tracing-events.js'

/** The methods that the conventions know. Others are `_OTHER`, so that there is no end of values. */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE'])

/** Method and server. */
export const serverAttributes = ({ method, serverAddress, serverPort }: TracedRequest | TracedToken): Attributes => ({
  'http.request.method': METHODS.has(method) ? method : '_OTHER',
  'server.address': serverAddress,
  'server.port': serverPort,
})

/** What a request has before it is sent. */
export function startAttributes(request: TracedRequest | TracedToken): Attributes {
  const { method, url, route, attempt } = request
  const resent = 'resendCount' in request ? request.resendCount : attempt - 1
  return {
    ...serverAttributes(request),
    ...(METHODS.has(method) ? {} : { 'http.request.method_original': method }),
    'url.full': url,
    ...(route === undefined ? {} : { 'url.template': route }),
    ...(resent > 0 ? { 'http.request.resend_count': resent } : {}),
    ...('operation' in request ? { 'pipedream.operation': request.operation } : { 'pipedream.token.cause': request.cause }),
  }
}

/** The name of a span: method and template. Without a template the method alone, because a path has no end of values. */
export function spanName({ method, route }: TracedRequest | TracedToken): string {
  const known = METHODS.has(method) ? method : 'HTTP'
  return route === undefined ? known : `${known} ${route}`
}

/** `error.type`: the status of a failed answer, else the code of the error. None without a failure. */
export function errorType({ status, error }: TracedCall | TracedRequest | TracedToken): Attributes {
  if (status !== undefined && status >= 400) return { 'error.type': String(status) }
  return error === undefined ? {} : { 'error.type': codeOf(error) }
}

/** A code of an error, which has few values: a text that a server or a function of the caller's gave may have any. */
function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  const known = [code, name].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one))
  return (known as string | undefined) ?? '_OTHER'
}
