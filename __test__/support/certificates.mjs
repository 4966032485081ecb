// Certificates that openssl makes for a test, and servers that have them.

import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { closeServer } from './server.mjs'

/** Runs openssl in a folder. */
export const openssl = (cwd, ...args) => execFileSync('openssl', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString()

/** How `openssl genpkey` makes a key of each kind. */
const KINDS = {
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'P-521': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  'RSA-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  'RSA-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'RSA-PSS': ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
  Ed25519: ['-algorithm', 'ED25519'],
  Ed448: ['-algorithm', 'ED448'],
}

/**
 * Makes a key and a certificate for it.
 *
 * @param by The certificate that signs it; itself without one.
 * @param lines The extensions, as lines of an openssl configuration; null for a certificate of version 1.
 */
export function certificate(cwd, { subject = '/CN=localhost', kind = 'P-256', by, lines = [], days = 30, hash = 'sha256' } = {}) {
  const name = `c${Math.random().toString(36).slice(2)}`
  const [key, request, file] = ['key', 'csr', 'pem'].map((ending) => join(cwd, `${name}.${ending}`))
  openssl(cwd, 'genpkey', ...KINDS[kind], '-out', key)
  const digest = kind.startsWith('Ed') ? [] : [`-${hash}`]
  openssl(cwd, 'req', '-new', '-key', key, '-subj', subject, '-out', request, ...digest)
  const signer = by === undefined ? ['-signkey', key] : ['-CA', by.file, '-CAkey', by.keyFile, '-CAcreateserial']
  const extensions = join(cwd, `${name}.ext`)
  if (lines !== null) writeFileSync(extensions, lines.length === 0 ? 'subjectKeyIdentifier=hash\n' : `${lines.join('\n')}\n`)
  const withLines = lines === null ? [] : ['-extfile', extensions]
  // An Ed25519 or Ed448 authority chooses the hash itself.
  const signing = (by?.kind ?? kind).startsWith('Ed') ? [] : [`-${hash}`]
  openssl(cwd, 'x509', '-req', '-in', request, ...signer, '-days', String(days), ...signing, ...withLines, '-out', file)
  return { kind, file, keyFile: key, pem: readFileSync(file, 'utf8'), key: readFileSync(key, 'utf8') }
}

/** The lines of an authority. */
export const AUTHORITY = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
/** The lines of a server's certificate for these names. */
export const forNames = (...names) => [
  `subjectAltName=${names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join()}`,
]

/** An https server that answers calls and token requests. `settings` are those of Node's TLS server. Returns its port. */
export async function serveTls(t, settings) {
  const seen = []
  const server = createServer(settings, (request, response) => {
    request.resume()
    const presented = request.socket.getPeerCertificate?.()?.subject?.CN
    seen.push({ url: request.url, presented })
    const isToken = request.url === '/v1/oauth/token'
    const body = isToken ? { access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600 } : { id: 'apn_1', presented }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => closeServer(server))
  return { port: server.address().port, seen, server }
}

/** What Node's own client says of a server: `ok`, or the code of the error. */
export function askNode(port, { servername = 'localhost', ...options } = {}) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, ALPNProtocols: ['http/1.1'], ...options })
    socket.once('secureConnect', () => {
      resolve('ok')
      socket.destroy()
    })
    socket.once('error', (error) => resolve(error.code))
  })
}

/** What a client with these options sees: `ok`, or `code: message`. */
export async function askUs(PipedreamClient, port, { host = 'localhost', ...options } = {}) {
  const client = new PipedreamClient({ baseUrl: `https://${host}:${port}`, token: 'mine', projectId: 'proj_1', maxRetries: 0, ...options })
  try {
    await client.accounts.retrieve('apn_1')
    return 'ok'
  } catch (error) {
    return `${error.code}: ${error.message}`
  }
}
