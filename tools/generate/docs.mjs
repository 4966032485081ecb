// docs/reference: one page for each resource. The examples run in the tests, against the emulator.

import { exampleOf } from './examples.mjs'
import { camel } from './model.mjs'
import { ts } from './typescript.mjs'

export function docs(model) {
  const pages = model.resources.filter((resource) => resource.operations.length > 0).map((resource) => [`docs/reference/${resource.name}.md`, page(model, resource)])
  return Object.fromEntries(pages)
}

function page(model, resource) {
  const heading = `<!-- Written by: npm run generate (from openapi.yaml). Do not edit. -->\n\n# ${resource.name}\n\n${resource.description}\n`
  return heading + resource.operations.map((operation) => section(model, operation)).join('')
}

function section(model, operation) {
  const fields = operation.request?.fields ?? []
  const rows = [
    ...operation.ids.map((id) => `| \`${camel(id.name)}\` | string | yes | ${id.description ?? 'Its id.'} |\n`),
    ...fields.map((field) => `| \`request.${field.js}\` | \`${ts(field.schema).replaceAll('|', '\\|')}\` | ${field.required ? 'yes' : 'no'} | ${field.description ?? ''} |\n`),
  ]
  const table = rows.length > 0 ? `\n| argument | type | needed | what it is |\n| --- | --- | --- | --- |\n${rows.join('')}` : ''
  const scope = operation.scope ? ` Scope: \`${operation.scope}\`.` : ''
  const repeat = operation.repeat ? 'Safe to repeat: a fault or a 5xx is tried again.' : 'Not safe to repeat: sent again only when nothing can have happened.'
  return `\n## ${operation.id}\n\n${operation.summary}. ${operation.description}\n\n\`${operation.method} ${operation.path}\`.${scope} ${repeat}\n${table}\n\`\`\`js\n${example(model, operation)}\n\`\`\`\n`
}

function example(model, operation) {
  const ids = operation.ids.map((id) => `'${exampleOf(model, { type: 'string' }, id.name)}'`)
  const fields = operation.request?.fields.filter((field) => field.required) ?? []
  const values = fields.map((field) => `${field.js}: ${literal(exampleOf(model, field.schema, field.wire))}`)
  const request = values.length > 0 ? [`{ ${values.join(', ')} }`] : []
  const call = `client.${operation.id}(${[...ids, ...request].join(', ')})`
  if (operation.kind === 'page') return `for await (const item of ${call}) console.log(item)`
  if (operation.kind === 'void') return `await ${call}`
  if (operation.kind === 'binary') return `const file = await ${call}\nconst bytes = await file.arrayBuffer()`
  return `const result = await ${call}`
}

const literal = (value) => JSON.stringify(value).replace(/"([A-Za-z_$][\w$]*)":/g, '$1: ').replaceAll('"', "'")
