// Writes docs/reference: one page for each resource. The tests run the examples against the emulator.

import { refOf } from '../names.mjs'
import { answerOf, errorsOf, parametersOf, ts, typeParameterOf } from '../signatures.mjs'
import { snippetOf } from '../snippets.mjs'

export function reference(model) {
  const pages = model.resources.map((resource) => [`docs/reference/${resource.name}.md`, page(model, resource)])
  return Object.fromEntries([['docs/reference/README.md', index(model)], ...pages])
}

const HEADING = '<!-- Written by: npm run generate (from openapi.yaml). Do not edit. -->\n\n'

function index(model) {
  const rows = model.resources.map(({ name, description, operations }) =>
    row([`[${name}](${name}.md)`, description, operations.map((one) => `\`${one.name}\``).join(', ')]),
  )
  return `${HEADING}# Reference\n\nEvery resource of a \`PipedreamClient\`, one page each.\n\n${row(['resource', 'what it is', 'methods'])}${row(['---', '---', '---'])}${rows.join('')}`
}

function page(model, resource) {
  const shown = new Set()
  const heading = `${HEADING}# ${resource.name}\n\n${resource.description} In the examples \`client\` is a \`new PipedreamClient()\` that finds its options in the environment.\n`
  const methods = resource.operations.map(
    (one) =>
      `- [${one.name}](#${resource.name}${one.name})`.toLowerCase().replace(/^- \[[^\]]*\]/, `- [${one.name}]`) +
      ` ${decapitalized(one.summary)}\n`,
  )
  return `${heading}\n${methods.join('')}${resource.operations.map((operation) => section(model, operation, shown)).join('')}`
}

const decapitalized = (text) => text[0].toLowerCase() + text.slice(1)

function section(model, operation, shown) {
  const parts = [
    `## ${operation.id}`,
    `${operation.summary}. ${operation.description}`,
    `\`\`\`ts\nclient.${operation.id}${typeParameterOf(operation)}(${parametersOf(operation).join(', ')}): ${answerOf(operation)}\n\`\`\``,
    facts(operation),
    argumentTable(operation),
    result(model, operation, shown),
    `**Errors** ${errorsOf(operation)
      .map(([status, name, why]) => `${status} \`${name}\`: ${why}`)
      .join('; ')}.`,
    `**Example**\n\n\`\`\`js\n${operation.snippet ?? snippetOf(model, operation)}\n\`\`\``,
  ]
  return `\n${parts.filter(Boolean).join('\n\n')}\n`
}

function facts(operation) {
  const route = operation.path ? `\`${operation.method} ${operation.path}\`. ` : ''
  const scope = operation.scope ? `**Scope** \`${operation.scope}\`. ` : ''
  const repeat = operation.repeat ? 'Sent again after a network fault or a 5xx.' : 'Sent again only when it cannot have taken effect.'
  const limit = operation.limit ? ` **Limit** ${operation.limit}.` : ''
  return `${route}${scope}${repeat}${operation.because ? ` ${operation.because}` : ''}${limit}`
}

const row = (cells) =>
  `| ${cells
    .map((cell) =>
      String(cell ?? '')
        .replaceAll('|', '\\|')
        .replaceAll('\n', ' '),
    )
    .join(' | ')} |\n`

function argumentTable(operation) {
  const rows = [
    ...operation.ids.map((id) => [`\`${id.js}\``, '`string`', 'yes', id.description]),
    ...(operation.request?.fields ?? []).map((field) => [
      `\`request.${field.js}\``,
      `\`${ts(field.schema)}\``,
      field.required ? 'yes' : 'no',
      field.description,
    ]),
    ...operation.after.map((one) => [`\`${one.js}\``, `\`${ts(one.schema)}\``, 'no', one.description]),
  ]
  return (
    rows.length > 0 &&
    (row(['argument', 'type', 'needed', 'what it is']) + row(['---', '---', '---', '---']) + rows.map(row).join('')).trimEnd()
  )
}

/** The result. The fields of a type are listed the first time it occurs on a page. */
function result(model, operation, shown) {
  if (operation.kind === 'void') return '**Result** none.'
  if (operation.kind === 'binary') return '**Result** a `BinaryResponse`: bytes, to be read once.'
  if (operation.kind === 'relayed') return '**Result** the body of the response.'
  const schema = operation.item ? { $ref: `#/components/schemas/${operation.item}` } : operation.response
  const name = refOf(schema) ?? refOf(schema.items)
  const type = model.byName.get(name)
  const lead = operation.item
    ? `**Result** a page of \`${operation.item}\`; iterate it for the items of all pages.`
    : `**Result** \`${ts(schema)}\`: ${decapitalized(type.schema.description)}`
  if (shown.has(name) || type.fields.length === 0) return lead
  shown.add(name)
  const rows = type.fields.map((field) => [`\`${field.js}\``, `\`${ts(field.schema)}\``, field.required ? 'yes' : 'no', field.description])
  return `${lead}\n\n${(row(['field', 'type', 'always', 'what it is']) + row(['---', '---', '---', '---']) + rows.map(row).join('')).trimEnd()}`
}
