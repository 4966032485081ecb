'use strict'

// Workflows with an HTTP trigger. Addresses and tokens are checked in Rust (src/request/workflow.rs).

const { invalid } = require('./errors.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { jsonOf } = require('./json.js')
const { own } = require('./own.js')
const { Resource } = require('./resource.js')

const LABEL = (name) => [name, 'POST', '/{workflow}']

class WorkflowsClient extends Resource {
  /** Calls a workflow; gives the body it answers with. */
  invoke(request, authType, options) {
    return this.#invoke('workflows.invoke', { authType: authType ?? 'none' }, request, options)
  }

  /** Calls a workflow for one of your users, with the client's token. */
  invokeForExternalUser(request, options) {
    return this.#invoke('workflows.invokeForExternalUser', { forExternalUser: true }, request, options)
  }

  #invoke(name, more, request, options) {
    const { _native: native } = this
    return this._open(LABEL(name), options, () => {
      if (request !== undefined && request !== null && typeof request !== 'object')
        throw invalid(`the request must be an object, got ${typeof request}`)
      const { headers: _, ...rest } = request ?? {}
      const pairs = pairsOf(own(request, 'headers'), 'headers')
      const send = (headers) => {
        const text = jsonOf({ ...rest, ...more, headers }, rest)
        return (id, options) => native.invoke(id, text, options)
      }
      return pairs.some(isDynamic) ? resolved(pairs).then(send) : send(pairs)
    })
  }
}

module.exports = { WorkflowsClient }
