// The types of js/generated/types.d.ts.

import { className } from './javascript.mjs'
import { bare, camel, header, refOf } from './model.mjs'

export function typescript(model) {
  const imports = "import type { BaseRequestOptions, BinaryResponse, PagePromise, PipedreamPromise } from '../runtime.js'\n"
  const types = model.types.map((type) => typeOf(type)).join('\n')
  const resources = model.resources.filter((resource) => resource.operations.length > 0 && resource.name !== 'proxy').map((resource) => resourceOf(resource)).join('\n')
  return { 'js/generated/types.d.ts': `${header('//')}\n${imports}\n${types}\n${resources}` }
}

const comment = (words, indent = '') => (words ? `${indent}/** ${words} */\n` : '')
const quoted = (value) => (typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value))
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

/** The TypeScript of a schema. */
export function ts(schema) {
  const name = refOf(schema)
  if (name) return name
  const plain = bare(schema)
  if (plain.const !== undefined) return quoted(plain.const)
  if (plain.enum) return plain.enum.map(quoted).join(' | ')
  if (plain.oneOf) return [...new Set(plain.oneOf.map((one) => ts(one)))].map((one) => (one === 'null' ? 'undefined' : one)).join(' | ')
  if (plain.format === 'date-time') return 'Date'
  if (plain.type === 'array') return listOf(ts(plain.items))
  if (plain.type === 'object') return plain.additionalProperties ? `Record<string, ${ts(plain.additionalProperties)}>` : 'object'
  return { string: 'string', number: 'number', boolean: 'boolean', null: 'null' }[plain.type] ?? 'unknown'
}

const listOf = (item) => (item.includes('|') ? `(${item})[]` : `${item}[]`)

function typeOf({ name, schema, fields }) {
  const doc = comment(schema.description)
  if (schema.enum && name === 'HTTPAuthType') {
    const members = schema.enum.map((value, index) => `  ${schema['x-keys'][index]} = ${quoted(value)},\n`)
    return `${doc}export declare enum ${name} {\n${members.join('')}}\n`
  }
  if (schema.enum) {
    const members = schema.enum.map((value, index) => `  readonly ${key(schema['x-keys'][index])}: ${quoted(value)}\n`)
    return `${doc}export declare const ${name}: {\n${members.join('')}}\n${doc}export type ${name} = (typeof ${name})[keyof typeof ${name}]\n`
  }
  if (schema['x-typescript']) return `${doc}export type ${name}${schema['x-typescript-parameters'] ?? ''} = ${schema['x-typescript']}\n`
  if (!schema.properties) return `${doc}export type ${name} = ${ts(schema)}${schema['x-optional'] ? ' | undefined' : ''}\n`
  const lines = fields.map((field) => `${comment(field.description, '  ')}  ${key(field.js)}${field.required ? '' : '?'}: ${fieldType(name, field)}${field.required ? '' : ' | undefined'}\n`)
  return `${doc}export interface ${name} {\n${lines.join('')}}\n`
}

/** The proxy takes more than JSON objects, and header values may be functions. */
function fieldType(type, field) {
  if (/^Proxy\w+Request$/.test(type)) {
    if (field.js === 'body') return 'unknown'
    if (field.js === 'headers') return 'Record<string, string | (() => string | null | undefined | Promise<string | null | undefined>) | null | undefined>'
    if (field.js === 'params') return 'Record<string, unknown>'
  }
  return ts(field.schema)
}

function resourceOf(resource) {
  const methods = resource.operations.map((operation) => {
    const ids = operation.ids.map((id) => `${camel(id.name)}: string`)
    const request = operation.request ? [`request${operation.request.optional ? '?' : ''}: ${operation.request.type}`] : []
    const parameters = [...ids, ...request, 'requestOptions?: BaseRequestOptions'].join(', ')
    return `${methodComment(operation)}  ${operation.name}(${parameters}): ${answerOf(operation)}\n`
  })
  return `${comment(resource.description)}export interface ${className(resource.name)} {\n${methods.join('\n')}}\n`
}

function methodComment(operation) {
  const ids = operation.ids.map((id) => `   * @param ${camel(id.name)} ${id.description ?? 'Its id.'}\n`)
  const scope = operation.scope ? `   * Needs the scope \`${operation.scope}\`.\n` : ''
  return (
    `  /**\n   * ${operation.summary}. ${operation.description}\n   *\n${scope}${ids.join('')}` +
    `   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.\n` +
    `   * @throws {PipedreamError} \`BadRequestError\` (400), \`NotFoundError\` (404), \`TooManyRequestsError\` (429), \`PipedreamTimeoutError\`, \`PipedreamAbortError\`.\n   */\n`
  )
}

function answerOf(operation) {
  switch (operation.kind) {
    case 'page':
      return `PagePromise<${operation.item}, ${ts(operation.response)}>`
    case 'void':
      return 'PipedreamPromise<void>'
    case 'binary':
      return 'PipedreamPromise<BinaryResponse>'
    default:
      return `PipedreamPromise<${ts(operation.response)}>`
  }
}
