// The packages as people install them: packed by npm, and installed into a project of their own.

import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { platform, root, run } from './steps.mjs'

/**
 * Packs the package in `folder` into a file in `place`, as npm publishes it. Returns the path of the file, the paths in it (sorted), and its
 * size in bytes, packed and unpacked. Throws with what npm says if it fails.
 */
export function pack(folder, place) {
  const [{ filename, files, size, unpackedSize }] = npmPack(folder, ['--pack-destination', place])
  return { file: join(place, filename), names: namesOf(files), size, unpackedSize }
}

/** The paths that npm would pack of the package in `folder`, sorted. */
export const packedNames = (folder) => namesOf(npmPack(folder, ['--dry-run'])[0].files)

const namesOf = (files) => files.map(({ path }) => path).sort()

const npmPack = (cwd, options) =>
  JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', ...options], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    }),
  )

/** Packs the main package and that of a platform, this machine's if none is named, into `place`. Returns the paths of the two files. */
export const packInto = (place, name = platform()) => [root, join(root, 'npm', name)].map((folder) => pack(folder, place).file)

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
