// Where the texts of licences and notices are in the source of a package.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^(?:un)?licen[cs]e|^copying|^copyright|^notice|^patents/i
const CODE = /\.(?:rs|toml|py|pl|sh|c|h|js|mjs|cjs|ts|json|html|spdx)$/i
/** What is not part of what is built. */
const ELSEWHERE = new Set(['tests', 'test', 'benches', 'bench', 'examples', 'fuzz', 'node_modules', 'target', '.git', '.github'])

/**
 * The texts in a folder and below, since code that was taken over from elsewhere has its own: `[{ file, text }]`. `named` is a file that the
 * package itself names. Empty if no text is a licence.
 */
export function textsIn(folder, named) {
  const files = new Set(filesIn(folder, ''))
  if (named && existsSync(join(folder, named))) files.add(named.replace(/^\.\//, ''))
  const texts = [...files].sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() }))
  const real = texts.filter(({ text }) => isText(text))
  return real.some(({ text }) => isLicence(text)) ? real : []
}

function filesIn(folder, below) {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const file = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return ELSEWHERE.has(entry.name) ? [] : filesIn(folder, file)
    return entry.isFile() && NAME.test(entry.name) && !CODE.test(entry.name) ? [file] : []
  })
}

/** A package that was made on Windows can have the path of a symbolic link in the place of the text. */
const isText = (text) => text.includes('\n') || text.length > 200

/** Long enough to grant something, and it does so. A line such as `MIT` is not what the licence asks to pass on. */
export const isLicence = (text) =>
  text.length > 300 && /permission|redistribut|licen[cs]e|free and unencumbered/i.test(text) && !/^see\b/i.test(text)
