// Which files may use which: the rules of ARCHITECTURE.md that a reader of one file relies on.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The files below `folder` whose names end with `extension`, with `/` between folders. */
const filesOf = (folder, extension) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith(extension) && !name.includes('node_modules/'))

const read = (folder, name) => readFileSync(join(root, folder, name), 'utf8')

/** Fails if a node of the graph leads to itself by way of others. Each node maps to a set of nodes. */
function hasNoCycle(graph) {
  const checked = new Set()
  const visit = (name, path) => {
    assert.ok(!path.includes(name), [...path, name].join(' → '))
    if (checked.has(name)) return
    for (const other of graph.get(name) ?? []) visit(other, [...path, name])
    checked.add(name)
  }
  for (const name of graph.keys()) visit(name, [])
}

/** The files of a folder, each with the files of the folder that it imports, types included. `toFile` gives undefined for other imports. */
function importsOf(folder, extension, toFile) {
  const files = filesOf(folder, extension)
  const graph = new Map()
  for (const name of files) {
    const paths = [...read(folder, name).matchAll(/(?:from|import\(|^import) ?'(\.[^']+)'/gm)].map(([, path]) => join(name, '..', path))
    const imported = paths.map((path) => toFile(path.split(sep).join('/'))).filter((path) => path !== undefined && !path.startsWith('..'))
    for (const other of imported) assert.ok(files.includes(other), `${name} imports ${other}, which is not there`)
    graph.set(name, new Set(imported))
  }
  return graph
}

const toSource = (path) => {
  const base = path.replace(/\.js$/, '')
  return base === 'native' ? 'native.d.ts' : `${base}.ts`
}

describe('no file imports itself by way of others', () => {
  test('in ts/', () => {
    const graph = importsOf('ts', '.ts', toSource)
    assert.ok(graph.size > 80)
    hasNoCycle(graph)
  })

  test('in tools/', () => {
    const graph = importsOf('tools', '.mjs', (path) => (path.endsWith('.mjs') ? path : undefined))
    assert.ok(graph.size > 20)
    hasNoCycle(graph)
  })
})

/** The code of a Rust file without comments, and without the tests at its end. */
const codeOf = (name) =>
  read('src', name)
    .replace(/#\[cfg\(test\)\]\s*mod tests \{[\s\S]*/, '')
    .replace(/\/\/.*/g, '')

const isTest = (name) => /(^|[/_])tests(\/|\.rs$)/.test(name)
const crate = filesOf('src', '.rs').filter((name) => !isTest(name) && !/^(lib|properties)\b/.test(name))
const moduleOf = (name) => name.replace(/(\/.*|\.rs)$/, '')

test('no module of the crate uses itself by way of others', () => {
  const graph = new Map()
  for (const name of crate) {
    const used = [...codeOf(name).matchAll(/\bcrate::(?:(\w+)|\{([^;]*)\};)/g)].flatMap(([, one, group]) =>
      one === undefined
        ? group
            .replace(/\{[^{}]*\}/g, '')
            .split(',')
            .map((part) => /\w*/.exec(part.trim())[0])
        : [one],
    )
    const known = graph.get(moduleOf(name)) ?? new Set()
    for (const other of used) if (other !== '' && other !== moduleOf(name)) known.add(other)
    graph.set(moduleOf(name), known)
  }
  assert.ok(graph.get('call').has('tokens') && graph.get('call').has('transport'))
  hasNoCycle(graph)
})

for (const [crates, use, folder] of [
  ['napi', /\bnapi(?:_derive)?::|#\[napi\b/, 'node'],
  ['hyper and rustls', /\b(?:hyper|hyper_util|rustls)::/, 'transport'],
]) {
  test(`only src/${folder} uses ${crates}`, () => {
    const users = crate.filter((name) => use.test(codeOf(name)))
    assert.deepEqual([...new Set(users.map(moduleOf))], [folder])
  })
}

test('the stores, the webhooks and the emulator do not load the addon', () => {
  const graph = importsOf('ts', '.ts', toSource)
  for (const entry of ['stores/index.ts', 'webhooks/index.ts', 'testing/index.ts']) {
    const reached = new Set()
    const visit = (name) => {
      if (reached.has(name)) return
      reached.add(name)
      for (const other of graph.get(name)) visit(other)
    }
    visit(entry)
    assert.ok(!reached.has('load.ts'), entry)
  }
})
