// Installs packages of the registry in a folder outside the tree, for tests that run examples and recipes with the real frameworks.

import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { packInto } from '../../scripts/packed.mjs'
import { folderFor } from './folders.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const OFFLINE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/

/**
 * A copy of examples/NAME in a folder of its own, with this package and its dependencies installed. With `isPacked` this package is what npm
 * packs, for what does not follow a link out of the folder: bundlers, test runners. `skipped` says why it could not be installed.
 */
export function installedExample(name, after, { isPacked = false } = {}) {
  const place = folderFor({ after }, `example-${name}`)
  const isBuilt = /(?:^|[\\/])(?:node_modules|\.next)(?:$|[\\/])/
  cpSync(join(root, 'examples', name), place, { recursive: true, filter: (file) => !isBuilt.test(file.slice(root.length)) })
  const { dependencies, ...rest } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
  delete dependencies['pipedream-native']
  const packages = isPacked ? packInto(folderFor({ after }, 'packed')) : [root]
  return { place, skipped: install(place, { ...rest, dependencies }, packages) }
}

/** `test` for tests that need something. Each is skipped if `missing` then says why it could not be had. */
export const testUnless =
  (missing) =>
  (name, ...rest) => {
    const act = rest.pop()
    return test(name, ...rest, (t) => {
      const reason = missing()
      return reason ? t.skip(reason) : act(t)
    })
  }

/**
 * Writes the package.json and installs what it names, and `packages`. Returns why not, if there is no network; in CI that is an error,
 * because there the tests must run.
 */
export function install(place, packageJson, packages = []) {
  writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, ...packageJson }))
  if (!process.env.CI && !hasNetwork(place, packageJson)) return 'npm cannot reach its registry'
  const { status, stderr } = npm(place, ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages])
  if (status === 0) return undefined
  throw new Error(`npm install failed:\n${stderr}`)
}

/** Whether npm reaches its registry: it is asked for one of the packages, once, because an installation would try for minutes. */
function hasNetwork(place, { dependencies, devDependencies }) {
  const [first] = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => /^[\d^~]/.test(version))
  if (first === undefined) return true
  const { status, stderr } = npm(place, ['view', first.join('@'), 'version', '--fetch-retries=0'])
  return status === 0 || !OFFLINE.test(stderr)
}

const npm = (cwd, args) => spawnSync('npm', [...args, '--loglevel=error'], { cwd, encoding: 'utf8', shell: process.platform === 'win32' })
