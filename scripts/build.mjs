// Builds the addon and ts/native.d.ts with it, then the TypeScript half (scripts/build-js.mjs).
//
//   npm run build           for this machine
//   npm run build:release   on Linux, so that it runs from glibc 2.17 on; fetches zig with pip (scripts/platforms/had.mjs)
//
// What was built is held to what a `.node` may be (scripts/addon-check.mjs). It ends with 1 if it is more.

import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkAddon } from './addon-check.mjs'
import { Missing, zig } from './platforms/had.mjs'
import { GLIBC } from './platforms/list.mjs'
import { addon, fail, install, platform, root, run, tool } from './steps.mjs'

const HEADER = '// Written by: npm run build (from src/node). Do not edit.\n\n'
const glibc = process.argv[2] === '--glibc' ? (process.argv[3] ?? GLIBC) : undefined

install()
put(glibc === undefined ? forThisMachine() : forGlibc(glibc))
run(process.execPath, [join(root, 'scripts', 'build-js.mjs')])

/** The addon that was built and its generated types. */
function forThisMachine() {
  // Rust's own linker merges identical functions, which makes the addon 6 % smaller.
  if (process.platform === 'linux' && process.arch === 'x64') process.env.RUSTFLAGS ??= '-C link-arg=-Wl,--icf=all'
  const output = join('target', 'addon')
  mkdirSync(join(root, output), { recursive: true })
  const options = [
    '--release',
    '--platform',
    '--no-js',
    '--no-const-enum',
    '--no-dts-header',
    '--dts',
    'native.d.ts',
    '--output-dir',
    output,
  ]
  tool('napi', ['build', ...options, '--', '--locked'])
  const types = join(root, 'ts', 'native.d.ts')
  writeFileSync(types, HEADER + readFileSync(join(root, output, 'native.d.ts'), 'utf8'))
  tool('biome', ['format', '--write', types])
  return join(root, output, `pipedream-native.${platform()}.node`)
}

/** zig's linker can link against the symbols of any version of glibc. */
function forGlibc(version) {
  const rust = { x64: 'x86_64', arm64: 'aarch64' }[process.arch]
  if (process.platform !== 'linux' || rust === undefined) fail('--glibc is for Linux on x64 or arm64')
  const target = `${rust}-unknown-linux-gnu`
  run('cargo-zigbuild', ['zigbuild', '--release', '--locked', '--lib', '--target', `${target}.${version}`], { env: zigOrFail().env })
  return join(root, 'target', target, 'release', 'libpipedream_native.so')
}

/** Writes a new file and renames it, because a process may have the old one loaded. */
function put(built) {
  const found = checked(built)
  for (const place of [addon, join(root, 'npm', platform(), `pipedream-native.${platform()}.node`)]) {
    copyFileSync(built, `${place}.new`)
    renameSync(`${place}.new`, place)
  }
  console.log(`built ${addon}: ${found}`)
}

function checked(built) {
  try {
    return checkAddon(platform(), built, { glibc })
  } catch (error) {
    return fail(error.message)
  }
}

function zigOrFail() {
  try {
    return zig()
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    return fail(error.message)
  }
}
