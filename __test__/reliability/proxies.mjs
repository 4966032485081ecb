// Proxies that refuse. Nothing was sent to the server then, so that a POST is repeated as well.

import { HOST, fixture, startApi, startHttpProxy, startSocksProxy } from '../support/proxies.mjs'

export const title = 'The proxy'

const status = (line) => (socket) => socket.end(`HTTP/1.1 ${line}\r\ncontent-length: 0\r\n\r\n`)
const post = (client) => client.tokens.create({ externalUserId: 'u' })

/** The server behind a proxy, in the form of a setup. Its requests are those that the proxy got. */
const behind = (start) => async (t) => {
  const { port } = await startApi(t)
  const { proxy, asked } = await start(t, port)
  return { url: `https://${HOST}`, proxy, requests: asked, tokens: [], connections: asked }
}
const http = (answer) =>
  behind(async (t, port) => {
    const { at, asked } = await startHttpProxy(t, { port, answer })
    return { proxy: `http://user:password-hush@${at}`, asked }
  })
const socks = (options) =>
  behind(async (t, port) => {
    const { at, asked } = await startSocksProxy(t, { port, ...options })
    return { proxy: `socks5h://user:password-hush@${at}`, asked }
  })

const row = (id, fault, setup, code, count) => ({
  id,
  fault,
  setup,
  options: ({ proxy }) => ({ proxy, caCertificates: fixture('named-authority.pem') }),
  call: post,
  sees: { code },
  connections: count,
  retried: count > 1,
})

export const rows = [
  row('proxy-407', 'the proxy answers CONNECT with 407', http(status('407 Proxy Authentication Required')), 'ERR_PROXY_AUTHENTICATION', 1),
  row('proxy-403', 'the proxy answers CONNECT with 403', http(status('403 Forbidden')), 'ERR_PROXY_REFUSED', 1),
  row('proxy-502', 'the proxy answers CONNECT with 502; the call is a POST', http(status('502 Bad Gateway')), 'ERR_PROXY_CONNECT', 2),
  row(
    'proxy-503',
    'the proxy answers CONNECT with 503; the call is a POST',
    http(status('503 Service Unavailable')),
    'ERR_PROXY_CONNECT',
    2,
  ),
  row(
    'proxy-garbage',
    'the proxy answers CONNECT with something that is not HTTP',
    http((socket) => socket.end('SSH-2.0\r\n\r\n')),
    'ERR_PROXY_ANSWER',
    1,
  ),
  row(
    'proxy-closes',
    'the proxy closes the connection after CONNECT; the call is a POST',
    http((socket) => socket.end()),
    'ECONNRESET',
    2,
  ),
  row('socks-not-allowed', 'a SOCKS5 proxy does not allow the connection (reply 2)', socks({ reply: () => 2 }), 'ERR_PROXY_REFUSED', 1),
  row(
    'socks-unreachable',
    'a SOCKS5 proxy cannot reach the host (reply 4); the call is a POST',
    socks({ reply: () => 4 }),
    'ERR_PROXY_CONNECT',
    2,
  ),
]
