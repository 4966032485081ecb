// Packages that come without the text of their licence, and where their authors have it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../steps.mjs'
import { textsIn } from './texts.mjs'

/** The crates of napi-rs are published without it. Its npm package, which builds the addon, is made from the same repository and has it. */
const CLARIFIED = { napi: '@napi-rs/cli', 'napi-sys': '@napi-rs/cli' }

/**
 * Crates under the MIT licence that have its text neither in the crate nor in a package of npm. The text is the same for everybody but for the
 * line of the copyright, which is made of the authors that the crate names.
 */
const MIT_OF_AUTHORS = new Set(['windows-permissions'])

/** The texts for a crate, from a package of the same repository and under the same licence. Empty if there is none. */
export function clarified({ name, repository, licence, authors = [] }) {
  if (MIT_OF_AUTHORS.has(name)) return [{ file: 'the MIT licence', text: mitOf(name, licence, authors) }]
  const other = CLARIFIED[name]
  if (other === undefined) return []
  const folder = join(root, 'node_modules', other)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const same = addressOf(manifest.repository?.url ?? manifest.repository) === addressOf(repository) && manifest.license === licence
  if (!same) throw new Error(`${other} is not of the same repository and licence as the crate ${name}: look for the licence of ${name}`)
  return textsIn(folder).map(({ file, text }) => ({ file: `${file} of ${other}`, text }))
}

function mitOf(name, licence, authors) {
  if (licence !== 'MIT' || authors.length === 0) throw new Error(`${name} is not under MIT, or names no author: look for its licence`)
  const text = readFileSync(join(root, 'LICENSE'), 'utf8').trim()
  return text.replace(/^Copyright .*$/m, `Copyright (c) ${authors.join(', ')}`)
}

const addressOf = (url = '') =>
  url
    .replace(/^git\+/, '')
    .replace(/\.git$/, '')
    .toLowerCase()
