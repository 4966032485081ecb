// The rules of the layout that ARCHITECTURE.md names: what may import what, how long a file may be, and what stands at the root.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { circleIn, filesBelow, root, rustCode, rustImports, scriptImports, textOf } from '../support/imports.mjs'

const isRustTest = (file) => /\/tests(\.rs$|\/)|_tests\.rs$|^src\/properties[./]/.test(file)
const rust = filesBelow('src').filter((file) => file.endsWith('.rs'))
const crate = rust.filter((file) => file !== 'src/lib.rs' && !isRustTest(file))
const typescript = filesBelow('ts').filter((file) => file.endsWith('.ts'))
const tools = filesBelow('tools').filter((file) => file.endsWith('.mjs'))
const imports = { src: rustImports(crate), ts: scriptImports(typescript), tools: scriptImports(tools) }

/** The first part of a module's path: `call` for src/call/answer.rs. */
const topModuleOf = (file) => /^src\/(\w+)/.exec(file)[1]

test('a circle is found where there is one', () => {
  const graph = (edges) => new Map(Object.entries(edges))
  assert.deepEqual(circleIn(graph({ a: ['b'], b: ['c'], c: ['b'] })), ['b', 'c', 'b'])
  assert.deepEqual(circleIn(graph({ a: ['a'] })), ['a', 'a'])
  assert.equal(circleIn(graph({ a: ['b', 'c'], b: ['c'], c: [] })), undefined)
})

test('the imports are read: by name, through a re-export, and as types', () => {
  assert.ok(imports.src.get('src/call.rs').includes('src/call/answer.rs'))
  assert.ok(imports.src.get('src/call.rs').includes('src/tokens/token.rs'))
  assert.ok(!imports.src.get('src/call.rs').includes('src/tokens.rs'))
  assert.ok(imports.src.get('src/generated/endpoints.rs').includes('src/generated/shapes.rs'))
  assert.ok(imports.ts.get('ts/call.ts').includes('ts/page.ts'))
  assert.ok(imports.tools.get('tools/generate/writers/meta.mjs').includes('tools/generate/code.mjs'))
})

for (const [folder, graph] of Object.entries(imports)) {
  test(`no file of ${folder}/ imports itself through others`, () => {
    assert.ok(graph.size > 20, `${graph.size} files`)
    assert.equal(circleIn(graph)?.join(' → '), undefined)
  })
}

test('no module of the crate uses itself through others', () => {
  const graph = new Map(crate.map((file) => [topModuleOf(file), new Set()]))
  for (const [file, others] of imports.src)
    for (const other of others.map(topModuleOf)) if (other !== topModuleOf(file)) graph.get(topModuleOf(file)).add(other)
  assert.ok(graph.size > 20, `${graph.size} modules`)
  assert.equal(circleIn(graph)?.join(' → '), undefined)
})

/** The crates that only one module names, which keeps what is particular to them inside it. */
const OWNERS = {
  node: ['napi', 'napi_derive'],
  transport: ['hyper', 'hyper_util', 'hyper_rustls', 'tokio_rustls', 'rustls', 'h2(?=::)'],
}

for (const [owner, names] of Object.entries(OWNERS)) {
  test(`only src/${owner} names ${names.join(', ')}`, () => {
    const name = new RegExp(`\\b(?:${names.join('|')})\\b`)
    const found = crate.filter((file) => name.test(rustCode(file)))
    assert.ok(found.length > 1)
    assert.deepEqual(
      found.filter((file) => topModuleOf(file) !== owner),
      [],
    )
  })
}

test('the stores, the webhooks, the instrumentation and the emulator do not load the addon', () => {
  for (const door of ['ts/otel/index.ts', 'ts/stores/index.ts', 'ts/webhooks/index.ts', 'ts/testing/index.ts']) {
    const reached = new Set([door])
    for (const file of reached) for (const other of imports.ts.get(file)) reached.add(other)
    assert.ok(reached.size > 1, door)
    assert.ok(!reached.has('ts/load.ts'), door)
  }
})

test('the command line uses the entry points as callers do, and nothing uses the command line', () => {
  const isCli = (file) => file.startsWith('ts/cli/')
  // What both show without secrets and control characters is the same, so those files of pure functions are shared.
  const shared = ['ts/connect-token.ts', 'ts/redacted-url.ts', 'ts/safe-json.ts']
  const doors = ['ts/index.ts', 'ts/testing/index.ts', 'ts/load.ts', 'ts/variables.ts', ...shared]
  const files = typescript.filter(isCli)
  assert.ok(files.length > 20)
  for (const file of files) {
    const others = imports.ts.get(file).filter((other) => !isCli(other) && !doors.includes(other))
    assert.deepEqual(others, [], file)
  }
  for (const file of typescript) if (!isCli(file)) assert.deepEqual(imports.ts.get(file).filter(isCli), [], file)
})

test('no writer of the generator imports another', () => {
  const isWriter = (file) => file.startsWith('tools/generate/writers/')
  const writers = tools.filter(isWriter)
  assert.ok(writers.length > 5)
  for (const writer of writers) assert.deepEqual(imports.tools.get(writer).filter(isWriter), [], writer)
})

test('a file of src/ and ts/ has at most 330 lines, unless it is generated', () => {
  const isGenerated = (file) => file.endsWith('.d.ts') || textOf(file).includes('Written by: npm run generate')
  const written = [...rust.filter((file) => !isRustTest(file)), ...typescript].filter((file) => !isGenerated(file))
  assert.ok(written.length > 150, `${written.length} files`)
  const long = written.map((file) => [file, textOf(file).split('\n').length - 1]).filter(([, lines]) => lines > 330)
  assert.deepEqual(long, [])
})

test('the root has at most 34 entries', () => {
  const entries = rootEntries()
  assert.ok(entries.includes('src') && !entries.includes('node_modules'))
  assert.ok(entries.length <= 34, entries.join(' '))
})

/** What is in the repository's root. A source archive has no .git: there it is what no line of .gitignore names. */
function rootEntries() {
  if (existsSync(join(root, '.git'))) {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
    return [...new Set(files.map((file) => file.split('/')[0]))]
  }
  const ignored = textOf('.gitignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  const isIgnored = (name) =>
    ignored.some((line) => {
      const pattern = line
        .replace(/^\/|\/$/g, '')
        .replaceAll('.', '\\.')
        .replaceAll('*', '.*')
      return new RegExp(`^${pattern}$`).test(name)
    })
  return readdirSync(root).filter((name) => !isIgnored(name))
}
