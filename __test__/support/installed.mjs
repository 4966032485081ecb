// Installs packages of the registry in a folder outside the tree, for tests that run examples and recipes with the real frameworks.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const OFFLINE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/

/** A folder outside the tree, which is removed after the tests. `after` is that of node:test, or of one test. */
export function folderFor(name, after) {
  const place = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)))
  after(() => rmSync(place, { recursive: true, force: true }))
  return place
}

/** A copy of examples/NAME in a folder of its own, with this package and its dependencies installed. */
export function installedExample(name, after) {
  const place = folderFor(`example-${name}`, after)
  cpSync(join(root, 'examples', name), place, { recursive: true, filter: (file) => !file.includes('node_modules') })
  const { dependencies, ...rest } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
  const skipped = install(place, { ...rest, dependencies: { ...dependencies, 'pipedream-native': `file:${root}` } })
  return { place, skipped }
}

/**
 * Writes the package.json and installs what it names. Returns why not, if there is no network; in CI that is an error, because there the
 * tests must run.
 */
export function install(place, packageJson) {
  writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, ...packageJson }))
  const { status, stderr } = spawnSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: place,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return undefined
  if (OFFLINE.test(stderr) && !process.env.CI) return 'npm cannot reach its registry'
  throw new Error(`npm install failed:\n${stderr}`)
}
