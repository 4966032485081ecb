// The npm packages whose code esbuild put into a bundle, with the texts of their licences.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsIn } from './texts.mjs'

/** What stands before the name of a package in a path; a package can be within another's node_modules. */
const FOLDER = /^(.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * The packages of these inputs (the keys of a metafile's `inputs`, relative to `root`), described as linkedCrates() describes crates. A package
 * without the text of a licence is an error.
 */
export function bundledPackages(inputs, root) {
  const folders = [...new Set(inputs.map((file) => FOLDER.exec(file.replaceAll('\\', '/'))?.[1]).filter(Boolean))].sort()
  const packages = new Map(folders.map((folder) => described(join(root, folder))).map((found) => [found.id, found]))
  const bare = [...packages.values()].filter(({ texts }) => texts.length === 0).map(({ id }) => id)
  if (bare.length > 0) throw new Error(`no text of a licence in ${bare.join(', ')}: it must not be bundled without`)
  return [...packages.values()]
}

function described(folder) {
  const { name, version, license, description, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const address = repositoryOf(repository)
  return {
    id: `${name}@${version}`,
    name,
    version,
    licence: license?.type ?? license,
    description,
    repository: address,
    needs: [],
    texts: textsIn(folder),
  }
}

function repositoryOf(repository) {
  const url = repository?.url ?? repository
  if (typeof url !== 'string') return undefined
  // `owner/name` is short for GitHub.
  return /^[\w.-]+\/[\w.-]+$/.test(url) ? `https://github.com/${url}` : url.replace(/^git\+/, '').replace(/^git:/, 'https:')
}
