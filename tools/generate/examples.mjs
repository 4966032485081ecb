// An example of each schema. The emulator responds with it where it keeps no state, and the reference shows it.
//
// openapi.yaml has one for most types; the others are put together from those.

import { optionsOf } from './model.mjs'
import { refOf } from './names.mjs'

/** An example of a schema as wire JSON. */
export function exampleOf(model, schema) {
  const name = refOf(schema)
  if (name) return exampleOf(model, model.byName.get(name).schema)
  if (schema.examples?.length > 0) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (optionsOf(schema)) return exampleOf(model, optionsOf(schema)[0])
  if (schema.format === 'date-time') return '2026-01-02T03:04:05.000Z'
  if (schema.type === 'array') return [exampleOf(model, schema.items)]
  if (schema.properties) return objectOf(model, schema)
  return { string: 'text', number: 1, integer: 1, boolean: true, null: null, object: {} }[schema.type] ?? 'anything'
}

function objectOf(model, schema) {
  const required = schema.required ?? []
  const wanted = Object.entries(schema.properties).filter(([wire, property]) => required.includes(wire) || refOf(property))
  return Object.fromEntries(wanted.map(([wire, property]) => [wire, exampleOf(model, property)]))
}

/** The same value with its names in JavaScript. Dates stay text: no request has one. */
export function inJavaScript(model, schema, value) {
  const name = refOf(schema)
  const { schema: plain, fields } = name ? model.byName.get(name) : { schema, fields: [] }
  if (Array.isArray(value)) return plain.items ? value.map((one) => inJavaScript(model, plain.items, one)) : value
  if (value === null || typeof value !== 'object' || fields.length === 0) return value
  const known = new Map(fields.map((field) => [field.wire, field]))
  return Object.fromEntries(
    Object.entries(value).map(([wire, inner]) => {
      const field = known.get(wire)
      return field ? [field.js, inJavaScript(model, field.schema, inner)] : [wire, inner]
    }),
  )
}
