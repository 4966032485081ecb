// Builds the addon and ts/native.d.ts with it, then the TypeScript half (scripts/build-js.mjs).
//
//   npm run build           for this machine
//   npm run build:release   on Linux, so that it runs from glibc 2.17 on; fetches zig with pip (scripts/platforms/zig.mjs)
//   npm run build:musl      on Linux, for Alpine on the same kind of processor; needs the same, and `rustup target add ARCH-unknown-linux-musl`
//
// What was built is held to what a `.node` may be (scripts/addon-check.mjs). It ends with 1 if it is more.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Missing } from './platforms/fetched.mjs'
import { rustflagsFor, targetOf } from './platforms/targets.mjs'
import { buildWithZig } from './platforms/zig.mjs'
import { putAddon } from './put-addon.mjs'
import { fail, install, platform, root, run, tool } from './steps.mjs'

const HEADER = '// Written by: npm run build (from src/node). Do not edit.\n\n'
const [option, glibc] = process.argv.slice(2)

install()
const name = option === '--musl' ? `linux-${process.arch}-musl` : platform()
const built = option === '--musl' ? withZig('musl') : option === '--glibc' ? withZig('gnu') : forThisMachine()
putAddon(name, built, { glibc, isForTests: true })
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

/**
 * For this kind of processor with the C library `abi`. zig's linker can link against the symbols of any version of glibc, and against musl.
 */
function withZig(abi) {
  if (process.platform !== 'linux') fail('--glibc and --musl are for Linux')
  const target = targetOf(`linux-${process.arch}-${abi}`)
  try {
    return buildWithZig(target, { glibc: abi === 'gnu' ? glibc : undefined, rustflags: rustflagsFor(target) })
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    return fail(error.message)
  }
}
