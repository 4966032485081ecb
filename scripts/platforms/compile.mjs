// Compiles the crate and all that it uses for macOS, without linking: the linker wants Apple's frameworks.

import { rustFor } from './rust.mjs'
import { zigPath } from './zig.mjs'
import { run } from '../steps.mjs'

/** Compiles for a platform. Returns what with. */
export function compile({ target }) {
  const rust = rustFor(target)
  const env = { ...zigPath(), ...rust.env, SDKROOT: '' }
  run('cargo-zigbuild', ['check', '--locked', '--lib', '--target', target, ...rust.args], { env })
  return rust.version
}
