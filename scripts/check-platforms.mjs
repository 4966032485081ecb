// Runs what `npm run build:platforms` built: each platform's packages as npm packs them, in Node 18 to 26 where there is one, and compiles
// the crate for macOS, which cannot be linked or run here.
//
//   npm run check:platforms                      all
//   npm run check:platforms linux-x64-musl …     these; darwin-arm64 and darwin-x64 are compiled
//   npm run check:platforms -- --node 22         in these versions of Node only; writes no result
//
// It writes docs/platforms.json and the tables of README.md and docs/platforms.md. What could not be had is named, with the reason. It ends
// with 1 if a step failed or a platform did not run in any version of Node.

import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAddon } from './addon-check.mjs'
import { compile } from './platforms/compile.mjs'
import { Missing } from './platforms/fetched.mjs'
import { chosen, COMPILED, MAJORS, PLATFORMS } from './platforms/list.mjs'
import { record } from './platforms/report.mjs'
import { runner } from './platforms/runners.mjs'
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
        nodes.push(print(platform.name, await tryPlatform(starts, packages, from)))
      } catch (error) {
        if (!(error instanceof Missing)) throw error
        console.log(`${platform.name}, Node ${major} was not tried: ${error.message}`)
        missing.push(/does not start/.test(error.message) ? `Node ${major} (does not start here)` : `Node ${major}`)
      }
    }
  } finally {
    packages.remove()
  }
  if (nodes.length === 0) return faults.push(`${platform.name} did not run in any version of Node`)
  const outcome = { checked: today(), target: platform.target, bytes: statSync(addon).size, nodes, missing }
  if (given.values.node === undefined) record(platform.name, outcome)
  return undefined
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
  try {
    const compiler = compile(platform)
    console.log(`${platform.name}: compiled with ${compiler}`)
    record(platform.name, { compiled: today(), target: platform.target, compiler })
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    faults.push(`${platform.name} was not compiled: ${error.message}`)
  }
}
