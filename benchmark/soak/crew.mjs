// The worker threads: each ends in the middle of its calls, terminated or by its own hand, and another takes its place.

import { Worker } from 'node:worker_threads'
import { SETTLED, STARTED } from './lanes.mjs'

/** Ends before these many calls would leave too little that is checked: with fewer calls no worker ends early. */
const FEWEST_CALLS = 1200
/** The exit code of a worker that ended its own life. */
export const EXITED = 17

export class Crew {
  ended = { terminated: 0, exited: 0, stopped: 0 }
  /** Calls that were started, that were settled, and that were in flight when their thread ended. */
  calls
  #members = new Set()
  #isOver = false
  #salt = 1000

  /** `size` workers make `calls` calls, not alone. */
  constructor(size, calls, common, report) {
    Object.assign(this, { size, calls: { started: 0, settled: 0, dropped: 0 }, common, report })
    // Workers that make all the calls by themselves reach their end whoever is faster.
    this.longestLife = calls < FEWEST_CALLS ? undefined : Math.floor(calls / (2 * size))
  }

  /** Resolves when the first worker has ended in the middle of its calls, if any is to. */
  async start() {
    this.#isOver = false
    for (let count = 0; count < this.size; count++) this.#hire()
    if (this.longestLife !== undefined) await Promise.race([...this.#members].map(({ gone }) => gone))
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
    const isLimited = this.longestLife !== undefined
    const life = isLimited ? Math.min(300 + Math.floor(Math.random() * 2500), this.longestLife) : Infinity
    const exits = this.#salt++ % 2 === 0
    const workerData = { ...this.common, own, salt: this.#salt * 7, life, exits }
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData })
    const member = { worker, own }
    this.#members.add(member)
    let isTerminated = false
    worker.on('message', (message) => {
      if (message !== 'terminate me') return this.report(message)
      isTerminated = true
      void worker.terminate()
    })
    worker.on('error', (error) => this.report({ counts: {}, kinds: {}, calls: [], problems: [`a worker failed: ${error.stack}`] }))
    member.gone = new Promise((resolve) => worker.on('exit', resolve)).then((code) => {
      this.#members.delete(member)
      const [started, settled] = [Atomics.load(own, STARTED), Atomics.load(own, SETTLED)]
      const left = started - settled
      this.calls.started += started
      this.calls.settled += settled
      this.calls.dropped += left
      this.ended[isTerminated ? 'terminated' : code === EXITED ? 'exited' : 'stopped']++
      if (!this.#isOver) this.#hire()
    })
  }
}
