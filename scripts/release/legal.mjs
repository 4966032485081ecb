// `npm run release:legal -- PLATFORM…`: writes the bill of materials and the notices of platform packages, beside their binaries in npm/.
// Without a name it does so for this machine, with --all for every platform.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { platforms } from '../../tools/npm/platforms.mjs'
import { targetOf } from '../platforms/targets.mjs'
import { fail, platform as here, root } from '../steps.mjs'
import { commitDate } from './commit.mjs'
import { linkedCrates } from './legal/crates.mjs'
import { addedByLinker } from './legal/linker.mjs'
import { noticesOf } from './legal/notices.mjs'
import { sbomOf } from './legal/sbom.mjs'
import { standardLibrary } from './legal/standard-library.mjs'

/** What each platform package has besides its binary and its entries. */
export const LEGAL_FILES = ['THIRD_PARTY_NOTICES', 'sbom.cdx.json']

/** Writes the files of a platform into its folder. Throws where a crate has no licence. */
export async function writeLegal(platform) {
  const folder = join(root, 'npm', platform)
  const { name, version, license: licence, description } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const target = targetOf(platform)
  const { direct, crates } = linkedCrates(target)
  const std = standardLibrary(target)
  const binary = join(folder, `pipedream-native.${platform}.node`)
  const isBuilt = existsSync(binary)
  const others = [std, ...(isBuilt ? addedByLinker(binary) : [])]
  const parts = [...crates, ...others]
  const sha256 = isBuilt ? createHash('sha256').update(readFileSync(binary)).digest('hex') : undefined
  const owner = { name, version, licence, description, sha256 }
  const sbom = await sbomOf({ owner, parts, direct: [...direct, ...others.map(({ id }) => id)], type: 'cargo', date: commitDate() })
  writeFileSync(join(folder, 'THIRD_PARTY_NOTICES'), noticesOf(`${name} ${version} (${target})`, parts))
  writeFileSync(join(folder, 'sbom.cdx.json'), sbom)
  return { platform, crates: parts.length }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = platforms.map(({ name }) => name)
  const args = process.argv.slice(2)
  const unknown = args.filter((name) => name !== '--all' && !names.includes(name))
  if (unknown.length > 0) fail(`no such platform: ${unknown.join(', ')}. There are ${names.join(', ')}, and --all`)
  const wanted = args.includes('--all') ? names : args.length > 0 ? args : [here()]
  for (const name of wanted) {
    const { crates } = await writeLegal(name)
    console.log(`npm/${name}: ${LEGAL_FILES.join(', ')} name ${crates} packages`)
  }
}
