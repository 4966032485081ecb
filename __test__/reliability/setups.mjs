// The servers of the rows: real sockets that do exactly what a row says and record what arrives.

import { readFileSync } from 'node:fs'
import { createServer as createSecureHttp } from 'node:https'
import { createServer } from 'node:net'
import { createServer as createSecure } from 'node:tls'
import { grant, listening, serve } from '../support/server.mjs'

export const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')

/** The setup of a row: its server as `{ url, requests, tokens, connections }`, with lists of what arrived. */
export async function setupOf(t, row) {
  return { test: t, ...(await served(t, row)) }
}

async function served(t, row) {
  if (row.setup) return row.setup(t)
  if (row.raw) return raw(t, row)
  if (row.connection) return bare(t, row)
  if (row.tls) return secure(t, row)
  const { url, requests, tokens, server } = await serve(t, row.http ?? account, { token: row.token ?? grant })
  return { url, requests, tokens, connections: connectionsOf(server), server }
}

/** The correct answer. */
export const account = () => ({ body: { id: 'apn_1' } })

/** The bytes of an answer. Content-Length is that of the body, unless the headers set another. */
export function text(status, headers, body = '') {
  const lines = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
  const written = Object.entries(lines)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status}\r\n${written.join('')}\r\n${body}`
}

export const ACCOUNT = '{"id":"apn_1"}'
export const OK = text('200 OK', {}, ACCOUNT)

/** Reads requests and calls `row.raw(socket, request, count)`, which writes the answer or returns its bytes. */
async function raw(t, row) {
  const requests = []
  const setup = await started(
    t,
    (row.tls ? createSecure : createServer)({ ...tlsOf(row), allowHalfOpen: true }, (socket) => {
      let read = Buffer.alloc(0)
      socket.on('data', (piece) => {
        read = Buffer.concat([read, piece])
        for (let request = first(read); request !== undefined; request = first(read)) {
          read = read.subarray(request.size)
          requests.push(request)
          const said = row.raw(socket, request, requests.length)
          if (typeof said === 'string' || Buffer.isBuffer(said)) socket.write(said)
        }
      })
      socket.on('end', () => socket.end())
    }),
  )
  return { ...setup, requests, tokens: [] }
}

/** The first complete request of the bytes read so far. */
function first(read) {
  const end = read.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = read.subarray(0, end).toString('latin1')
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  if (read.length < end + 4 + length) return undefined
  const [method, url] = head.split(' ')
  return { method, url, path: url.split('?')[0], head, size: end + 4 + length }
}

/** Passes each socket to the row without reading from it. */
const bare = async (t, row) => {
  const connections = []
  const setup = await started(
    t,
    createServer((socket) => {
      connections.push(socket)
      row.connection(socket, connections.length)
    }),
  )
  return {
    ...setup,
    url: row.secure ? setup.url.replace('http:', 'https:').replace('127.0.0.1', 'localhost') : setup.url,
    requests: [],
    tokens: [],
    connections,
  }
}

async function secure(t, row) {
  const requests = []
  const setup = await started(
    t,
    createSecureHttp(tlsOf(row), (request, response) => {
      requests.push({ method: request.method, path: request.url.split('?')[0] })
      const { status = 200, headers = {}, body = '' } = (row.http ?? account)(request)
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body))
    }),
  )
  return {
    ...setup,
    url: row.plain ? setup.url : setup.url.replace('http:', 'https:').replace('127.0.0.1', 'localhost'),
    requests,
    tokens: [],
  }
}

const tlsOf = ({ tls }) => (tls === undefined ? {} : { key: fixture(`${tls}.key`), cert: fixture(`${tls}.pem`) })

async function started(t, server) {
  const connections = connectionsOf(server)
  return { url: `http://127.0.0.1:${await listening(t, server)}`, server, connections, requests: [], tokens: [] }
}

function connectionsOf(server) {
  const connections = []
  server.on('connection', (socket) => {
    connections.push(socket)
    socket.on('error', () => {})
  })
  return connections
}
