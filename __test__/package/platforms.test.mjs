// The files that tools/npm.mjs writes from the list of platforms, and the diff of a new platform.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
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
