// A million calls with faults and aborts, from threads that end in the middle: is anything lost, mixed up, or kept?
//
//   npm run soak                                  here; at the root it builds first; takes some minutes
//   node --expose-gc soak.mjs --calls 200000      fewer calls
//   node --expose-gc soak.mjs --seed 7            other faults; the same seed gives the same faults
//   node --expose-gc soak.mjs --json soak.json    the figures as a file
//   node --expose-gc soak.mjs --confuse 17        gives call 17 the answer of another, to see it noticed
//
// Each call carries a number. What the server does to it and what the caller is to see of that follow from the seed and the number
// (soak/plan.mjs), so both sides know without asking. Exits with 1 if a call was not settled, was given something of another call,
// got another outcome or other requests than it was to, or if the process holds clearly more at the end than after the first part.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from './report.mjs'
import { Crew } from './soak/crew.mjs'
import { Lanes, SETTLED, STARTED } from './soak/lanes.mjs'
import { grown, machine, measured } from './soak/measure.mjs'

const { values } = parseArgs({
  options: { calls: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' }, confuse: { type: 'string' } },
})
const calls = whole('calls', values.calls ?? 1_000_000)
const seed = whole('seed', values.seed ?? 20261126)
/** Where the first measurement is made, and how many there are behind it. */
const FIRST = Math.min(50_000, Math.ceil(calls / 4))
const PARTS = 4
/** How long everything has to stand still before it is measured, in half seconds; a few calls are made to see that the soak itself works. */
const STILL = calls < 50_000 ? 2 : 12
const WORKERS = 2
const WIDTH = 24

if (globalThis.gc === undefined) throw new Error('start it with node --expose-gc')

const server = fork(fileURLToPath(new URL('soak/server.mjs', import.meta.url)), [String(seed), values.confuse ?? ''])
const [{ port }] = await once(server, 'message')
const baseUrl = `http://127.0.0.1:${port}`
/** Those who asked the server something, in their order. */
const waiting = []
server.on('message', (answer) => {
  answer.problems.forEach(problem)
  waiting.shift()(answer)
})
const sum = { counts: {}, kinds: {}, problems: [] }
process.on('unhandledRejection', (reason) => problem(`an unhandled rejection: ${reason?.stack ?? reason}`))
process.on('uncaughtException', (error) => problem(`an uncaught exception: ${error.stack}`))

const shared = new Int32Array(new SharedArrayBuffer(4))
const mine = new Int32Array(new SharedArrayBuffer(8))
const measurements = []
const began = performance.now()
let crew
const totals = { started: 0, settled: 0, dropped: 0, terminated: 0, exited: 0, stopped: 0 }

const ends = [FIRST, ...Array.from({ length: PARTS }, (_, index) => FIRST + Math.round(((calls - FIRST) * (index + 1)) / PARTS))]
for (const [part, last] of ends.entries()) {
  await run(last, part)
  measurements.push(await measured(last, STILL))
  progress(last)
}
const seconds = (performance.now() - began) / 1000
const asked = await ask({ ask: 'check', calls: [] })
server.disconnect()

const [first, final] = [measurements[0], measurements.at(-1)]
totals.started += mine[STARTED]
totals.settled += mine[SETTLED]
const checked = Object.values(sum.counts).reduce((a, b) => a + b, 0)
const growth = grown(first, final)
if (totals.started !== calls) problem(`${calls} calls were to be made, ${totals.started} were`)
const open = mine[STARTED] - mine[SETTLED]
if (open > 0) problem(`${open} calls of the main thread were not settled`)
if (final.holdsTimer) problem('the package holds a timer although no call is on its way')

const result = {
  command: `npm run soak -- --calls ${calls} --seed ${seed}`,
  machine: machine(),
  cores: cpus().length,
  seconds: Math.round(seconds),
  calls,
  seed,
  checked,
  ...totals,
  requests: asked.requests,
  tokens: asked.tokens,
  connections: asked.most,
  measurements,
  counts: sum.counts,
  kinds: sum.kinds,
  problems: sum.problems,
  growth,
}
print(result)
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
process.exit(sum.problems.length + growth.length > 0 ? 1 : 0)

/** All calls up to number `last`. */
async function run(last, part) {
  // Threads may take a number behind the last and leave it: it is the next part's.
  const common = { shared, last, seed, baseUrl, width: WIDTH }
  crew = new Crew(WORKERS, last - Atomics.load(shared, 0), common, taken)
  // On a fast machine the main thread could make all the calls before a worker's life is over, so it joins when one has ended.
  await crew.start()
  await new Lanes({ ...common, own: mine, salt: part * 1_000_000 }, taken).run()
  await crew.stop()
  for (const [name, count] of Object.entries({ ...crew.ended, ...crew.calls })) totals[name] += count
  Atomics.store(shared, 0, last)
}

/** What a thread reports; which requests the server has seen for it is asked at once. */
function taken({ counts, kinds, calls, problems }) {
  for (const [name, own] of Object.entries({ counts, kinds })) {
    for (const [key, count] of Object.entries(own)) sum[name][key] = (sum[name][key] ?? 0) + count
  }
  problems.forEach(problem)
  void ask({ ask: 'check', calls })
}

/** The server answers in the order in which it is asked. */
async function ask(question) {
  const answer = new Promise((resolve) => waiting.push(resolve))
  server.send(question)
  return answer
}

function problem(text) {
  // The first say enough.
  if (sum.problems.length < 200) sum.problems.push(text)
  if (sum.problems.length <= 20) console.error(`! ${text}`)
}

function progress(calls) {
  const { rss, descriptors, threads } = measurements.at(-1)
  console.log(
    `${calls} calls, ${Math.round((performance.now() - began) / 1000)} s, ${Math.round(rss / 2 ** 20)} MB, ${descriptors} descriptors, ${threads} threads, ${sum.problems.length} problems`,
  )
}

function print({
  counts,
  kinds,
  measurements,
  problems,
  growth,
  settled,
  checked,
  dropped,
  terminated,
  exited,
  requests,
  tokens,
  seconds,
}) {
  const mb = (bytes) => (bytes / 2 ** 20).toFixed(1)
  table(
    'what the process holds',
    ['calls', 'resident MB', 'heap MB', 'external MB', 'descriptors', 'threads'],
    measurements.map((one) => [one.calls, mb(one.rss), mb(one.heapUsed), mb(one.external), one.descriptors, one.threads].map(String)),
  )
  table(
    'calls',
    ['kind', 'checked'],
    Object.entries(kinds).map(([kind, count]) => [kind, String(count)]),
  )
  table(
    'what they met',
    ['', 'outcome', 'calls'],
    Object.entries(counts)
      .sort()
      .map(([key, count]) => [...key.split('\t'), String(count)]),
  )
  console.log(
    `\n${settled} calls settled in ${seconds} s, ${checked} of them checked; ${dropped} were dropped with their worker (${terminated} terminated, ${exited} exited); ${requests} requests, ${tokens} of them for tokens`,
  )
  console.log(
    problems.length === 0 ? 'nothing was lost, nothing was mixed up' : `${problems.length} problems:\n${problems.slice(0, 50).join('\n')}`,
  )
  console.log(growth.length === 0 ? 'nothing has grown' : `grown: ${growth.join('\n')}`)
}

function whole(name, given) {
  const value = Number(given)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0, got ${given}`)
  return value
}
