'use strict'

// One request, from the socket to the answer: what is asked, what was planned to go wrong, what may be, what it is.

const { createServer } = require('node:http')
const { once } = require('node:events')
const { pause } = require('../platform.js')
const { Refusal, Reply, badRequest, lost } = require('./answers.js')
const { deliver, reset } = require('./deliver.js')
const { check } = require('./guard.js')
const { LoggedRequest } = require('./log.js')
const { WORKFLOW, nearest, route } = require('./router.js')
const { answerOf } = require('./resources/index.js')

const MOST_BYTES = 256 * 1024 * 1024
const WORKFLOWS = '/workflows/'

/** Starts to listen. `core` is what the emulator is made of: state, clock, faults, log and so on. */
async function listen(core, port) {
  let count = 0
  const server = createServer((request, response) => {
    response.on('error', () => {})
    response.setHeader('x-request-id', `req_${++count}`)
    if (core.clock.isMoved) response.setHeader('date', new Date(core.clock.now()).toUTCString())
    receive(core, request, response).catch((error) => fail(core, response, error))
  })
  // A pool that rests between two tests must not meet a socket that is being closed.
  server.keepAliveTimeout = 65_000
  // A test may hold a request back for as long as it likes.
  server.requestTimeout = 0
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function receive(core, request, response) {
  const { method, url, headers } = request
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const log = new LoggedRequest(method, url, path, headers, core.clock.now())
  core.log.add(log)

  let answer
  let fault
  try {
    const isWorkflow = path.startsWith(WORKFLOWS)
    const found = isWorkflow ? { operation: WORKFLOW, ids: {} } : route(method, path)
    log.operation = found?.operation.name
    if (log.operation === 'oauthTokens.create') core.tokens.requests += 1
    fault = core.faults.take(log)
    if (fault?.options.reset === 'before') return reset(request.socket)
    log.received(await bytesOf(request))
    const when = fault?.options.reset
    if (when === true || when === 'after') return reset(request.socket)
    const wait = (fault?.options.delayMs ?? 0) + core.latencyMs
    // An emulator that was closed holds no process.
    if (wait > 0) await pause(wait)
    if (found === undefined && !fault?.isAnswer) throw lost(unknown(method, path))
    if (!fault?.isAnswer) answer = await answerFor(core, found, log, path, mark < 0 ? '' : url.slice(mark + 1), request)
    if (when === 'handled') return reset(request.socket)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    answer = error
  }
  return deliver(response, answer, fault?.options, log)
}

/** The answer of an operation: checks first, then whoever knows. */
async function answerFor(core, { operation, ids }, log, path, search, request) {
  const call = {
    operation,
    ids,
    query: queryOf(search),
    headers: log.headers,
    method: log.method,
    path,
    log,
    request,
    body: undefined,
    token: undefined,
    world: undefined,
    limits: undefined,
  }
  if (operation.takesBody) call.body = jsonOf(log)
  check(core, call)
  const value = await answerOf(core, call)
  if (value instanceof Reply) return value
  return { status: value === undefined ? 204 : (operation.status ?? 200), headers: call.limits ?? {}, value }
}

function jsonOf(log) {
  const bytes = log.rawBody
  if (bytes.length === 0) return undefined
  if (!(log.headers['content-type'] ?? '').includes('json')) throw badRequest('the body must have content-type application/json')
  try {
    const value = JSON.parse(bytes.toString())
    // Without a prototype: what is not in the body must not be found elsewhere.
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { __proto__: null, ...value } : value
  } catch {
    throw badRequest('the body is not valid JSON')
  }
}

/** Wire names to what was sent: a text, or the texts of a name that came more than once. */
function queryOf(search) {
  // Without a prototype: a parameter may have any name.
  const query = { __proto__: null }
  if (search === '') return query
  for (const [name, value] of new URLSearchParams(search)) {
    if (!Object.hasOwn(query, name)) query[name] = value
    else if (Array.isArray(query[name])) query[name].push(value)
    else query[name] = [query[name], value]
  }
  return query
}

async function bytesOf(request) {
  const { headers } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return undefined
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Refusal(413, 'the body is too large')
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
}

function unknown(method, path) {
  const { name, method: verb, path: template } = nearest(method, path)
  return `no operation answers ${method} ${path}; the nearest is ${name}, ${verb} ${template}`
}

/** What nobody foresaw: a caller that went away is none of our business, a fault of ours is told in full. */
function fail(core, response, error) {
  if (response.headersSent || response.socket === null || response.socket.destroyed) return response.destroy()
  core.problems.push(error)
  response.writeHead(500, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: `emulator: ${error.stack}`, code: 'emulator' }))
}

module.exports = { listen }
