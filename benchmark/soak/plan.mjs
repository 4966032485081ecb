// Plans call number n: its kind, and whether the server injects a fault or the caller aborts it. The plan depends only on the seed and
// the number, so the server and the callers compute the same plan, and a run can be repeated.

import { ABORTS } from './aborts.mjs'
import { FAULTS } from './faults.mjs'

/** The share of the calls that get a fault of the server, and the share that the caller aborts. */
export const FAULT_SHARE = 0.01
export const ABORT_SHARE = 0.01

/**
 * The kinds of calls, with
 * - `weight`: how often the kind is drawn
 * - `answer`: what the call returns
 * - `repeat`: whether a retry may send the call again
 * - `body`: whether the call sends a body
 * - `once`: whether that body can be sent only once
 * - `partial`: whether the call reads only a part of its response
 * - `relayed`: whether a 401 may come from another service
 * - `bare`: whether the call is sent without the client's token
 */
export const KINDS = {
  retrieve: { weight: 36, answer: 'json', repeat: true },
  list: { weight: 12, answer: 'json', repeat: true },
  delete: { weight: 3, answer: 'nothing', repeat: true },
  proxyJson: { weight: 10, answer: 'json', repeat: true, relayed: true },
  proxyText: { weight: 5, answer: 'text', repeat: true, relayed: true },
  proxyBytes: { weight: 5, answer: 'stream', repeat: true, relayed: true },
  download: { weight: 6, answer: 'stream', repeat: true },
  downloadCancelled: { weight: 2, answer: 'stream', repeat: true, partial: true },
  downloadLeft: { weight: 1, answer: 'stream', repeat: true, partial: true },
  uploadPost: { weight: 5, answer: 'json', repeat: false, body: true, relayed: true },
  uploadPut: { weight: 3, answer: 'json', repeat: true, body: true, relayed: true },
  uploadStream: { weight: 4, answer: 'json', repeat: false, body: true, relayed: true, once: true },
  workflow: { weight: 4, answer: 'json', repeat: false, body: true, relayed: true, bare: true },
  token: { weight: 4, answer: 'token' },
}

const TOTAL = Object.values(KINDS).reduce((sum, { weight }) => sum + weight, 0)

/** mulberry32: numbers in 0..1 from a 32-bit state. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function planOf(seed, n) {
  const draw = generator(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35))
  draw()
  const kind = kindAt(draw() * TOTAL)
  const traits = KINDS[kind]
  const dice = draw()
  const plan = {
    n,
    id: `soak-${n}`,
    kind,
    traits,
    fault: undefined,
    abort: undefined,
    size: sizeOf(kind, draw()),
    when: draw(),
    raw: draw() < 0.3,
    options: draw() < 0.5,
  }
  if (kind === 'token') return { ...plan, force: dice < 0.01 }
  if (dice < FAULT_SHARE) plan.fault = one(FAULTS, traits, draw())
  else if (dice < FAULT_SHARE + ABORT_SHARE) plan.abort = one(ABORTS, traits, draw())
  return plan
}

function kindAt(at) {
  let end = 0
  for (const [kind, { weight }] of Object.entries(KINDS)) {
    end += weight
    if (at < end) return kind
  }
  return 'retrieve'
}

function one(table, traits, chance) {
  const fitting = table.filter(({ fits }) => fits === undefined || fits(traits))
  return fitting[Math.floor(chance * fitting.length)]
}

/** Most bodies are small. A few are larger than one read of the socket. A few lists are over 1 MB: Rust decodes those on another thread. */
function sizeOf(kind, chance) {
  if (kind === 'list') return chance < 0.998 ? 1 + Math.floor(chance * 20) : chance < 0.9995 ? 400 : 5000
  if (chance < 0.9) return 200 + Math.floor(chance * 4000)
  return chance < 0.99 ? 48 * 1024 : 600 * 1024
}

/** The bytes of a body. They repeat the call's id, so that bytes of another call are recognized. */
export const bytesOf = ({ id, size }) => Buffer.alloc(size, `${id}|`)
