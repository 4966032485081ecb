// The packages as people install them: packed, and installed into a project of their own.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { platform, root, run } from '../steps.mjs'

/** Packs the main package and that of a platform, this machine's if none is named, into `place`. Returns the paths of the two files. */
export const packInto = (place, name = platform()) =>
  [root, join(root, 'npm', name)].map((folder) => {
    const [{ filename }] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], { cwd: folder, quiet: true }),
    )
    return join(place, filename)
  })

/** Makes a project in `folder`, unless it has a package.json, and installs `packages`. */
export function installInto(folder, packages) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'package.json')
  try {
    writeFileSync(file, '{ "name": "app", "private": true }\n', { flag: 'wx' })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], { cwd: folder, quiet: true })
}
