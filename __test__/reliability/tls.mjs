// TLS: what is wrong with a certificate will be wrong in a second, too.

import { fixture } from './worlds.mjs'

export const title = 'TLS'

const trusting = (name) => () => ({ caCertificates: fixture(name) })

export const rows = [
  { id: 'tls-right', fault: 'none: the certificate is signed by one of `caCertificates`', tls: 'server', options: trusting('authority.pem'), sees: { value: { id: 'apn_1' } }, requests: 1, connections: 1, retried: false },
  { id: 'tls-unknown-authority', fault: 'no trusted authority signed the certificate', tls: 'server', sees: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, requests: 0, connections: 1, retried: false },
  { id: 'tls-other-name', fault: 'the certificate is for another name', tls: 'named', options: trusting('named-authority.pem'), sees: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, requests: 0, connections: 1, retried: false },
  { id: 'tls-expired', fault: 'the certificate has expired', tls: 'expired', options: trusting('expired-authority.pem'), sees: { code: 'CERT_HAS_EXPIRED' }, requests: 0, connections: 1, retried: false },
  { id: 'tls-plain-http', fault: 'the server speaks plain HTTP', secure: true, connection: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'), sees: { code: 'ERR_TLS' }, connections: 1, retried: false },
  { id: 'tls-reset', fault: 'the connection is reset during the handshake', secure: true, connection: (socket) => socket.once('data', () => socket.resetAndDestroy()), sees: { code: 'ECONNRESET' }, connections: 2, retried: true },
  { id: 'tls-closed', fault: 'the connection is closed during the handshake', secure: true, connection: (socket) => socket.once('data', () => socket.end()), sees: { code: 'ECONNRESET' }, connections: 2, retried: true },
  { id: 'tls-stalls', fault: 'the handshake takes longer than the time limit of the call', secure: true, connection: () => {}, options: () => ({ timeoutInSeconds: 1 }), sees: { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' }, connections: 1, retried: false },
  { id: 'tls-only', fault: 'the URL is plain HTTP (to this machine), but the server speaks TLS', tls: 'server', plain: true, sees: { code: 'ECONNRESET' }, connections: 2, retried: true },
  { id: 'tls-authority-garbage', fault: '`caCertificates` holds no certificate', tls: 'server', options: () => ({ caCertificates: 'garbage' }), sees: { code: 'ERR_INVALID_ARGUMENT' }, requests: 0, connections: 0, retried: false },
]
