// Calls of one thread: so many at a time, until there are no more or somebody says stop.

import { outcomeOf } from './calls.mjs'
import { clientOf } from './clients.mjs'
import { planOf } from './plan.mjs'
import { verdictOf } from './verdict.mjs'

/** What all threads share: the next call's number. */
export const NEXT = 0
/** What a thread tells of itself even if it ends in the middle: the calls it has started, and those that were settled. */
export const [STARTED, SETTLED] = [0, 1]

const CLIENTS = 3
/** A call that is not settled by then is lost. */
const LOST_AFTER = 120_000
/** What a thread has not reported when it ends in the middle is settled, but not checked: few at a time. */
const BATCH = 50

/** `report(batch)` gets what there is to report, `settled()` is awaited after each call. `stop()` starts no more calls and lets those in flight end. */
export class Lanes {
  #isOver = false
  #pending = new Map()
  #batch = fresh()
  #clients = []
  #made = 0

  constructor({ shared, own, last, seed, baseUrl, width, salt }, report, settled = () => undefined) {
    Object.assign(this, { shared, own, last, seed, baseUrl, width, report, settled })
    this.#made = salt
  }

  async run() {
    const watch = setInterval(() => this.#look(), 1000)
    // A lane of which a call was lost does not come to its end: nobody waits for it.
    const lanes = Array.from({ length: this.width }, () => this.#lane())
    await Promise.race([Promise.all(lanes), new Promise((resolve) => (this.abandoned = resolve))])
    clearInterval(watch)
    this.#flush()
    // Dropped, not closed: what they hold is the collector's.
    this.#clients = []
  }

  stop() {
    this.#isOver = true
  }

  async #lane() {
    while (!this.#isOver) {
      const n = Atomics.add(this.shared, NEXT, 1)
      if (n >= this.last) return
      Atomics.add(this.own, STARTED, 1)
      await this.#call(planOf(this.seed, n))
      await this.settled()
    }
  }

  async #call(plan) {
    this.#pending.set(plan.n, performance.now())
    const outcome = await outcomeOf(this.#client(plan), plan, this.baseUrl)
    this.#pending.delete(plan.n)
    const verdict = verdictOf(plan, outcome)
    this.#count(plan, verdict)
    Atomics.add(this.own, SETTLED, 1)
  }

  /** A client; one in some hundred calls takes the place of another. */
  #client({ n }) {
    const place = n % CLIENTS
    if (this.#clients[place] === undefined || n % 200 === 0) this.#clients[place] = clientOf(this.baseUrl, this.#made++)
    return this.#clients[place]
  }

  #count({ n, id, kind, fault, abort }, { class: outcome, requests, problem }) {
    const batch = this.#batch
    const met = fault?.name ?? (abort && `abort ${abort.name}`) ?? 'no fault'
    const key = `${met}\t${outcome}`
    batch.counts[key] = (batch.counts[key] ?? 0) + 1
    batch.kinds[kind] = (batch.kinds[kind] ?? 0) + 1
    if (requests !== undefined) batch.calls.push(n, ...requests)
    if (problem !== undefined) batch.problems.push(`${id} (${kind}, ${met}): ${problem}`)
    if (++batch.size >= BATCH || problem !== undefined) this.#flush()
  }

  #flush() {
    const batch = this.#batch
    this.#batch = fresh()
    if (batch.size > 0) this.report(batch)
  }

  #look() {
    const now = performance.now()
    for (const [n, since] of this.#pending) {
      if (now - since < LOST_AFTER) continue
      const { id, kind, fault, abort } = planOf(this.seed, n)
      this.#batch.problems.push(
        `${id} (${kind}, ${fault?.name ?? abort?.name ?? 'no fault'}): lost: not settled after ${LOST_AFTER / 1000} s`,
      )
      this.#batch.size++
      this.#pending.delete(n)
      this.stop()
      this.abandoned()
    }
  }
}

const fresh = () => ({ size: 0, counts: {}, kinds: {}, calls: [], problems: [] })
