// `npm run release:dry`: the steps of .github/workflows/release.yml on this machine, by the same scripts, with a registry on this machine in the
// place of npm's. `-- --no-build` takes the binary that is in npm/; further arguments are those of scripts/release/install-check.mjs.
//
// The repository is made up, since this machine does not know it. Platforms that cannot be built here are named and packed without a binary.

import { spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zigFolder } from '../platforms/zig.mjs'
import { platform, root } from '../steps.mjs'

const MADE_UP = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'made-up/pipedream-native' }

/** The command line of each step by its name. release.yml has the same commands; a test compares them. */
export const STEPS = {
  'workflows are without faults': ['npm', 'run', '--silent', 'check:workflows', '--', '--optional'],
  'versions, tag and CHANGELOG.md agree': ['node', 'scripts/release/gate.mjs'],
  build: ['npm', 'run', '--silent', 'build:release'],
  'bill of materials and notices': ['node', 'scripts/release/legal.mjs', platform()],
  'the packages of this machine': ['npm', 'run', '--silent', 'check:pack'],
  'dist/': ['npm', 'run', '--silent', 'build:js'],
  pack: ['node', 'scripts/release/stage.mjs', '--allow-missing'],
  'publish to a local registry, install': ['node', 'scripts/release/install-check.mjs'],
}

function main() {
  const args = process.argv.slice(2)
  const isBuilt = args.includes('--no-build')
  // The TypeScript half is always built anew: what is in dist/ may be older than its source.
  const steps = { ...STEPS, ...(isBuilt && { build: STEPS['dist/'] }) }
  const further = args.filter((argument) => argument !== '--no-build')
  const env = { ...process.env, ...MADE_UP, RELEASE_BUILD: isBuilt ? '' : '1' }
  if (!isBuilt && process.platform === 'linux') env.PATH = [zigFolder(), env.PATH].join(delimiter)
  const lines = []
  for (const [name, [command, ...rest]] of Object.entries(steps)) {
    console.log(`\n── ${name}`)
    const start = performance.now()
    const own = rest[0] === 'scripts/release/install-check.mjs' ? further : []
    const options = { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }
    const { status } = spawnSync(command, [...rest, ...own], options)
    lines.push([name, status === 0 ? 'ok' : 'failed', `${((performance.now() - start) / 1000).toFixed(0)} s`])
    // What comes next needs what was not made.
    if (status !== 0) break
  }
  console.log(`\n| step | result | time |\n| --- | --- | --- |\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}`)
  if (lines.some(([, result]) => result === 'failed')) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
