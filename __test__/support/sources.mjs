// The exports of a file in ts/, for tests of generated code that no door exports. It is built in memory, as the doors are built.

import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What `code` exports, a module in ts/ that imports others by `./…`. */
export function exportsOf(code) {
  const options = { bundle: true, format: 'cjs', platform: 'node', target: 'node18', packages: 'external', write: false }
  const { outputFiles } = buildSync({ ...options, stdin: { contents: code, resolveDir: `${root}ts`, loader: 'ts' } })
  const module = { exports: {} }
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url))
  return module.exports
}
