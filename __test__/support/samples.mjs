// Wire values of every type in openapi.yaml, and the operations that return them.

import { answerOf, api, meant, nameOf, operations } from './reference.mjs'
import { resolve } from './schema.mjs'

const INSTANT = '2031-02-03T04:05:17.678Z'
const DEEPEST = 12

/** A value of a schema. `pick(wire, isRequired)` selects its fields. Of a union it is the first member. */
export function sample(schema, pick, depth = 0) {
  if (schema.$ref) return sample(resolve(api, schema.$ref), pick, depth + 1)
  const options = schema.oneOf ?? schema.anyOf
  if (options) return sample(options[0], pick, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'date-time') return INSTANT
  if (schema.type === 'array') return depth > DEEPEST ? [] : [sample(schema.items, pick, depth + 1), sample(schema.items, pick, depth + 1)]
  if (schema.properties) {
    const fields = Object.entries(schema.properties).filter(([wire]) => pick(wire, schema.required?.includes(wire) ?? false))
    return Object.fromEntries(fields.map(([wire, field]) => [wire, sample(field, pick, depth + 1)]))
  }
  if (typeof schema.additionalProperties === 'object') return { some_key: sample(schema.additionalProperties, pick, depth + 1) }
  return (
    { string: 'te_xt', number: 1.5, integer: 2, boolean: true, null: null, object: { raw_key: null } }[schema.type] ?? {
      raw_value: [1, null, INSTANT],
    }
  )
}

/**
 * Where each named type occurs in an answer: `{ name, operation, schema, place(value) }`. `place` puts a value of the type into an answer of
 * the operation. Unions occur once with each of their members.
 */
export function placesOfTypes() {
  const found = new Map()
  for (const operation of operations) {
    const { schema } = answerOf(operation)
    if (schema) look(schema, (value) => value, [])
    function look(schema, place, above) {
      if (schema.$ref) {
        const name = schema.$ref.split('/').at(-1)
        if (above.includes(name)) return
        if (!found.has(name)) found.set(name, { name, operation, schema: resolve(api, schema.$ref), place })
        return look(resolve(api, schema.$ref), place, [...above, name])
      }
      for (const one of schema.oneOf ?? schema.anyOf ?? []) look(one, tagged(schema, one, place), above)
      if (schema.type === 'array') look(schema.items, (value) => place([value]), above)
      if (typeof schema.additionalProperties === 'object') look(schema.additionalProperties, (value) => place({ some_key: value }), above)
      for (const [wire, field] of Object.entries(schema.properties ?? {})) look(field, (value) => place({ [wire]: value }), above)
    }
  }
  return [...found.values()]
}

/** Adds the tag of a union's member, unless the value has one. */
function tagged({ discriminator }, member, place) {
  const [tag] = Object.entries(discriminator?.mapping ?? {}).find(([, ref]) => ref === member.$ref) ?? []
  return tag === undefined
    ? place
    : (value) => place(value !== null && typeof value === 'object' ? { [discriminator.propertyName]: tag, ...value } : value)
}

/** Valid arguments of an operation: `[...ids, request]`. */
export function someArguments({ operation }) {
  const ids = (operation.parameters ?? []).filter((one) => one.in === 'path' && !one['x-from']).map(() => 'an_id')
  if (!operation['x-request']) return ids
  const request = { $ref: `#/components/schemas/${operation['x-request'].type}` }
  // Of a secret and an assertion `oauthTokens.create` needs one, which the schema cannot say.
  const needed = sample(request, (wire, isRequired) => isRequired || wire === 'client_secret')
  return [
    ...ids,
    Object.fromEntries(
      propertiesOf(request)
        .filter(([wire]) => wire in needed)
        .map(([wire, field]) => [nameOf(wire, field), needed[wire]]),
    ),
  ]
}

/** The names of all types that these references lead to, directly or not. */
export function typesOf(refs, found = new Set()) {
  for (const ref of refs) {
    const name = ref.split('/').at(-1)
    if (found.has(name)) continue
    found.add(name)
    typesOf(refsOf(resolve(api, ref)), found)
  }
  return [...found]
}

/** Every `$ref` in a schema. */
export function refsOf(schema) {
  if (schema === null || typeof schema !== 'object') return []
  return Object.entries(schema).flatMap(([key, value]) => (key === '$ref' ? [value] : refsOf(value)))
}

export const propertiesOf = (schema) => Object.entries(meant(schema).properties ?? {})
