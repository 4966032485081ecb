// A TypeScript source as a module, for what no entry point exports: the table of operations, and the handlers of the emulator.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Bundles a file of `ts/` with what it imports and returns its exports: `importSource('testing/router.ts')`. */
export async function importSource(name) {
  const folder = mkdtempSync(join(tmpdir(), 'source-'))
  const outfile = join(folder, 'module.mjs')
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [join(root, 'ts', name)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    })
    return await import(pathToFileURL(outfile))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
