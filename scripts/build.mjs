// Builds the addon and ts/native.d.ts with it, then the TypeScript half (scripts/build-js.mjs).
//
//   npm run build           for this machine
//   npm run build:release   on Linux, so that it runs from glibc 2.17 on; fetches zig with pip (scripts/release/zig.mjs)
//   npm run build:musl      on Linux, for Alpine on the same kind of processor; needs the same, and `rustup target add ARCH-unknown-linux-musl`
//
// What was built is held to what a `.node` may be (scripts/addon-check.mjs). It ends with 1 if it is more.

import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { checkAddon } from './addon-check.mjs'
import { zigFolder } from './release/zig.mjs'
import { fail, install, platform, root, run, tool } from './steps.mjs'

const HEADER = '// Written by: npm run build (from src/node). Do not edit.\n\n'
const [option, glibc] = process.argv.slice(2)

install()
if (option === '--musl') put(withZig('musl'), `linux-${process.arch}-musl`)
else put(option === '--glibc' ? withZig('gnu', `.${glibc}`) : forThisMachine(), platform())
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

/** zig's linker can link against the symbols of any version of glibc, and against musl. `version` is such as `.2.17`. */
function withZig(abi, version = '') {
  const rust = { x64: 'x86_64', arm64: 'aarch64' }[process.arch]
  if (process.platform !== 'linux' || rust === undefined) fail('--glibc and --musl are for Linux on x64 or arm64')
  const target = `${rust}-unknown-linux-${abi}`
  // A library that Node loads must not have a C library of its own, as Rust's programs for musl have.
  const flags = abi === 'musl' ? { RUSTFLAGS: '-C target-feature=-crt-static' } : {}
  const env = { PATH: `${zigFolder()}${delimiter}${process.env.PATH}`, ...flags }
  run('cargo', ['zigbuild', '--release', '--locked', '--target', `${target}${version}`], { env })
  return join(root, 'target', target, 'release', 'libpipedream_native.so')
}

/** Writes a new file and renames it, because a process may have the old one loaded. */
function put(built, name) {
  const file = `pipedream-native.${name}.node`
  const found = checked(built, name)
  for (const place of [join(root, file), join(root, 'npm', name, file)]) {
    copyFileSync(built, `${place}.new`)
    renameSync(`${place}.new`, place)
  }
  console.log(`built ${file}: ${found}`)
}

function checked(built, name) {
  try {
    return checkAddon(name, built, { glibc })
  } catch (error) {
    return fail(error.message)
  }
}
