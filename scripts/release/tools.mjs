// The package managers and the registry of the dry run, installed from npm outside of the repository, each in a folder of its own.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TOOLS as FOLDER } from '../platforms/fetched.mjs'

/** What is installed, with exact versions: a new version of a manager is tried when somebody writes it here. */
export const TOOLS = {
  // Later versions need Node 22. It asks for node-fetch by a tag that not every registry has.
  verdaccio: { version: '6.5.2', overrides: { 'node-fetch': '2.7.0' }, file: 'bin/verdaccio' },
  npm: { version: '11.19.1', file: 'bin/npm-cli.js' },
  // These two are still in use, and what they do with a lock file or a setting is not what the next version does.
  'npm 10': { name: 'npm', version: '10.9.9', file: 'bin/npm-cli.js' },
  'pnpm 10': { name: 'pnpm', version: '10.34.9', file: 'bin/pnpm.cjs' },
  pnpm: { version: '12.4.2', bin: 'pnpm' },
  yarn: { version: '1.22.22', file: 'bin/yarn.js' },
  '@yarnpkg/cli-dist': { version: '4.18.1', file: 'bin/yarn.js' },
  bun: { version: '1.4.5', bin: 'bun' },
  deno: { version: '2.9.6', bin: 'deno' },
}

/** The command line of a tool, as a list; installs it first if it is not there. Throws an error that says why it cannot be had. */
export function toolOf(tool) {
  const { name = tool, version, overrides, file, bin } = TOOLS[tool]
  const folder = join(FOLDER, 'tools', `${name.replace('/', '-')}-${version}`)
  const ready = join(folder, 'ready')
  if (!existsSync(ready)) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...(overrides && { overrides }) }))
    // Without --ignore-scripts: bun and deno put their binary in its place when they are installed.
    const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`]
    const { status, stderr, error } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
    if (status !== 0) throw new Error(`${name}@${version} cannot be had from npm: ${(error?.message ?? stderr).trim().split('\n')[0]}`)
    writeFileSync(ready, '')
  }
  const modules = join(folder, 'node_modules')
  return bin ? [join(modules, '.bin', bin)] : [process.execPath, join(modules, name, file)]
}
