// `npm run soak`: builds, then makes a million calls with faults. Options go to benchmark/soak.mjs.

import { join } from 'node:path'
import { install, root, run } from './steps.mjs'

install()
run(process.execPath, ['scripts/build.mjs'])
run(process.execPath, ['--expose-gc', 'soak.mjs', ...process.argv.slice(2)], { cwd: join(root, 'benchmark') })
