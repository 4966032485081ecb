// The bill of materials of a package, in CycloneDX 1.6 (JSON).

import { createHash } from 'node:crypto'
import { Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { PackageURL } from 'packageurl-js'

const SPEC = Spec.Spec1dot6
const EXPRESSION = /^\(*[\w.+-]+\)*(?: (?:AND|OR|WITH) \(*[\w.+-]+\)*)*$/

/**
 * The text of the bill, the same for the same input. `owner` is the package that it is for: `name`, `version`, `licence`, `description`, and
 * `sha256` of its binary. `parts` are what linkedCrates(), standardLibrary() or bundledPackages() describe, `direct` the ids of those that it
 * uses itself, `type` their kind of package address (`cargo`, `npm`), `date` when its source was last changed.
 */
export async function sbomOf({ owner, parts, direct, type, date }) {
  const bom = new Models.Bom({ version: 1 })
  const main = component(owner, 'npm')
  if (owner.sha256) main.hashes.set(Enums.HashAlgorithm['SHA-256'], owner.sha256)
  bom.metadata.component = main
  bom.metadata.timestamp = date
  const tool = new Models.Component(Enums.ComponentType.Application, 'scripts/release/legal.mjs', { version: owner.version })
  bom.metadata.tools.components.add(tool)
  const components = new Map(parts.map((part) => [part.id, component(part, type)]))
  for (const { id, needs } of parts) {
    const found = components.get(id)
    bom.components.add(found)
    for (const need of needs) found.dependencies.add(components.get(need).bomRef)
  }
  for (const id of direct) main.dependencies.add(components.get(id).bomRef)
  bom.serialNumber = serialOf([owner, parts.map(({ id }) => id)])
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(SPEC))
  const text = serializer.serialize(bom, { sortLists: true, space: 2 })
  const problem = await problemOf(text)
  if (problem) throw new Error(`the bill of materials of ${owner.name} is not CycloneDX: ${JSON.stringify(problem)}`)
  return `${text}\n`
}

/** What CycloneDX's own schema refuses in the text of a bill, or null. */
export const problemOf = (text) => new Validation.JsonStrictValidator(SPEC.version).validate(text)

function component({ name, version, licence, description, repository, checksum, purl }, type) {
  const address = purl ?? new PackageURL(type, ...scoped(name), version).toString()
  const found = new Models.Component(Enums.ComponentType.Library, name, { bomRef: address, version, purl: address })
  if (description) found.description = description.trim().replace(/\s+/g, ' ')
  // What is no SPDX expression is a name, such as `SEE LICENSE IN terms.txt`.
  const kind = EXPRESSION.test(licence) ? Models.LicenseExpression : Models.NamedLicense
  found.licenses.add(new kind(licence ?? 'see THIRD_PARTY_NOTICES'))
  if (checksum) found.hashes.set(Enums.HashAlgorithm['SHA-256'], checksum)
  if (repository) found.externalReferences.add(new Models.ExternalReference(repository, Enums.ExternalReferenceType.VCS))
  return found
}

const scoped = (name) => (name.startsWith('@') ? name.split('/') : [undefined, name])

/** An UUID that is the same for the same content: the release of a commit can be made again and compared. */
function serialOf(content) {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const variant = ((Number.parseInt(hash[16], 16) & 0x3) | 0x8).toString(16)
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
