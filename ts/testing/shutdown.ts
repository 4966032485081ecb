// The end of an emulator.

import type { Server } from 'node:http'
import type { Core } from './core.js'

/** Stops the server and ends every connection. Does nothing if it does not listen. */
async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

/** Removes the planned faults. Throws what a handler threw, or an Error that names the faults that no request met. */
export function throwFailures({ faults, problems }: Core, refusesUnused: boolean): void {
  const unused = faults.unused().map((fault) => JSON.stringify(fault.options))
  faults.clear()
  if (problems.length > 0) throw problems.splice(0)[0]
  if (unused.length > 0 && refusesUnused) throw new Error(`no request met the fault${unused.length === 1 ? '' : 's'} ${unused.join(', ')}`)
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Returns the function that stops the server. A signal that ends the process calls `onSignal`, if it is given, until then. */
export function stopper(server: Server, onSignal: (() => void) | undefined): () => Promise<void> {
  if (onSignal !== undefined) for (const signal of SIGNALS) process.once(signal, onSignal)
  return async () => {
    if (onSignal !== undefined) for (const signal of SIGNALS) process.off(signal, onSignal)
    await stopListening(server)
  }
}
