// Checks that the generated files are up to date. Generates into a temporary folder, so that a test run changes nothing.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesOf as pages } from '../tools/docs.mjs'
import { filesOf as npmFiles } from '../tools/npm.mjs'
import { fail, root, run } from './steps.mjs'

const PLACES = ['src/generated', 'ts/resources', 'ts/cli/generated', 'docs/reference']

const fresh = mkdtempSync(join(tmpdir(), 'generated-'))
try {
  run(process.execPath, ['tools/generate.mjs', '--to', fresh], { quiet: true })
  const others = Object.entries({ ...pages(), ...npmFiles() }).filter(([name, text]) => textOf(join(root, name)) !== text)
  const stale = [...PLACES.flatMap(differences), ...others.map(([name]) => name)]
  if (stale.length > 0)
    fail(
      `not what the generator writes: ${stale.join(', ')}\nRun \`npm run generate\` and commit the result. A file that it does not write is to be deleted.`,
    )
  console.log(`${[...PLACES, ...Object.keys(pages())].join(', ')}, npm: as the generator writes them`)
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

function differences(place) {
  const names = new Set([...filesOf(join(root, place)), ...filesOf(join(fresh, place))])
  return [...names].filter((name) => textOf(join(root, place, name)) !== textOf(join(fresh, place, name))).map((name) => `${place}/${name}`)
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
