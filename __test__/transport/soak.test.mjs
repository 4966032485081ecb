// A short run of the soak test in benchmark/: it finds no fault, and it finds one that is made on purpose. `npm run soak` is the long run.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor } from '../support/folders.mjs'

const program = fileURLToPath(new URL('../../benchmark/soak.mjs', import.meta.url))

/** Runs a soak and returns its exit code and figures. */
async function soak(t, ...options) {
  const folder = folderFor(t, 'soak')
  const file = join(folder, 'soak.json')
  const code = await new Promise((resolve) =>
    execFile(process.execPath, ['--expose-gc', program, '--json', file, ...options], (error) => resolve(error?.code ?? 0)),
  )
  return { code, ...JSON.parse(readFileSync(file, 'utf8')) }
}

test('12,000 calls with faults, aborts and workers that end: each call has the expected outcome', async (t) => {
  const { problems, started, checked, counts, terminated, exited } = await soak(t, '--calls', '12000')
  assert.deepEqual(problems, [])
  assert.equal(started, 12_000)
  // Calls that a worker had not reported when it ended are not checked.
  assert.ok(checked > 9_000, `${checked} were checked`)
  assert.ok(Object.keys(counts).length > 30, Object.keys(counts).join())
  // At least one in each of the five parts.
  assert.ok(terminated + exited >= 5, `${terminated} were terminated, ${exited} exited`)
})

test('an answer that belongs to another call is detected and fails the soak', async (t) => {
  const { code, problems } = await soak(t, '--calls', '400', '--confuse', '100')
  assert.equal(code, 1)
  assert.equal(problems.length, 1)
  assert.match(problems[0], /^soak-100 .*: its (?:value|head) is /)
})
