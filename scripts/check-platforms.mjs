// Runs what `npm run build:platforms` built: each platform's packages as npm packs them, in Node 18 to 26 where there is one, and compiles
// the crate for macOS, which cannot be linked or run here.
//
//   npm run check:platforms                      all
//   npm run check:platforms linux-x64-musl …     these; darwin-arm64 and darwin-x64 are compiled
//   npm run check:platforms -- --node 22         in these versions of Node only; writes no result
//
// It writes docs/platforms.json and the tables of README.md and docs/platforms.md. What could not be had is named, with the reason. It ends
// with 1 if a step failed or a platform did not run in any version of Node.

import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAddon } from './addon-check.mjs'
import { commitHere, commitOf } from './platforms/built.mjs'
import { compile } from './platforms/compile.mjs'
import { Missing } from './platforms/fetched.mjs'
import { chosen, COMPILED, MAJORS, PLATFORMS } from './platforms/list.mjs'
import { record } from './platforms/report.mjs'
import { muslProgram, runner } from './platforms/runners.mjs'
import { GLIBC } from './platforms/targets.mjs'
import { installed, mustStart, servers, tryPlatform } from './platforms/trial.mjs'
import { fail, root, script } from './steps.mjs'

let given
let platforms
try {
  given = parseArgs({ allowPositionals: true, options: { node: { type: 'string', multiple: true } } })
  platforms = chosen(given.positionals, [...PLATFORMS, ...COMPILED])
} catch (error) {
  fail(error.message)
}
const majors = given.values.node?.map(Number) ?? MAJORS
const today = () => new Date().toISOString().slice(0, 10)
const faults = []

script('build:js')
const from = await servers()
try {
  for (const platform of platforms) {
    if (platform.node) await check(platform)
    else compiled(platform)
  }
} finally {
  await from.close()
}
if (faults.length > 0) fail(faults.join('\n'))

async function check(platform) {
  const addon = join(root, 'npm', platform.name, `pipedream-native.${platform.name}.node`)
  if (!existsSync(addon)) return faults.push(`${platform.name} was not run: npm run build:platforms ${platform.alias ?? platform.name}`)
  console.log(`${platform.name}: ${checkAddon(platform.name, addon, { glibc: GLIBC })}`)
  const packages = installed(platform)
  const [nodes, missing] = [[], []]
  try {
    for (const major of majors) {
      try {
        const starts = runner(platform, major)
        await mustStart(starts, packages, from, major)
        const outcome = await tryPlatform(starts, packages, from)
        if (platform.name === 'linux-x64-musl') outcome.steps.copied = copiedFromDebian(starts)
        nodes.push(print(platform.name, outcome))
      } catch (error) {
        if (!(error instanceof Missing)) throw error
        console.log(`${platform.name}, Node ${major} was not tried: ${error.message}`)
        missing.push(/does not start/.test(error.message) ? `Node ${major} (does not start here)` : `Node ${major}`)
      }
    }
  } finally {
    packages.remove()
  }
  if (nodes.length > 0 && platform.name === 'linux-x64-musl') loadFailures(platform, nodes.at(-1).node.split('.')[0])
  if (nodes.length === 0) return faults.push(`${platform.name} did not run in any version of Node`)
  const commit = commitOf(platform.name, addon)
  const outcome = { checked: today(), target: platform.target, commit, bytes: statSync(addon).size, nodes, missing }
  if (given.values.node === undefined) record(platform.name, outcome)
  return undefined
}

/** node_modules of Debian under a Node for musl, and the reverse: what is said, and that it loads after what is said is done. */
function loadFailures(platform, major) {
  const env = { ...process.env, MUSL_NODE: muslProgram(platform, major) }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', '__test__/package/load-musl.test.mjs'], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  const ran = stdout.split('\n').filter((line) => /^ *(?:not )?ok \d+ - .*(?::|# SKIP)/.test(line))
  console.log(`${platform.name}, Node ${major}, what is said if the package for the other C library is there`)
  for (const line of ran) console.log(`  ${line.trim()}`)
  if (status !== 0 || ran.length === 0)
    faults.push(`${platform.name}, Node ${major}: load-musl.test.mjs: ${stdout}${stderr}`.slice(0, 5000))
}

/** Whether the package says what is wrong if its node_modules are those of Debian. A test of `npm test` asks that, where there is a Node for musl. */
function copiedFromDebian({ command }) {
  const args = [
    '--test',
    '--test-reporter=tap',
    '--test-name-pattern=with node_modules of Debian',
    '__test__/package/load-bundles.test.mjs',
  ]
  const env = { ...process.env, MUSL_NODE: command.join(' ') }
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' })
  const ok = status === 0 && /^# pass 1$/m.test(stdout)
  return ok ? { ok } : { ok, said: /^ *error: (.*)$/m.exec(stdout)?.[1] ?? `the test ended with ${status}` }
}

/** Prints the outcome of a run and returns what is kept of it. */
function print(name, { node, how, seconds, steps }) {
  const kept = Object.fromEntries(
    Object.entries(steps).map(([step, { ok, said }]) => [step, ok ? 'ok' : String(said).split('\n')[0].slice(0, 200)]),
  )
  console.log(`${name}, Node ${node}, ${how}, ${seconds} s`)
  for (const [step, { ok, said, ms }] of Object.entries(steps)) {
    console.log(`  ${ok ? 'ok    ' : 'FAILED'} ${step}${ms === undefined ? '' : ` ${ms} ms`}${said === undefined ? '' : `: ${said}`}`)
    if (!ok) faults.push(`${name}, Node ${node}: ${step}: ${said}`)
  }
  return { node, how, seconds, steps: kept }
}

function compiled(platform) {
  const commit = commitHere()
  try {
    const compiler = compile(platform)
    console.log(`${platform.name}: compiled with ${compiler}`)
    record(platform.name, { compiled: today(), target: platform.target, commit, compiler })
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    faults.push(`${platform.name} was not compiled: ${error.message}`)
  }
}
