// What the linker adds to an addon, which no Cargo.lock names. zig links LLVM's unwinder and a few functions of its own into the addon, in
// place of the system's libgcc_s.so.1.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TOOLS, ZIG } from '../../platforms/had.mjs'

/** The messages of LLVM's unwinder begin with this. */
const TRACE = 'libunwind: '
const TEXTS = ['LICENSE', 'lib/libunwind/LICENSE.TXT']

/**
 * What the linker has added to the addon in `file`, as linkedCrates() describes a crate: nothing, or zig. `folders` are where zig may be. Throws
 * if the addon has code of zig, and zig with its licences is in none of them.
 */
export function addedByLinker(file, folders = zigFolders()) {
  if (!readFileSync(file).includes(TRACE)) return []
  const folder = folders.find((one) => TEXTS.every((name) => existsSync(join(one, name))))
  if (folder === undefined)
    throw new Error(
      `${file} has code of zig, whose licences are not here: node scripts/release/zig.mjs installs it. Looked in ${folders.join(', ')}`,
    )
  const version = ZIG.find((one) => one.startsWith('ziglang==')).slice('ziglang=='.length)
  return [
    {
      id: `zig@${version}`,
      name: 'zig',
      version,
      licence: 'MIT AND Apache-2.0 WITH LLVM-exception',
      repository: 'https://github.com/ziglang/zig',
      description: "LLVM's libunwind and compiler_rt, which zig links into a library",
      purl: `pkg:github/ziglang/zig@${version}`,
      needs: [],
      texts: TEXTS.map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8').trim() })),
    },
  ]
}

/** Where scripts/platforms and scripts/release/zig.mjs install zig. */
function zigFolders() {
  const inVenv = join(TOOLS, 'zig-for-release', 'lib')
  const versions = existsSync(inVenv) ? readdirSync(inVenv) : []
  return [join(TOOLS, 'zig', 'ziglang'), ...versions.map((python) => join(inVenv, python, 'site-packages', 'ziglang'))]
}
