// How each operation is called, as code that runs: for the reference and the comments of the types.

import { exampleOf, inJavaScript } from './examples.mjs'
import { key, quoted, refOf } from './names.mjs'

/** The lines that call an operation and show what it gives. */
export function snippetOf(model, operation) {
  const call = `client.${operation.id}(${argumentsOf(model, operation).join(', ')})`
  switch (operation.kind) {
    case 'page': {
      const item = lower(operation.item)
      return `for await (const ${item} of ${call}) {\n  console.log(${item})\n}`
    }
    case 'void':
      return `await ${call}`
    case 'binary':
      return `const file = await ${call}\nfor await (const chunk of file.stream()) {\n  process.stdout.write(chunk)\n}`
    default:
      return json(model, operation, call)
  }
}

/** What `data` wraps is shown by itself. */
function json(model, operation, call) {
  const name = operation.response && refOf(operation.response)
  const wrapped = name && model.byName.get(name).fields.some((field) => field.wire === 'data')
  if (wrapped) return `const { data } = await ${call}\nconsole.log(data)`
  const variable = name && !/^(Configure|Reload|Run|Validate)/.test(name) ? lower(plain(name)) : 'answer'
  return `const ${variable} = await ${call}\nconsole.log(${variable})`
}

function argumentsOf(model, operation) {
  const ids = operation.ids.map((id) => literal(id.example))
  if (!operation.request) return ids
  return [
    ...ids,
    literal(inJavaScript(model, { $ref: `#/components/schemas/${operation.request.type}` }, requestExample(model, operation))),
  ]
}

/** An example of what an operation takes, as wire JSON. */
export function requestExample(model, operation) {
  return operation.request.example ?? exampleOf(model, { $ref: `#/components/schemas/${operation.request.type}` })
}

const lower = (name) => name[0].toLowerCase() + name.slice(1)
/** `CreateTokenResponse` → `Token`. */
const plain = (name) => name.replace(/^(Create|Get|List|Set)(OAuth)?(?=[A-Z])/, '').replace(/Response$/, '') || name

/** A value as a JavaScript programmer writes it: on one line where it fits. */
export function literal(value, indent = '', room = 70) {
  if (value === null || typeof value !== 'object') return quoted(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const parts = (deeper) =>
    Array.isArray(value)
      ? value.map((one) => literal(one, deeper))
      : Object.entries(value).map(([name, one]) => `${key(name)}: ${literal(one, deeper)}`)
  const flat = parts(indent).join(', ')
  if (flat === '') return open + close
  const line = Array.isArray(value) ? `[${flat}]` : `{ ${flat} }`
  if (line.length <= room && !line.includes('\n')) return line
  return `${open}\n${parts(`${indent}  `)
    .map((part) => `${indent}  ${part},\n`)
    .join('')}${indent}${close}`
}
