// `client.fetch()`: a request to any URL, and a standard `Response`. Rust checks the URL and the redirect mode, and decides whether the token
// is sent (src/request/fetch.rs).

import { BinaryResponse } from './binary.js'
import { type Start, sender } from './body.js'
import { attemptsOf, type Call, type Done } from './call.js'
import { checkCallOptions, OPTIONS_OF_CALL } from './call-options.js'
import type { Caller } from './caller.js'
import { invalid } from './errors.js'
import { combinedHeaders, pairsOf } from './headers.js'
import type { BaseRequestOptions } from './options.js'
import { globalOf } from './platform.js'
import { define, pick, property } from './properties.js'
import { redactedPath } from './redacted-url.js'
import { type OutgoingBody, type RequestParts, requestBody, requestParts } from './request-parts.js'
import type { SendCall } from './resource.js'
import { withArticle } from './value-types.js'

/** Sends what `client.fetch()` was given, or with `mcp` what the `fetch` of that session with the MCP server was given. The promise rejects with a `PipedreamError` if there is no response. */
export function send(caller: Caller, input: unknown, init: unknown, options: unknown, mcp?: object): Promise<Response> {
  let parts: RequestParts | undefined
  let problem: unknown
  try {
    checkCallOptions(options, send)
    parts = requestParts(input, init, options)
  } catch (error) {
    problem = error
  }
  const { method = 'GET', url = '', signal } = parts ?? {}
  const ofCall = parts && { ...pick(options, [...OPTIONS_OF_CALL, 'onProgress']), abortSignal: signal }
  const label = [mcp === undefined ? 'fetch' : 'mcp.fetch', method, pathOf(url)] as const
  const asResponse = (call: Call, message: Done): Response => responseOf(call, message, method)
  return caller.open<Response>(
    label,
    ofCall as BaseRequestOptions | undefined,
    (call) => {
      if (parts === undefined) throw problem
      const { redirect, mode } = parts
      const given = combinedHeaders(parts.headers)
      // A client may have put a token there when its session began, which would outlive its time.
      const own = mcp === undefined ? given : given.filter(([name]) => name.toLowerCase() !== 'authorization')
      const headers = [...own, ...pairsOf(property(options, 'headers'), 'headers')]
      const start: Start = (id, text, options, bytes, upload) => caller.native.fetch(id, text, options, bytes, upload)
      const sendWith = ({ body, contentType }: OutgoingBody): SendCall | Promise<SendCall> => {
        const typed = contentType === undefined ? headers : [['content-type', contentType], ...headers]
        return sender(call, { method, url, redirect, mode, mcp, headers: typed, body }, withoutJson, start)
      }
      const body = requestBody(parts)
      return 'then' in body ? body.then(sendWith) : sendWith(body)
    },
    asResponse,
  )
}

/** `fetch` would send an object that is no body as the text `[object Object]`. */
function withoutJson(request: object | null): object | null {
  const json = property(request, 'body')
  if (json === undefined) return request
  const what = Array.isArray(json) ? 'array' : typeof json
  throw invalid(`body must be text, bytes, a form or a stream, got ${withArticle(what)}: write JSON with JSON.stringify()`)
}

/** The path of a URL or of a path, for logs: without a query, which may hold secrets, and without credentials. */
const pathOf = (url: string): string => redactedPath(url.replace(/^(\w+:\/\/)[^/?#]*@/, '$1').split(/[?#]/)[0] ?? '')

/** Statuses whose response has no body (Fetch, section 2.2.3). `Response` refuses one. */
const WITHOUT_BODY: readonly number[] = [101, 204, 205, 304]

/** The `Response`, whose body is read from the connection when the caller reads it. */
function responseOf(call: Call, message: Done, method: string): Response {
  const head = call.head as string
  const { status, statusText, url, redirected, headers } = JSON.parse(head)
  const stream = property(message, 'stream') as number
  const isEmpty = method === 'HEAD' || WITHOUT_BODY.includes(status)
  const sent = { began: call.began, attempts: attemptsOf(message) }
  const body = new BinaryResponse(call.caller.native, stream, head, call.signal, sent, call.onProgress)
  // Nobody reads this body: its connection is free at once.
  if (isEmpty) void body.stream().cancel()
  // The constructor takes no status below 200 or above 599, which a server may send nevertheless.
  const isStandard = status >= 200 && status <= 599
  const init = { __proto__: null, status: isStandard ? status : 200, statusText, headers } as ResponseInit
  const response = new (globalOf('Response'))(isEmpty ? null : (body.byteStream() as never), init)
  return withFacts(response, { url, redirected, type: 'basic', ...(isStandard ? {} : { status, ok: false }) })
}

/** Gives a Response what its constructor does not take, and the same to its clones. */
function withFacts(response: Response, facts: Record<string, unknown>): Response {
  for (const [name, value] of Object.entries(facts))
    define(response, name, { value, configurable: true, enumerable: false, writable: false })
  const { clone } = response
  const value = (): Response => withFacts(clone.call(response), facts)
  define(response, 'clone', { value, configurable: true, enumerable: false, writable: true })
  return response
}
