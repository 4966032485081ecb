// The shape of a schema, for the renaming pass of src/rename.rs.
//
// A value of the kind `raw` is copied without reading its members, which is fast. So a type is raw if nothing in it is renamed, a date
// or left out.

import { optionsOf } from './model.mjs'
import { refOf } from './names.mjs'

/** The shape of a schema: `raw`, `date`, or something with parts. */
export function shapeOf(model, schema, seen = new Set()) {
  const name = refOf(schema)
  if (name) {
    if (seen.has(name)) return { kind: 'ref', name }
    const inner = shapeOf(model, model.byName.get(name).schema, new Set(seen).add(name))
    // An alias is what it stands for.
    return inner.kind === 'raw' || inner.kind === 'date' || inner.kind === 'ref' ? inner : { kind: 'ref', name }
  }
  if (schema.format === 'date-time') return { kind: 'date' }
  if (schema.type === 'array') return wrapped('list', shapeOf(model, schema.items, seen))
  if (optionsOf(schema)) return unionOf(model, schema, seen)
  if (schema.properties) return { kind: 'object' }
  if (schema.additionalProperties && schema.additionalProperties !== true)
    return wrapped('map', shapeOf(model, schema.additionalProperties, seen))
  return { kind: 'raw' }
}

const wrapped = (kind, of) => (of.kind === 'raw' ? of : { kind, of })

/** Of a union only the objects matter, since scalars are not renamed. It is raw if no member of its objects is renamed. */
function unionOf(model, schema, seen) {
  const members = optionsOf(schema)
    .map((one) => refOf(one))
    .filter((name) => name && model.byName.get(name).schema.properties)
  if (members.length === 0) {
    const parts = optionsOf(schema)
      .map((one) => shapeOf(model, one, seen))
      .filter((one) => one.kind !== 'raw')
    return parts[0] ?? { kind: 'raw' }
  }
  // If any value is allowed, no field is known to be optional.
  const open = optionsOf(schema).some((one) => isAnything(model, one))
  const same = members.every((name) =>
    model.byName.get(name).fields.every((field) => field.wire === field.js && shapeOf(model, field.schema, seen).kind === 'raw'),
  )
  return open && same ? { kind: 'raw' } : { kind: 'union', members, tag: schema.discriminator }
}

function isAnything(model, schema) {
  const name = refOf(schema)
  const plain = name ? model.byName.get(name).schema : schema
  return !plain.type && !optionsOf(plain) && !plain.properties && plain.const === undefined && !plain.enum
}

/** The fields of all members in one; a field that is optional in one of them is optional. */
export function mergedFields(model, members) {
  const fields = new Map()
  for (const name of members) {
    for (const field of model.byName.get(name).fields) {
      const known = fields.get(field.wire)
      fields.set(field.wire, known ? { ...known, required: known.required && field.required } : field)
    }
  }
  return [...fields.values()]
}
