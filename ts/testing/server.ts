// One request, from the socket to the response.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pause } from '../platform.js'
import { Call, type Query } from './call.js'
import { routeFor } from './connect-bearer.js'
import { LINK_PATH } from './connect-link/link.js'
import type { Core } from './core.js'
import { corsHeaders, isPreflight, preflightResponse, withCors } from './cors.js'
import { type Fault, replacesResponse } from './faults.js'
import { RequestRecord } from './log.js'
import { handle } from './resources/handlers.js'
import { type Outcome, reset, respond } from './respond.js'
import { badRequest, emulatorError, HttpError, jsonResponse, RawResponse } from './responses.js'
import type { ResolvedOptions } from './options.js'
import { CONNECT_LINK, MCP, nearestOperation, type Route, WORKFLOW } from './router.js'
import { validate } from './validate.js'

const MAX_BODY_BYTES = 256 * 1024 * 1024
const WORKFLOWS = '/workflows/'
const MCP_PATHS: readonly string[] = ['/mcp', '/mcp/v3']

/** Starts to listen. */
export async function listen(core: Core, { port, host }: Pick<ResolvedOptions, 'port' | 'host'>): Promise<Server> {
  let count = 0
  const server = createServer((request, response) => {
    response.on('error', () => {})
    response.setHeader('x-request-id', `req_${++count}`)
    if (core.clock.isMoved) response.setHeader('date', new Date(core.clock.now()).toUTCString())
    receive(core, request, response).catch((error: unknown) => fail(core, response, error))
  })
  // Longer than clients keep idle connections, so that none of them is closed just as a request is sent on it.
  server.keepAliveTimeout = 65_000
  // A fault may delay a request for as long as the test likes.
  server.requestTimeout = 0
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

/** The URL of a server for clients on this machine, without a slash at the end. */
export function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  // On all addresses of the machine, this one is among them.
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}`
}

async function receive(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const search = mark < 0 ? '' : url.slice(mark + 1)
  const record = new RequestRecord(method, url, path, headers, core.clock.now())
  core.log.add(record)
  const cors = corsHeaders(core.state, path, headers)
  for (const [name, value] of Object.entries(cors)) if (value !== undefined) response.setHeader(name, value)

  let outcome: Outcome
  let fault: Fault | undefined
  try {
    const found = outside(path) ?? routeFor(core.state, method, path, headers.authorization)
    const asks = isPreflight(method, path, headers)
    record.operation = found?.operation.name
    if (record.operation === 'oauthTokens.create') core.tokens.requests += 1
    fault = core.faults.take(record, asks)
    if (fault?.reset === 'before') return reset(request.socket)
    record.rawBody = await readBody(request)
    if (record.operation === 'oauthTokens.create' && fault !== undefined && !isHandled(fault)) core.tokens.spend(record.body)
    if (fault?.reset === true || fault?.reset === 'after') return reset(request.socket)
    const delayMs = (fault?.delayMs ?? 0) + core.latencyMs
    if (delayMs > 0) await pause(delayMs)
    if (fault === undefined || !replacesResponse(fault)) {
      if (asks) outcome = preflightResponse(headers)
      else if (found === undefined) throw emulatorError(noOperation(method, path))
      else outcome = withCors(await responseOf(core, found, search, record), cors)
    }
    if (fault?.reset === 'handled') return reset(request.socket)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    outcome = error
  }
  respond(response, outcome, fault, record)
}

/** Whether the handler of the operation runs in spite of the fault. */
const isHandled = (fault: Fault): boolean => fault.reset !== true && fault.reset !== 'after' && !replacesResponse(fault)

/** The workflows, the MCP server and the page of Connect Link, which have servers of their own in production. */
function outside(path: string): Route | undefined {
  const operation = path.startsWith(WORKFLOWS) ? WORKFLOW : MCP_PATHS.includes(path) ? MCP : path === LINK_PATH ? CONNECT_LINK : undefined
  return operation && { operation, ids: {} }
}

/** Validates a call and asks the handler of its operation. */
async function responseOf(core: Core, { operation, ids }: Route, search: string, record: RequestRecord): Promise<RawResponse> {
  const call = new Call(operation, ids, parseQuery(search), record, operation.takesBody ? parseBody(record) : undefined)
  const rateLimitHeaders = validate(core, call)
  const value = await handle(core, call)
  if (value instanceof RawResponse) return value
  return jsonResponse(value === undefined ? 204 : operation.status, value, rateLimitHeaders)
}

function parseBody(record: RequestRecord): unknown {
  const { rawBody: bytes, headers } = record
  if (bytes.length === 0) return undefined
  if (!(headers['content-type'] ?? '').includes('json')) throw badRequest('the body must have content-type application/json')
  try {
    const value: unknown = JSON.parse(bytes.toString())
    // Without a prototype, so that a field that was not sent is not found on a polluted Object.prototype.
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { __proto__: null, ...value } : value
  } catch {
    // biome-ignore lint/style/useErrorCause: the error becomes a response, which shows no cause.
    throw badRequest('the body is not valid JSON')
  }
}

function parseQuery(search: string): Query {
  // Without a prototype, because a parameter may have any name.
  const query: Query = Object.create(null)
  if (search === '') return query
  for (const [name, value] of new URLSearchParams(search)) {
    const known = query[name]
    if (known === undefined) query[name] = value
    else if (Array.isArray(known)) known.push(value)
    else query[name] = [known, value]
  }
  return query
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const { headers } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'the body is too large')
    chunks.push(chunk)
  }
  const [first] = chunks
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks)
}

function noOperation(method: string, path: string): string {
  const nearest = nearestOperation(method, path)
  return `there is no operation ${method} ${path}; the nearest is ${nearest.name}, ${nearest.method} ${nearest.path}`
}

/** An error that is not the API's. If the caller has gone away, nobody needs to know; else it is sent in full, and `close()` throws it. */
function fail(core: Core, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.socket === null || response.socket.destroyed) return void response.destroy()
  core.problems.push(error)
  response.writeHead(500, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: `emulator: ${error instanceof Error ? error.stack : String(error)}`, code: 'emulator' }))
}
