// The command line as a part of the package: what it loads, what loads it, and whose code it has.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CLI, environment, file, root } from '../support/cli.mjs'

const text = readFileSync(CLI, 'utf8')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The files of the package that a program has loaded when it ends. */
function loadedBy(t, args) {
  const hook = file(
    t,
    'hook.cjs',
    `process.on('exit', () => require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify([
      ...Object.keys(require.cache), ...process.report.getReport().sharedObjects])))`,
  )
  const loaded = file(t, 'loaded.json', '[]')
  execFileSync(process.execPath, ['--require', hook, ...args], { cwd: root, env: environment({ LOADED: loaded }), stdio: 'ignore' })
  const all = JSON.parse(readFileSync(loaded, 'utf8'))
  return all.filter((name) => name.startsWith(root)).map((name) => name.slice(root.length).replaceAll('\\', '/').replace(/^\//, ''))
}

test('no entry point loads the command line', (t) => {
  for (const entry of ['', '/stores', '/testing', '/webhooks']) {
    const loaded = loadedBy(t, ['-e', `require('pipedream-native${entry}')`])
    assert.ok(loaded.length > 0, entry)
    assert.ok(!loaded.includes('dist/cli.js'), entry)
  }
})

test('help, the completion and wrong uses load nothing but the command line', (t) => {
  for (const args of [['--help'], ['call', 'accounts.list', '--help'], ['completion', 'bash'], ['__complete', '--', '']])
    assert.deepEqual(loadedBy(t, [CLI, ...args]), ['dist/cli.js'], args.join(' '))
})

test('the program is the bin of the package and may be run', () => {
  assert.deepEqual(manifest.bin, { 'pipedream-native': 'dist/cli.js' })
  assert.match(text, /^#!\/usr\/bin\/env node\n"use strict";\n/)
  if (process.platform !== 'win32') assert.equal(statSync(CLI).mode & 0o111, 0o111)
})

test('the package has no dependencies, and the program has the licences of the packages in it', () => {
  assert.equal(manifest.dependencies, undefined)
  const named = [...text.matchAll(/^This file has code of (\S+):$/gm)].map(([, name]) => name)
  assert.deepEqual(named.sort(), ['commander', 'dotenv'])
  for (const name of named) assert.ok(text.includes(readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8').trim()), name)
  // Everything else is Node's, ours, or a platform package.
  const required = [...new Set([...text.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name))]
  const others = required.filter((name) => !name.startsWith('node:') && !name.startsWith('pipedream-native-') && !name.startsWith('./'))
  for (const name of others) assert.ok(['fs', 'path', 'os', 'crypto'].includes(name), name)
  assert.deepEqual(required.filter((name) => name.startsWith('./')).sort(), ['./index.js', './load-failure.js', './testing/index.js'])
})
