// What the linker adds to an addon, which no Cargo.lock names. zig links LLVM's unwinder and a few functions of its own into the addon, in
// place of the system's libgcc_s.so.1.

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PACKAGES, zigFolder } from '../../platforms/zig.mjs'

/** The messages of LLVM's unwinder begin with this. */
const TRACE = 'libunwind: '
const TEXTS = ['LICENSE', 'lib/libunwind/LICENSE.TXT']

/**
 * What the linker has added to the addon in `file`, as linkedCrates() describes a crate: nothing, or zig. `folder` is zig's own. Throws if the
 * addon has code of zig, and the licences of zig are not there.
 */
export function addedByLinker(file, folder) {
  if (!readFileSync(file).includes(TRACE)) return []
  const place = folder ?? join(dirname(zigFolder()), 'ziglang')
  const absent = TEXTS.find((name) => !existsSync(join(place, name)))
  if (absent !== undefined) throw new Error(`${file} has code of zig, and there is no ${join(place, absent)}`)
  const version = PACKAGES.find((one) => one.startsWith('ziglang==')).slice('ziglang=='.length)
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
      texts: TEXTS.map((name) => ({ file: name, text: readFileSync(join(place, name), 'utf8').trim() })),
    },
  ]
}
