// Our client in a process that stays: for each message `{ act, calls, atOnce }` it makes that many calls, so many at a time, and
// sends the milliseconds that each took, those of all, and the processor's.
//
// Arguments: options as JSON.

import { open } from '../contenders/ours.mjs'

const api = open(JSON.parse(process.argv[2]))

process.on('message', async ({ act, calls, atOnce }) => {
  const times = []
  let failed = 0
  let left = calls
  const work = async () => {
    while (left-- > 0) {
      const start = performance.now()
      await api[act]().catch(() => failed++)
      times.push(performance.now() - start)
    }
  }
  const before = process.cpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: atOnce }, work))
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  process.send({ times, ms, cpu: (user + system) / 1000, failed })
})
process.on('disconnect', () => process.exit())
process.send('ready')
