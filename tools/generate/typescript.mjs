// The types of js/generated.

import { className, header, key, quoted } from './names.mjs'
import { answerOf, errorsOf, parametersOf, ts } from './signatures.mjs'
import { snippetOf } from './snippets.mjs'

export function typescript(model) {
  const imports = "import type { BaseRequestOptions, BinaryResponse, GivenHeaders, PagePromise, PipedreamPromise } from '../runtime.js'\n"
  const sent = sentTypes(model)
  const types = model.types.map((type) => typeOf(type, sent.has(type.name))).join('\n')
  const resources = model.resources.map((resource) => resourceOf(model, resource)).join('\n')
  return {
    'js/generated/types.d.ts': `${header('//')}\n${imports}\n${types}\n${resources}`,
    'js/generated/namespaces.d.ts': namespaceTypes(model),
    'js/generated/client.d.ts': clientTypes(model),
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

function namespaceTypes(model) {
  const spaces = model.resources.map(({ name, requests, enums }) => {
    const lines = [
      ...requests.map((one) => `  type ${one} = api.${one}\n`),
      ...enums.map((one) => `  const ${one}: typeof api.${one}\n  type ${one} = api.${one}\n`),
      `  type ${className(name)} = api.${className(name)}\n`,
    ]
    return `/** The types of \`client.${name}\`. */\nexport declare namespace ${name} {\n${lines.join('')}}\n`
  })
  return `${header('//')}\nimport type * as api from './types.js'\n\n${spaces.join('\n')}`
}

/** The resources of a client, which its class in js/client.d.ts takes over. */
function clientTypes(model) {
  const lines = model.resources.map(({ name, description }) => `${comment(description, '  ')}  get ${name}(): api.${className(name)}\n`)
  return `${header('//')}\nimport type * as api from './types.js'\n\n/** The resources of a client. */\nexport interface Resources {\n${lines.join('')}}\n`
}

const comment = (words, indent = '') => (words ? `${indent}/** ${words} */\n` : '')
function typeOf({ name, schema, fields }, isSent) {
  const doc = comment(schema.description)
  if (schema.enum) return enumOf(name, schema, doc)
  if (schema['x-typescript']) return `${doc}export type ${name}${schema['x-typescript-parameters'] ?? ''} = ${schema['x-typescript']}\n`
  if (!schema.properties) return `${doc}export type ${name} = ${ts(schema)}${schema['x-optional'] ? ' | undefined' : ''}\n`
  const lines = fields.map(
    (field) =>
      `${comment(field.description, '  ')}  ${key(field.js)}${field.required ? '' : '?'}: ${ts(field.schema)}${field.required || !isSent ? '' : ' | undefined'}\n`,
  )
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
  const methods = resource.operations.map(
    (operation) => `${methodComment(model, operation)}  ${operation.name}(${parametersOf(operation)}): ${answerOf(operation)}\n`,
  )
  return `${comment(resource.description)}export interface ${className(resource.name)} {\n${methods.join('\n')}}\n`
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
    `@throws {PipedreamError} ${errorsOf(operation)
      .map(([status, name]) => `${status}: \`${name}\``)
      .join(', ')}; \`PipedreamTimeoutError\` and \`PipedreamAbortError\`.`,
    '@example',
    '```js',
    ...snippetOf(model, operation).split('\n'),
    '```',
  ]
  return `  /**\n${lines.map((line) => `   *${line && ` ${line}`}\n`).join('')}   */\n`
}
