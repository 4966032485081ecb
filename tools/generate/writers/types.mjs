// Writes ts/resources/types.ts: the types of what the API takes and returns.

import { comment, header, importOf, union } from '../code.mjs'
import { key } from '../names.mjs'
import { membersOf, ts } from '../signatures.mjs'

export function types(model) {
  const sent = sentTypes(model)
  const body = model.types.filter((type) => !type.schema.enum).map((type) => typeOf(type, sent.has(type.name)))
  const code = body.join('\n').replace(/\/\*\*[\s\S]*?\*\//g, '')
  const isUsed = (name) => new RegExp(`\\b${name}\\b`).test(code)
  const enums = model.types.filter((type) => type.schema.enum && isUsed(type.name)).map((type) => type.name)
  const imports = `import type { GivenHeaders } from '../options.js'\n${importOf(enums, './enums.js')}`
  return {
    'ts/resources/types.ts': `${header('//')}\n// What the API takes and returns. The enums are in enums.ts.\n\n${imports}\n${body.join('\n')}`,
  }
}

/** The types that callers make. In those an optional field may be `undefined`; in a response it is absent. */
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

function typeOf({ name, schema, fields }, isSent) {
  const doc = comment(schema.description)
  if (schema['x-typescript']) return `${doc}export type ${name}${schema['x-typescript-parameters'] ?? ''} = ${schema['x-typescript']}\n`
  if (!schema.properties)
    return doc + union(`export type ${name} =`, [...membersOf(schema), ...(schema['x-optional'] ? ['undefined'] : [])])
  const lines = fields.map(
    (field) =>
      `${comment(field.description, '  ')}  ${key(field.js)}${field.required ? '' : '?'}: ${ts(field.schema)}${field.required || !isSent ? '' : ' | undefined'}\n`,
  )
  const others = schema.additionalProperties === true ? '  /** Fields that only some have. */\n  [key: string]: any\n' : ''
  return `${doc}export interface ${name} {\n${lines.join('')}${others}}\n`
}
