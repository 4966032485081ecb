// One contender in a process of its own: it is told what to do over the channel, does it, and says what it cost.

import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

const [name, options] = process.argv.slice(2)
const { open } = await import(`./contenders/${name}.mjs`)
const api = open(JSON.parse(options))

process.on('message', async ({ act, calls, width }) => process.send(await measured(api[act], calls, width)))
process.on('disconnect', () => process.exit())
process.send({ ready: await isRight(), rss: process.memoryUsage.rss() })

/** A contender that answers something else would win for nothing. */
async function isRight() {
  const account = await api.account()
  const page = await api.page()
  return account.id === 'apn_1' && page.length === 100 && page[99].id === 'apn_100'
}

async function measured(act, calls, width) {
  // Two breaths: what the last round left is done, and the kernel has written up the main thread's time.
  await sleep(10)
  const before = reading()
  await drive(act, calls, width)
  const wall = performance.now() - before.wall
  await sleep(10)
  const after = reading()
  return {
    wall: (wall * 1000) / calls,
    cpu: (after.cpu - before.cpu) / calls,
    main: (after.main - before.main) / calls,
    rss: process.memoryUsage.rss(),
  }
}

async function drive(act, calls, width) {
  let left = calls
  const worker = async () => {
    while (left-- > 0) await act()
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/** Microseconds: of the clock, of the processor in all threads, of the processor in the main thread. */
function reading() {
  const { user, system } = process.cpuUsage()
  return { wall: performance.now(), cpu: user + system, main: mainThread() }
}

/** Linux counts each thread's time on the processor in nanoseconds; elsewhere nothing does so for the main thread. */
function mainThread() {
  if (process.platform !== 'linux') return NaN
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
}
