// The example of each operation, code that runs: for the reference and the comments of the methods.

import { literal } from './code.mjs'
import { exampleOf, inJavaScript } from './examples.mjs'
import { refOf } from './names.mjs'

/** Code that calls an operation and prints the result. */
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

/** A result that is only a wrapper around `data` is unwrapped. */
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
  const type = { $ref: `#/components/schemas/${operation.request.type}` }
  const request = literal(inJavaScript(model, type, requestExample(model, operation)))
  // An empty request says nothing.
  return operation.request.optional && request === '{}' ? ids : [...ids, request]
}

/** An example of the request of an operation, as wire JSON. */
export function requestExample(model, operation) {
  return operation.request.example ?? exampleOf(model, { $ref: `#/components/schemas/${operation.request.type}` })
}

const lower = (name) => name[0].toLowerCase() + name.slice(1)
/** `CreateTokenResponse` → `Token`. */
const plain = (name) => name.replace(/^(Create|Get|List|Set)(OAuth)?(?=[A-Z])/, '').replace(/Response$/, '') || name
