// What openapi.yaml says, in the form the writers need: operations with their fields, types with their shapes.

export const header = (comment) => `${comment} Written by: npm run generate (from openapi.yaml). Do not edit.\n`

/** `external_user_id` → `externalUserId`. */
export const camel = (wire) => wire.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

/** `accounts.listByExternalUser` → `ACCOUNTS_LIST_BY_EXTERNAL_USER`. */
export const screaming = (name) =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()

const nameOf = (ref) => ref.slice(ref.lastIndexOf('/') + 1)

/** A schema without the wrapper that carries a description beside a reference. */
export const bare = (schema) => (schema.allOf?.length === 1 ? bare(schema.allOf[0]) : schema)

/** The name of the type a schema refers to, if it does. */
export const refOf = (schema) => (bare(schema).$ref ? nameOf(bare(schema).$ref) : undefined)

export function modelOf(api) {
  const types = Object.entries(api.components.schemas).map(([name, schema]) => ({ name, schema, ...fieldsOf(schema) }))
  const byName = new Map(types.map((type) => [type.name, type]))
  const operations = []
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) operations.push(operationOf(api, byName, path, method, operation))
  }
  const resources = api.tags.map((tag) => ({ ...tag, operations: operations.filter((one) => one.resource === tag.name) }))
  const ordered = resources.flatMap((resource) => resource.operations)
  ordered.forEach((operation, index) => (operation.index = index))
  return { api, types, byName, resources, operations: ordered }
}

function fieldsOf(schema) {
  const required = new Set(schema.required ?? [])
  const fields = Object.entries(schema.properties ?? {}).map(([wire, property]) => ({
    wire,
    js: property['x-name'] ?? camel(wire),
    schema: property,
    required: required.has(wire),
    in: property['x-in'] ?? 'body',
    description: property.description,
  }))
  return { fields }
}

function operationOf(api, byName, path, method, operation) {
  const parameters = operation.parameters ?? []
  const body = operation.requestBody?.content['application/json'].schema
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))
  const content = success[1].content
  const request = operation['x-request'] && { ...operation['x-request'], ...byName.get(operation['x-request'].type) }
  const kind = operation['x-relayed'] ? 'relayed' : operation['x-page'] ? 'page' : !content ? 'void' : content['application/octet-stream'] ? 'binary' : 'json'
  const [resource, name] = operation.operationId.split('.')
  return {
    id: operation.operationId,
    resource,
    name,
    method: method.toUpperCase(),
    path,
    kind,
    summary: operation.summary,
    description: operation.description,
    scope: operation['x-scope'],
    repeat: operation['x-repeat'],
    bearer: operation.security?.length !== 0,
    pathParameters: parameters.filter((one) => one.in === 'path'),
    ids: parameters.filter((one) => one.in === 'path' && one['x-from'] !== 'client').map((one) => ({ name: one.name, description: one.description })),
    query: parameters
      .filter((one) => one.in === 'query')
      .map((one) => ({ wire: one.name, js: one['x-name'] ?? camel(one.name), schema: one.schema, required: one.required === true, allowed: enumOf(api, one.schema), description: one.description })),
    request,
    body: body && byName.get(refOf(body)),
    constants: operation.requestBody?.['x-constants'],
    status: Number(success[0]),
    responds: success[1].description,
    response: content?.['application/json']?.schema,
    item: operation['x-page']?.item,
  }
}

function enumOf(api, schema) {
  const name = refOf(schema)
  return (name ? api.components.schemas[name] : schema).enum ?? []
}

/** What a schema looks like to the renaming pass: `raw`, `date`, or something with parts. */
export function shapeOf(model, schema, seen = new Set()) {
  const name = refOf(schema)
  if (name) {
    if (seen.has(name)) return { kind: 'ref', name }
    const inner = shapeOf(model, model.byName.get(name).schema, new Set(seen).add(name))
    // An alias is what it stands for.
    return inner.kind === 'raw' || inner.kind === 'date' || inner.kind === 'ref' ? inner : { kind: 'ref', name }
  }
  const plain = bare(schema)
  if (plain.format === 'date-time') return { kind: 'date' }
  if (plain.type === 'array') return wrapped('list', shapeOf(model, plain.items, seen))
  if (plain.oneOf) return unionOf(model, plain, seen)
  if (plain.properties) return { kind: 'object' }
  if (plain.additionalProperties && plain.additionalProperties !== true) return wrapped('map', shapeOf(model, plain.additionalProperties, seen))
  return { kind: 'raw' }
}

const wrapped = (kind, of) => (of.kind === 'raw' ? of : { kind, of })

/** A union counts by its objects: scalars need no renaming, and one whose every object reads the same on both sides neither. */
function unionOf(model, schema, seen) {
  const members = schema.oneOf.map((one) => refOf(one)).filter((name) => name && model.byName.get(name).schema.properties)
  if (members.length === 0) {
    const parts = schema.oneOf.map((one) => shapeOf(model, one, seen)).filter((one) => one.kind !== 'raw')
    return parts[0] ?? { kind: 'raw' }
  }
  // Where anything at all is allowed, nothing is known to be optional.
  const open = schema.oneOf.some((one) => isAnything(model, one))
  const same = members.every((name) => model.byName.get(name).fields.every((field) => field.wire === field.js && shapeOf(model, field.schema, seen).kind === 'raw'))
  return open && same ? { kind: 'raw' } : { kind: 'union', members, tag: schema.discriminator }
}

function isAnything(model, schema) {
  const name = refOf(schema)
  const plain = name ? model.byName.get(name).schema : bare(schema)
  return !plain.type && !plain.oneOf && !plain.properties && plain.const === undefined && !plain.enum && !plain.allOf
}

/** All members' fields in one; of two that differ in whether they are needed, the optional one. */
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
