// Checks with publint and attw that every module resolution finds the entries of the packed package.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack } from './packed.mjs'
import { root, tool } from './steps.mjs'

const place = mkdtempSync(join(tmpdir(), 'shape-'))
try {
  const { file } = pack(root, place)
  tool('publint', ['run', file, '--strict'])
  tool('attw', [file, '--no-emoji', '--format', 'table-flipped'], { cwd: root })
} finally {
  rmSync(place, { recursive: true, force: true })
}
