// What Rust calls each platform, and how the addon is compiled for it.

const OS = { linux: 'unknown-linux', darwin: 'apple-darwin', win32: 'pc-windows' }
const CPU = { x64: 'x86_64', arm64: 'aarch64' }

/** Rust's name for a platform of tools/npm/platforms.mjs: `linux-x64-gnu` is `x86_64-unknown-linux-gnu`. */
export function targetOf(platform) {
  const [os, cpu, abi] = platform.split('-')
  if (!(os in OS && cpu in CPU)) throw new Error(`platform must be such as linux-x64-gnu, got ${platform}`)
  return [CPU[cpu], OS[os], abi].filter(Boolean).join('-')
}

/**
 * The flags of rustc that the addon needs on `target`, if any. A library that Node loads must not have a C library of its own, as Rust's programs
 * for musl have.
 */
export const rustflagsFor = (target) => (target.endsWith('-musl') ? '-C target-feature=-crt-static' : undefined)

/** The newest glibc whose symbols may be used. Node 18 wants 2.28, so whatever runs Node has this. */
export const GLIBC = '2.17'
