// The folder for the files of a test.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a folder outside of the repository and returns its path, without links. It is deleted after the test `t`; after all tests of the file,
 * if `t` is `{ after }` with the function of node:test. Its name begins with `name`.
 */
export function folderFor(t, name = 'test') {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)))
  // On Windows a file that a process still has open cannot be deleted at once.
  t.after(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }))
  return path
}
