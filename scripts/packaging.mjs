// `npm run check:packaging`: runs the 31 checks of scripts/packaging/list.mjs, and writes docs/packaging.json and docs/packaging.md.
//
//   npm run check:packaging                 every check; it takes an hour on two cores
//   npm run check:packaging -- 15 16        these; the other rows stay as they are
//   npm run check:packaging -- --short      without the commands that take minutes, which are then said to be not run
//   npm run check:packaging -- --page       runs nothing, writes the page from docs/packaging.json
//
// It takes the addon that is there, and does not build one: `npm run build:release` before it. It ends with 1 if a check failed.

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { countsOf, outcomeOf, resultOf } from './packaging/judge.mjs'
import { CHECKS } from './packaging/list.mjs'
import { PAGE, page, RESULTS, resultsOf, typed } from './packaging/page.mjs'
import { targetOf } from './platforms/targets.mjs'
import { builtFile } from './platforms/zig.mjs'
import { addon, fail, platform, root } from './steps.mjs'

/** No command of the list takes longer where nothing hangs. */
const LIMIT = 45 * 60_000

let given
try {
  given = parseArgs({ allowPositionals: true, options: { short: { type: 'boolean' }, page: { type: 'boolean' } } })
} catch (error) {
  fail(error.message)
}
const numbers = given.positionals.map(Number)
for (const number of numbers)
  if (!CHECKS.some((check) => check.number === number)) fail(`there is no check ${number}: the numbers are 1 to ${CHECKS.length}`)
if (!existsSync(addon)) fail('there is no addon: npm run build:release')

/** Commands that stand in more than one check run once. */
const seen = new Map()
const failed = []
if (!given.values.page) {
  for (const check of CHECKS.filter(({ number }) => numbers.length === 0 || numbers.includes(number))) {
    const parts = []
    for (const part of check.by) parts.push(await partOf(part))
    const result = resultOf(
      parts.map(({ outcome }) => outcome),
      check.gap !== undefined,
    )
    console.log(`${check.number}: ${result}`)
    if (result === 'failed') failed.push(check.number)
    // After each check: a run that is ended keeps what it has seen. Read anew: another run may have written.
    const results = { ...recorded(), [check.number]: { result, ...circumstances(), parts } }
    writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  }
}
writeFileSync(PAGE, page(recorded()))
if (failed.length > 0) fail(`failed: ${failed.join(', ')}`)

/** The results so far. */
function recorded() {
  return existsSync(RESULTS) ? resultsOf() : {}
}

async function partOf(part) {
  const command = typed(part)
  if (part.long && given.values.short) return { command, outcome: 'not run', why: part.long }
  if (!seen.has(command)) seen.set(command, await run(part, command))
  return seen.get(command)
}

async function run(part, command) {
  console.log(`   ${command}`)
  const isTest = part.run.startsWith('node --test')
  const start = performance.now()
  const line = isTest ? part.run.replace('node --test', 'node --test --test-reporter=tap --test-concurrency=1') : part.run
  const { code, output } = await ended(line, part.env)
  const seconds = Math.round((performance.now() - start) / 1000)
  const tests = isTest ? countsOf(output) : undefined
  const outcome = outcomeOf({ code, tests })
  if (outcome === 'failed') console.log(output.slice(-6000))
  const figures = tests?.figures ?? []
  const { passed, skipped = [], failing = [] } = tests ?? {}
  return { command, outcome, seconds, passed, skipped, failing: code === null ? ['it did not end in time', ...failing] : failing, figures }
}

/** Runs a line of the shell. A group of its own, so that one that hangs is ended with all that it has started. */
function ended(line, env) {
  return new Promise((resolve) => {
    // A test within a test of Node reports to the outer one.
    const { NODE_TEST_CONTEXT: _, ...outer } = process.env
    const child = spawn(line, { cwd: root, env: { ...outer, ...env }, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LIMIT)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    })
  })
}

/** When, where and with which addon a check ran. */
function circumstances() {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const machine = `${platform()}, ${cpus().length} cores, Node ${process.versions.node}`
  return {
    date: new Date().toISOString().slice(0, 10),
    commit,
    machine,
    addon: statSync(addon).size,
    isRelease: isRelease(),
  }
}

/** Whether the addon is what `npm run build:release` has built. */
function isRelease() {
  const built = builtFile(targetOf(platform()))
  return existsSync(built) && readFileSync(built).equals(readFileSync(addon))
}
