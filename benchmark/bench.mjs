// What a call costs: ours, the official SDK, fetch and undici.request, in turns, over one server.
//
//   npm run bench                          at the root: installs, builds, measures, prints
//   node bench.mjs --rounds 9 --scale 0.5  more rounds, half the calls
//   node bench.mjs --json result.json      the figures as a file
//   node bench.mjs --check                 compares with floors.json: exit code 1 and a sentence for each row below its floor
//   node bench.mjs --check --from FILE     compares figures that are there already
//
// Each contender lives in a process of its own. A round measures each of them once, in an order that moves on from round
// to round, so that whatever else the machine does meets them all; what is printed is the median of the rounds.

import { execFileSync, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { check } from './floors.mjs'
import { print } from './report.mjs'
import { startServer } from './server.mjs'

const NAMES = ['ours', 'undici', 'fetch', 'official']
const SCENARIOS = [
  { title: 'one account, 32 at a time', act: 'account', width: 32, calls: 3000 },
  { title: 'one account, one after the other', act: 'account', width: 1, calls: 800 },
  { title: 'one account, one after the other, on a single core', act: 'account', width: 1, calls: 800, isSingleCore: true },
  { title: 'a page of 100, 16 at a time', act: 'page', width: 16, calls: 400 },
]

const here = dirname(fileURLToPath(import.meta.url))
const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    scale: { type: 'string' },
    starts: { type: 'string' },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
    from: { type: 'string' },
  },
})
const rounds = atLeast(5, values.rounds ?? 7)
const starts = atLeast(15, values.starts ?? 15)
const scale = Number(values.scale ?? 1)

const result = values.from === undefined ? await measureAll() : JSON.parse(readFileSync(values.from, 'utf8'))
print(result)
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
if (values.check) process.exitCode = check('loopback', result)

async function measureAll() {
  const server = await startServer()
  try {
    console.log(`${server.name} on ${cpus().length} cores, Node ${process.version}; medians of ${rounds} rounds and ${starts} starts`)
    const cold = await coldStarts(server.options)
    const scenarios = await inTurns(server.options)
    const token = JSON.parse(
      execFileSync(process.execPath, [join(here, 'token.mjs'), JSON.stringify(server.options)], { encoding: 'utf8' }),
    )
    return { node: process.version, server: server.name, rounds, starts, cold, scenarios, token }
  } finally {
    await server.stop()
  }
}

async function inTurns(options) {
  const onAllCores = await Promise.all(NAMES.map((name) => started(name, options)))
  const hasTaskset = spawnSync('taskset', ['-V']).status === 0
  if (!hasTaskset) console.log('no taskset here: the rows on a single core are left out')
  // As serverless functions have it: the main thread and those of the addon share the core.
  const onOneCore = hasTaskset
    ? await Promise.all(NAMES.map((name) => started(name, options, 'taskset', ['-c', '0', process.execPath])))
    : []
  try {
    const results = []
    for (const scenario of SCENARIOS) {
      const contenders = scenario.isSingleCore ? onOneCore : onAllCores
      if (contenders.length > 0) results.push({ ...scenario, figures: await measured(scenario, contenders) })
    }
    return results
  } finally {
    for (const { child } of [...onAllCores, ...onOneCore]) child.disconnect()
  }
}

async function measured({ act, width, calls }, contenders) {
  const order = { act, width, calls: Math.max(width * 4, Math.round(calls * scale)) }
  const taken = Object.fromEntries(NAMES.map((name) => [name, []]))
  for (const contender of contenders) await contender.measure({ ...order, calls: Math.ceil(order.calls / 2) })
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(round + turn) % contenders.length]
      taken[contender.name].push(await contender.measure(order))
    }
  }
  return Object.fromEntries(NAMES.map((name) => [name, mediansOf(taken[name])]))
}

async function started(name, options, execPath = process.execPath, execArgv = []) {
  const child = fork(join(here, 'contender.mjs'), [name, JSON.stringify(options)], { execPath, execArgv })
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => [{ exit: code }])])
  if (first.ready !== true) throw new Error(`${name} does not answer as it should: ${JSON.stringify(first)}`)
  const measure = async (order) => {
    child.send(order)
    const [figures] = await once(child, 'message')
    return figures
  }
  return { name, child, measure }
}

/** Fresh processes, in turns as well. */
async function coldStarts(options) {
  const taken = Object.fromEntries(NAMES.map((name) => [name, []]))
  for (let start = 0; start < starts; start++) {
    for (const name of NAMES) {
      const printed = execFileSync(process.execPath, [join(here, 'cold.cjs'), name, JSON.stringify(options)], { encoding: 'utf8' })
      taken[name].push(JSON.parse(printed))
    }
  }
  return Object.fromEntries(NAMES.map((name) => [name, mediansOf(taken[name])]))
}

function mediansOf(rows) {
  const names = Object.keys(rows[0]).filter((name) => typeof rows[0][name] === 'number')
  return Object.fromEntries(names.map((name) => [name, median(rows.map((row) => row[name]))]))
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function atLeast(least, given) {
  const value = Number(given)
  if (!Number.isInteger(value) || value < least) throw new Error(`at least ${least} are needed for a median, got ${given}`)
  return value
}
