// The worker threads: each ends in the middle of its calls, terminated or by its own hand, and another takes its place.

import { Worker } from 'node:worker_threads'
import { SETTLED, STARTED } from './lanes.mjs'

export class Crew {
  ended = { terminated: 0, exited: 0, stopped: 0 }
  /** Calls that were started, that were settled, and that were on their way when their thread ended. */
  calls = { started: 0, settled: 0, dropped: 0 }
  #members = new Set()
  #isOver = false
  #salt = 1000

  constructor(size, common, report) {
    this.size = size
    this.common = common
    this.report = report
  }

  start() {
    this.#isOver = false
    for (let count = 0; count < this.size; count++) this.#hire()
  }

  /** Lets the calls that are on their way end; what is not settled then was lost. */
  async stop() {
    this.#isOver = true
    const members = [...this.#members]
    for (const { worker } of members) worker.postMessage('stop')
    await Promise.all(members.map(({ gone }) => gone))
  }

  #hire() {
    const own = new Int32Array(new SharedArrayBuffer(8))
    const life = 300 + Math.floor(Math.random() * 2500)
    const exits = this.#salt++ % 2 === 0
    const workerData = { ...this.common, own, salt: this.#salt * 7, exitAfter: exits ? life : undefined }
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData })
    const member = { worker, own }
    this.#members.add(member)
    worker.on('message', (batch) => this.report(batch))
    worker.on('error', (error) => this.report({ counts: {}, kinds: {}, calls: [], problems: [`a worker failed: ${error.stack}`] }))
    let isTerminated = false
    const watch = setInterval(() => {
      if (exits || isTerminated || Atomics.load(own, SETTLED) < life) return
      isTerminated = true
      worker.terminate()
    }, 5)
    member.gone = new Promise((resolve) => worker.on('exit', resolve)).then(() => {
      clearInterval(watch)
      this.#members.delete(member)
      const [started, settled] = [Atomics.load(own, STARTED), Atomics.load(own, SETTLED)]
      const left = started - settled
      this.calls.started += started
      this.calls.settled += settled
      this.calls.dropped += left
      this.ended[isTerminated ? 'terminated' : left > 0 ? 'exited' : 'stopped']++
      if (!this.#isOver) this.#hire()
    })
  }
}
