// Do the examples of docs/mcp.md compile with the types of the MCP clients? That they run is checked with the other documents.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor } from '../support/folders.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const blocks = [...readFileSync(join(root, 'docs/mcp.md'), 'utf8').matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code)

/** Compiles sources as modules of a program that has the packages. The declarations of other packages are not checked. */
function compile(t, sources) {
  const folder = folderFor(t, 'types-mcp')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/pipedream-native'), 'dir')
  for (const name of ['@types', '@modelcontextprotocol', '@ai-sdk'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'dir')
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const files = sources.map((code, index) => [`block-${index}.ts`, code])
  for (const [name, code] of files) writeFileSync(join(folder, name), code)
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', skipLibCheck: true, types: ['node'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: files.map(([name]) => name) }))
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  return { status, stdout }
}

test('each example of docs/mcp.md compiles', (t) => {
  assert.equal(blocks.length, 6)
  const { status, stdout } = compile(t, blocks)
  assert.equal(status, 0, stdout)
})

test('a mistake in one of them does not', (t) => {
  const wrong = blocks.map((code) => code.replace("externalUserId: 'user-1'", 'externalUserId: 1').replace('{ fetch }', '{ fetch: url }'))
  const { status, stdout } = compile(t, wrong)
  assert.notEqual(status, 0)
  for (let index = 0; index < wrong.length; index++) assert.ok(stdout.includes(`block-${index}.ts`), `block ${index}: ${stdout}`)
})
