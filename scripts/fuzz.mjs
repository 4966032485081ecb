// `npm run fuzz`: runs the fuzz targets of `fuzz/`, each for a while, and says what came of it.
//
//   npm run fuzz                                all targets, 60 seconds each
//   npm run fuzz -- --seconds 600 decode token  these, ten minutes each
//   npm run fuzz -- --jobs 2                    two at a time
//   npm run fuzz -- --keep                      afterwards, the corpora of the targets become what was found, made small
//
// What is found new stays in target/fuzz-corpus, an input that fails in target/fuzz-artifacts.

import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, install, root, run } from './steps.mjs'

/** A corpus that is committed has at most so many files, and so many bytes. */
const MOST = { files: 30, bytes: 50_000 }
/** Longer inputs find nothing new here, and are slow. */
const LONGEST = 8192

const fuzz = join(root, 'fuzz')
/** Everything in Rust. The webhooks are JavaScript's: fuzz/webhook.mjs, with the same command line. */
const inRust = readdirSync(join(fuzz, 'targets')).map((name) => name.replace('.rs', '')).sort()
const known = [...inRust, 'webhook']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, jobs: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
})
const seconds = wholeNumber('seconds')
const jobs = wholeNumber('jobs')
const wrong = positionals.find((name) => !known.includes(name))
if (wrong !== undefined) fail(`there is no target ${wrong}; there are ${known.join(', ')}`)
const chosen = positionals.length > 0 ? positionals : known

install()
build(chosen.filter((name) => name !== 'webhook'))
const results = await all(chosen)
console.log()
console.table(Object.fromEntries(results.map(({ name, ...rest }) => [name, rest])))
if (values.keep) chosen.filter((name) => name !== 'webhook').forEach(keep)
const found = results.filter(({ finding }) => finding !== '')
if (found.length > 0) fail(`${found.map(({ name }) => name).join(', ')} found something: fuzz/README.md says what to do`)

function wholeNumber(name) {
  const number = Number(values[name])
  if (!Number.isInteger(number) || number < 1) fail(`--${name} must be a whole number from 1 on, got ${values[name]}`)
  return number
}

function build(targets) {
  if (targets.length === 0) return
  if (spawnSync('cargo', ['fuzz', '--version']).status !== 0) run('cargo', ['install', 'cargo-fuzz', '--locked'])
  // The sanitizer's flags are not stable yet. -O leaves debug assertions to fuzz/Cargo.toml.
  run('cargo', ['fuzz', 'build', '-O', ...sanitizer(), '--target-dir', join(root, 'target', 'fuzz'), ...(targets.length === 1 ? targets : [])], { cwd: fuzz, env: { RUSTC_BOOTSTRAP: '1' } })
}

/** Toolchains for Linux on x64 come with the runtime of AddressSanitizer; without it the properties are still tried. */
function sanitizer() {
  const host = hostOfRust()
  const lib = join(run('rustc', ['--print', 'sysroot'], { quiet: true }).trim(), 'lib', 'rustlib', host, 'lib')
  return readdirSync(lib).some((name) => name.includes('rt.asan')) ? [] : ['--sanitizer', 'none']
}

function hostOfRust() {
  return /host: (.*)/.exec(run('rustc', ['-vV'], { quiet: true }))[1]
}

function program(name) {
  return join(root, 'target', 'fuzz', hostOfRust(), 'release', name)
}

/** Some at a time, in their order. */
async function all(names) {
  const left = [...names]
  const results = []
  await Promise.all(Array.from({ length: jobs }, async () => {
    for (let name; (name = left.shift()) !== undefined; ) results.push(await (name === 'webhook' ? webhook() : target(name)))
  }))
  return results.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
}

async function target(name) {
  const [corpus, artifacts] = ['fuzz-corpus', 'fuzz-artifacts'].map((place) => join(root, 'target', place, name))
  for (const folder of [corpus, artifacts]) mkdirSync(folder, { recursive: true })
  const args = [`-max_total_time=${seconds}`, `-max_len=${LONGEST}`, '-timeout=25', '-rss_limit_mb=4096', '-print_final_stats=1', `-artifact_prefix=${artifacts}/`]
  const { code, log } = await logged(name, program(name), [...args, corpus, join(fuzz, 'corpus', name)])
  const last = [...log.matchAll(/cov: (\d+) ft: (\d+) corp: (\d+)/g)].at(-1) ?? []
  const runs = Number(/number_of_executed_units: (\d+)/.exec(log)?.[1] ?? /^#(\d+)/gm.exec(log)?.[1])
  const artifact = /Test unit written to (.*)/.exec(log)?.[1]
  return { name, runs, 'runs/s': Math.round(runs / seconds), edges: Number(last[1]), features: Number(last[2]), corpus: Number(last[3]), finding: code === 0 ? '' : (artifact ?? `ended with ${code}`) }
}

async function webhook() {
  const { code, log } = await logged('webhook', process.execPath, [join(fuzz, 'webhook.mjs'), '--seconds', String(seconds)])
  const runs = Number(/(\d+) runs/.exec(log)?.[1])
  return { name: 'webhook', runs, 'runs/s': Math.round(runs / seconds), finding: code === 0 ? '' : 'see its log' }
}

/** Runs a program and keeps what it says in a file. */
async function logged(name, command, args) {
  mkdirSync(join(root, 'target', 'fuzz-logs'), { recursive: true })
  const file = join(root, 'target', 'fuzz-logs', `${name}.log`)
  const out = createWriteStream(file)
  console.log(`${name}: ${seconds} s, log in ${file}`)
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.pipe(out, { end: false })
  child.stderr.pipe(out, { end: false })
  const [code, signal] = await once(child, 'close')
  out.end()
  await once(out, 'finish')
  return { code: signal ?? code, log: readFileSync(file, 'utf8') }
}

/** The fewest inputs that reach everything that was reached, and the smallest of them. */
function keep(name) {
  const [corpus, small] = ['fuzz-corpus', 'fuzz-small'].map((place) => join(root, 'target', place, name))
  const committed = join(fuzz, 'corpus', name)
  rmSync(small, { recursive: true, force: true })
  mkdirSync(small, { recursive: true })
  const sources = [committed, corpus].filter((folder) => existsSync(folder))
  run(program(name), ['-set_cover_merge=1', '-use_counters=0', `-max_len=${LONGEST}`, small, ...sources], { quiet: true })
  const files = readdirSync(small).map((file) => ({ file, size: statSync(join(small, file)).size })).sort((a, b) => a.size - b.size)
  // A finding that was fixed has a name that begins with one.
  const findings = readdirSync(committed).filter((file) => file.startsWith('found-'))
  for (const file of readdirSync(committed)) if (!findings.includes(file)) rmSync(join(committed, file))
  let [count, bytes] = [findings.length, findings.reduce((sum, file) => sum + statSync(join(committed, file)).size, 0)]
  for (const { file, size } of files) {
    if (count === MOST.files || bytes + size > MOST.bytes) break
    copyFileSync(join(small, file), join(committed, file))
    count += 1
    bytes += size
  }
  console.log(`${name}: ${count} of ${files.length + findings.length} inputs kept, ${bytes} bytes`)
}
