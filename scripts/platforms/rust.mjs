// The standard library of Rust for another target: rustup's where it is installed (`rustup target add`), else the one that Debian's compiler
// has the sources of. Nothing is added to the machine's own toolchain.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unpacked } from './debian.mjs'
import { Missing, quietly } from './fetched.mjs'

/** Whether the machine's own rustc has the standard library for `target`. */
function isInstalled(target) {
  try {
    const folder = quietly('rustc', 'rustc', ['--print', 'target-libdir', '--target', target]).trim()
    return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('libstd-'))
  } catch (error) {
    if (error instanceof Missing) return false
    throw error
  }
}

/**
 * What cargo needs to build for `target`: more variables, more arguments, and which compiler it is.
 *
 * @throws {Missing} There is no standard library for it.
 */
export function rustFor(target) {
  if (isInstalled(target)) return { env: {}, args: [], version: quietly('rustc', 'rustc', ['--version']).trim() }
  // cargo builds the standard library for the target.
  const folder = unpacked('rust', ['rustc-web', 'cargo-web', 'rust-web-src'], { withNeeds: true })
  const rustc = join(folder, 'usr', 'bin', 'rustc')
  const env = {
    RUSTC: rustc,
    CARGO: join(folder, 'usr', 'bin', 'cargo'),
    LD_LIBRARY_PATH: join(folder, 'usr', 'lib', 'x86_64-linux-gnu'),
    // The flag is one of the nightly compiler.
    RUSTC_BOOTSTRAP: '1',
  }
  const version = quietly('rustc-web of Debian', rustc, ['--version'], { env: { ...process.env, ...env } }).trim()
  return { env, args: ['-Zbuild-std=std,panic_unwind'], version: version.replace(/ \(built.*/, '') }
}
