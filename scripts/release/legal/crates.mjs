// The crates whose code is linked into the addon of a target, from Cargo.lock, with the texts of their licences.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../../steps.mjs'
import { clarified } from './clarified.mjs'
import { textsIn } from './texts.mjs'

const NAME = 'pipedream-native'

/**
 * The crates that are linked into the addon for `target`, without the addon itself: no build scripts, no procedural macros, nothing of the
 * tests, and nothing of another system. Each has `name`, `version`, `licence` (SPDX), `repository`, `checksum`, `needs` (ids of other crates)
 * and `texts`. A crate without the text of a licence is an error, because the binary must not be given away without it.
 */
export function linkedCrates(target, { cwd = root, own: name = NAME } = {}) {
  const { packages } = JSON.parse(cargo(cwd, ['metadata', '--format-version=1', '--filter-platform', target]))
  const described = new Map(packages.map((found) => [`${found.name}@${found.version}`, found]))
  const checksums = checksumsOf(readFileSync(join(cwd, 'Cargo.lock'), 'utf8'))
  const { tree, own } = linkedTree(target, cwd, name)
  const crates = [...tree]
    .filter(([id]) => id !== own)
    .map(([id, needs]) => {
      const { name, version, license, repository, manifest_path: manifest, license_file: file, description, authors } = described.get(id)
      const found = textsIn(dirname(manifest), file)
      const texts = found.length > 0 ? found : clarified({ name, repository, licence: license, authors })
      // Before SPDX, crates.io took a slash for OR.
      return {
        id,
        name,
        version,
        licence: license?.replaceAll('/', ' OR '),
        repository,
        description,
        checksum: checksums.get(id),
        needs: [...needs],
        texts,
      }
    })
  const bare = crates.filter(({ texts }) => texts.length === 0).map(({ id }) => id)
  if (bare.length > 0)
    throw new Error(`no text of a licence in ${bare.join(', ')}: add where it is to be had to scripts/release/legal/clarified.mjs`)
  return { direct: [...tree.get(own)], crates: crates.sort((left, right) => (left.id < right.id ? -1 : 1)) }
}

/** What cargo would link: `cargo metadata` cannot say it, because it joins the features that only the tests ask for. */
function linkedTree(target, cwd, root) {
  const lines = cargo(cwd, ['tree', '--target', target, '--edges', 'normal,no-proc-macro', '--prefix', 'depth', '--format', '{p}'])
  const tree = new Map()
  const parents = []
  for (const line of lines.split('\n').filter(Boolean)) {
    const [, depth, name, version] = /^(\d+)(\S+) v(\S+)/.exec(line)
    const id = `${name}@${version}`
    if (!tree.has(id)) tree.set(id, new Set())
    parents.length = Number(depth)
    if (parents.length > 0) tree.get(parents.at(-1)).add(id)
    parents.push(id)
  }
  return { tree, own: [...tree.keys()].find((id) => id.startsWith(`${root}@`)) }
}

function cargo(cwd, [command, ...args]) {
  const options = { cwd, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }
  return execFileSync(process.env.CARGO ?? 'cargo', [command, '--locked', ...args], options)
}

/** The SHA-256 of each crate's archive, by `name@version`. */
function checksumsOf(lock) {
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\n(?:source = ".+"\n)?(?:checksum = "(\w+)")?/gm)
  return new Map([...entries].map(([, name, version, checksum]) => [`${name}@${version}`, checksum]))
}
