// `node scripts/release/zig.mjs`: prints the folder of cargo-zigbuild, which `npm run build:release` needs, for the PATH. Installs it and zig from
// PyPI, outside of the repository, if they are not there.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { made, TOOLS, ZIG } from '../platforms/had.mjs'
import { fail, run } from '../steps.mjs'

/** The folder. Ends the script if it cannot be installed. */
export function zigFolder() {
  const found = process.env.PATH.split(delimiter).find((folder) => existsSync(join(folder, 'cargo-zigbuild')))
  if (found !== undefined) return found
  const folder = join(TOOLS, 'zig-for-release')
  const bin = join(folder, 'bin')
  // An installation that was interrupted has one of the two, and an older one has other versions.
  const isThere = () =>
    [
      [join(bin, 'cargo-zigbuild'), ['--version']],
      [join(bin, 'python'), ['-m', 'ziglang', 'version']],
    ].every(([command, args]) => {
      const said = spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''
      return ZIG.some((wanted) => said.trim().split(' ').at(-1) === wanted.split('==')[1])
    })
  if (!isThere()) {
    try {
      made(folder)
    } catch (error) {
      fail(error.message)
    }
    run('python3', ['-m', 'venv', folder], { quiet: true })
    run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...ZIG], { quiet: true })
  }
  return bin
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(zigFolder())
