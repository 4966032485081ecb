// The files that tools/npm.mjs writes from the list of platforms, the diff of a new platform, and the tables of where it was run.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { faultsOf } from '../../scripts/addon-check.mjs'
import { commitHere, commitOf, keepCommit } from '../../scripts/platforms/built.mjs'
import { chosen, COMPILED, PLATFORMS } from '../../scripts/platforms/list.mjs'
import { long, pages, results, short } from '../../scripts/platforms/report.mjs'
import { filesOf } from '../../tools/npm.mjs'
import { platforms } from '../../tools/npm/platforms.mjs'
import { removedLines, root } from '../support/generator.mjs'

test('npm, ts/load.ts, ts/platforms.ts, package.json and release.yml are what the generator writes from the list', () => {
  for (const [name, wanted] of Object.entries(filesOf()))
    assert.equal(readFileSync(join(root, name), 'utf8'), wanted, `${name}: npm run generate`)
  assert.deepEqual(readdirSync(join(root, 'npm')).sort(), platforms.map(({ name }) => name).sort())
})

test('a new platform is one line of the list', () => {
  const more = filesOf([...platforms, { name: 'freebsd-x64', machines: 'FreeBSD on x64', os: 'freebsd-14', build: 'npm run build' }])
  const now = filesOf()
  const added = Object.keys(more).filter((name) => now[name] === undefined)
  assert.deepEqual(added.map((name) => name.replace('npm/freebsd-x64/', '')).sort(), [
    'LICENSE',
    'README.md',
    'bundled.mjs',
    'copied.mjs',
    'index.js',
    'load.mjs',
    'package.json',
  ])
  assert.equal(
    JSON.parse(more['package.json']).optionalDependencies['pipedream-native-freebsd-x64'],
    JSON.parse(more['package.json']).version,
  )
  assert.match(more['ts/platforms.ts'], /case 'freebsd-x64':\n +return found\(require\('pipedream-native-freebsd-x64'\)\)/)
  assert.match(more['ts/platforms.webpack.ts'], /case 'freebsd-x64':\n +return found\(require\('\.\/platforms\/freebsd-x64'\)\)/)
  assert.match(more['ts/load.ts'], /^const PLATFORMS = \[.*'freebsd-x64'\]$/m)
  assert.match(more['.github/workflows/release.yml'], /\{ platform: freebsd-x64, os: freebsd-14, build: 'npm run build' \}/)
  for (const name of Object.keys(now))
    assert.ok(
      removedLines(now[name], more[name]).every((line) => /^const PLATFORMS|"pipedream-native-\S+": "/.test(line)),
      name,
    )
})

test('the tables of platforms in README.md and docs/platforms.md are those of docs/platforms.json', () => {
  for (const [name, wanted] of Object.entries(pages()))
    assert.equal(readFileSync(join(root, name), 'utf8'), wanted, `${name}: node scripts/platforms/report.mjs`)
})

test('each platform is either built and run on one machine, or compiled there', () => {
  const known = [...PLATFORMS, ...COMPILED].map(({ name }) => name)
  assert.deepEqual(known.sort(), platforms.map(({ name }) => name).sort())
  assert.deepEqual(chosen([], PLATFORMS), PLATFORMS)
  assert.deepEqual(
    chosen(['win32-x64', 'linux-x64-musl'], PLATFORMS).map(({ name }) => name),
    ['linux-x64-musl', 'win32-x64-msvc'],
  )
  assert.throws(() => chosen(['linux-riscv64'], PLATFORMS), /^RangeError: linux-riscv64: there are linux-x64-gnu, .*, win32-x64$/)
})

test('each platform that can run has run, in the release build, and what failed is said', () => {
  const all = results()
  for (const { name, target } of PLATFORMS) {
    const { checked, bytes, nodes, target: built } = all[name] ?? {}
    assert.match(String(checked), /^\d{4}-\d\d-\d\d$/, name)
    assert.equal(built, target)
    assert.deepEqual(faultsOf(name, { size: bytes }), [], name)
    assert.ok(nodes.length > 0 && nodes.every(({ steps }) => Object.keys(steps).length >= 18), name)
  }
  for (const { name } of COMPILED) assert.match(String(all[name]?.compiled), /^\d{4}-\d\d-\d\d$/, name)
})

test('the tables say what failed, and what never ran', () => {
  const run = { checked: '2026-01-02', target: 't', commit: 'abc1234', bytes: 4_000_000, missing: ['Node 19'] }
  const nodes = [
    { node: '20.1.0', how: 'qemu', seconds: 1, steps: { load: 'ok', call: 'ECONNREFUSED' } },
    { node: '22.1.0', how: 'qemu', seconds: 1, steps: { load: 'ok', call: 'ok' } },
  ]
  const all = { 'linux-x64-gnu': { ...run, nodes }, 'darwin-arm64': { compiled: '2026-01-03', target: 'd', compiler: 'rustc 1' } }
  assert.match(short(all), /\(`linux-x64-gnu`\) \| 2026-01-02 \| Node 20, 22 \(qemu\); failed: call in Node 20\.1\.0 \|/)
  assert.match(short(all), /\(`darwin-arm64`\) \| never \| compiled on 2026-01-03, not linked \|/)
  assert.match(short(all), /\(`darwin-x64`\) \| never \| {2}\|/)
  assert.match(long(all), /\| linux-x64-gnu \| 20\.1\.0 \| qemu \| 1 \| 1 of 2 \| call \|/)
  assert.match(long(all), /\| linux-x64-gnu \| `t` \| abc1234 \| 4,000,000 \| 2026-01-02 \| Node 19 \|/)
})

test('a result has the commit that its addon was built from, and none if the addon is another one', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'built-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'a.node')
  const known = () => commitOf('linux-x64-gnu', file, { folder })
  writeFileSync(file, 'one')
  assert.equal(known(), undefined)
  keepCommit('linux-x64-gnu', file, { folder, commit: 'abc1234' })
  assert.equal(known(), 'abc1234')
  assert.equal(commitOf('linux-x64-musl', file, { folder }), undefined)
  writeFileSync(file, 'two')
  assert.equal(known(), undefined)
  // A source archive has no git.
  assert.equal(commitHere(folder), undefined)
  const all = { 'win32-x64-msvc': { checked: '2026-01-02', target: 't', bytes: 1, nodes: [], missing: [] } }
  assert.match(long(all), /\| win32-x64-msvc \| `t` \| not recorded \| 1 \|/)
})

test('docs/support.md names the versions of Node that were run, and supports those that Node maintained on that day', () => {
  const text = readFileSync(join(root, 'docs/support.md'), 'utf8')
  const rows = [...text.matchAll(/^\| (\d+) \| (\d{4}-\d\d-\d\d) \| (works|supported) \| ([\d.]+)/gm)]
  assert.ok(rows.length >= 6, `${rows.length} versions`)
  const { checked, nodes } = results()['linux-x64-gnu']
  for (const [, major, end, word, version] of rows) {
    assert.equal(version, nodes.find(({ node }) => node.startsWith(`${major}.`))?.node, `Node ${major}`)
    assert.equal(word, end > checked ? 'supported' : 'works', `Node ${major} on ${checked}`)
  }
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.equal(engines.node, `>=${Math.min(...rows.map(([, major]) => Number(major)))}`)
})
