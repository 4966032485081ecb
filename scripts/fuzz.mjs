// `npm run fuzz`: runs the fuzz targets of `fuzz/`, each for some time, and prints the results.
//
//   npm run fuzz                                all targets, 60 seconds each
//   npm run fuzz -- --seconds 600 decode token  these, ten minutes each
//   npm run fuzz -- --jobs 2                    two at a time
//   npm run fuzz -- --keep                      then replaces the corpora with a minimized selection of the inputs found
//
// New inputs are kept in target/fuzz-corpus, and failing ones in target/fuzz-artifacts.

import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, install, root, run } from './steps.mjs'

/** The limits of a committed corpus. */
const MOST = { files: 30, bytes: 50_000 }
/** Longer inputs are slow and find nothing new. */
const LONGEST = 8192

const fuzz = join(root, 'fuzz')
/** The Rust targets. Webhooks are verified in JavaScript: fuzz/webhook.mjs has the same command line. */
const inRust = readdirSync(join(fuzz, 'targets'))
  .map((name) => name.replace('.rs', ''))
  .sort()
const known = [...inRust, 'webhook']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    jobs: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
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
  // The sanitizer flags need a nightly toolchain or RUSTC_BOOTSTRAP. -O leaves debug assertions to fuzz/Cargo.toml.
  run(
    'cargo',
    ['fuzz', 'build', '-O', ...sanitizer(), '--target-dir', join(root, 'target', 'fuzz'), ...(targets.length === 1 ? targets : [])],
    { cwd: fuzz, env: { RUSTC_BOOTSTRAP: '1' } },
  )
}

/** Only toolchains for Linux on x64 include AddressSanitizer. Without it the properties are still tested. */
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

/** Runs `jobs` targets at a time, in order. */
async function all(names) {
  const left = [...names]
  const results = []
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift())
        results.push(await (name === 'webhook' ? webhook() : target(name)))
    }),
  )
  return results.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
}

async function target(name) {
  const [corpus, artifacts] = ['fuzz-corpus', 'fuzz-artifacts'].map((place) => join(root, 'target', place, name))
  for (const folder of [corpus, artifacts]) mkdirSync(folder, { recursive: true })
  const args = [
    `-max_total_time=${seconds}`,
    `-max_len=${LONGEST}`,
    '-timeout=25',
    '-rss_limit_mb=4096',
    '-print_final_stats=1',
    `-artifact_prefix=${artifacts}/`,
  ]
  const { code, log } = await logged(name, program(name), [...args, corpus, join(fuzz, 'corpus', name)])
  const last = [...log.matchAll(/cov: (\d+) ft: (\d+) corp: (\d+)/g)].at(-1) ?? []
  const runs = Number(/number_of_executed_units: (\d+)/.exec(log)?.[1] ?? /^#(\d+)/gm.exec(log)?.[1])
  const artifact = /Test unit written to (.*)/.exec(log)?.[1]
  return {
    name,
    runs,
    'runs/s': Math.round(runs / seconds),
    edges: Number(last[1]),
    features: Number(last[2]),
    corpus: Number(last[3]),
    finding: code === 0 ? '' : (artifact ?? `ended with ${code}`),
  }
}

async function webhook() {
  const { code, log } = await logged('webhook', process.execPath, [join(fuzz, 'webhook.mjs'), '--seconds', String(seconds)])
  const runs = Number(/(\d+) runs/.exec(log)?.[1])
  return { name: 'webhook', runs, 'runs/s': Math.round(runs / seconds), finding: code === 0 ? '' : 'see its log' }
}

/** Runs a program and writes its output into a file. */
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

/** Selects inputs that together reach most code: each time the one that adds most. */
function keep(name) {
  const committed = join(fuzz, 'corpus', name)
  const sources = [committed, join(root, 'target', 'fuzz-corpus', name)].filter((folder) => existsSync(folder))
  const reached = featuresOf(name, sources)
  // Keep inputs that once failed.
  const kept = reached.filter(({ file }) => basename(file).startsWith('found-'))
  const known = new Set(kept.flatMap(({ features }) => features))
  const news = ({ features }) => features.reduce((count, one) => count + (known.has(one) ? 0 : 1), 0)
  let bytes = kept.reduce((sum, { size }) => sum + size, 0)
  while (kept.length < MOST.files) {
    const fitting = reached.filter((one) => bytes + one.size <= MOST.bytes).map((one) => ({ one, adds: news(one) }))
    const [best] = fitting.sort((a, b) => b.adds - a.adds || a.one.size - b.one.size)
    if (best === undefined || best.adds === 0) break
    kept.push(best.one)
    for (const one of best.one.features) known.add(one)
    bytes += best.one.size
  }
  const all = new Set(reached.flatMap(({ features }) => features)).size
  const texts = kept.map(({ file }) => [basename(file), readFileSync(file)])
  for (const file of readdirSync(committed)) rmSync(join(committed, file))
  for (const [file, text] of texts) writeFileSync(join(committed, /^(found|seed)-/.test(file) ? file : file.slice(0, 12)), text)
  console.log(`${name}: ${kept.length} of ${reached.length} inputs kept, ${bytes} bytes, ${known.size} of ${all} features`)
}

/** The features that each input reaches, from libFuzzer's log of a merge. */
function featuresOf(name, folders) {
  const work = join(root, 'target', 'fuzz-merge')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, 'into'), { recursive: true })
  const notes = join(work, 'notes')
  run(
    program(name),
    ['-set_cover_merge=1', '-use_counters=0', `-merge_control_file=${notes}`, `-max_len=${LONGEST}`, join(work, 'into'), ...folders],
    { quiet: true },
  )
  const lines = readFileSync(notes, 'utf8').split('\n')
  const files = lines.slice(2, 2 + Number(lines[0]))
  return lines
    .filter((line) => line.startsWith('FT '))
    .map((line) => {
      const [index, ...features] = line.slice(3).trim().split(' ').map(Number)
      return { file: files[index], size: statSync(files[index]).size, features }
    })
}
