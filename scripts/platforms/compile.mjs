// Compiles the crate and all that it uses for macOS, without linking: the linker wants Apple's frameworks.

import { zig } from './had.mjs'
import { rustFor } from './rust.mjs'
import { run } from '../steps.mjs'

/** Compiles for a platform. Returns what with. */
export function compile({ target }) {
  const rust = rustFor(target)
  const env = { ...zig().env, ...rust.env, SDKROOT: '' }
  run('cargo-zigbuild', ['check', '--locked', '--lib', '--target', target, ...rust.args], { env })
  return rust.version
}
