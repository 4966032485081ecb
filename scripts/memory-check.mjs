// `npm run check:memory`: a few hundred calls of all kinds while AddressSanitizer watches the addon.
//
// Not part of `npm test`, because building the instrumented addon takes minutes. It checks every memory access of the crate and its
// dependencies, and in Node only allocations. Linux on x64 only.

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { targetOf } from './platforms/targets.mjs'
import { fail, install, root, run } from './steps.mjs'

const TARGET = targetOf('linux-x64-gnu')
const folder = join(root, 'target', 'memory')

if (process.platform !== 'linux' || process.arch !== 'x64') fail('check:memory is for Linux on x64')
install()
mkdirSync(folder, { recursive: true })
const runtime = runtimeOfSanitizer()
const calls = check(build())
console.log(`\n${calls}: nothing was found`)

/** Rust ships the sanitizer runtime as a static archive. Node needs a shared library that is preloaded. */
function runtimeOfSanitizer() {
  const sysroot = run('rustc', ['--print', 'sysroot'], { quiet: true }).trim()
  const lib = join(sysroot, 'lib', 'rustlib', TARGET, 'lib')
  const found = run('sh', ['-c', `ls ${lib}/librustc-*_rt.asan.a`], { quiet: true })
    .trim()
    .split('\n')
  const [archive, library] = ['runtime.a', 'runtime.so'].map((name) => join(folder, name))
  copyFileSync(found[0], archive)
  // A shared library cannot have the entry that starts it before a program. It starts at the first call instead.
  run('ar', ['d', archive, 'asan_preinit.cpp.o'])
  run('cc', [
    '-shared',
    '-o',
    library,
    '-Wl,--whole-archive',
    archive,
    '-Wl,--no-whole-archive',
    '-lpthread',
    '-lrt',
    '-lm',
    '-ldl',
    '-lresolv',
  ])
  return library
}

function build() {
  run('cargo', ['build', '--release', '--locked', '--target', TARGET, '--target-dir', folder], {
    env: {
      // The compiler flag is unstable, but works in every toolchain.
      RUSTC_BOOTSTRAP: '1',
      RUSTFLAGS: '-Zsanitizer=address -Cforce-frame-pointers=yes',
      CARGO_PROFILE_RELEASE_LTO: 'off',
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
      CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
      CARGO_PROFILE_RELEASE_STRIP: 'none',
      CARGO_PROFILE_RELEASE_DEBUG: 'line-tables-only',
      CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS: 'true',
    },
  })
  const addon = join(folder, TARGET, 'release', 'libpipedream_native.so')
  if (!readFileSync(addon).includes('__asan_report_load8')) fail(`${addon} was built without the sanitizer`)
  return addon
}

function check(addon) {
  // Known leaks are suppressed by function name, and one of these programs looks up the names.
  const leaks = ['llvm-symbolizer', 'addr2line'].some((name) => spawnSync(name, ['--version']).status === 0)
  const result = spawnSync(
    process.execPath,
    ['--require', join(root, 'scripts', 'memory', 'load.cjs'), join(root, 'scripts', 'memory', 'calls.mjs')],
    {
      cwd: root,
      env: {
        ...process.env,
        LD_PRELOAD: runtime,
        WATCHED_ADDON: addon,
        ASAN_OPTIONS: `detect_leaks=${leaks ? 1 : 0}:exitcode=99:detect_stack_use_after_return=1:strict_string_checks=1`,
        LSAN_OPTIONS: `suppressions=${join(root, 'scripts', 'memory', 'leaks.txt')}:print_suppressions=0`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: 600_000,
      maxBuffer: 1 << 28,
    },
  )
  process.stdout.write(result.stdout)
  process.stderr.write(result.stderr)
  if (result.status !== 0 || result.stderr.includes('AddressSanitizer'))
    fail(`the calls ended with ${result.signal ?? result.status}`, result.status || 1)
  return `${result.stdout.trim().split('\n').at(-1)} under AddressSanitizer${leaks ? ' and LeakSanitizer' : ''}`
}
