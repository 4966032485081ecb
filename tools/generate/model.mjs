// openapi.yaml in the form the writers need: resources with their operations, types with their fields.

import { camel, numberOf, refOf } from './names.mjs'

/** The members of a union: objects with a discriminator (`oneOf`), or anything else (`anyOf`). */
export const optionsOf = (schema) => schema.oneOf ?? schema.anyOf

export function modelOf(api) {
  const types = Object.entries(api.components.schemas).map(([name, schema]) => ({ name, schema, fields: fieldsOf(schema) }))
  const byName = new Map(types.map((type) => [type.name, type]))
  const read = (operation, path, method) => operationOf(api, byName, path, method, operation)
  const described = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => read(operation, path, method)),
  )
  const elsewhere = Object.values(api['x-elsewhere']).map((operation) => read(operation))
  const resources = api.tags.map((tag) =>
    resourceOf(
      tag,
      types,
      [...described, ...elsewhere].filter((one) => one.resource === tag.name),
    ),
  )
  // In the order of the resources. Operations of x-elsewhere have no path of the API, so they are in no table.
  const operations = resources.flatMap((resource) => resource.operations).filter((one) => one.path)
  return { api, types, byName, resources, operations, elsewhere }
}

/** A resource with the content of its namespace: the types of its requests, and the enums that only those have. */
function resourceOf({ name, description }, types, operations) {
  const requests = [...new Set(operations.flatMap(({ request }) => (request ? [request.type] : [])))].sort()
  const enums = types
    .filter(({ name: one, schema }) => schema.enum && requests.some((request) => one.startsWith(request) && one !== request))
    .map((one) => one.name)
  return { name, description, operations, requests, enums }
}

function fieldsOf(schema) {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([wire, property]) => ({
    wire,
    js: property['x-name'] ?? camel(wire),
    schema: property,
    required: required.has(wire),
    in: property['x-in'] ?? 'body',
    description: property.description,
  }))
}

function operationOf(api, byName, path, method, operation) {
  const parameters = operation.parameters ?? []
  const places = parameters.filter((one) => one.in === 'path' && one['x-from'] !== 'client')
  const body = operation.requestBody?.content['application/json']?.schema
  const [status, success] = Object.entries(operation.responses).find(([one]) => one.startsWith('2'))
  const request = operation['x-request'] && { ...operation['x-request'], ...byName.get(operation['x-request'].type) }
  const [resource, name] = operation.operationId.split('.')
  return {
    id: operation.operationId,
    number: numberOf(operation.operationId),
    resource,
    name,
    method: method?.toUpperCase(),
    path,
    kind: kindOf(operation, success.content),
    byHand: operation['x-by-hand'],
    summary: operation.summary,
    description: operation.description,
    scope: operation['x-scope'],
    limit: operation['x-limit'],
    repeat: operation['x-repeat'],
    because: operation['x-repeat-because'],
    bearer: operation.security?.length !== 0,
    pathParameters: parameters.filter((one) => one.in === 'path'),
    places: places.map((one) => one.name),
    ids: places
      .filter((one) => one['x-from'] === undefined)
      .map((one) => ({ name: one.name, js: camel(one.name), description: one.description, example: one.example })),
    query: parameters.filter((one) => one.in === 'query').map((one) => queryOf(api, one)),
    request,
    after: (operation['x-after'] ?? []).map((one) => ({
      name: one.name,
      js: camel(one.name),
      schema: one.schema,
      description: one.description,
    })),
    body: body && byName.get(refOf(body)),
    constants: operation.requestBody?.['x-constants'],
    status: Number(status),
    response: success.content?.['application/json']?.schema,
    responseExample: success.content?.['application/json']?.example,
    snippet: operation['x-snippet'],
    item: operation['x-page']?.item,
  }
}

function kindOf(operation, content) {
  if (operation['x-relayed']) return 'relayed'
  if (operation['x-page']) return 'page'
  if (content === undefined) return 'void'
  return content['application/octet-stream'] ? 'binary' : 'json'
}

function queryOf(api, parameter) {
  const name = refOf(parameter.schema)
  const { enum: allowed = [] } = name ? api.components.schemas[name] : parameter.schema
  const { name: wire, schema, description, required = false } = parameter
  return { wire, js: parameter['x-name'] ?? camel(wire), schema, required, allowed, description }
}
