// Builds the addon for other platforms than this machine, into npm/PLATFORM: what npm/ has packages for, less macOS.
//
//   npm run build:platforms                      all that can be built here
//   npm run build:platforms linux-arm64-gnu …    these
//
// It needs an x64 machine with Debian, Python and pip, and fetches the rest into a folder outside the repository (scripts/platforms/had.mjs).
// About four minutes each on two quiet cores. For a platform that cannot be built it says why, and ends with 1.

import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { checkAddon } from './addon-check.mjs'
import { commitHere, keepCommit } from './platforms/built.mjs'
import { Missing, zig } from './platforms/had.mjs'
import { chosen, GLIBC, PLATFORMS } from './platforms/list.mjs'
import { rustFor } from './platforms/rust.mjs'
import { linkLibraries } from './platforms/windows.mjs'
import { fail, root, run } from './steps.mjs'

let platforms
try {
  platforms = chosen(process.argv.slice(2), PLATFORMS)
} catch (error) {
  fail(error.message)
}
const missing = []
for (const platform of platforms) {
  try {
    build(platform)
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    missing.push(`${platform.name} was not built: ${error.message}`)
  }
}
if (missing.length > 0) fail(missing.join('\n'))

function build({ name, target, zig: zigTarget, rustflags = '' }) {
  const linker = zig()
  const rust = rustFor(target)
  const windows = target.includes('windows') ? linkLibraries() : undefined
  const flags = windows?.flags ?? rustflags
  // Read now: somebody may commit while it is built.
  const commit = commitHere()
  const env = { ...linker.env, ...rust.env, ...(windows && { LIBNODE_PATH: windows.folder }), ...(flags && { RUSTFLAGS: flags }) }
  console.log(`${name}: ${rust.version}, zig, ${target}${rust.args.length > 0 ? ', the standard library from its sources' : ''}`)
  run('cargo-zigbuild', ['zigbuild', '--release', '--locked', '--lib', '--target', zigTarget, ...rust.args], { env })
  const file = windows ? 'pipedream_native.dll' : 'libpipedream_native.so'
  const place = join(root, 'npm', name, `pipedream-native.${name}.node`)
  const built = join(root, 'target', target, 'release', file)
  let found
  try {
    found = checkAddon(name, built, { glibc: GLIBC })
  } catch (error) {
    fail(error.message)
  }
  copyFileSync(built, `${place}.new`)
  renameSync(`${place}.new`, place)
  keepCommit(name, place, { commit })
  console.log(`${name}: ${found}`)
}
