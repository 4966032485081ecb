// What a method takes, returns and throws, as TypeScript.

import { optionsOf } from './model.mjs'
import { quoted, refOf } from './names.mjs'

/** The TypeScript of a schema. */
export function ts(schema) {
  const name = refOf(schema)
  if (name) return name
  if (schema['x-typescript']) return schema['x-typescript']
  if (schema.const !== undefined) return quoted(schema.const)
  if (schema.enum) return schema.enum.map(quoted).join(' | ')
  if (optionsOf(schema)) return membersOf(schema).join(' | ')
  if (schema.format === 'date-time') return 'Date'
  if (schema.type === 'array') return listOf(ts(schema.items))
  if (schema.type === 'object') return schema.additionalProperties ? `Record<string, ${ts(schema.additionalProperties)}>` : 'object'
  return { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' }[schema.type] ?? 'unknown'
}

/** The members of a union; of any other schema its only type. */
export const membersOf = (schema) =>
  optionsOf(schema) && refOf(schema) === undefined && schema['x-typescript'] === undefined
    ? [...new Set(optionsOf(schema).map((one) => ts(one)))].map((one) => (one === 'null' ? 'undefined' : one))
    : [ts(schema)]

const listOf = (item) => (item.includes('|') ? `(${item})[]` : `${item}[]`)

/** The parameters of a method, each with its type. */
export function parametersOf(operation) {
  const ids = operation.ids.map((id) => `${id.js}: string`)
  const request = operation.request ? [`request${operation.request.optional ? '?' : ''}: ${operation.request.type}`] : []
  const after = operation.after.map((one) => `${one.js}?: ${ts(one.schema)}`)
  return [...ids, ...request, ...after, 'requestOptions?: BaseRequestOptions']
}

/** The errors that an operation can have: status, class and reason. */
export function errorsOf(operation) {
  const relayed = operation.kind === 'relayed'
  return [
    ...(operation.request || relayed ? [[400, 'BadRequestError', 'the request is not valid']] : []),
    ...(operation.bearer ? [[401, 'PipedreamError', 'the credentials are wrong']] : []),
    ...(operation.scope ? [[403, 'PipedreamError', 'the token lacks the scope']] : []),
    ...(operation.ids.length > 0 || operation.kind === 'binary' || relayed ? [[404, 'NotFoundError', 'it does not exist']] : []),
    [429, 'TooManyRequestsError', 'there were too many calls; `retryAfter` says how many seconds to wait'],
  ]
}

/** The type parameter of a method: what the caller knows of another service's response. Empty where the API's own schema says it. */
export const typeParameterOf = (operation) => (operation.kind === 'relayed' ? `<T = ${relayedType(operation)}>` : '')

const relayedType = (operation) => (operation.path ? 'ProxyResponse | BinaryResponse | undefined' : 'unknown')

/** The type of what a method returns. */
export function answerOf(operation) {
  switch (operation.kind) {
    case 'page':
      return `PagePromise<${operation.item}, ${ts(operation.response)}>`
    case 'void':
      return 'PipedreamPromise<void>'
    case 'binary':
      return 'PipedreamPromise<BinaryResponse>'
    case 'relayed':
      return 'PipedreamPromise<T>'
    default:
      return `PipedreamPromise<${ts(operation.response)}>`
  }
}
