// The form of openapi.yaml: which members it may have, where, and of which kind. Anything else is rejected.

const LIST = (kind) => ({ list: kind })
const MAP = (kind) => ({ map: kind })
const ONE = (...values) => ({ one: values })

/** The members of each thing; those that end in `?` may be left out. tools/generate.mjs says what the x- members mean. */
const FORMS = {
  'the document': {
    openapi: 'text',
    info: 'any',
    'servers?': 'any',
    'security?': 'any',
    tags: LIST('a tag'),
    paths: MAP('a path'),
    'x-elsewhere?': MAP('an operation'),
    components: 'components',
  },
  components: { 'securitySchemes?': 'any', 'responses?': MAP('any'), schemas: MAP('a schema') },
  'a tag': { name: 'text', description: 'text' },
  'a path': {
    'get?': 'an operation',
    'post?': 'an operation',
    'put?': 'an operation',
    'patch?': 'an operation',
    'delete?': 'an operation',
  },
  'an operation': {
    operationId: 'text',
    'tags?': LIST('text'),
    summary: 'text',
    description: 'text',
    'security?': LIST('any'),
    'parameters?': LIST('a parameter'),
    'requestBody?': 'a request body',
    responses: MAP('a response'),
    'x-scope?': 'text',
    'x-request?': 'a request',
    'x-repeat?': 'boolean',
    'x-repeat-because?': 'text',
    'x-limit?': 'text',
    'x-after?': LIST('an argument'),
    'x-relayed?': 'boolean',
    'x-by-hand?': 'boolean',
    'x-snippet?': 'text',
  },
  'a parameter': {
    name: 'text',
    in: ONE('path', 'query'),
    'required?': 'boolean',
    description: 'text',
    schema: 'a schema',
    'example?': 'text',
    'x-from?': ONE('client', 'request'),
    'x-name?': 'text',
  },
  'an argument': { name: 'text', description: 'text', schema: 'a schema' },
  'a request': { type: 'text', 'optional?': 'boolean', 'example?': 'any' },
  'a request body': { 'description?': 'text', 'required?': 'boolean', content: MAP('content'), 'x-constants?': MAP('any') },
  'a response': { 'description?': 'text', 'content?': MAP('content'), '$ref?': 'text' },
  content: { 'schema?': 'a schema', 'example?': 'any' },
  'a schema': {
    '$ref?': 'text',
    'type?': ONE('string', 'number', 'integer', 'boolean', 'object', 'array', 'null'),
    'format?': 'text',
    'minimum?': 'number',
    'description?': 'text',
    'enum?': LIST('text'),
    'const?': 'any',
    'properties?': MAP('a schema'),
    'required?': LIST('text'),
    'additionalProperties?': 'a schema, true or false',
    'items?': 'a schema',
    'oneOf?': LIST('a schema'),
    'anyOf?': LIST('a schema'),
    'discriminator?': 'a discriminator',
    'examples?': LIST('any'),
    'x-name?': 'text',
    'x-keys?': LIST('text'),
    'x-enum?': 'boolean',
    'x-optional?': 'boolean',
    'x-typescript?': 'text',
    'x-typescript-parameters?': 'text',
  },
  'a discriminator': { propertyName: 'text', mapping: MAP('text') },
}

/** Members that openapi.yaml must not have, because they follow from others. */
const DERIVED = {
  'x-in': 'query fields are in parameters only',
  'x-page': 'a list has pages if its response has page_info beside data',
}

/** Where openapi.yaml is not of this form: sentences that begin with the operation or the type. */
export function formProblems(api) {
  const problems = []
  visit(api, 'the document', 'openapi.yaml', problems)
  return problems
}

function visit(value, kind, place, problems) {
  const expect = (isRight, expected) => {
    if (!isRight) problems.push(`${place} must be ${expected}, got ${shown(value)}`)
    return isRight
  }
  if (kind === 'any') return
  if (kind === 'text') return void expect(typeof value === 'string' && value.trim() !== '', 'text')
  if (kind === 'number') return void expect(typeof value === 'number', 'a number')
  if (kind === 'boolean') return void expect(typeof value === 'boolean', 'true or false')
  if (kind === 'a schema, true or false') return void (typeof value !== 'boolean' && visit(value, 'a schema', place, problems))
  if (kind.one) return void expect(kind.one.includes(value), `one of ${kind.one.join(', ')}`)
  if (kind.list) {
    if (!expect(Array.isArray(value), 'a list')) return
    for (const [index, one] of value.entries()) visit(one, kind.list, within(place, kind.list, one, index), problems)
    return
  }
  if (!expect(value !== null && typeof value === 'object' && !Array.isArray(value), 'an object')) return
  if (kind.map) for (const [name, one] of Object.entries(value)) visit(one, kind.map, below(place, kind.map, name, one), problems)
  else visitMembers(value, kind, place, problems)
}

function visitMembers(value, kind, place, problems) {
  const form = FORMS[kind]
  const known = Object.keys(form).map((name) => name.replace('?', ''))
  for (const name of Object.keys(value))
    if (!known.includes(name)) problems.push(`${place}: ${name} is not a member of ${kind}${suggestion(name, known)}`)
  for (const [name, inner] of Object.entries(form)) {
    const plain = name.replace('?', '')
    if (Object.hasOwn(value, plain)) visit(value[plain], inner, member(place, kind, plain, value[plain]), problems)
    else if (plain === name) problems.push(`${place}: ${name} is missing`)
  }
}

/** The place of the types. A problem of a type begins with the name of the type alone. */
const SCHEMAS = 'components.schemas'

/** The operation's name; `GET /v1/…` where it has none. */
const labelOf = (operation, otherwise) => (typeof operation?.operationId === 'string' ? operation.operationId : otherwise)

/** The place of a member: `Note` and `items` → `Note[]`, `accounts.list` and `x-limit` → `accounts.list: x-limit`. */
function member(place, kind, name, value) {
  if (kind === 'a path') return labelOf(value, `${name.toUpperCase()} ${place}`)
  if (kind === 'the document') return name
  if (kind === 'components' && name === 'schemas') return SCHEMAS
  if (kind === 'a schema' && name === 'items') return `${place}[]`
  // Each property and each parameter has a place of its own.
  const isList = (kind === 'a schema' && name === 'properties') || (kind === 'an operation' && name === 'parameters')
  return isList && value !== null && typeof value === 'object' && Array.isArray(value) === (name === 'parameters')
    ? place
    : `${place}: ${name}`
}

const within = (place, kind, value, index) =>
  kind === 'a parameter' ? `${place}: ${typeof value?.name === 'string' ? value.name : `parameters.${index}`}` : `${place}.${index}`

function below(place, kind, name, value) {
  if (kind === 'an operation') return labelOf(value, name)
  if (kind === 'a path') return name
  if (kind === 'a schema' && place === SCHEMAS) return name
  return `${place}.${name}`
}

function shown(value) {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function suggestion(name, known) {
  if (DERIVED[name]) return `: ${DERIVED[name]}`
  const [closest] = known.map((one) => [distance(name, one), one]).sort(([a], [b]) => a - b)
  return closest[0] <= Math.min(3, name.length / 2) ? `; did you mean ${closest[1]}?` : `; its members are ${known.join(', ')}`
}

/** The Levenshtein distance of two words. */
function distance(left, right) {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++)
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1)))
    row = next
  }
  return row[right.length]
}
