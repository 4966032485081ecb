// The server, in a process of its own: the right answer to each call, unless the plan says otherwise. It counts the requests of
// each call, and checks that what belongs to one call comes together. Says its port, then tells what it is asked.

import { createServer } from 'node:http'
import { rightAnswer } from './answers.mjs'
import { bytesOf, planOf } from './plan.mjs'

const seed = Number(process.argv[2])
/** A call that is given the answer of another, so that a test can see it noticed. */
const confused = process.argv[3] ? Number(process.argv[3]) : undefined
/** How often each call has come. */
const seen = new Map()
const problems = []
const totals = { requests: 0, tokens: 0, refusedTokens: 0, most: 0 }
const sockets = new Set()

const server = createServer((request, response) => {
  const pieces = []
  const { url } = request
  totals.requests++
  request.on('error', () => {})
  response.on('error', () => {})
  const n = numberOf(url)
  if (n !== undefined) seen.set(n, (seen.get(n) ?? 0) + 1)
  const count = seen.get(n)
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => {
    const bytes = pieces.length === 0 ? undefined : Buffer.concat(pieces)
    if (url === '/v1/oauth/token') return grant(response, JSON.parse(bytes))
    if (n === undefined) return response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    answer(request, response, planOf(seed, n), count, bytes)
  })
})
server.keepAliveTimeout = 0
server.requestTimeout = 0
server.on('connection', (socket) => {
  sockets.add(socket)
  totals.most = Math.max(totals.most, sockets.size)
  socket.on('error', () => {})
  socket.on('close', () => sockets.delete(socket))
})

function numberOf(url) {
  const found = /soak-(\d+)/.exec(url)
  return found === null ? undefined : Number(found[1])
}

/** A token that names its client. Each fiftieth request is turned away: the flight asks again, and no caller sees it. */
function grant(response, { client_id }) {
  if (++totals.tokens % 50 === 0) {
    totals.refusedTokens++
    return response.writeHead(503, { 'retry-after': '0' }).end()
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ access_token: `soak-token-${client_id}-${totals.tokens}`, token_type: 'Bearer', expires_in: 3600 }))
}

function answer(request, response, plan, count, bytes) {
  const problem = wrong(request, plan, bytes)
  if (problem !== undefined) problems.push(`${plan.id} (${plan.kind}): ${problem}`)
  const given = plan.kind === 'workflow' ? { body: JSON.parse(bytes) } : { length: bytes?.length, intact: problem === undefined }
  const right = (plan) => rightAnswer(plan.n === confused ? { ...plan, id: `soak-${plan.n + 1}` } : plan, given)
  const exchange = { request, response, seen: count, right, answer: (plan) => send(response, right(plan)) }
  const serve = plan.fault?.serve ?? plan.abort?.serve
  if (serve === undefined) exchange.answer(plan)
  else serve(exchange, plan)
}

function send(response, { status, headers, body }) {
  response.writeHead(status, headers)
  response.end(body)
}

/** What in a request belongs to another call, or another client. */
function wrong({ url, headers }, { id, kind, traits, ...plan }, bytes) {
  if (headers['x-soak-id'] !== undefined && headers['x-soak-id'] !== id) return `it has the header of ${headers['x-soak-id']}`
  const target = /\/proxy\/([\w%+/=]+)\?/.exec(url)
  if (target !== null && !Buffer.from(decodeURIComponent(target[1]), 'base64').toString().endsWith(`/${id}`))
    return 'it has the target of another call'
  if (kind === 'workflow') return JSON.parse(bytes).id === id ? undefined : 'it has the body of another call'
  if (traits.body && !bytesOf({ id, ...plan }).equals(bytes)) return 'its body is not what was sent'
  const token = headers.authorization
  const expected = headers['x-soak-client']?.startsWith('own-')
    ? `Bearer ${headers['x-soak-client']}`
    : `Bearer soak-token-${headers['x-soak-client']}-`
  return token?.startsWith(expected) ? undefined : `the client ${headers['x-soak-client']} has the token of another`
}

process.on('message', ({ ask, calls }) => {
  // Calls that are over: [number, fewest requests, most requests].
  if (ask === 'check') {
    for (let at = 0; at < calls.length; at += 3) {
      const count = seen.get(calls[at]) ?? 0
      if (count < calls[at + 1] || count > calls[at + 2]) {
        const { id, kind, fault, abort } = planOf(seed, calls[at])
        problems.push(
          `${id} (${kind}, ${fault?.name ?? abort?.name ?? 'no fault'}): ${count} requests came, ${calls[at + 1]} to ${calls[at + 2]} were to come`,
        )
      }
      seen.delete(calls[at])
    }
  }
  process.send({ problems: problems.splice(0), ...totals, connections: sockets.size })
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
