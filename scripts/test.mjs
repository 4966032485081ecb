// `npm test`: every check of CI, the fastest first. The two summaries of the test runner come last.

import { spawnSync } from 'node:child_process'
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
  'node --test, two files at a time': () => test(2, suites().filter(isForTwo)),
  'node --test': () =>
    test(
      1,
      suites().filter((name) => !isForTwo(name)),
    ),
}

/**
 * Files that install, pack and compile, which take processor time and wait for the disk and the registry. They measure no time, and change nothing
 * that another one reads: legal.test.mjs writes into npm/, which others pack. The rest runs one file at a time.
 */
const isForTwo = (name) =>
  /^__test__.(?:examples|release|types)\b|^__test__.package.(?:aliases|build-js|docs-docker|docs-first|generat|load-|pack\.)/.test(name) &&
  !/legal\.test\.mjs$/.test(name)

let hasFailed = false

/** Failing tests need only line numbers of the debug information. The rest takes time to write. */
const SMALL = { CARGO_PROFILE_DEV_DEBUG: 'line-tables-only', CARGO_INCREMENTAL: process.env.CI ? '0' : '1' }

for (const [name, step] of Object.entries(steps)) {
  const start = performance.now()
  console.log(`\n── ${name}`)
  step()
  console.log(`── ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

if (hasFailed) process.exitCode = 1

/** Runs test files. If one fails, the other files are run too. */
function test(atOnce, names) {
  const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', `--test-concurrency=${atOnce}`, ...names], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) hasFailed = true
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
