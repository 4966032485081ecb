// Is what is generated what openapi.yaml gives? Compared in a folder of its own, so that a test run writes nothing.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, root, run } from './steps.mjs'

const PLACES = ['src/generated', 'js/generated', 'docs/reference']

const fresh = mkdtempSync(join(tmpdir(), 'generated-'))
try {
  run(process.execPath, ['tools/generate.mjs', '--to', fresh])
  const stale = PLACES.flatMap(differences)
  if (stale.length > 0) fail(`not what openapi.yaml gives: ${stale.join(', ')}\nRun \`npm run generate\` and commit what it writes.`)
  console.log(`${PLACES.join(', ')}: as openapi.yaml gives them`)
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

function differences(place) {
  const names = new Set([...filesOf(join(root, place)), ...filesOf(join(fresh, place))])
  return [...names].filter((name) => textOf(join(root, place, name)) !== textOf(join(fresh, place, name))).map((name) => `${place}/${name}`)
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
