// What the lab starts, and how all of it ends: when it is done, when it fails and when it is interrupted.

import { spawn } from 'node:child_process'
import { once } from 'node:events'

const undo = new Set()
let ending

/** Remembers how to undo a step. Gives a function that undoes it now. Throws when everything is being undone already. */
export function defer(act) {
  if (ending !== undefined) throw new Error('the lab is ending')
  const entry = { act }
  undo.add(entry)
  return async () => {
    if (undo.delete(entry)) await act()
  }
}

/** Undoes everything, once, the last step first. A step that fails does not keep the others from running. */
export function cleanUp() {
  ending ??= undoAll()
  return ending
}

export const isEnding = () => ending !== undefined

async function undoAll() {
  for (const entry of [...undo].reverse()) {
    if (!undo.delete(entry)) continue
    try {
      await entry.act()
    } catch (error) {
      console.error(`could not clean up: ${error.message}`)
    }
  }
}

/** Ends the program with what it started when a signal comes, and after `minutes` at the latest. */
export function endWithEverything(minutes) {
  const end = async (code, sentence) => {
    if (isEnding()) return
    process.exitCode = code
    console.error(sentence)
    await cleanUp()
    process.exit(code)
  }
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, () => end(code, `ended by ${signal}`))
  }
  process.on('uncaughtException', (error) => end(1, error.stack))
  setTimeout(() => end(1, `not done after ${minutes} minutes; --minutes allows for more`), minutes * 60_000).unref()
}

/** Starts a program that ends with the lab: `stop()` asks, and kills what has not ended two seconds later. */
export function start(command, args, options) {
  if (isEnding()) throw new Error('the lab is ending')
  const child = spawn(command, args, options)
  const ended = once(child, 'exit')
  ended.catch(() => {})
  const stop = defer(async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
    await ended
    clearTimeout(timer)
  })
  return { child, ended, stop }
}
