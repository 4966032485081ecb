// The reference implementation of encoding and decoding, written from openapi.yaml for clarity. Tests compare the client with it.

import { readSource } from '../../tools/generate/source.mjs'
import { resolve } from './schema.mjs'

export const api = await readSource(new URL('../../openapi.yaml', import.meta.url))
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

export const camel = (wire) => wire.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

/** The JavaScript value of an answer of this schema. */
export function decoded(schema, value) {
  const known = meant(schema, value)
  if (known.format === 'date-time') return dated(value)
  if (Array.isArray(value)) return known.type === 'array' ? value.map((one) => decoded(known.items, one)) : value
  if (value === null || typeof value !== 'object') return value
  const mapped = typeof known.additionalProperties === 'object' && !known.properties ? known.additionalProperties : undefined
  const members = collected(
    Object.entries(value).map(([key, one]) => {
      const field = fieldOf(known, key)
      if (field === undefined) return [key, mapped === undefined ? one : decoded(mapped, one)]
      return [nameOf(key, field), one === null && !known.required?.includes(key) ? undefined : decoded(field, one)]
    }),
  )
  // Left out only now: if a field comes under both its names, the last one counts, even a null.
  return collected(Object.entries(members).filter(([, one]) => one !== undefined))
}

/** The wire value of a request of this schema. */
export function encoded(schema, value) {
  const known = meant(schema, value)
  if (Array.isArray(value)) return known.type === 'array' ? value.map((one) => encoded(known.items, one)) : value
  if (value === null || typeof value !== 'object') return value
  const wires = new Map(Object.entries(known.properties ?? {}).map(([wire, field]) => [nameOf(wire, field), wire]))
  const mapped = typeof known.additionalProperties === 'object' && !known.properties ? known.additionalProperties : undefined
  return collected(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => {
        const wire = wires.get(key)
        if (wire === undefined) return [key, mapped === undefined ? one : encoded(mapped, one)]
        return [wire, encoded(known.properties[wire], one)]
      }),
  )
}

const fieldOf = ({ properties }, key) => (properties && Object.hasOwn(properties, key) ? properties[key] : undefined)

export const nameOf = (wire, field) => field['x-name'] ?? camel(wire)

/** The schema behind aliases and unions: of a union the member that the tag names, else all members merged. */
export function meant(schema, value) {
  if (schema?.$ref) return meant(resolve(api, schema.$ref), value)
  const options = schema?.oneOf ?? schema?.anyOf
  if (!options) return schema ?? {}
  const tag = schema.discriminator && value?.[schema.discriminator.propertyName]
  if (typeof tag === 'string' && Object.hasOwn(schema.discriminator.mapping, tag)) return meant({ $ref: schema.discriminator.mapping[tag] })
  const all = options.map((one) => (one.$ref ? resolve(api, one.$ref) : one))
  // Where anything is allowed, nothing is known.
  if (all.some(isAnything)) return {}
  const objects = all.filter(({ properties }) => properties)
  if (objects.length === 0) return {}
  const properties = Object.assign({}, ...objects.toReversed().map((one) => one.properties))
  const required = Object.keys(properties).filter((key) => objects.every((one) => !(key in one.properties) || one.required?.includes(key)))
  return { type: 'object', properties, required }
}

const isAnything = (schema) => !['type', 'properties', 'const', 'enum', 'oneOf', 'anyOf', '$ref'].some((keyword) => keyword in schema)

function dated(value) {
  const date = typeof value === 'string' && ISO.test(value) ? new Date(value) : new Date(NaN)
  return Number.isNaN(date.getTime()) ? value : date
}

/** Own members, whatever they are called, in their order. */
function collected(entries) {
  const object = {}
  for (const [key, value] of entries) Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  return object
}

/** Every operation: its id, verb and path where it has such, the operation itself. */
export const operations = [
  ...Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ id: operation.operationId, method: method.toUpperCase(), path, operation })),
  ),
  ...Object.entries(api['x-elsewhere']).map(([id, operation]) => ({ id, operation })),
]

/** What a good answer is. */
export function answerOf({ operation }) {
  const [status, { content }] = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))
  return {
    status: Number(status),
    schema: content?.['application/json']?.schema,
    isBinary: content?.['application/octet-stream'] !== undefined,
  }
}
