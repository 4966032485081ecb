// Writes ts/resources/fields.ts: the names of the fields of each request.

import { header, list } from '../code.mjs'
import { quoted } from '../names.mjs'

export function fields(model) {
  const withFields = model.resources.flatMap((resource) => resource.operations).filter((one) => one.request)
  const rows = withFields.map((one) => list(`${quoted(one.id)}: [`, namesOf(one).map(quoted), '],', '  '))
  const relayed = withFields.filter((one) => one.kind === 'relayed').map((one) => quoted(one.id))
  return {
    'ts/resources/fields.ts':
      `${header('//')}\n// The fields of requests, to warn of others.\n\n/** The names in JavaScript of the fields of each method's request. */\n` +
      `export const fields = {\n${rows.join('')}} as const\n\n` +
      '/** A method that has a request. */\nexport type MethodWithFields = keyof typeof fields\n\n' +
      '/** The methods whose requests are for another service. Only the known fields have an effect there. */\n' +
      list('export const relayed: ReadonlySet<string> = new Set([', relayed, '])'),
  }
}

/** The fields of the query and of the body. */
const namesOf = (operation) => [...new Set([...operation.query, ...operation.request.fields].map((field) => field.js))]
