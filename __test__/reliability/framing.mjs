// Invalid HTTP, written byte by byte.

import { ACCOUNT, OK, text } from './setups.mjs'

export const title = 'HTTP'

const right = { value: { id: 'apn_1' } }
const noHttp = { code: 'ERR_INVALID_HTTP_RESPONSE' }
const lost = { code: 'ECONNRESET' }
const chunked = { 'content-length': undefined, 'transfer-encoding': 'chunked' }
const CHUNKS = `${ACCOUNT.length.toString(16)}\r\n${ACCOUNT}\r\n0\r\n\r\n`
const remove = (client) => client.accounts.delete('apn_1')

/** An invalid answer is not retried, because the server would send it again. */
const broken = (id, fault, written) => ({ id, fault, raw: () => written, sees: noHttp, requests: 1, retried: false })
const fine = (id, fault, written) => ({ id, fault, raw: () => written, sees: right, requests: 1, retried: false })

export const rows = [
  broken('garbage', 'something that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'),
  broken('http-0.9', 'a body without a head (HTTP/0.9)', '<html>Welcome</html>\r\n\r\n'),
  broken('version-9', 'a version of HTTP that there is not', text('200 OK', {}, ACCOUNT).replace('HTTP/1.1', 'HTTP/9.9')),
  broken('status-letters', 'a status of letters', text('OK OK', {}, ACCOUNT)),
  broken('status-two-digits', 'a status of two digits', text('20 OK', {}, ACCOUNT)),
  fine('no-reason', 'a status without a reason', text('200 ', {}, ACCOUNT)),
  fine('no-reason-no-space', 'a status without a reason, and without the space before it', text('200', {}, ACCOUNT)),
  fine(
    'line-feeds',
    'lines that end with a line feed alone',
    text('200 OK', {}, '').replaceAll('\r\n', '\n').replace('content-length: 0', `content-length: ${ACCOUNT.length}`) + ACCOUNT,
  ),
  fine('continue', '100 Continue before the answer', `HTTP/1.1 100 Continue\r\n\r\n${OK}`),
  fine('early-hints', '103 Early Hints before the answer', `HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n${OK}`),
  {
    id: 'until-close',
    fault: 'no length: the body ends with the connection',
    raw: (socket) => void socket.end(text('200 OK', { 'content-length': undefined }, ACCOUNT)),
    sees: right,
    requests: 1,
    retried: false,
  },
  {
    id: 'http-1.0',
    fault: 'HTTP/1.0',
    raw: (socket) => void socket.end(text('200 OK', {}, ACCOUNT).replace('HTTP/1.1', 'HTTP/1.0')),
    sees: right,
    requests: 1,
    retried: false,
  },
  {
    id: 'switching',
    fault: '101 Switching Protocols, which was not requested',
    raw: () => 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    sees: { statusCode: 101 },
    requests: 1,
    retried: false,
  },

  {
    id: 'length-too-long',
    fault: 'a length that is longer than the body',
    raw: (socket) => void socket.end(text('200 OK', { 'content-length': 100 }, ACCOUNT)),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'length-too-short',
    fault: 'a length that is shorter than the body',
    raw: () => text('200 OK', { 'content-length': 5 }, ACCOUNT),
    sees: { code: 'ERR_UNREADABLE_ANSWER', statusCode: 200 },
    requests: 1,
    retried: false,
  },
  fine('length-twice', 'the same length twice', text('200 OK', { 'Content-Length': ACCOUNT.length }, ACCOUNT)),
  broken('length-two', 'two lengths that differ', text('200 OK', { 'Content-Length': 3 }, ACCOUNT)),
  broken('length-letters', 'a length that is not a number', text('200 OK', { 'content-length': 'many' }, ACCOUNT)),
  broken('length-negative', 'a length below 0', text('200 OK', { 'content-length': '-1' }, ACCOUNT)),
  broken('length-beyond', 'a length beyond 64 bits', text('200 OK', { 'content-length': '99999999999999999999' }, ACCOUNT)),
  fine('chunked', 'none: a body in chunks', text('200 OK', chunked, CHUNKS)),
  fine('chunk-extension', 'a chunk with an extension', text('200 OK', chunked, CHUNKS.replace('\r\n', ';name=value\r\n'))),
  fine('trailers', 'trailers behind the last chunk', text('200 OK', chunked, CHUNKS.replace(/\r\n$/, 'x-checksum: 1\r\n\r\n'))),
  {
    id: 'length-and-chunks',
    fault: 'a length and chunks: the chunks are used',
    raw: () => text('200 OK', { ...chunked, 'Content-Length': 3 }, CHUNKS),
    sees: right,
    requests: 1,
    retried: false,
  },
  {
    id: 'chunk-size-letters',
    fault: 'a chunk whose size is not a number',
    raw: () => text('200 OK', chunked, `many\r\n${ACCOUNT}\r\n0\r\n\r\n`),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'chunk-size-beyond',
    fault: 'a chunk whose size is beyond 64 bits',
    raw: () => text('200 OK', chunked, `fffffffffffffffff\r\n${ACCOUNT}\r\n0\r\n\r\n`),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'chunk-without-end',
    fault: 'chunks, but the last one is missing',
    raw: (socket) => void socket.end(text('200 OK', chunked, CHUNKS.slice(0, -5))),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'coding-unknown',
    fault: 'an unknown transfer coding: the body ends with the connection (RFC 9112, section 6.3)',
    raw: (socket) => void socket.end(text('200 OK', { 'content-length': undefined, 'transfer-encoding': 'rot13' }, ACCOUNT)),
    sees: right,
    requests: 1,
    retried: false,
  },

  broken('header-large', 'a header of 1 MB', text('200 OK', { 'x-large': 'a'.repeat(1 << 20) }, ACCOUNT)),
  broken(
    'headers-many',
    '2,000 headers',
    text('200 OK', Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`x-${index}`, '1'])), ACCOUNT),
  ),
  broken('header-no-colon', 'a header without a colon', text('200 OK', {}, ACCOUNT).replace('\r\n', '\r\nx-broken\r\n')),
  broken('header-folded', 'a header that continues on the next line', text('200 OK', { 'x-folded': 'one\r\n two' }, ACCOUNT)),
  broken('header-nul', 'a header with NUL', text('200 OK', { 'x-nul': 'a\0b' }, ACCOUNT)),
  broken('header-name-space', 'a header with a space in its name', text('200 OK', { 'x broken': '1' }, ACCOUNT)),
  {
    id: 'header-foreign',
    fault: 'a header with letters outside ASCII',
    raw: () => text('200 OK', { 'x-name': 'Zoë' }, ACCOUNT),
    call: async (client) =>
      Buffer.from((await client.accounts.retrieve('a').withRawResponse()).rawResponse.headers.get('x-name'), 'latin1').toString(),
    sees: { value: 'Zoë' },
    requests: 1,
    retried: false,
  },
  {
    id: '204-body',
    fault: '204 with a body, for a method without a result',
    raw: () => text('204 No Content', {}, ACCOUNT),
    call: remove,
    sees: { value: undefined },
    requests: 1,
    retried: false,
  },
  {
    id: '204-value',
    fault: '204, for a method with a result',
    raw: () => text('204 No Content', { 'content-length': undefined }),
    sees: { code: 'ERR_UNREADABLE_ANSWER', statusCode: 204 },
    requests: 1,
    retried: false,
  },
  {
    id: '205-value',
    fault: '205, for a method with a result',
    raw: () => text('205 Reset Content', {}),
    sees: { code: 'ERR_UNREADABLE_ANSWER', statusCode: 205 },
    requests: 1,
    retried: false,
  },
  {
    id: '304-body',
    fault: '304 with a body',
    raw: () => text('304 Not Modified', {}, ACCOUNT),
    sees: { statusCode: 304 },
    requests: 1,
    retried: false,
  },
]
