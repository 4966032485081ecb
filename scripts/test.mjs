// `npm test`: every check of CI, the fastest first. The summary of the test runner comes last.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { install, root, run, script } from './steps.mjs'

const steps = {
  install,
  'format:check': () => script('format:check'),
  'generated code': () => run(process.execPath, ['scripts/generated-check.mjs']),
  'cargo deny': () => run(process.execPath, ['scripts/deny-check.mjs', ...(process.env.CI ? [] : ['--optional'])]),
  lint: () => script('lint', { env: SMALL }),
  build: () => run(process.execPath, ['scripts/build.mjs']),
  'the build changes nothing that is committed': unchanged,
  'cargo doc': () =>
    run('cargo', ['doc', '--locked', '--no-deps', '--document-private-items', '--quiet'], {
      env: { ...SMALL, RUSTDOCFLAGS: '-D warnings' },
    }),
  'package shape': () => run(process.execPath, ['scripts/shape-check.mjs']),
  'cargo test': () => run('cargo', ['test', '--locked'], { env: SMALL }),
  'model check': () => run('cargo', ['test', '--locked', '--lib', '--features', 'model', 'model'], { env: SMALL }),
  'node --test': () => run(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...suites()]),
}

/** Failing tests need only line numbers of the debug information. The rest takes time to write. */
const SMALL = { CARGO_PROFILE_DEV_DEBUG: 'line-tables-only', CARGO_INCREMENTAL: process.env.CI ? '0' : '1' }

for (const [name, step] of Object.entries(steps)) {
  const start = performance.now()
  console.log(`\n── ${name}`)
  step()
  console.log(`── ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

function suites() {
  const names = readdirSync(join(root, '__test__'), { recursive: true }).filter((name) => /\.test\.[cm]?js$/.test(name))
  return names.sort().map((name) => join('__test__', name))
}

/** In a fresh clone the build must not change committed files. */
function unchanged() {
  if (process.env.CI) run('git', ['diff', '--exit-code'])
  else console.log('(checked in CI only)')
}
