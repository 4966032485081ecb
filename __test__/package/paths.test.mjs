// Do the files exist that comments and documents name?

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = ['src', 'ts', 'tools', 'scripts', '__test__', 'docs', 'fuzz/targets', '.github']
const documents = readdirSync(root).filter((name) => name.endsWith('.md'))

/** Folders that existed once are here too, so that a comment that still names one is found. */
const PATH = /(?<![\w/.@-])(?:src|ts|tools|scripts|__test__|docs|js|lib|test)\/[\w./-]*\w\.(?:rs|m?js|cjs|d\.ts|ts|md|json|yml)\b/g
/** `__test__/FOLDER/NAME.test.mjs` stands for any test. */
const PLACEHOLDER = /\b[A-Z]{4,}\b/

const files = [
  ...folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name))),
  ...documents,
].filter((name) => /\.(?:rs|[cm]?js|ts|md|yml)$/.test(name) && !/fixtures|CHANGELOG/.test(name))

/** Folders that the guides use in the reader's project. */
const OF_READER = /^(?:src|js|lib|test)\//

function pathsIn(name) {
  const lines = readFileSync(join(root, name), 'utf8').split('\n')
  const text = name.endsWith('.md') ? lines : lines.filter((line) => /^\s*(?:\/\/|\*|\/\*|#)/.test(line))
  const isGuide = name.startsWith(join('docs', 'guides'))
  const paths = text.flatMap((line) => line.match(PATH) ?? []).filter((path) => !PLACEHOLDER.test(path))
  return isGuide ? paths.filter((path) => !OF_READER.test(path)) : paths
}

test('every file that a comment or a document names exists', () => {
  const named = files.flatMap((name) => pathsIn(name).map((path) => [name, path]))
  assert.ok(named.length > 100, `${named.length} paths are found`)
  const missing = named.filter(([, path]) => !existsSync(join(root, path)))
  assert.deepEqual(missing, [])
})
