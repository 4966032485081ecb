// `npm run bench`: installs the packages that the benchmark compares with, builds, and measures. Passes its options to
// benchmark/bench.mjs, with --fleet to benchmark/fleet.mjs, with --network to benchmark/network/bench.mjs.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { install, root, run } from './steps.mjs'

const folder = join(root, 'benchmark')

install()
// With --from figures are compared that are there already.
if (!process.argv.includes('--from')) run(process.execPath, ['scripts/build.mjs'])
if (!existsSync(join(folder, 'node_modules', '.package-lock.json')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder })
const PROGRAMS = { '--fleet': 'fleet.mjs', '--network': 'network/bench.mjs' }
const [first, ...rest] = process.argv.slice(2)
const [program, options] = first in PROGRAMS ? [PROGRAMS[first], rest] : ['bench.mjs', process.argv.slice(2)]
// Files that options name are the caller's, seen from the root.
run(process.execPath, [join('benchmark', program), ...options])
