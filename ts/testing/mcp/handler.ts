// The remote MCP server: the Model Context Protocol over streamable HTTP (its specification, 2025-11-25, Transports). A request with a tool
// call is answered with an event stream, any other one with JSON: clients must take both.

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { PassThrough } from 'node:stream'
import type { Call } from '../call.js'
import type { Core } from '../core.js'
import { HttpError, jsonResponse, RawResponse } from '../responses.js'
import type { Handlers } from '../resources/handler.js'
import * as rpc from './messages.js'
import { scopeOf } from './read-scope.js'
import type { Scope } from './scope.js'
import { callTool, toolsOf } from './tools.js'

const SESSION = 'mcp-session-id'
const JSON_TYPE = 'application/json'
const EVENTS_TYPE = 'text/event-stream'

/** Answers a request to the MCP server, whatever its method. */
async function respond(core: Core, call: Call): Promise<RawResponse> {
  core.tokens.verify(call.headers.authorization)
  const scope = scopeOf(core, call)
  const limits = core.limits.check(call) ?? {}
  const { method, headers } = call
  const version = headers['mcp-protocol-version']
  if (version !== undefined && !rpc.VERSIONS.includes(String(version)))
    throw rpc.refusal(400, `Bad Request: Unsupported protocol version (supported versions: ${rpc.VERSIONS.join(', ')})`)
  if (method === 'POST') return post(core, scope, call, limits)
  if (method === 'GET') {
    if (!accepts(headers, EVENTS_TYPE)) throw rpc.refusal(406, `Not Acceptable: Client must accept ${EVENTS_TYPE}`)
    return events(core.mcp.find(sessionId(headers), scope).listen(), limits)
  }
  if (method !== 'DELETE') throw rpc.refusal(405, 'Method not allowed', rpc.INVALID_REQUEST, { allow: 'GET, POST, DELETE' })
  core.mcp.endSessions(core.mcp.find(sessionId(headers), scope).id)
  return new RawResponse(204, limits, undefined)
}

function post(core: Core, scope: Scope, { headers, record }: Call, limits: OutgoingHttpHeaders): RawResponse | Promise<RawResponse> {
  if (!accepts(headers, JSON_TYPE) || !accepts(headers, EVENTS_TYPE))
    throw rpc.refusal(406, `Not Acceptable: Client must accept both ${JSON_TYPE} and ${EVENTS_TYPE}`)
  if (!(headers['content-type'] ?? '').toLowerCase().includes(JSON_TYPE))
    throw rpc.refusal(415, `Unsupported Media Type: Content-Type must be ${JSON_TYPE}`)
  const { messages, isBatch } = rpc.messagesIn(record.rawBody)
  const [first] = messages
  if (messages.some(({ method }) => method === 'initialize')) {
    if (first === undefined || isBatch) throw rpc.refusal(400, 'Invalid Request: Only one initialization request is allowed')
    if (headers[SESSION] !== undefined) throw rpc.refusal(400, 'Invalid Request: Server already initialized')
    const answer = rpc.resultOf(first.id, initialized(first))
    return jsonResponse(200, answer, { ...limits, [SESSION]: core.mcp.begin(scope).id })
  }
  const session = core.mcp.find(sessionId(headers), scope)
  const own = { ...limits, [SESSION]: session.id }
  const requests = messages.filter(({ id }) => id !== undefined)
  if (requests.length === 0) return new RawResponse(202, own, undefined)
  if (!requests.some(({ method }) => method === 'tools/call')) return answerAsJson(core, scope, requests, isBatch, own)
  const stream = new PassThrough()
  void answerAsEvents(core, scope, requests, stream)
  return events(stream, own)
}

async function answerAsJson(
  core: Core,
  scope: Scope,
  requests: readonly rpc.Message[],
  isBatch: boolean,
  headers: OutgoingHttpHeaders,
): Promise<RawResponse> {
  const answers = await Promise.all(requests.map((request) => answer(core, scope, request)))
  return jsonResponse(200, isBatch ? answers : answers[0], headers)
}

/** Sends each answer when it is there. Before a tool runs, a client that asked for it is told of its progress. */
async function answerAsEvents(core: Core, scope: Scope, requests: readonly rpc.Message[], stream: PassThrough): Promise<void> {
  const send = (message: rpc.Outgoing): void => {
    if (!stream.destroyed) stream.write(rpc.eventOf(message))
  }
  await Promise.all(
    requests.map(async (request) => {
      const { progressToken } = (request.params._meta ?? {}) as { progressToken?: unknown }
      if (request.method === 'tools/call' && progressToken !== undefined)
        send({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken, progress: 0, total: 1 } })
      send(await answer(core, scope, request))
    }),
  )
  stream.end()
}

/** The answer to one request. An error of the test's own handler is one of the emulator: `close()` throws it. */
async function answer(core: Core, scope: Scope, request: rpc.Message): Promise<rpc.Outgoing> {
  try {
    return rpc.resultOf(request.id, await resultOf(core, scope, request))
  } catch (error) {
    if (error instanceof rpc.RpcError) return rpc.errorOf(request.id, error)
    if (!(error instanceof HttpError)) core.problems.push(error)
    const message = error instanceof Error ? error.message : String(error)
    return rpc.errorOf(request.id, new rpc.RpcError(rpc.INTERNAL_ERROR, message))
  }
}

function resultOf(core: Core, scope: Scope, { method, params }: rpc.Message): unknown {
  if (method === 'ping') return {}
  if (method === 'tools/list') {
    // All tools fit on one page, so no cursor was given out.
    if (params.cursor !== undefined) throw new rpc.RpcError(rpc.INVALID_PARAMS, 'Invalid cursor')
    return { tools: toolsOf(core, scope) }
  }
  if (method === 'tools/call') return callTool(core, scope, params)
  throw new rpc.RpcError(rpc.METHOD_NOT_FOUND, 'Method not found')
}

/** The server takes the version that the client asks for, or else offers its newest. */
function initialized({ params, id }: rpc.Message): object {
  if (id === undefined) throw rpc.refusal(400, 'Invalid Request: initialize must have an id')
  const wanted = params.protocolVersion
  const protocolVersion = rpc.VERSIONS.find((version) => version === wanted) ?? rpc.VERSIONS[0]
  return { protocolVersion, capabilities: { tools: { listChanged: true } }, serverInfo: { name: 'pipedream-emulator', version: '1.0.0' } }
}

const events = (stream: PassThrough, headers: OutgoingHttpHeaders): RawResponse =>
  new RawResponse(200, { ...headers, 'content-type': EVENTS_TYPE, 'cache-control': 'no-cache, no-transform' }, stream)

/** The session that a request names. */
function sessionId(headers: IncomingHttpHeaders): string | undefined {
  const id = headers[SESSION]
  return Array.isArray(id) ? id[0] : id
}

/** Whether the client takes a media type (RFC 9110, section 12.5.1). */
function accepts({ accept = '*/*' }: IncomingHttpHeaders, type: string): boolean {
  const ranges = accept.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase())
  return ranges.some((range) => range === type || range === '*/*' || range === `${type.split('/')[0]}/*`)
}

export const mcpHandlers: Handlers = { 'mcp.server': respond }
