// What a call takes over a link with delay and rate: ours, the official SDK, undici.request and fetch, in turns.
//
//   npm run bench:network                        at the root: installs, builds, measures, writes ../results/network.*
//   npm run bench:network -- --quick             one RTT, one rate, few rounds; under a minute; writes nothing
//   npm run bench:network -- --check             also compares with ../floors.json; exit code 1 below a floor
//   npm run bench:network -- --rtt 50 --rate 10,50 --rounds 7 --bursts 3 --loss 1
//   npm run bench:network -- --link relay        netem, tun or relay; the first that the machine can have unless told
//   npm run bench:network -- --out FOLDER        writes network.json, .md and .svg there
//   npm run bench:network -- --check --from FILE compares figures that are there already
//
// docs/benchmark.md says what is measured, and how.

import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { check } from '../floors.mjs'
import { chartOf } from './chart.mjs'
import { cleanUp, defer, endWithEverything, isEnding } from './cleanup.mjs'
import { chooseKind, KINDS } from './link.mjs'
import { measureCell } from './measure.mjs'
import { sweepNamespaces } from './namespaces.mjs'
import { makeCertificates, needPrograms } from './nginx.mjs'
import { markdownOf } from './table.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    from: { type: 'string' },
    out: { type: 'string' },
    link: { type: 'string' },
    rtt: { type: 'string' },
    rate: { type: 'string' },
    loss: { type: 'string', default: '0' },
    rounds: { type: 'string' },
    bursts: { type: 'string' },
    minutes: { type: 'string', default: '60' },
  },
})
const defaults = values.quick
  ? { rtt: '50', rate: '50', rounds: '3', bursts: '1' }
  : { rtt: '5,50,150', rate: '10,50,1000', rounds: '5', bursts: '3' }
const out = values.out ?? (values.quick ? undefined : fileURLToPath(new URL('../results', import.meta.url)))

if (out !== undefined) mkdirSync(out, { recursive: true })
if (values.from === undefined) endWithEverything(number('minutes', values.minutes))
let code = 0
try {
  const result = values.from === undefined ? await measure() : JSON.parse(readFileSync(values.from, 'utf8'))
  console.log(`\n${markdownOf(result)}`)
  if (out !== undefined && values.from === undefined) write(result)
  if (values.check) code = check('network', result)
} catch (error) {
  // What fails because everything is being ended has been told already.
  if (!isEnding()) console.error(error.stack)
  code = 1
} finally {
  await cleanUp()
}
process.exit(process.exitCode ?? code)

async function measure() {
  needPrograms()
  sweep()
  const folder = mkdtempSync(join(tmpdir(), `pdlab-${process.pid}-`))
  defer(() => rmSync(folder, { recursive: true, force: true }))
  // nginx started by root reads as somebody else.
  chmodSync(folder, 0o755)
  makeCertificates(folder)
  const link = await kindOfLink(folder)
  const rounds = number('rounds', values.rounds ?? defaults.rounds)
  const bursts = number('bursts', values.bursts ?? defaults.bursts)
  const loss = number('loss', values.loss)
  const rtts = numbers('rtt', values.rtt ?? defaults.rtt)
  const rates = numbers('rate', values.rate ?? defaults.rate)
  const cells = []
  for (const rtt of rtts) {
    for (const rate of rates) {
      // One link is enough for the single core: what it shows is the processor's part.
      const isSingleCore = hasTaskset() && rtt === Math.min(...rtts) && rate === Math.max(...rates)
      const start = performance.now()
      cells.push(await measureCell({ kind: link, folder, rtt, rate, loss, rounds, bursts, isSingleCore }))
      console.log(`RTT ${rtt} ms, ${rate} Mbit/s: measured in ${((performance.now() - start) / 1000).toFixed(0)} s`)
    }
  }
  return { node: process.version, cpus: cpus().length, link, loss, rounds, bursts, cells }
}

async function kindOfLink(folder) {
  if (values.link !== undefined) {
    if (!KINDS.includes(values.link)) throw new Error(`--link is one of ${KINDS.join(', ')}, got ${values.link}`)
    return values.link
  }
  const { kind, reasons } = await chooseKind(folder)
  console.log(`link: ${kind}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`)
  return kind
}

function hasTaskset() {
  try {
    execFileSync('taskset', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function write(result) {
  writeFileSync(join(out, 'network.json'), `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(join(out, 'network.md'), markdownOf(result))
  writeFileSync(join(out, 'network.svg'), chartOf(result))
  console.log(`written to ${out}: network.json, network.md, network.svg`)
}

/** Removes what a lab left that was killed by SIGKILL: namespaces with their programs, nginx and temporary folders. */
function sweep() {
  if (process.platform !== 'linux') return
  sweepNamespaces()
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = /^pdlab-(\d+)-/.exec(name) ?? []
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue
    const folder = join(tmpdir(), name)
    for (const cell of readdirSync(folder)) endNginx(join(folder, cell))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ends the nginx of a folder, where one is left. Its id may be another program's by now, so the command line is looked at. */
function endNginx(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'nginx.pid'), 'utf8'))
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid)
  } catch {
    // No nginx was started there, or it has ended.
  }
}

function number(name, text) {
  const value = Number(text)
  if (!(value >= 0) || text.trim() === '') throw new Error(`--${name} is a number, got ${text}`)
  return value
}

function numbers(name, text) {
  const values = text.split(',').map((one) => number(name, one))
  if (values.includes(0)) throw new Error(`--${name} is more than 0`)
  return values
}
