// What the process holds: memory after a collection, file descriptors, threads.

import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const count = (folder) => {
  try {
    return readdirSync(folder).length
  } catch {
    // Linux only.
    return undefined
  }
}

/** What there is when nothing has been on its way for a while; `turns` of half a second, in which nothing may change. */
export async function measured(calls, turns) {
  let last
  // Finalizers and sockets go in their own time: measured when it stands still, half a minute at most.
  for (let still = 0, turn = 0; still < turns && turn < 60; turn++) {
    globalThis.gc()
    await sleep(500)
    const now = `${count('/proc/self/fd')} ${count('/proc/self/task')}`
    still = now === last ? still + 1 : 0
    last = now
  }
  globalThis.gc()
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage()
  return {
    calls,
    rss,
    heapUsed,
    external: external + arrayBuffers,
    descriptors: count('/proc/self/fd'),
    threads: count('/proc/self/task'),
    // The package holds a timer while calls are on their way: without one its table of calls is empty.
    holdsTimer: process.getActiveResourcesInfo().includes('Timeout'),
  }
}

const MB = 1024 * 1024

/**
 * How much more there may be at the end than after the first measurement. Resident memory is the allocator's as well, which keeps what
 * has been freed; descriptors are idle connections, as many as calls that happened to run at once.
 */
export const TOLERANCE = {
  rss: (before) => before * 1.15 + 24 * MB,
  heapUsed: (before) => before * 1.1 + 4 * MB,
  external: (before) => before * 1.1 + 4 * MB,
  descriptors: (before) => before + 32,
  threads: (before) => before + 2,
}

/** What has grown beyond its tolerance. */
export function grown(first, last) {
  return Object.entries(TOLERANCE)
    .filter(([name, most]) => first[name] !== undefined && last[name] > most(first[name]))
    .map(
      ([name, most]) =>
        `${name} is ${last[name]}, was ${first[name]} after ${first.calls} calls, and may be ${Math.round(most(first[name]))}`,
    )
}

/** The machine, for whoever reads the figures later. */
export function machine() {
  const cpu = /model name\s*:\s*(.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? process.arch
  return `${cpu}, ${process.platform}-${process.arch}, Node ${process.version}`
}
