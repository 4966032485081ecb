// Writes ts/resources/enums.ts: each enum as a frozen object, and the type of its values.

import { comment, header } from '../code.mjs'
import { key, quoted } from '../names.mjs'

export function enums(model) {
  const all = model.types.filter((type) => type.schema.enum).map(enumOf)
  return { 'ts/resources/enums.ts': `${header('//')}\n// The enums of the API: each is a value and a type.\n\n${all.join('\n')}` }
}

function enumOf({ name, schema }) {
  const doc = comment(schema.description)
  const members = schema.enum.map((value, index) => `  ${key(schema['x-keys'][index])}: ${quoted(value)},\n`)
  const value = `${doc}export const ${name} = {\n${members.join('')}} as const\nObject.freeze(${name})\n`
  const type = `${doc}export type ${name} = (typeof ${name})[keyof typeof ${name}]\n`
  if (!schema['x-enum']) return value + type
  const types = schema.enum.map((one, index) => `  type ${schema['x-keys'][index]} = ${quoted(one)}\n`)
  return `${value}${type}export declare namespace ${name} {\n${types.join('')}}\n`
}
