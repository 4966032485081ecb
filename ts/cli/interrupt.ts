// Ctrl-C ends what runs, and then the process.

import { EXIT } from './usage.js'

/** How long what was interrupted may take to put things in order, such as to remove a file that is not whole. */
const GRACE_MS = 500

/**
 * Runs `body`. A signal (Ctrl-C is SIGINT) aborts it and ends the process with the exit code of the signal; a second one ends it at once.
 */
export async function untilInterrupted(body: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController()
  let stop: (exitCode: number) => void = () => {}
  const interrupted = new Promise<number>((resolve) => {
    stop = resolve
  })
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const handler = () => {
      controller.abort()
      stop(name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated)
    }
    process.once(name, handler)
    return [name, handler] as const
  })
  const running = body(controller.signal)
  try {
    const exitCode = await Promise.race([running, interrupted.then(() => undefined)])
    if (exitCode !== undefined) return exitCode
    await Promise.race([running.catch(() => {}), new Promise((resolve) => setTimeout(resolve, GRACE_MS))])
    // A request that cannot be aborted would keep the process alive.
    return process.exit(await interrupted)
  } catch (error) {
    if (controller.signal.aborted) return process.exit(await interrupted)
    throw error
  } finally {
    for (const [name, handler] of handlers) process.off(name, handler)
  }
}
