// What the body of a method returns: the call it makes.

import { quoted } from './names.mjs'
import { reviverOf } from './revivers.mjs'

/** The call of an operation: `this[CALLER].json('accounts.retrieve', revive.Account, [accountId], request, requestOptions)`. */
export function callOf(model, operation) {
  const name = quoted(operation.id)
  const ids = operation.ids.map((id) => id.js)
  const request = operation.request ? 'request' : 'undefined'
  if (operation.byHand)
    return `send(${['this[CALLER]', name, 'requestOptions', ...ids, ...(operation.request ? ['request'] : []), ...operation.after.map((one) => one.js)].join(', ')})`
  const revive = (schema) => reviverOf(model, schema) ?? 'null'
  const given = `[${ids.join(', ')}], ${request}, requestOptions`
  switch (operation.kind) {
    case 'page':
      return `this[CALLER].page(${name}, ${revive({ $ref: `#/components/schemas/${operation.item}` })}, ${given})`
    case 'json':
      return `this[CALLER].json(${name}, ${revive(operation.response)}, ${given})`
    default:
      return `this[CALLER].${operation.kind}(${name}, ${given})`
  }
}
