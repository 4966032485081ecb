// Checks openapi.yaml before anything is generated. Each problem names the operation or the type, and the member.
//
// First its form (form.mjs), then the rules of this generator, then the rest of OpenAPI with a validator library.

import { Validator } from '@seriousme/openapi-schema-validator'
import { completed, operationsOf, repeatsByVerb } from './defaults.mjs'
import { formProblems } from './form.mjs'
import { modelOf, optionsOf } from './model.mjs'
import { camel, className, isIdentifier, numberOf, refOf, screaming } from './names.mjs'
import { shapeOf } from './shapes.mjs'
import { TAKEN } from './taken.mjs'

/** Resources whose requests are sent by hand-written code: ts/proxy.ts and so on. */
const BY_HAND = ['proxy', 'rateLimits', 'workflows']
/** The members of a client besides its resources. `__test__/package/generated.test.mjs` compares them with the class. */
export const CLIENT_HAS = [
  'constructor',
  'rawAccessToken',
  'accessToken',
  'invalidateAccessToken',
  'mcp',
  'prefetch',
  'accessTokenStats',
  'request',
  'close',
  'toJSON',
]
/** The files of ts/resources that are not a resource. */
const FILES = ['enums', 'fields', 'index', 'meta', 'namespaces', 'operations', 'resources', 'revive', 'types']
/** The members of a resource besides its methods. */
export const RESOURCE_HAS = ['constructor']

/** The problems of openapi.yaml, one sentence each; none where it is valid. */
export async function problemsOf(api) {
  const form = formProblems(api)
  // The other checks read members without asking whether they are there.
  if (form.length > 0) return form
  const rules = [...operationsOf(api).flatMap((one) => operationProblems(api, one)), ...typeProblems(api), ...duplicates(api)]
  if (rules.length > 0) return rules
  const openApi = await openApiProblems(api)
  return openApi.length > 0 ? openApi : shapeProblems(modelOf(completed(api)))
}

const validator = new Validator()

/** What OpenAPI 3.1 does not allow. The validator also reports every member around a problem: only the innermost is kept. */
async function openApiProblems(api) {
  const result = await validator.validate(structuredClone(api))
  if (result.valid) return []
  if (!Array.isArray(result.errors)) return [`openapi.yaml: ${result.errors}`]
  const deepest = result.errors.filter(
    ({ instancePath }) => !result.errors.some((other) => other.instancePath.startsWith(`${instancePath}/`)),
  )
  const sentences = deepest.map(({ instancePath, message, params }) => {
    const pieces = instancePath
      .split('/')
      .slice(1)
      .map((piece) => piece.replaceAll('~1', '/').replaceAll('~0', '~'))
    const unknown = params.unevaluatedProperty ?? params.additionalProperty
    const problem = unknown
      ? `${unknown} is not a member that OpenAPI has`
      : params.missingProperty
        ? `${params.missingProperty} is missing`
        : message
    return `${placeOf(api, pieces)}: ${problem}`
  })
  return [...new Set(sentences)]
}

/** `paths`, `/v1/…`, `get`, `parameters`, `2` → `accounts.list: parameters.2`. */
function placeOf(api, pieces) {
  const [first, path, verb, ...rest] = pieces
  if (first === 'paths' && verb) return [api.paths[path][verb].operationId, ...(rest.length > 0 ? [rest.join('.')] : [])].join(': ')
  if (first === 'components' && verb) return [verb, ...rest].join('.')
  return pieces.join('.') || 'openapi.yaml'
}

const bodiesOf = ({ requestBody, responses = {} }) =>
  [['requestBody', requestBody], ...Object.entries(responses)].flatMap(([where, body]) =>
    Object.values(body?.content ?? {}).flatMap(({ schema }) => (schema ? [[where, schema]] : [])),
  )

/** The schemas within a schema, each with its place. */
const innerOf = (schema) => [
  ...Object.entries(schema.properties ?? {}).map(([name, one]) => [`.${name}`, one]),
  ...(schema.items ? [['[]', schema.items]] : []),
  ...(optionsOf(schema) ?? []).map((one) => ['', one]),
  ...(typeof schema.additionalProperties === 'object' ? [['.*', schema.additionalProperties]] : []),
]

function operationProblems(api, { operation, path, verb }) {
  const label = operation.operationId
  const problems = []
  const wrong = (problem) => void problems.push(`${label}: ${problem}`)
  const [resource, method, ...more] = operation.operationId.split('.')
  if (!isIdentifier(resource) || !isIdentifier(method ?? '') || more.length > 0) wrong('operationId must be of the form resource.method')
  if (!api.tags.some(({ name }) => name === resource)) wrong(`operationId names the resource ${resource}, which is not in tags`)
  if (operation.tags && (operation.tags.length !== 1 || operation.tags[0] !== resource)) wrong(`tags must be [${resource}], or left out`)
  if ([...RESOURCE_HAS, '__proto__'].includes(method)) wrong(`operationId: every resource has a member ${method} already`)
  if (operation['x-scope'] === undefined && operation.security?.length !== 0)
    wrong('x-scope is missing; an operation that needs no token has `security: []` instead')
  if (operation.security?.length !== 0 && operation['x-scope'] !== undefined && !/^connect:/.test(operation['x-scope']))
    wrong('x-scope must begin with connect:')
  repeatProblems(operation, verb, wrong)
  parameterProblems(api, operation, path, wrong)
  requestProblems(api, operation, wrong)
  answerProblems(operation, wrong)
  for (const name of ['x-relayed', 'x-by-hand'])
    if (operation[name] && !BY_HAND.includes(resource)) wrong(`${name} is for ${BY_HAND.join(', ')}, which have hand-written code`)
  return problems
}

function repeatProblems(operation, verb, wrong) {
  const { 'x-repeat': repeat, 'x-repeat-because': because } = operation
  if (repeat === undefined) return void (verb === undefined && wrong('x-repeat is missing'))
  if (repeat !== repeatsByVerb(verb) && !because)
    wrong(`x-repeat-because is missing: it says why a ${verb ?? 'call'} may ${repeatsByVerb(verb) ? 'not ' : ''}be repeated`)
}

function parameterProblems(api, operation, path, wrong) {
  const parameters = operation.parameters ?? []
  const seen = new Set()
  for (const one of parameters) {
    const { name, schema } = one
    if (one.in === 'path' && !path?.includes(`{${name}}`)) wrong(`${name} is a path parameter, but the path does not have it`)
    if (one['x-from'] !== undefined && one.in !== 'path') wrong(`${name}: x-from is for path parameters`)
    if (one.in === 'path' && one.required !== true) wrong(`${name}: required must be true, because it is in the path`)
    if (seen.has(name)) wrong(`${name} is twice in parameters`)
    seen.add(name)
    referenceProblems(api, schema, name, wrong)
  }
  for (const [, name] of (path ?? '').matchAll(/\{([^}]*)\}/g))
    if (!parameters.some((one) => one.in === 'path' && one.name === name)) wrong(`${name} is in the path, but not in parameters`)
}

function requestProblems(api, operation, wrong) {
  const { 'x-request': request, requestBody, parameters = [] } = operation
  const query = parameters.filter((one) => one.in === 'query')
  if (request === undefined) {
    if (query.length > 0) wrong(`x-request is missing: it names the type that holds ${query.map(({ name }) => name).join(', ')}`)
    else if (requestBody) wrong('x-request is missing: it names the type of the body')
    return
  }
  if (!/^[A-Z]\w*$/.test(request.type)) return wrong('x-request: type must be the name of a type, which begins with a capital letter')
  const type = api.components.schemas[request.type]
  if (type === undefined && (requestBody || query.length === 0)) wrong(`x-request: the type ${request.type} is not in components.schemas`)
  for (const { name } of query)
    if (type?.properties?.[name]) wrong(`${name} is both in parameters and in ${request.type}: remove it from ${request.type}`)
  const required = [...(type?.required ?? []), ...query.filter((one) => one.required).map(({ name }) => name)]
  if (request.optional === true && required.length > 0) wrong(`x-request: optional is true, but ${required.join(', ')} must be given`)
  const schema = requestBody?.content?.['application/json']?.schema
  if (operation['x-relayed']) return
  if (requestBody && !schema) wrong('requestBody must be application/json with a schema')
  else if (schema && refOf(schema) !== request.type) wrong(`requestBody must be a $ref to ${request.type}, the type of x-request`)
  else if (!schema && Object.keys(type?.properties ?? {}).length > 0)
    wrong(`requestBody is missing: ${request.type} has ${Object.keys(type.properties).join(', ')}`)
}

function answerProblems(operation, wrong) {
  const good = Object.entries(operation.responses ?? {}).filter(([status]) => /^2\d\d$/.test(status))
  if (good.length !== 1) return wrong(`responses must have exactly one status from 200 to 299, got ${good.length}`)
  const { $ref, content = {} } = good[0][1]
  if ($ref) return wrong(`responses: ${good[0][0]} must be written out, a $ref is not supported`)
  if (operation['x-relayed']) return
  const kinds = Object.keys(content)
  if (kinds.length > 1 || kinds.some((kind) => kind !== 'application/json' && kind !== 'application/octet-stream'))
    wrong(`responses: ${kinds.join(', ')} is not supported; use application/json or application/octet-stream, or no content`)
  if (good[0][1].content && kinds.length === 0) wrong('responses: content is empty; remove it if the response has no body')
  const json = content['application/json']
  if (json && json.schema === undefined) wrong('responses: the schema of application/json is missing')
  else if (json && !refOf(json.schema) && !refOf(json.schema.items ?? {}))
    wrong('responses: the schema must be a $ref to a type, or a list of one')
}

function typeProblems(api) {
  return [
    ...Object.entries(api.components.schemas).flatMap(([name, schema]) => [
      ...(/^[A-Z]\w*$/.test(name) ? [] : [`${name}: the name of a type must begin with a capital letter and have only letters and digits`]),
      ...(schema.description ? [] : [`${name}: description is missing`]),
      ...within(api, schema, name),
      ...(schema['x-keys'] && schema['x-keys'].length !== schema.enum?.length
        ? [`${name}: x-keys must have a name for each value of enum`]
        : []),
    ]),
    ...operationsOf(api).flatMap((one) =>
      bodiesOf(one.operation).flatMap(([where, schema]) => within(api, schema, `${one.operation.operationId}: ${where}`)),
    ),
  ]
}

/** References to nothing, fields without a description, required fields that do not exist. */
function within(api, schema, label) {
  const problems = []
  referenceProblems(api, schema, '', (problem) => void problems.push(`${label}: ${problem}`))
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (!property.description) problems.push(`${label}.${name}: description is missing`)
  for (const name of schema.required ?? [])
    if (schema.properties?.[name] === undefined) problems.push(`${label}: ${name} is required, but not in properties`)
  if (schema.type === 'array' && schema.items === undefined) problems.push(`${label}: items is missing`)
  for (const [tag, ref] of Object.entries(schema.discriminator?.mapping ?? {}))
    if (!optionsOf(schema)?.some((one) => one.$ref === ref))
      problems.push(`${label}: discriminator: ${tag} is mapped to ${ref}, which is not a member of the union`)
  return [...problems, ...innerOf(schema).flatMap(([name, inner]) => within(api, inner, `${label}${name}`))]
}

function referenceProblems(api, schema, label, wrong) {
  if (schema.$ref === undefined) return
  const name = /^#\/components\/schemas\/(\w+)$/.exec(schema.$ref)?.[1]
  if (api.components.schemas[name] === undefined) wrong(`${label ? `${label}: ` : ''}${schema.$ref} does not exist`)
}

/** Names that would be used twice, in openapi.yaml or in a generated language. */
function duplicates(api) {
  const names = operationsOf(api).map(({ operation }) => operation.operationId)
  const fields = Object.entries(api.components.schemas).flatMap(([type, { properties = {} }]) =>
    twice(Object.entries(properties).map(([wire, one]) => one['x-name'] ?? camel(wire))).map(
      (name) => `${type}: two fields are named ${name} in JavaScript`,
    ),
  )
  const places = operationsOf(api).flatMap(({ operation }) =>
    twice((operation.parameters ?? []).map((one) => one['x-name'] ?? camel(one.name))).map(
      (name) => `${operation.operationId}: two parameters are named ${name} in JavaScript`,
    ),
  )
  return [
    ...twice(names).map((name) => `${name}: operationId is used twice`),
    ...twice([...new Set(names)].map(numberOf)).map(
      (number) =>
        `${names.filter((name) => numberOf(name) === number).join(' and ')}: these names have the same number ${number}; rename the newer one`,
    ),
    ...twice(api.tags.map(({ name }) => name)).map((name) => `tags: ${name} is used twice`),
    ...api.tags
      .filter(({ name }) => [...CLIENT_HAS, '__proto__'].includes(name))
      .map(({ name }) => `tags: every client has a member ${name} already`),
    ...api.tags
      .filter(({ name }) => FILES.includes(name))
      .map(({ name }) => `tags: ts/resources/${name}.ts is another file; rename the resource`),
    ...Object.keys(api.components.schemas)
      .filter((name) => TAKEN.has(name) || api.tags.some((tag) => className(tag.name) === name))
      .map((name) => `${name}: another type has this name, in JavaScript or in the package; rename the type`),
    ...twice(Object.keys(api.components.schemas).map(screaming)).map((name) => `components.schemas: two types are named ${name} in Rust`),
    ...fields,
    ...places,
    ...api.tags.filter(({ name }) => !names.some((one) => one.startsWith(`${name}.`))).map(({ name }) => `tags: ${name} has no operation`),
  ]
}

const twice = (names) => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]

/** The Rust tables refer to objects and unions by name, so each needs one. */
function shapeProblems(model) {
  const check = (schema, label) => {
    const kind = (shape) => (shape.of ? kind(shape.of) : shape.kind)
    const found = kind(shapeOf(model, schema))
    return found === 'object' || found === 'union'
      ? [`${label}: an ${found === 'object' ? 'object with properties' : 'union of objects'} needs a name of its own in components.schemas`]
      : []
  }
  const types = model.types.flatMap(({ name, fields }) => fields.flatMap((field) => check(field.schema, `${name}.${field.wire}`)))
  return [
    ...types,
    ...[...model.operations, ...model.elsewhere].flatMap((one) => (one.response ? check(one.response, `${one.id}: responses`) : [])),
  ]
}
