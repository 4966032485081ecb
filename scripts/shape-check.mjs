// Checks with publint and attw that every module resolution finds the entries of the packed package.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, run, tool } from './steps.mjs'

const place = mkdtempSync(join(tmpdir(), 'shape-'))
try {
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], { quiet: true }))
  tool('publint', ['run', join(place, filename), '--strict'])
  tool('attw', [join(place, filename), '--no-emoji', '--format', 'table-flipped'], { cwd: root })
} finally {
  rmSync(place, { recursive: true, force: true })
}
