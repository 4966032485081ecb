// The table of types in MIGRATION.md: each new type exists, and each type of 1.x is here or in the table.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import test, { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor } from '../support/folders.mjs'
import { rowsOf } from '../support/migration.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const old = JSON.parse(readFileSync(join(root, '__test__/fixtures/calls-1.x.json'), 'utf8'))
const rows = rowsOf('## Types')
const replaced = new Set(rows.flatMap(([before]) => [...before.matchAll(/`([\w.]+)`/g)].map(([, name]) => name)))

const folder = folderFor({ after }, 'migration-types')
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/pipedream-native'), 'dir')
symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'dir')

test('every new type in the table compiles', () => {
  const types = rows.filter(([, now]) => now.startsWith('`')).map(([, now]) => now.slice(1, -1))
  const names = new Set(types.flatMap((type) => [...type.replace(/'[^']*'/g, '').matchAll(/\b[A-Z]\w*/g)].map(([name]) => name)))
  names.delete('Pick')
  const code = `import type { ${[...names].join(', ')} } from 'pipedream-native'\n${types
    .map((type, index) => `export type T${index} = ${type}\n`)
    .join('')}`
  assert.equal(compile(code), '')
})

test('every type of 1.x has the same name here, or a row', () => {
  const kept = old.types.filter((name) => !replaced.has(name))
  assert.ok(kept.length > 40)
  // Some are generic, so they are imported and not used.
  assert.equal(compile(`import type { ${kept.join(', ')} } from 'pipedream-native'\n`), '')
})

function compile(code) {
  writeFileSync(join(folder, 'index.ts'), code)
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, types: ['node'], skipLibCheck: true }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['index.ts'] }))
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}
