// The types of js/generated/types.d.ts.

import { className } from './javascript.mjs'
import { header, optionsOf, refOf } from './model.mjs'
import { snippetOf } from './snippets.mjs'

export function typescript(model) {
  const imports = "import type { BaseRequestOptions, BinaryResponse, GivenHeaders, PagePromise, PipedreamPromise } from '../runtime.js'\n"
  const sent = sentTypes(model)
  const types = model.types.map((type) => typeOf(type, sent.has(type.name))).join('\n')
  const resources = model.resources.map((resource) => resourceOf(model, resource)).join('\n')
  return {
    'js/generated/types.d.ts': `${header('//')}\n${imports}\n${types}\n${resources}`,
    'js/generated/namespaces.d.ts': namespaceTypes(model),
  }
}

/** The types that callers make. In those an optional field may be `undefined`; in what the API answers it is not there. */
function sentTypes(model) {
  const sent = new Set()
  const add = (name) => {
    if (sent.has(name)) return
    sent.add(name)
    for (const [, inner] of JSON.stringify(model.byName.get(name).schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) add(inner)
  }
  for (const { request } of [...model.operations, ...model.elsewhere]) if (request) add(request.type)
  return sent
}

/** What each resource's namespace holds: the types of its requests and the enums that only they have. */
export function namespacesOf(model) {
  return model.resources.map(({ name, operations }) => {
    const requests = operations.flatMap(({ request }) => (request ? [request.type] : []))
    const enums = model.types.filter(({ name: one, schema }) => schema.enum && requests.some((request) => one.startsWith(request) && one !== request))
    return { name, requests: [...new Set(requests)].sort(), enums: enums.map((one) => one.name) }
  })
}

function namespaceTypes(model) {
  const spaces = namespacesOf(model).map(({ name, requests, enums }) => {
    const lines = [
      ...requests.map((one) => `  type ${one} = api.${one}\n`),
      ...enums.map((one) => `  const ${one}: typeof api.${one}\n  type ${one} = api.${one}\n`),
      `  type ${className(name)} = api.${className(name)}\n`,
    ]
    return `/** The types of \`client.${name}\`. */\nexport declare namespace ${name} {\n${lines.join('')}}\n`
  })
  return `${header('//')}\nimport type * as api from './types.js'\n\n${spaces.join('\n')}`
}

const comment = (words, indent = '') => (words ? `${indent}/** ${words} */\n` : '')
const quoted = (value) => (typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value))
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

/** The TypeScript of a schema. */
export function ts(schema) {
  const name = refOf(schema)
  if (name) return name
  if (schema['x-typescript']) return schema['x-typescript']
  if (schema.const !== undefined) return quoted(schema.const)
  if (schema.enum) return schema.enum.map(quoted).join(' | ')
  if (optionsOf(schema)) return [...new Set(optionsOf(schema).map((one) => ts(one)))].map((one) => (one === 'null' ? 'undefined' : one)).join(' | ')
  if (schema.format === 'date-time') return 'Date'
  if (schema.type === 'array') return listOf(ts(schema.items))
  if (schema.type === 'object') return schema.additionalProperties ? `Record<string, ${ts(schema.additionalProperties)}>` : 'object'
  return { string: 'string', number: 'number', boolean: 'boolean', null: 'null' }[schema.type] ?? 'unknown'
}

const listOf = (item) => (item.includes('|') ? `(${item})[]` : `${item}[]`)

function typeOf({ name, schema, fields }, isSent) {
  const doc = comment(schema.description)
  if (schema.enum) return enumOf(name, schema, doc)
  if (schema['x-typescript']) return `${doc}export type ${name}${schema['x-typescript-parameters'] ?? ''} = ${schema['x-typescript']}\n`
  if (!schema.properties) return `${doc}export type ${name} = ${ts(schema)}${schema['x-optional'] ? ' | undefined' : ''}\n`
  const lines = fields.map((field) => `${comment(field.description, '  ')}  ${key(field.js)}${field.required ? '' : '?'}: ${ts(field.schema)}${field.required || !isSent ? '' : ' | undefined'}\n`)
  const others = schema.additionalProperties === true ? '  /** Fields that only some have. */\n  [key: string]: any\n' : ''
  return `${doc}export interface ${name} {\n${lines.join('')}${others}}\n`
}

/** A value and a type of one name. Its members are types too, as those of a TypeScript `enum` are. */
function enumOf(name, schema, doc) {
  const members = schema.enum.map((value, index) => `  readonly ${key(schema['x-keys'][index])}: ${quoted(value)}\n`)
  const value = `${doc}export declare const ${name}: {\n${members.join('')}}\n${doc}export type ${name} = (typeof ${name})[keyof typeof ${name}]\n`
  if (!schema['x-enum']) return value
  const types = schema.enum.map((one, index) => `  type ${schema['x-keys'][index]} = ${quoted(one)}\n`)
  return `${value}export declare namespace ${name} {\n${types.join('')}}\n`
}

function resourceOf(model, resource) {
  const methods = resource.operations.map((operation) => `${methodComment(model, operation)}  ${operation.name}(${parametersOf(operation)}): ${answerOf(operation)}\n`)
  return `${comment(resource.description)}export interface ${className(resource.name)} {\n${methods.join('\n')}}\n`
}

/** The parameters of a method, as TypeScript has them. */
export function parametersOf(operation) {
  const ids = operation.ids.map((id) => `${id.js}: string`)
  const request = operation.request ? [`request${operation.request.optional ? '?' : ''}: ${operation.request.type}`] : []
  const after = operation.after.map((one) => `${one.js}?: ${ts(one.schema)}`)
  return [...ids, ...request, ...after, 'requestOptions?: BaseRequestOptions'].join(', ')
}

function methodComment(model, operation) {
  const lines = [
    `${operation.summary}. ${operation.description}`,
    '',
    ...(operation.scope ? [`Needs the scope \`${operation.scope}\`.`, ''] : []),
    ...operation.ids.map((id) => `@param ${id.js} ${id.description}`),
    ...(operation.request ? [`@param request ${operation.request.schema.description}`] : []),
    ...operation.after.map((one) => `@param ${one.js} ${one.description}`),
    '@param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.',
    `@throws {PipedreamError} ${errorsOf(operation).map(([status, name]) => `${status}: \`${name}\``).join(', ')}; \`PipedreamTimeoutError\` and \`PipedreamAbortError\`.`,
    '@example',
    '```js',
    ...snippetOf(model, operation).split('\n'),
    '```',
  ]
  return `  /**\n${lines.map((line) => `   *${line && ` ${line}`}\n`).join('')}   */\n`
}

/** Which errors to expect of an operation, by status. */
export function errorsOf(operation) {
  const relayed = operation.kind === 'relayed'
  return [
    ...(operation.request || relayed ? [[400, 'BadRequestError', 'what was given is wrong']] : []),
    ...(operation.bearer ? [[401, 'PipedreamError', 'the credentials are wrong']] : []),
    ...(operation.scope ? [[403, 'PipedreamError', 'the token lacks the scope']] : []),
    ...(operation.ids.length > 0 || operation.kind === 'binary' || relayed ? [[404, 'NotFoundError', 'there is no such thing']] : []),
    [429, 'TooManyRequestsError', 'there were too many calls; `retryAfter` says how many seconds to wait'],
  ]
}

/** What a method returns, as TypeScript has it. */
export function answerOf(operation) {
  switch (operation.kind) {
    case 'page':
      return `PagePromise<${operation.item}, ${ts(operation.response)}>`
    case 'void':
      return 'PipedreamPromise<void>'
    case 'binary':
      return 'PipedreamPromise<BinaryResponse>'
    case 'relayed':
      return operation.path ? 'PipedreamPromise<ProxyResponse | BinaryResponse | undefined>' : 'PipedreamPromise<unknown>'
    default:
      return `PipedreamPromise<${ts(operation.response)}>`
  }
}
