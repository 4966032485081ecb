// States in which the main package and that of the platform are of two versions, as people get into them, in a project of each manager.

import { existsSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { platform, putMain, putPlatform } from './load-projects.mjs'

export const NATIVE = `pipedream-native-${platform}`

/** The folder of an installed package, where it really is. */
export function folderOf(app, name) {
  const unplugged = join(app, '.yarn', 'unplugged')
  if (existsSync(unplugged)) {
    const found = readdirSync(unplugged).find((one) => one.startsWith(`${name}-npm-`))
    return join(unplugged, found, 'node_modules', name)
  }
  const main = realpathSync(join(app, 'node_modules', 'pipedream-native'))
  if (name === 'pipedream-native') return main
  return realpathSync(join(createRequire(join(main, 'package.json')).resolve(`${name}/package.json`), '..'))
}

/** Files of another version lie over those of a package: a cache that was restored, a folder that was copied. */
export function overlaid(app, name, version) {
  const folder = folderOf(app, name)
  // Each file anew: those of pnpm and bun are links into their stores.
  for (const file of readdirSync(folder)) if (file !== 'node_modules') rmSync(join(folder, file), { recursive: true })
  if (name === 'pipedream-native') putMain(folder, version)
  else putPlatform(folder, platform, version)
}

/** Changes package.json. */
export function edit(app, change) {
  const file = join(app, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  change(manifest)
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
}
