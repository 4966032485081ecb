// How the files of ts/ import each other.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../ts', import.meta.url))
const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.ts'))
const imports = new Map(files.map((name) => [name, importsOf(name)]))

/** The files that `name` imports, types included. */
function importsOf(name) {
  const found = [...readFileSync(join(root, name), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)\.js'/g)]
  return found.map(([, path]) => {
    const base = join(name, '..', path)
    return files.includes(`${base}.ts`) ? `${base}.ts` : `${base}.d.ts`
  })
}

test('no file of ts/ imports itself through others', () => {
  assert.ok(files.length > 80)
  const checked = new Set()
  const visit = (name, path) => {
    assert.ok(!path.includes(name), [...path, name].join(' → '))
    assert.ok(imports.has(name), `${path.at(-1)} imports ${name}, which is not there`)
    if (checked.has(name)) return
    for (const other of imports.get(name)) visit(other, [...path, name])
    checked.add(name)
  }
  for (const name of files) visit(name, [])
})

test('the stores, the webhooks and the emulator do not load the native half', () => {
  for (const door of ['stores/index.ts', 'webhooks/index.ts', 'testing/index.ts']) {
    const reached = new Set()
    const visit = (name) => {
      if (reached.has(name)) return
      reached.add(name)
      for (const other of imports.get(name)) visit(other)
    }
    visit(door)
    assert.ok(!reached.has('load.ts'), door)
  }
})
