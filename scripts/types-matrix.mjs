// `npm run check:types-matrix`: compiles __test__/types/matrix with each version of TypeScript from 4.9 on, each way of finding modules, with
// and without the types of the DOM and of Node. The compilers and the versions of @types/node are installed into .cache. It takes some 20
// minutes on two cores; `-- 5.4 7.0` takes these versions only.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { combinations, compile, installed, makeProject } from '../__test__/support/type-matrix.mjs'
import { fail, root, run } from './steps.mjs'

/** The oldest and the newest @types/node that a version of TypeScript can read by itself. */
const NODE_TYPES = [
  { from: 4.9, versions: [18, 20] },
  { from: 5.2, versions: [18, 24] },
  { from: 5.6, versions: [18, 26] },
]
const VERSIONS = ['4.9', '5.0', '5.1', '5.2', '5.3', '5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6.0', '7.0']
const folder = join(root, '.cache', 'types-matrix')

const compilerOf = (version) => `typescript-${version}`
const nodeTypesOf = (version) => `node-types-${version}`

/** Each version in the place where its own dependencies are found. */
function install() {
  const packages = [
    ...VERSIONS.map((version) => [compilerOf(version), `npm:typescript@~${version}.0`]),
    ...[18, 20, 24, 26].map((version) => [nodeTypesOf(version), `npm:@types/node@^${version}.0.0`]),
  ]
  const text = JSON.stringify({ private: true, dependencies: Object.fromEntries(packages) }, null, 2)
  const file = join(folder, 'package.json')
  if (existsSync(join(folder, 'package-lock.json')) && readFileSync(file, 'utf8') === text) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, text)
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder })
}

/** Compiles each combination of one compiler, and prints those that have errors. Returns how many there are. */
async function check(version) {
  const number = Number(version)
  const { versions } = NODE_TYPES.findLast(({ from }) => number >= from)
  const counts = { compiled: 0, failed: 0 }
  for (const [index, nodeTypes] of versions.entries()) {
    const project = makeProject(mkdtempSync(join(folder, 'project-')), installed(nodeTypesOf(nodeTypes), folder))
    // What has no types of Node is the same with each of their versions.
    for (const one of combinations(number).filter(({ hasNode }) => hasNode || index === 0)) {
      const output = await compile(project, installed(compilerOf(version), folder), one)
      counts.compiled++
      if (output === '') continue
      counts.failed++
      console.log(`TypeScript ${version}, ${one.name}${one.hasNode ? ` ${nodeTypes}` : ''}:\n${output}`)
    }
    rmSync(project, { recursive: true, force: true })
  }
  console.log(`TypeScript ${version}: ${counts.compiled} combinations, ${counts.failed} with errors`)
  return counts.failed
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((version) => !VERSIONS.includes(version))
if (unknown.length > 0) fail(`unknown: ${unknown.join(', ')}. Known: ${VERSIONS.join(', ')}`)
install()
const queue = VERSIONS.filter((version) => wanted.length === 0 || wanted.includes(version))
let failed = 0
// Two at a time: each compiler uses one core.
await Promise.all([worker(), worker()])
if (failed > 0) fail(`${failed} combinations have errors`)

async function worker() {
  for (let version = queue.shift(); version !== undefined; version = queue.shift()) failed += await check(version)
}
