// Fills in the members of openapi.yaml that may be left out because they follow from others.

import { pascal, refOf } from './names.mjs'

const VERBS_THAT_REPEAT = ['get', 'put', 'delete']

/** Whether a method is idempotent, so that a call may be sent again. */
export const repeatsByVerb = (verb) => VERBS_THAT_REPEAT.includes(verb)

/** The operations of openapi.yaml with their place: `{ operation, path, verb }`. Those of x-elsewhere have no path and no verb. */
export function operationsOf(api) {
  const described = Object.entries(api.paths ?? {}).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ operation, path, verb })),
  )
  return [...described, ...Object.values(api['x-elsewhere'] ?? {}).map((operation) => ({ operation }))]
}

/** A copy with every default filled in. The type of a request gets its query fields from the operation's parameters. */
export function completed(given) {
  const api = structuredClone(given)
  api.components.schemas ??= {}
  api['x-elsewhere'] ??= {}
  for (const { operation, verb } of operationsOf(api)) {
    operation.tags ??= [operation.operationId.split('.')[0]]
    if (operation.security?.length === 0) operation['x-scope'] ??= ''
    operation['x-repeat'] ??= repeatsByVerb(verb)
    operation.responses.default ??= { $ref: '#/components/responses/Failed' }
    operation['x-by-hand'] ??= operation['x-relayed'] ?? false
    operation['x-page'] ??= pageOf(api, operation)
    for (const one of operation.parameters ?? [])
      if (one.in === 'path') one.example ??= one['x-from'] === 'client' ? 'proj_1' : `${one.name.replace(/_id$/, '')}_1`
    const request = operation['x-request']
    if (request === undefined) continue
    api.components.schemas[request.type] ??= { description: `What \`${operation.operationId}\` takes.`, type: 'object' }
    const type = api.components.schemas[request.type]
    for (const one of operation.parameters ?? []) if (one.in === 'query') addQueryField(type, one)
    request.optional ??= (type.required ?? []).length === 0
  }
  for (const schema of Object.values(api.components.schemas)) if (schema.enum) schema['x-keys'] ??= schema.enum.map(pascal)
  return api
}

function addQueryField(type, { name, schema, description, required = false, 'x-name': js }) {
  type.properties ??= {}
  type.properties[name] ??= { description, 'x-in': 'query', ...(js && { 'x-name': js }), ...schema }
  if (required && !type.required?.includes(name)) type.required = [...(type.required ?? []), name]
}

/** A list has pages if its response has `page_info` beside `data`. */
function pageOf(api, { responses }) {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))[1]
  const name = refOf(success.content?.['application/json']?.schema ?? {})
  const { properties } = api.components.schemas[name] ?? {}
  const item = properties?.page_info && refOf(properties.data?.items ?? {})
  return item ? { item } : undefined
}
