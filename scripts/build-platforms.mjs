// Builds the addon for other platforms than this machine, into npm/PLATFORM: what npm/ has packages for, less macOS.
//
//   npm run build:platforms                      all that can be built here
//   npm run build:platforms linux-arm64-gnu …    these
//
// It needs an x64 machine with Debian, Python and pip, and fetches the rest into a folder outside the repository (scripts/platforms/fetched.mjs).
// About four minutes each on two quiet cores. For a platform that cannot be built it says why, and ends with 1.

import { join } from 'node:path'
import { commitHere, keepCommit } from './platforms/built.mjs'
import { Missing } from './platforms/fetched.mjs'
import { chosen, PLATFORMS } from './platforms/list.mjs'
import { rustFor } from './platforms/rust.mjs'
import { GLIBC, rustflagsFor } from './platforms/targets.mjs'
import { linkLibraries } from './platforms/windows.mjs'
import { buildWithZig } from './platforms/zig.mjs'
import { putAddon } from './put-addon.mjs'
import { fail, root } from './steps.mjs'

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

function build({ name, target }) {
  const rust = rustFor(target)
  const windows = target.includes('windows') ? linkLibraries() : undefined
  // Read now: somebody may commit while it is built.
  const commit = commitHere()
  const env = { ...rust.env, ...(windows && { LIBNODE_PATH: windows.folder }) }
  const glibc = target.endsWith('linux-gnu') ? GLIBC : undefined
  console.log(`${name}: ${rust.version}, zig, ${target}${rust.args.length > 0 ? ', the standard library from its sources' : ''}`)
  const built = buildWithZig(target, { glibc, rustflags: windows?.flags ?? rustflagsFor(target), env, args: rust.args })
  putAddon(name, built, { glibc: GLIBC })
  keepCommit(name, join(root, 'npm', name, `pipedream-native.${name}.node`), { commit })
}
