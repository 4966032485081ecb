// What a build for Windows needs to link here, and wine, which runs it.

import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpacked } from './debian.mjs'
import { fetchedOnce, quietly, TOOLS } from './fetched.mjs'
import { zigProgram } from './zig.mjs'

/** What Node looks for. cargo-zigbuild drops rustc's own list, and without one all 9,000 functions are exported, and so kept. */
const EXPORTS = 'EXPORTS\n    napi_register_module_v1\n'

/**
 * A folder with libraries that the linker asks for and takes nothing from, and the list of exports. Returns the flags of rustc.
 *
 * `napi-build` looks for libnode.dll; with `dyn-symbols` Node's functions are looked up at load instead. rustc asks for libssp_nonshared.a,
 * which is part of zig's own libraries.
 */
export function linkLibraries() {
  const program = zigProgram()
  const folder = fetchedOnce('windows-link', '2', (into) => {
    const cc = (...args) => quietly('zig', program, args, { cwd: into })
    writeFileSync(join(into, 'node.c'), '__declspec(dllexport) void pipedream_native_unused(void) {}\n')
    writeFileSync(join(into, 'empty.c'), 'void pipedream_native_empty(void) {}\n')
    cc('cc', '-target', 'x86_64-windows-gnu', '-shared', '-o', 'libnode.dll', 'node.c', '-Wl,--out-implib,libnode.a')
    cc('cc', '-target', 'x86_64-windows-gnu', '-c', '-o', 'empty.o', 'empty.c')
    cc('ar', 'rcs', 'libssp_nonshared.a', 'empty.o')
    if (!existsSync(join(into, 'libnode.a'))) copyFileSync(join(into, 'node.lib'), join(into, 'libnode.a'))
    writeFileSync(join(into, 'exports.def'), EXPORTS)
  })
  return { folder, flags: `-L native=${folder} -C link-arg=${join(folder, 'exports.def')}` }
}

/** `ProcessPrng`, which the Rust standard library takes random bytes from and wine 8 does not have. */
const RANDOM = `
#include <stddef.h>
int __stdcall SystemFunction036(void *, unsigned long);
__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, size_t count) {
  while (count > 0) {
    unsigned long part = count > 65536 ? 65536 : (unsigned long)count;
    if (!SystemFunction036(bytes, part)) return 0;
    bytes += part;
    count -= part;
  }
  return 1;
}
`

/** The variables that wine runs with, and its program. The prefix is a Windows of its own, with nothing of the user's in it. */
export function wine() {
  const program = zigProgram()
  const folder = unpacked('wine', ['wine64'], {
    withNeeds: true,
    adapt: (into) => {
      // This one is a script that looks for the other in /usr/lib.
      const server = join(into, 'usr', 'lib', 'wine', 'wineserver')
      rmSync(server)
      symlinkSync('wineserver64', server)
    },
  })
  const wine64 = join(folder, 'usr', 'lib', 'wine', 'wine64')
  const variables = (prefix) => ({
    LD_LIBRARY_PATH: join(folder, 'usr', 'lib', 'x86_64-linux-gnu'),
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // Without them wine offers to download what .NET and HTML need.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    DISPLAY: '',
    // Node asks for Windows 10; wine says so, but not in the way that Node asks.
    NODE_SKIP_PLATFORM_CHECK: '1',
  })
  const prefix = fetchedOnce('wine-prefix', '1', (into) => {
    const system = join(into, 'drive_c', 'windows', 'system32')
    mkdirSync(system, { recursive: true })
    // user32 needs it, and Debian has it in a package for another purpose.
    copyFileSync(join(folder, 'usr', 'x86_64-w64-mingw32', 'lib', 'zlib1.dll'), join(system, 'zlib1.dll'))
    const env = { ...process.env, ...variables(into) }
    quietly('wine', wine64, ['wineboot', '-i'], { env, timeout: 300_000, stdio: 'ignore' })
    quietly('wine', wine64, ['winecfg', '-v', 'win10'], { env, timeout: 60_000, stdio: 'ignore' })
    quietly('wine', join(folder, 'usr', 'lib', 'wine', 'wineserver'), ['-w'], { env, timeout: 60_000, stdio: 'ignore' })
    if (!existsSync(join(system, 'bcryptprimitives.dll'))) {
      const source = join(TOOLS, 'random.c')
      writeFileSync(source, RANDOM)
      const out = join(system, 'bcryptprimitives.dll')
      quietly('zig', program, ['cc', '-target', 'x86_64-windows-gnu', '-shared', '-O2', '-s', '-o', out, source, '-ladvapi32'], {
        cwd: into,
      })
    }
  })
  return {
    wine64,
    env: variables(prefix),
    version: quietly('wine', wine64, ['--version'], { env: { ...process.env, ...variables(prefix) } }).trim(),
  }
}
