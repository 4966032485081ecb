// Proxies and a server behind them, which the tests of the option `proxy` and of the proxy variables use.

import { readFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, createServer } from 'node:net'
import { listening } from './server.mjs'

export const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
/** The host of the certificate of `startApi`. No name server knows it. */
export const HOST = 'api.connect.example'

/** An https server for `HOST` that gives tokens and an account. Returns its port and the paths that it was asked for. */
export async function startApi(t) {
  const asked = []
  const answer = (request, response) => {
    request.resume()
    asked.push(request.url)
    const isToken = request.url === '/v1/oauth/token'
    const body = isToken
      ? { access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600 }
      : { id: 'apn_1', host: request.headers.host }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(body))
  }
  return { asked, port: await listening(t, createHttps({ key: fixture('named.key'), cert: fixture('named.pem') }, answer)) }
}

function join(socket, port, opened) {
  const onward = connect(port, '127.0.0.1', () => {
    opened()
    onward.pipe(socket).pipe(onward)
  })
  for (const end of [socket, onward]) end.on('error', () => onward.destroy(socket.destroy())).on('close', () => onward.destroy())
}

/**
 * An HTTP proxy whose tunnels all lead to `port`, whatever host they name. `answer(socket, count)` replaces the tunnel. `secure`: the proxy
 * speaks TLS, with a certificate for localhost. Returns its host and port, and the CONNECT requests that it got.
 */
export async function startHttpProxy(t, { port, answer, secure = false }) {
  const asked = []
  const options = secure ? { key: fixture('server.key'), cert: fixture('server.pem') } : {}
  const server = (secure ? createHttps : createHttp)(options, (request, response) => response.writeHead(400).end(request.url))
  server.on('connect', ({ url, headers }, socket) => {
    socket.on('error', () => {})
    asked.push({ url, host: headers.host, authorization: headers['proxy-authorization'] })
    if (answer) return answer(socket, asked.length)
    join(socket, port, () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'))
  })
  return { asked, at: `${secure ? 'localhost' : '127.0.0.1'}:${await listening(t, server)}` }
}

/**
 * A SOCKS5 proxy (RFC 1928 and 1929) whose tunnels all lead to `port`. `login` is the `[user, password]` that it wants, `reply(count)` the
 * reply of the protocol, 0 for success. Returns its host and port, and what it was asked for.
 */
export async function startSocksProxy(t, { port, login, reply = () => 0, noMethod = false }) {
  const asked = []
  const server = createServer((socket) => {
    const read = reader(socket)
    serveSocks(socket, read).catch(() => socket.destroy())
  })
  async function serveSocks(socket, read) {
    const [, count] = await read(2)
    const methods = [...(await read(count))]
    const method = noMethod ? 0xff : login ? (methods.includes(2) ? 2 : 0xff) : 0
    socket.write(Buffer.from([5, method]))
    const one = { methods }
    if (method === 2) {
      const [, userLength] = await read(2)
      one.user = String(await read(userLength))
      one.password = String(await read((await read(1))[0]))
      const isRight = one.user === login[0] && one.password === login[1]
      socket.write(Buffer.from([1, isRight ? 0 : 1]))
      if (!isRight) return void socket.end()
    }
    if (method === 0xff) return void socket.end()
    const [, command, , kind] = await read(4)
    const length = kind === 1 ? 4 : kind === 4 ? 16 : (await read(1))[0]
    const host = await read(length)
    Object.assign(one, { command, kind, host: kind === 3 ? String(host) : [...host].join('.'), port: (await read(2)).readUInt16BE() })
    asked.push(one)
    const code = reply(asked.length)
    // The address in the answer has another length each time.
    const address = [
      [1, 127, 0, 0, 1],
      [3, 2, 97, 98],
      [4, ...new Array(16).fill(0)],
    ][asked.length % 3]
    const said = Buffer.from([5, code, 0, ...address, 0, 80])
    if (code !== 0) return void socket.end(said)
    read.stop()
    join(socket, port, () => socket.write(said))
  }
  return { asked, at: `127.0.0.1:${await listening(t, server)}` }
}

/** Reads a number of bytes from a socket, however they arrive. */
function reader(socket) {
  let held = Buffer.alloc(0)
  let wanted
  const give = () => {
    if (wanted === undefined || held.length < wanted.size) return
    const { size, resolve } = wanted
    wanted = undefined
    resolve(held.subarray(0, size))
    held = held.subarray(size)
  }
  const onData = (piece) => {
    held = Buffer.concat([held, piece])
    give()
  }
  socket.on('data', onData)
  socket.on('close', () => wanted?.reject(new Error('the client closed the connection')))
  const read = (size) =>
    new Promise((resolve, reject) => {
      wanted = { size, resolve, reject }
      give()
    })
  read.stop = () => socket.off('data', onData).pause()
  return read
}
