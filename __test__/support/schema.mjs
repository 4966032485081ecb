// Validates a value against a schema of openapi.yaml. Supports the keywords that are used there and refuses all others.

const KNOWN = new Set([
  '$ref',
  'type',
  'minimum',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'oneOf',
  'anyOf',
  'discriminator',
  'format',
  'description',
  'examples',
])
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** The problems of `value` as a list of sentences, empty if it is valid. */
export function problems(api, schema, value, at = 'value') {
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword) && !keyword.startsWith('x-'))
  if (unknown.length > 0) throw new Error(`${at}: this checker does not know ${unknown.join(', ')}`)
  if (schema.$ref) return problems(api, resolve(api, schema.$ref), value, at)
  if (schema.oneOf) return choice(api, schema.oneOf, value, at, (fitting) => fitting === 1)
  if (schema.anyOf) return choice(api, schema.anyOf, value, at, (fitting) => fitting > 0)
  if (schema.const !== undefined && value !== schema.const) return [`${at} is not ${schema.const}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is none of ${schema.enum.join(', ')}`]
  if (schema.format === 'date-time' && !ISO.test(value)) return [`${at} is no instant`]
  if (schema.type === 'integer' && !Number.isInteger(value)) return [`${at} is no integer`]
  if (schema.minimum !== undefined && value < schema.minimum) return [`${at} is less than ${schema.minimum}`]
  if (schema.type && schema.type !== 'integer' && typeOf(value) !== schema.type) return [`${at} is no ${schema.type}`]
  if (schema.type === 'array') return value.flatMap((one, index) => problems(api, schema.items, one, `${at}[${index}]`))
  return schema.type === 'object' ? membersOf(api, schema, value, at) : []
}

/** The schema of a `$ref`. */
export function resolve(api, ref) {
  const target = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((place, name) => place?.[name], api)
  if (target === undefined) throw new Error(`${ref} leads nowhere`)
  return target
}

function choice(api, options, value, at, enough) {
  const fitting = options.filter((option) => problems(api, option, value, at).length === 0).length
  return enough(fitting) ? [] : [`${at} fits ${fitting} of its kinds`]
}

function membersOf(api, schema, value, at) {
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`)
  const inner = Object.entries(value).flatMap(([name, one]) => {
    const known = schema.properties?.[name] ?? (schema.additionalProperties === true ? {} : schema.additionalProperties)
    if (known) return problems(api, known, one, `${at}.${name}`)
    // An undescribed field in an example is a mistake.
    return schema.properties ? [`${at}.${name} is not described`] : []
  })
  return [...missing, ...inner]
}

function typeOf(value) {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
