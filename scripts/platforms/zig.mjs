// zig, which links for every system and every version of glibc, and cargo-zigbuild, which lets cargo use it. Both are fetched from PyPI.
//
// `node scripts/platforms/zig.mjs` prints the folder that has both, for the PATH.

import { symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, root, run } from '../steps.mjs'
import { fetchedOnce, Missing, quietly } from './fetched.mjs'

/** With exact versions. */
export const PACKAGES = ['ziglang==0.15.2', 'cargo-zigbuild==0.24.1']

/**
 * The folder of the two programs.
 *
 * @throws {Missing} They cannot be fetched.
 */
export function zigFolder() {
  // Not `zig`: clones of older commits have a folder of that name without the link, and would replace this one during a build.
  const folder = fetchedOnce('zig-with-link', PACKAGES.join(), (into) => {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', into]
    quietly(PACKAGES.join(', '), 'python3', [...pip, ...PACKAGES])
    // cargo-zigbuild takes the zig that is on the PATH. zig finds its library beside the file that a link leads to.
    symlinkSync(join('..', 'ziglang', 'zig'), join(into, 'bin', 'zig'))
  })
  return join(folder, 'bin')
}

/** zig's own program, which is a C compiler too. */
export const zigProgram = () => join(zigFolder(), 'zig')

/** The variable with which cargo finds both. */
export const zigPath = () => ({ PATH: [zigFolder(), process.env.PATH].join(delimiter) })

/**
 * Builds the addon for `target` and returns its file.
 *
 * @param glibc The newest version whose symbols it may have, such as `2.17`; for targets with glibc.
 * @param env More variables for cargo. `args`: more arguments.
 */
export function buildWithZig(target, { glibc, rustflags, env, args = [] } = {}) {
  const asked = glibc === undefined ? target : `${target}.${glibc}`
  run('cargo-zigbuild', ['zigbuild', '--release', '--locked', '--lib', '--target', asked, ...args], {
    env: { ...zigPath(), ...env, ...(rustflags && { RUSTFLAGS: rustflags }) },
  })
  return builtFile(target)
}

/** Where cargo puts the addon that it has built for `target`. */
export const builtFile = (target) =>
  join(root, 'target', target, 'release', target.includes('windows') ? 'pipedream_native.dll' : 'libpipedream_native.so')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(zigFolder())
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    fail(error.message)
  }
}
