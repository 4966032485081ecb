// Which types hold dates, and the expression for the function of ts/resources/revive.ts that revives a value.

import { refOf } from './names.mjs'
import { mergedFields, shapeOf } from './shapes.mjs'

/** The expression for the reviver of a schema, such as `revive.Account`; undefined where it holds no dates. */
export function reviverOf(model, schema, seen = new Set()) {
  const name = refOf(schema)
  if (name) return revivedFields(model, name, seen).length > 0 ? `revive.${name}` : undefined
  if (schema.type !== 'array') return undefined
  const item = reviverOf(model, schema.items, seen)
  return item && `revive.listOf(${item})`
}

/** The fields of a type that hold dates, themselves or deeper down, with their reviver: `date` or another type's. */
export function revivedFields(model, name, seen = new Set()) {
  if (seen.has(name)) return []
  const { schema, fields } = model.byName.get(name)
  const shape = shapeOf(model, schema)
  const all = shape.kind === 'union' ? mergedFields(model, shape.members) : fields
  const inner = new Set(seen).add(name)
  return all
    .map(({ js, schema }) => ({ js, reviver: schema.format === 'date-time' ? 'date' : reviverOf(model, schema, inner) }))
    .filter(({ reviver }) => reviver)
}

/** The types that hold dates and that an operation returns, by name. */
export function revivedTypes(model) {
  const names = new Set()
  const add = (schema) => {
    const name = refOf(schema)
    if (schema.type === 'array') add(schema.items)
    if (name === undefined || names.has(name) || revivedFields(model, name).length === 0) return
    names.add(name)
    const { schema: inner, fields } = model.byName.get(name)
    const shape = shapeOf(model, inner)
    for (const field of shape.kind === 'union' ? mergedFields(model, shape.members) : fields) add(field.schema)
  }
  for (const one of model.operations) {
    if (one.kind === 'json') add(one.response)
    if (one.kind === 'page') add({ $ref: `#/components/schemas/${one.item}` })
  }
  return [...names].sort()
}
