// A port for a server that takes its port as an argument.

import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Systems give ports from 32768 (Linux) or 49152 to sockets that name none. */
const FIRST = 10_000
const END = 32_768

/**
 * A port of 127.0.0.1 that nothing listens on. It is none that the system gives to sockets: such a port can be another program's before the
 * caller's server listens on it.
 */
export async function freePort() {
  for (;;) {
    const port = randomInt(FIRST, END)
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
      continue
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
