// Writes ts/resources/revive.ts: a function for each type that holds dates.

import { header } from '../code.mjs'
import { revivedFields, revivedTypes } from '../revivers.mjs'

export function revive(model) {
  const functions = revivedTypes(model).map((name) => functionOf(name, revivedFields(model, name)))
  return {
    'ts/resources/revive.ts':
      `${header('//')}\n// Makes dates of the fields that the schemas call dates, in place.\n\nimport { date, listOf, type Reviver } from '../dates.js'\n\n` +
      '/** A field that only Object.prototype has is no field of a response. */\nconst { hasOwn } = Object\n\n' +
      `const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object'\n\nexport { listOf }\n\n${functions.join('\n')}`,
  }
}

function functionOf(name, fields) {
  const lines = fields.map(
    ({ js, reviver }) => `    if (hasOwn(value, '${js}')) value.${js} = ${reviver.replaceAll('revive.', '')}(value.${js})\n`,
  )
  return `/** The dates of ${name}. */\nexport const ${name}: Reviver = (value) => {\n  if (isObject(value)) {\n${lines.join('')}  }\n  return value\n}\n`
}
