// Packages that come without the text of their licence, and where their authors have it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../steps.mjs'
import { textsIn } from './texts.mjs'

/** The crates of napi-rs are published without it. Its npm package, which builds the addon, is made from the same repository and has it. */
const CLARIFIED = { napi: '@napi-rs/cli', 'napi-sys': '@napi-rs/cli' }

/** The texts for a crate, from a package of the same repository and under the same licence. Empty if there is none. */
export function clarified({ name, repository, licence }) {
  const other = CLARIFIED[name]
  if (other === undefined) return []
  const folder = join(root, 'node_modules', other)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const same = addressOf(manifest.repository?.url ?? manifest.repository) === addressOf(repository) && manifest.license === licence
  if (!same) throw new Error(`${other} is not of the same repository and licence as the crate ${name}: look for the licence of ${name}`)
  return textsIn(folder).map(({ file, text }) => ({ file: `${file} of ${other}`, text }))
}

const addressOf = (url = '') =>
  url
    .replace(/^git\+/, '')
    .replace(/\.git$/, '')
    .toLowerCase()
