// The certificates that a server shows, read by Node for display. Whether they are accepted is decided by the package's own TLS.

import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'

/** A certificate of the chain. */
export interface ChainLink {
  readonly subject: string
  readonly issuer: string
  readonly validFrom: string
  readonly validTo: string
  readonly fingerprint: string
}

/** What TLS agreed on. */
export interface Chain {
  readonly protocol: string
  readonly cipher: string
  readonly links: readonly ChainLink[]
}

/** The most certificates that are read: the chain of a server may lead in a circle. */
const MOST = 10

/** Connects to `url` and reads its certificates. `proxy`: the URL of an HTTP proxy, with its credentials. */
export async function chainOf(url: URL, proxy: URL | undefined, signal: AbortSignal): Promise<Chain> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || 443)
  const tunnel = proxy === undefined ? undefined : await tunnelThrough(proxy, `${url.hostname}:${port}`, signal)
  const socket = connect({
    ...(tunnel === undefined ? { host, port } : { socket: tunnel }),
    ...(isIP(host) === 0 && { servername: host }),
    // Only to look at: nothing is sent on this connection.
    rejectUnauthorized: false,
  })
  try {
    await once(socket, 'secureConnect', { signal })
    return { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().name, links: linksOf(socket) }
  } finally {
    socket.destroy()
  }
}

function linksOf(socket: TLSSocket): ChainLink[] {
  const links: ChainLink[] = []
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (next?.fingerprint256 !== undefined && links.length < MOST) {
    const { fingerprint256: fingerprint } = next
    if (links.some((link) => link.fingerprint === fingerprint)) break
    links.push({
      subject: nameOf(next.subject),
      issuer: nameOf(next.issuer),
      validFrom: new Date(next.valid_from).toISOString(),
      validTo: new Date(next.valid_to).toISOString(),
      fingerprint,
    })
    next = next.issuerCertificate
  }
  return links
}

function nameOf(name: { CN?: unknown; O?: unknown; OU?: unknown } | undefined): string {
  const first = [name?.CN, name?.O, name?.OU].find((one) => one !== undefined)
  return Array.isArray(first) ? first.join(', ') : String(first ?? '(no name)')
}

async function tunnelThrough(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  const send = proxy.protocol === 'https:' ? httpsRequest : httpRequest
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const request = send({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80)),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...(user !== ':' && { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }) },
    agent: false,
    signal,
  })
  request.end()
  const [response, socket] = (await once(request, 'connect')) as [{ statusCode?: number }, Socket]
  if (response.statusCode === 200) return socket
  socket.destroy()
  throw new Error(`the proxy answered CONNECT with ${response.statusCode}`)
}
