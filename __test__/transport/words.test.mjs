// Each fault of a connection has a code of Node's names and plain words, for a call as well as for a token request.

import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { freePort } from '../../scripts/free-port.mjs'
import { text } from '../reliability/setups.mjs'
import { failureOf, listening } from '../support/server.mjs'
import { assertPlain } from '../support/words.mjs'

const ACCOUNT = '{"id":"apn_1"}'
const chunked = (rest) => text('200 OK', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, rest)
const LOST = /the connection to http:\/\/127\.0\.0\.1:\d+ was lost: /
const NOT_HTTP = /http:\/\/127\.0\.0\.1:\d+ answered with something that is not HTTP: /

/** What the server does with a connection after its first bytes: the code, and how the message begins and ends. */
const faults = {
  'a close before the answer': [(socket) => socket.end(), 'ECONNRESET', LOST, /the other side closed it before the response was complete$/],
  'a reset before the answer': [(socket) => socket.resetAndDestroy(), 'ECONNRESET', LOST, /(?:reset the connection|closed it.*)$/],
  'a close within the head': [
    (socket) => socket.end('HTTP/1.1 200 OK\r\nx-a: '),
    'ECONNRESET',
    LOST,
    /closed it before the response was complete$/,
  ],
  'a close within the body': [
    (socket) => socket.end(text('200 OK', { 'content-length': 100 }, ACCOUNT)),
    'ECONNRESET',
    LOST,
    /closed it before the response was complete$/,
  ],
  'a close within a chunk': [
    (socket) => socket.end(chunked('ff\r\nabc')),
    'ECONNRESET',
    LOST,
    /closed it before the response was complete$/,
  ],
  'a chunk size of letters': [(socket) => socket.end(chunked('many\r\n')), 'ECONNRESET', LOST, /the body's chunks are not valid HTTP$/],
  'a chunk size beyond 64 bits': [
    (socket) => socket.end(chunked('fffffffffffffffff\r\n')),
    'ECONNRESET',
    LOST,
    /chunks are not valid HTTP$/,
  ],
  'a chunk without its end': [(socket) => socket.end(chunked('1\r\nab\r\n')), 'ECONNRESET', LOST, /chunks are not valid HTTP$/],
  'a trailer with NUL': [(socket) => socket.end(chunked('0\r\na\0: b\r\n\r\n')), 'ECONNRESET', LOST, /chunks are not valid HTTP$/],
  'another protocol': [
    (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
    'ERR_INVALID_HTTP_RESPONSE',
    NOT_HTTP,
    /does not begin with HTTP/,
  ],
  'HTTP/2 without TLS': [
    (socket) => socket.end(Buffer.from('0000120400000000000003000000640004', 'hex')),
    'ERR_INVALID_HTTP_RESPONSE',
    NOT_HTTP,
    /HTTP/,
  ],
  'a status of letters': [
    (socket) => socket.end('HTTP/1.1 OK OK\r\n\r\n'),
    'ERR_INVALID_HTTP_RESPONSE',
    NOT_HTTP,
    /the status is invalid$/,
  ],
  'a header without a colon': [
    (socket) => socket.end('HTTP/1.1 200 OK\r\nx-broken\r\n\r\n'),
    'ERR_INVALID_HTTP_RESPONSE',
    NOT_HTTP,
    /a header is invalid$/,
  ],
  'a length of letters': [
    (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'),
    'ERR_INVALID_HTTP_RESPONSE',
    NOT_HTTP,
    /the header Content-Length is invalid$/,
  ],
  'a header of 1 MB': [
    (socket) => socket.end(text('200 OK', { 'x-large': 'a'.repeat(1 << 20) })),
    'ERR_INVALID_HTTP_RESPONSE',
    /the answer of http:\/\/127\.0\.0\.1:\d+ has more than/,
    /headers, or a head larger than 408 KiB$/,
  ],
}

const clientOf = (baseUrl, options) =>
  new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', maxRetries: 0, timeoutInSeconds: 20, ...options })

describe('a message in plain words', { concurrency: true }, () => {
  for (const [name, [act, code, begins, ends]] of Object.entries(faults)) {
    test(`for ${name}: ${code}, also for a token request`, async (t) => {
      const port = await listening(
        t,
        createServer((socket) => socket.once('data', () => act(socket))),
      )
      const url = `http://127.0.0.1:${port}`
      const error = await failureOf(clientOf(url).accounts.retrieve('a'))
      const secret = { token: undefined, clientId: `words-${name}`, clientSecret: 'secret-hush' }
      const token = await failureOf(clientOf(url, secret).accounts.retrieve('a'))
      for (const one of [error, token]) {
        assert.equal(one.code, code)
        assert.match(one.message, begins)
        assert.match(one.message, ends)
        assertPlain(one)
      }
      assert.ok(token.message.startsWith('the token request failed: '), token.message)
    })
  }

  for (const [name, act] of Object.entries({ reset: (socket) => socket.resetAndDestroy(), 'end of file': (socket) => socket.end() })) {
    test(`for a ${name} during the TLS handshake: ECONNRESET`, async (t) => {
      const server = createServer((socket) => socket.once('data', () => act(socket)))
      const error = await failureOf(clientOf(`https://localhost:${await listening(t, server)}`).accounts.retrieve('a'))
      assert.equal(error.code, 'ECONNRESET')
      assert.match(error.message, /^no connection to https:\/\/localhost:\d+: the other side (?:reset the connection|closed it)$/)
      assertPlain(error)
    })
  }

  test('for a port where nobody listens: ECONNREFUSED, also for a token request', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    for (const more of [{}, { token: undefined, clientId: 'words-refused', clientSecret: 'secret-hush' }]) {
      const error = await failureOf(clientOf(url, more).accounts.retrieve('a'))
      assert.equal(error.code, 'ECONNREFUSED')
      assert.ok(error.message.endsWith(`no connection to ${url}: ECONNREFUSED ${url.slice('http://'.length)}`), error.message)
      assertPlain(error)
    }
  })

  // What the system says of these depends on its routes, but it is a code of the system's and no address that answers.
  for (const address of ['https://255.255.255.255', 'https://224.0.0.1', 'https://[ff02::1]', 'https://[fe80::1]']) {
    test(`for ${address}, which no connection can have`, { skip: process.platform !== 'linux' }, async () => {
      const error = await failureOf(clientOf(address, { timeoutInSeconds: 10 }).accounts.retrieve('a'))
      assert.match(error.code, /^(?:ENETUNREACH|EHOSTUNREACH|EINVAL|EACCES|EPERM|EAFNOSUPPORT|EADDRNOTAVAIL|ECONNREFUSED|ETIMEDOUT)$/)
      assert.ok(error.message.startsWith(`no connection to ${address}`), error.message)
      assertPlain(error)
    })
  }
})
