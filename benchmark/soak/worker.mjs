// A thread that makes calls until it is stopped or has made as many as it is to live for. Then it exits, or has itself terminated, with the
// others in flight.

import { parentPort, workerData } from 'node:worker_threads'
import { EXITED } from './crew.mjs'
import { Lanes, SETTLED } from './lanes.mjs'

const { own, life, exits } = workerData
let isOver = false

/** The end of a lane's call. Once its life is over the worker starts no call, so that it cannot finish before it is terminated. */
function settled() {
  if (Atomics.load(own, SETTLED) < life) return undefined
  if (exits) process.exit(EXITED)
  if (!isOver) parentPort.postMessage('terminate me')
  isOver = true
  return new Promise(() => {})
}

const lanes = new Lanes(workerData, (batch) => parentPort.postMessage(batch), settled)
parentPort.on('message', () => lanes.stop())

await lanes.run()
process.exit()
