// Sends the calls of `client.workflows`, which go to the address of the workflow. The address and the token are checked in Rust
// (src/request/workflow.rs).

import { invalid } from './errors.js'
import { isDynamic, pairsOf, resolved } from './headers.js'
import { toJson } from './json.js'
import type { BaseRequestOptions } from './options.js'
import { property } from './properties.js'
import { warnOfUnknownFields } from './request-fields.js'
import type { Caller, SendCall } from './resource.js'
import type { HTTPAuthType } from './resources/enums.js'
import type { PipedreamPromise } from './results.js'

type WorkflowOperation = 'workflows.invoke' | 'workflows.invokeForExternalUser'

/** Calls a workflow, and gives the body of its response. For an external user the call has the client's token. */
export function send<T>(
  caller: Caller,
  operation: WorkflowOperation,
  options: BaseRequestOptions | undefined,
  request: object | null | undefined,
  authType?: HTTPAuthType,
): PipedreamPromise<T> {
  const authorization = operation === 'workflows.invoke' ? { authType: authType ?? 'none' } : { forExternalUser: true }
  return caller.open([operation, 'POST', '/{workflow}'], options, () => {
    if (request !== undefined && request !== null && typeof request !== 'object')
      throw invalid(`the request must be an object, got ${typeof request}`)
    const { headers: _, ...fields } = (request ?? {}) as { headers?: unknown }
    const pairs = pairsOf(property(request, 'headers'), 'headers')
    const sendWith = (headers: unknown): SendCall => {
      const text = toJson({ ...fields, ...authorization, headers }, fields)
      return (id, options) => caller.native.invoke(id, text, options)
    }
    const prepared = pairs.some(isDynamic) ? resolved(pairs).then(sendWith) : sendWith(pairs)
    warnOfUnknownFields(operation, request, caller.open)
    return prepared
  })
}
