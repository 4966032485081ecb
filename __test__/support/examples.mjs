// Installs an example as people do: a copy outside of the repository, with this package as npm packs it.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packInto } from '../../scripts/bundlers/packed.mjs'
import { root } from '../../scripts/steps.mjs'

const NO_REGISTRY = 'npm cannot reach its registry'
const NPM_OPTIONS = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
/** What npm says if there is no network. */
const NO_NETWORK = /\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/

/**
 * Copies the folder `examples/NAME` of the repository and installs it. Returns the `folder` of the copy, `missing`, which
 * says what could not be had (the network; in CI (`CI=1`) that is an error), and `remove()` for the end of the tests.
 */
export function installExample(name) {
  const place = realpathSync(mkdtempSync(join(tmpdir(), `example-${name}-`)))
  const remove = () => rmSync(place, { recursive: true, force: true, maxRetries: 5 })
  const folder = join(place, name)
  const isBuilt = /(?:^|[\\/])(?:node_modules|\.next)(?:$|[\\/])/
  cpSync(join(root, 'examples', name), folder, { recursive: true, filter: (path) => !isBuilt.test(path.slice(root.length)) })
  const file = join(folder, 'package.json')
  const { dependencies, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  delete dependencies['pipedream-native']
  writeFileSync(file, JSON.stringify({ ...rest, dependencies }))
  if (!process.env.CI && !hasNetwork(folder, { ...dependencies, ...rest.devDependencies })) return { folder, remove, missing: NO_REGISTRY }
  const result = inExample(folder, 'npm', ['install', ...NPM_OPTIONS, ...packInto(place)])
  if (result.status === 0) return { folder, remove }
  remove()
  throw new Error(`npm install of ${name} ended with ${result.status}:\n${result.output}`)
}

/** Whether npm reaches its registry: it is asked for one of the dependencies, once, because an installation would try for minutes. */
function hasNetwork(folder, dependencies) {
  const [first] = Object.entries(dependencies)
  if (first === undefined) return true
  const asked = inExample(folder, 'npm', ['view', first.join('@'), 'version', '--fetch-retries=0', '--loglevel=error'])
  return asked.status === 0 || !NO_NETWORK.test(asked.output)
}

/** Runs a program in the folder of an example. Returns its status, and what it printed. */
export function inExample(folder, command, args, env = {}) {
  // A runner of tests in it prints for people, and not for the runner of this test.
  const { NODE_TEST_CONTEXT: _, ...own } = process.env
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    env: { ...own, NEXT_TELEMETRY_DISABLED: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (error) throw error
  return { status, output: `${stdout}${stderr}` }
}
