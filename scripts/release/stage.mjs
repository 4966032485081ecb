// `node scripts/release/stage.mjs`: packs the main package and those of the platforms into target/packages, as they are published.
//
// The packages are made in copies, so that a release changes no file that is committed: there they get `repository`, `homepage`, `bugs` and
// `gitHead`, and their Markdown files links that lead somewhere. A platform without a binary is refused; `--allow-missing`, which is for
// `npm run release:dry`, packs it without and says so.

import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { platforms } from '../../tools/npm/platforms.mjs'
import { pack, packedNames } from '../packed.mjs'
import { fail, root } from '../steps.mjs'
import { commit } from './commit.mjs'
import { withAbsoluteLinks } from './links.mjs'
import { repositoryOf, withRepository } from './repository.mjs'

export const PACKED = join(root, 'target', 'packages')

/**
 * Packs all packages and returns them in the order in which they are published, the main one last: `{ name, version, file, platform, missing }`.
 * `missing` are the files that a platform package lacks. Throws if there are any and `allowMissing` is not set.
 */
export function stage({ env = process.env, ref, allowMissing = false, packed = PACKED }) {
  const where = repositoryOf(env)
  const all = platforms.map(({ name }) => ({ platform: name, missing: missingOf(join(root, 'npm', name)) }))
  const lacking = all.filter(({ missing }) => missing.length > 0)
  if (lacking.length > 0 && !allowMissing)
    throw new Error(`not packed: ${lacking.map(({ platform, missing }) => `npm/${platform} has no ${missing.join(', ')}`).join('; ')}`)
  rmSync(packed, { recursive: true, force: true })
  mkdirSync(packed, { recursive: true })
  const shared = { where, ref, packed }
  return [...all.map(({ platform, missing }) => ({ ...packOne(`npm/${platform}`, shared), platform, missing })), packOne('', shared)]
}

/** What was packed before, as stage() returned it. */
export function stagedPackages() {
  const file = join(PACKED, 'packages.json')
  if (!existsSync(file)) throw new Error('nothing is packed: node scripts/release/stage.mjs')
  return JSON.parse(readFileSync(file, 'utf8')).map((one) => ({ ...one, file: join(PACKED, one.file) }))
}

/** What a platform package in a folder lacks of the files that its package.json names. */
export function missingOf(folder) {
  const { files } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const missing = files.filter((name) => !existsSync(join(folder, name)))
  return missing.length > 0 ||
    isBillOf(
      folder,
      files.find((name) => name.endsWith('.node')),
    )
    ? missing
    : ['sbom.cdx.json of this binary, but one of another']
}

/** Whether the bill of materials was made for the binary beside it: it has its hash. */
function isBillOf(folder, binary) {
  const { metadata } = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'))
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, binary)))
    .digest('hex')
  return metadata.component.hashes?.some(({ alg, content }) => alg === 'SHA-256' && content === hash) === true
}

/** Packs the package in a folder of the repository: its copy, with what a release adds to it, becomes a file in `packed`. */
export function packOne(directory, { where, ref, packed }) {
  const source = join(root, directory)
  const names = packedNames(source)
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const copy = mkdtempSync(join(tmpdir(), 'package-'))
  try {
    for (const name of names) {
      mkdirSync(dirname(join(copy, name)), { recursive: true })
      cpSync(join(source, name), join(copy, name), { dereference: true })
    }
    const links = { web: where.web, ref: ref ?? commit() ?? 'HEAD', isFolder: (path) => isFolder(join(root, path)) }
    for (const name of names.filter((file) => file.endsWith('.md'))) {
      const file = directory === '' ? name : `${directory}/${name}`
      writeFileSync(join(copy, name), withAbsoluteLinks(readFileSync(join(copy, name), 'utf8'), { ...links, file }))
    }
    const named = withRepository(manifest, where, directory || undefined)
    const head = commit()
    // npm shows it, and a second run of the release compares it with its own.
    writeFileSync(join(copy, 'package.json'), `${JSON.stringify({ ...named, ...(head && { gitHead: head }) }, null, 2)}\n`)
    return { name: manifest.name, version: manifest.version, file: pack(copy, packed).file }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const isFolder = (path) => existsSync(path) && statSync(path).isDirectory()

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { GITHUB_REF_TYPE: type, GITHUB_REF_NAME: name } = process.env
  try {
    const packages = stage({ ref: type === 'tag' ? name : undefined, allowMissing: process.argv.includes('--allow-missing') })
    for (const { file, missing = [] } of packages)
      console.log(`${file.slice(root.length + 1)}${missing.length > 0 ? `, without ${missing.join(', ')}` : ''}`)
    // Without the folder, which is another one on the machine that publishes.
    const listed = packages.map((one) => ({ ...one, file: basename(one.file) }))
    writeFileSync(join(PACKED, 'packages.json'), `${JSON.stringify(listed, null, 2)}\n`)
  } catch (error) {
    fail(error.message)
  }
}
