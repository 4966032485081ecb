// What a `.node` may be: how large, and what it asks of the machine that loads it. The release build is held to it when it is made
// (scripts/build.mjs, scripts/build-platforms.mjs) and when it is packed (__test__/package/pack.test.mjs).

import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { LIMIT, WINDOWS_LIMIT } from './platforms/list.mjs'

/** The C library and what the compiler's runtime is made of. musl's is `libc.so`, which musl takes for itself. */
const LINUX = {
  gnu: /^(lib(c|m|gcc_s|pthread|dl|rt)\.so\.\d+|ld-linux.*)$/,
  musl: /^(libc\.so|libc\.musl-\w+\.so\.1|libgcc_s\.so\.1)$/,
}
/** What every Windows 10 has. The functions of Node are looked up at load. */
const WINDOWS =
  /^(kernel32|ntdll|ws2_32|advapi32|bcrypt|bcryptprimitives|crypt32|ktmw32|ncrypt|secur32|userenv|oleaut32|msvcrt|vcruntime140|api-ms-win-[\w-]+)\.dll$/i

const print = (tool, args) => execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 26 })

/** The libraries that an ELF file needs, and the newest version of glibc that one of its symbols has, such as `2.17`. */
export function parseElf(text) {
  const versions = [...text.matchAll(/GLIBC_(\d+)\.(\d+)/g)].map(([, major, minor]) => [Number(major), Number(minor)])
  const [newest] = versions.sort((left, right) => right[0] - left[0] || right[1] - left[1])
  return {
    needed: [...text.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name]) => name),
    glibc: newest?.join('.'),
    symbols: /\.symtab|\.debug_info/.test(text),
  }
}

/** The libraries of the import table of a Windows library, as `objdump -p` prints it. */
export const parseImports = (text) => [...text.matchAll(/^\s*DLL Name: (\S+)/gm)].map(([, name]) => name)

const isNewer = (version, than) => {
  const [major, minor] = version.split('.').map(Number)
  const [mostMajor, mostMinor] = than.split('.').map(Number)
  return major > mostMajor || (major === mostMajor && minor > mostMinor)
}

/**
 * What is wrong with the addon of a platform, a line each.
 *
 * @param facts Its size in bytes, the libraries that it needs, and of a Linux one the newest glibc and whether it has symbols.
 * @param glibc The newest version whose symbols it may have; none: that of the machine that built it.
 */
export function faultsOf(platform, { size, needed = [], glibc: found, symbols = false }, { glibc } = {}) {
  const [system, , abi] = platform.split('-')
  const limit = system === 'win32' ? WINDOWS_LIMIT : LIMIT
  const allowed = { linux: LINUX[abi], win32: WINDOWS }[system] ?? /./
  return [
    ...(size > limit ? [`it has ${size} bytes, allowed are ${limit}`] : []),
    ...needed.filter((name) => !allowed.test(name)).map((name) => `it needs ${name}`),
    ...(found !== undefined && glibc !== undefined && isNewer(found, glibc) ? [`it needs glibc ${found}, allowed is ${glibc}`] : []),
    ...(symbols ? ['it has symbols or debug information'] : []),
  ]
}

/** What is to be known of the addon in `file`. `unread`: why its libraries could not be read. */
export function factsOf(platform, file) {
  const { size } = statSync(file)
  const [system] = platform.split('-')
  try {
    if (system === 'linux') return { size, ...parseElf(print('readelf', ['--wide', '--sections', '--dynamic', '--version-info', file])) }
    if (system === 'win32') return { size, needed: parseImports(print('objdump', ['-p', file])) }
    return { size, unread: 'no tool here reads it' }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return { size, unread: `${error.path} is not on this machine` }
  }
}

/** Checks the addon of a platform. Returns a line that says what was found. Throws with all that is wrong. `glibc`: as for `faultsOf`. */
export function checkAddon(platform, file, { glibc } = {}) {
  const facts = factsOf(platform, file)
  const faults = faultsOf(platform, facts, { glibc })
  if (faults.length > 0) throw new Error(`${file} cannot be released: ${faults.join('; ')}`)
  const rest = facts.unread ?? [facts.needed.join(' '), ...(facts.glibc ? [`glibc ${facts.glibc}`] : [])].join(', ')
  return `${facts.size} bytes, ${rest}`
}
