// Arbitraries of fast-check for the arguments of an operation, from its schemas in openapi.yaml.

import fc from 'fast-check'
import { api, meant, nameOf } from './reference.mjs'
import { resolve } from './schema.mjs'

/** Characters with a meaning in URLs, JSON, headers or shells, and others of Unicode. */
const RESERVED = [
  ...`:/?#[]@!$&'()*+,;=%"<>\\^\`{}|~-._ \t\n\r\0\u007f\u0085\u2028\ufeff`,
  '%2F',
  '%00',
  '..',
  '\u{1F600}',
  'é',
  'e\u0301',
  '日本',
]

/** FAST_CHECK_SEED sets the seed, FAST_CHECK_RUNS the number of runs. */
const seed = Number(process.env.FAST_CHECK_SEED ?? 20261124)
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 25)

/** Fails with the smallest case for which `check` fails, and with the seed to repeat it. */
export async function holds(arbitrary, check) {
  const { failed, errorInstance, counterexample } = await fc.check(
    fc.asyncProperty(arbitrary, async (one) => void (await check(one))),
    { seed, numRuns, interruptAfterTimeLimit: 5_000, markInterruptAsFailure: false },
  )
  if (failed)
    throw new Error(
      `FAST_CHECK_SEED=${seed} FAST_CHECK_RUNS=${numRuns}\n${fc.stringify(counterexample).slice(0, 2000)}\n${String(errorInstance?.message).slice(0, 2000)}`,
      { cause: errorInstance },
    )
}

/** Text of any kind. */
export const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...RESERVED) }),
  fc.constantFrom('', ' ', 'null', 'undefined', '__proto__', 'constructor', '0', 'true'),
)

/** The same, and sometimes far too long. */
export const anyText = fc.oneof(
  { arbitrary: text, weight: 15 },
  { arbitrary: fc.constantFrom('é/'.repeat(800), '\u{1F600}&'.repeat(500)), weight: 1 },
)

/** For bodies, which may be even longer. */
const huge = fc.constantFrom('日"'.repeat(200_000))

/** Text that can be an id. */
export const id = anyText.filter((one) => !['', '.', '..'].includes(one))

export const json = fc.jsonValue({ stringUnit: 'binary', depthSize: 'medium' })

/** Nested lists and objects that a query can contain. A list within a list becomes text with commas, and contains no object. */
export const queryValue = fc.letrec((tie) => ({
  leaf: fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
  list: fc.array(fc.oneof(tie('leaf'), tie('object')), { maxLength: 3 }),
  object: fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  value: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('list'), tie('object')),
})).value

/** A value of a schema with JavaScript's names, sometimes with an unknown field. In a body it may be huge. */
export function anyOf(schema, inBody = false) {
  if (schema.$ref) return anyOf(resolve(api, schema.$ref), inBody)
  if (schema.oneOf || schema.anyOf) return fc.oneof(...(schema.oneOf ?? schema.anyOf).map((one) => anyOf(one, inBody)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.format === 'date-time') return fc.date({ noInvalidDate: true })
  switch (schema.type) {
    case 'string':
      return inBody ? fc.oneof({ arbitrary: text, weight: 99 }, { arbitrary: huge, weight: 1 }) : anyText
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31) })
    case 'number':
      return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(anyOf(schema.items, inBody), { maxLength: 3 })
    case 'object':
      return objectOf(schema, inBody)
    default:
      return json
  }
}

function objectOf(schema, inBody) {
  const values = typeof schema.additionalProperties === 'object' ? anyOf(schema.additionalProperties, inBody) : json
  if (!schema.properties) return fc.dictionary(text, values, { maxKeys: 4 })
  return withUnknown(
    fieldsOf(schema, () => true, inBody),
    Object.entries(schema.properties).flatMap(([wire, field]) => [wire, nameOf(wire, field)]),
  )
}

/** The fields of an object that `pick` selects, the optional ones sometimes absent or undefined. */
export function fieldsOf(schema, pick, inBody = true) {
  const { properties = {}, required = [] } = meant(schema)
  const chosen = Object.entries(properties).filter(([wire, field]) => pick(wire, field))
  const shape = Object.fromEntries(
    chosen.map(([wire, field]) => {
      const value = anyOf(field, inBody)
      return [nameOf(wire, field), required.includes(wire) ? value : fc.oneof({ arbitrary: value, weight: 6 }, fc.constant(undefined))]
    }),
  )
  return fc.record(shape, { requiredKeys: chosen.filter(([wire]) => required.includes(wire)).map(([wire, field]) => nameOf(wire, field)) })
}

/** With unknown members, which are sent unchanged. */
export function withUnknown(objects, names) {
  const unknown = fc.dictionary(
    text.filter((key) => !names.includes(key)),
    json,
    { maxKeys: 2 },
  )
  return fc
    .tuple(objects, unknown)
    .map(([known, unknown]) =>
      Object.create(null, { ...Object.getOwnPropertyDescriptors(unknown), ...Object.getOwnPropertyDescriptors(known) }),
    )
}

/** Possible answers for a schema: mostly valid ones, some with unknown members or values of another type. */
export function answered(schema, depth = 0) {
  const { properties, additionalProperties, type, items, format } = meant(
    schema,
    schema.discriminator && { type: Object.keys(schema.discriminator.mapping)[depth % 3] },
  )
  const odd = fc.oneof(json, fc.constantFrom(null, '2031-02-03', 1700000000))
  if (depth > 5) return odd
  if (format === 'date-time')
    return fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2300-01-01') }).map((date) => date.toISOString()),
      odd,
    )
  if (type === 'array') return fc.oneof({ arbitrary: fc.array(answered(items, depth + 1), { maxLength: 2 }), weight: 6 }, odd)
  if (!properties)
    return typeof additionalProperties === 'object'
      ? fc.oneof(fc.dictionary(text, answered(additionalProperties, depth + 1), { maxKeys: 2 }), odd)
      : odd
  const known = Object.entries(properties).flatMap(([wire, field]) => [
    [wire, answered(field, depth + 1)],
    [nameOf(wire, field), odd],
  ])
  const members = fc.array(fc.oneof(...known.map(([key, value]) => fc.tuple(fc.constant(key), value)), fc.tuple(text, odd)), {
    maxLength: 8,
  })
  const objects = members.map((pairs) =>
    pairs.reduce(
      (object, [key, value]) => Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true }),
      {},
    ),
  )
  return depth > 0 ? fc.oneof({ arbitrary: objects, weight: 6 }, odd) : objects
}
