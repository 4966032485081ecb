// A thread that makes calls until it is stopped, terminated, or ends its own life in the middle of them.

import { parentPort, workerData } from 'node:worker_threads'
import { Lanes, SETTLED } from './lanes.mjs'

const lanes = new Lanes(workerData, (batch) => parentPort.postMessage(batch))
parentPort.on('message', () => lanes.stop())

/** After so many calls of its own it leaves with the others on their way. */
if (workerData.exitAfter !== undefined) {
  setInterval(() => {
    if (Atomics.load(workerData.own, SETTLED) >= workerData.exitAfter) process.exit()
  }, 5)
}

await lanes.run()
process.exit()
