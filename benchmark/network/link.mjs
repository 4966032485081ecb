// The link between client and server: namespaces where the machine can have them, else a relay.

import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { start } from './cleanup.mjs'
import { openNamespaces, whyNoNamespaces } from './namespaces.mjs'
import { freePort } from '../../scripts/free-port.mjs'

export const KINDS = ['netem', 'tun', 'relay']

/** The first kind of link that this machine can have, and a sentence for each that it cannot. */
export async function chooseKind(folder) {
  const reasons = []
  const none = whyNoNamespaces()
  if (none !== undefined) return { kind: 'relay', reasons: [none] }
  for (const kind of ['netem', 'tun']) {
    try {
      const link = await openNamespaces(kind, { folder, rtt: 2, rate: 100, loss: 0 })
      await link.close()
      return { kind, reasons }
    } catch (error) {
      reasons.push(
        `no ${kind}: ${
          String(error.stderr || error.message)
            .trim()
            .split('\n')[0]
        }`,
      )
    }
  }
  return { kind: 'relay', reasons }
}

/**
 * Opens a link. What it gives:
 * - `kind`, `rtt`, and `congestionControl` of the server's side,
 * - `listen`: the address and port for the server,
 * - `onClient`, `onServer`: what a command line begins with to run on that side,
 * - `ready()`: to be called when the server listens; the URL that clients use,
 * - `bytesDown()`: the bytes that have reached the client's side so far: IP packets, or with the relay what TCP carries,
 * - `close()`.
 */
export function openLink(kind, conditions) {
  if (kind !== 'relay') return openNamespaces(kind, conditions)
  if (conditions.loss > 0) throw new Error('the relay cannot lose packets; --loss needs network namespaces')
  return openRelay(conditions)
}

async function openRelay({ rtt, rate }) {
  const port = await freePort()
  const settings = JSON.stringify({ port, rtt, rate })
  const program = fileURLToPath(new URL('relay.mjs', import.meta.url))
  const { child, ended, stop } = start(process.execPath, [program, settings], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [first] = await Promise.race([once(child, 'message'), ended])
  if (first?.port === undefined) throw new Error('the relay did not start')
  const counters = async () => {
    child.send('counters')
    const [seen] = await once(child, 'message')
    return seen
  }
  return {
    kind: 'relay',
    rtt,
    congestionControl: 'slow start only',
    listen: `127.0.0.1:${port}`,
    onClient: [],
    onServer: [],
    ready: () => `https://127.0.0.1:${first.port}`,
    bytesDown: async () => (await counters()).bytesDown,
    counters,
    close: stop,
  }
}
