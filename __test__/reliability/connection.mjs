// Connections that cannot be opened or that end too early.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../scripts/free-port.mjs'
import { ACCOUNT, OK, text, setupOf } from './setups.mjs'

export const title = 'The connection'

const lost = { code: 'ECONNRESET' }
const post = (client) => client.tokens.create({ externalUserId: 'u' })
const twoCalls = async (client) => [(await client.accounts.retrieve('a')).id, (await client.accounts.retrieve('b')).id]

/** Answers the first request of each connection, and resets the connection at the second. */
const oneEach = () => (socket) => {
  if (socket.hasServed) return void socket.resetAndDestroy()
  socket.hasServed = true
  return OK
}

/**
 * A port where connections are neither accepted nor refused: its process is blocked and its backlog is full, so Linux drops further
 * connections.
 */
async function busyPort(t) {
  const child = fork(fileURLToPath(new URL('busy-port.mjs', import.meta.url)))
  t.after(() => child.kill('SIGKILL'))
  const [port] = await once(child, 'message')
  const held = []
  t.after(() => {
    for (const socket of held) socket.destroy()
  })
  // Fill the backlog. The first connection that does not open shows that it is full.
  for (let isFull = false; !isFull; ) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    held.push(socket)
    isFull = !(await Promise.race([once(socket, 'connect').then(() => true), new Promise((resolve) => setTimeout(resolve, 500, false))]))
  }
  return { url: `http://127.0.0.1:${port}`, requests: [], tokens: [], connections: [] }
}

export const rows = [
  {
    id: 'refused',
    fault: 'nobody listens at the port',
    setup: async () => ({ url: `http://127.0.0.1:${await freePort()}`, requests: [], tokens: [], connections: [] }),
    sees: { code: 'ECONNREFUSED' },
    requests: 0,
    pause: true,
    retried: true,
  },
  {
    id: 'refused-write',
    fault: 'nobody listens at the port; the call is a POST, which was never sent',
    setup: async () => ({ url: `http://127.0.0.1:${await freePort()}`, requests: [], tokens: [], connections: [] }),
    call: post,
    sees: { code: 'ECONNREFUSED' },
    requests: 0,
    pause: true,
    retried: true,
  },
  {
    id: 'no-such-host',
    needsNameServer: true,
    fault: 'the host name has no address',
    setup: async () => ({ url: 'https://no-such-host.invalid', requests: [], tokens: [], connections: [] }),
    sees: { code: 'ENOTFOUND' },
    requests: 0,
    pause: true,
    retried: true,
  },
  {
    id: 'no-name',
    fault: 'the host name is invalid: a part of it is longer than 63 letters',
    setup: async () => ({ url: `https://${'a'.repeat(64)}.example`, requests: [], tokens: [], connections: [] }),
    sees: { code: 'ENOTFOUND' },
    requests: 0,
    pause: true,
    retried: true,
  },
  {
    id: 'localhost-name',
    fault: 'none: a name below `localhost` means this machine, and DNS is not used (RFC 6761)',
    setup: async (t) => {
      const setup = await setupOf(t, {})
      return { ...setup, url: setup.url.replace('127.0.0.1', 'api.localhost') }
    },
    sees: { value: { id: 'apn_1' } },
    requests: 1,
    retried: false,
  },
  {
    id: 'connect-hangs',
    fault: 'no connection opens within 4 s',
    setup: busyPort,
    sees: { code: 'ETIMEDOUT' },
    message: /no connection to http:\/\/127\.0\.0\.1:\d+ within 4 s/,
    requests: 0,
    pause: true,
    retried: true,
    platform: 'linux',
  },
  {
    id: 'connect-beyond-limit',
    fault: 'no connection opens within the time limit of the call',
    setup: busyPort,
    options: () => ({ timeoutInSeconds: 0.3 }),
    sees: { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' },
    message: /longer than .*0\.3 s/,
    requests: 0,
    retried: false,
    platform: 'linux',
  },
  {
    id: 'connect-aborted',
    fault: 'the caller aborts while no connection opens',
    setup: busyPort,
    call: (client) => client.accounts.retrieve('a', undefined, { abortSignal: AbortSignal.timeout(300) }),
    sees: { class: 'PipedreamAbortError', code: 'ABORT_ERR' },
    requests: 0,
    retried: false,
    platform: 'linux',
  },
  {
    id: 'reset-at-accept',
    fault: 'each connection is reset when it is accepted',
    connection: (socket) => socket.resetAndDestroy(),
    sees: lost,
    connections: 2,
    retried: true,
  },
  {
    id: 'closed-at-accept',
    fault: 'each connection is closed when it is accepted',
    connection: (socket) => socket.end(),
    sees: lost,
    connections: 2,
    retried: true,
  },
  {
    id: 'reset-before-head',
    fault: 'the connection is reset after the request arrived',
    raw: (socket) => void socket.resetAndDestroy(),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'reset-before-head-once',
    fault: 'the connection is reset at the first request only',
    raw: (socket, _, count) => (count === 1 ? void socket.resetAndDestroy() : OK),
    sees: { value: { id: 'apn_1' } },
    requests: 2,
    retried: true,
  },
  {
    id: 'reset-before-head-write',
    fault: 'the connection is reset after a POST arrived, which may have taken effect',
    raw: (socket) => void socket.resetAndDestroy(),
    call: post,
    sees: lost,
    requests: 1,
    retried: false,
  },
  {
    id: 'half-closed',
    fault: 'the server closes its side of the connection and does not answer',
    raw: (socket) => void socket.end(),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'reset-after-head',
    fault: 'the connection ends after the head of the answer',
    raw: (socket) => void socket.end(text('200 OK', { 'content-length': 100 })),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'reset-in-body',
    fault: 'the connection ends in the middle of the body',
    raw: (socket) => void socket.end(text('200 OK', { 'content-length': 100 }, ACCOUNT)),
    sees: lost,
    requests: 2,
    retried: true,
  },
  {
    id: 'reset-in-body-write',
    fault: 'the connection ends in the middle of the answer to a POST',
    raw: (socket) => void socket.end(text('200 OK', { 'content-length': 100 }, ACCOUNT)),
    call: post,
    sees: lost,
    requests: 1,
    retried: false,
  },
  {
    id: 'idle-close',
    fault: 'the server closes a connection that is idle between two calls',
    raw: (socket) => void socket.end(OK),
    call: async (client, { connections }) => {
      const first = (await client.accounts.retrieve('a')).id
      if (!connections[0].closed) await once(connections[0], 'close')
      return [first, (await client.accounts.retrieve('b')).id]
    },
    sees: { value: ['apn_1', 'apn_1'] },
    requests: 2,
    retried: false,
  },
  {
    id: 'stale',
    fault: 'a connection that was used before is reset at the next request: it is replaced at once, even with `maxRetries: 0`',
    raw: oneEach(),
    options: () => ({ maxRetries: 0 }),
    call: twoCalls,
    sees: { value: ['apn_1', 'apn_1'] },
    requests: 3,
    retried: true,
  },
  {
    id: 'stale-write',
    fault: 'a connection that was used before is reset at the next request, a POST',
    raw: oneEach(),
    call: async (client) => {
      await client.accounts.retrieve('a')
      return post(client)
    },
    sees: lost,
    requests: 2,
    retried: false,
  },
  {
    id: 'unasked-answer',
    fault: 'the server sends a second answer without a request: the next call does not get it',
    raw: (_socket, { path }) =>
      text('200 OK', {}, JSON.stringify({ id: path.at(-1) })) + (path.endsWith('a') ? text('200 OK', {}, '{"id":"foreign"}') : ''),
    call: twoCalls,
    sees: { value: ['a', 'b'] },
    requests: 2,
    retried: false,
  },
]
