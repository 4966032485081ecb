// `npm run bench`: installs the packages that the benchmark compares with, builds, and measures. Passes its options to
// benchmark/bench.mjs, or with --fleet to benchmark/fleet.mjs.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { install, root, run } from './steps.mjs'

const folder = join(root, 'benchmark')

install()
run(process.execPath, ['scripts/build.mjs'])
if (!existsSync(join(folder, 'node_modules', '.package-lock.json')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder })
const [first, ...rest] = process.argv.slice(2)
run(process.execPath, first === '--fleet' ? ['fleet.mjs', ...rest] : ['bench.mjs', ...process.argv.slice(2)], { cwd: folder })
