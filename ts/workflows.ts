// Workflows with an HTTP trigger. URLs and tokens are checked in Rust (src/request/workflow.rs).

import { invalid } from './errors.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { toJson } from './json.js'
import type { BaseRequestOptions } from './options.js'
import { property } from './properties.js'
import type { Caller, SendCall } from './resource.js'
import type { PipedreamPromise } from './results.js'

/** Starts a call of `workflows.invoke` or `workflows.invokeForExternalUser`. */
export function send<T>(
  caller: Caller,
  name: string,
  options: BaseRequestOptions | undefined,
  request: unknown,
  authType?: string,
): PipedreamPromise<T> {
  const { native } = caller
  const more = name === 'workflows.invoke' ? { authType: authType ?? 'none' } : { forExternalUser: true }
  return caller.open([name, 'POST', '/{workflow}'], options, () => {
    if (request !== undefined && request !== null && typeof request !== 'object')
      throw invalid(`the request must be an object, got ${typeof request}`)
    const { headers: _, ...rest } = (request ?? {}) as { headers?: unknown }
    const pairs = pairsOf(property(request, 'headers'), 'headers')
    const sendWith = (headers: readonly HeaderPair[]): SendCall => {
      const args = toJson({ ...rest, ...more, headers }, rest)
      return (id, options) => native.invoke(id, args, options)
    }
    return pairs.some(isDynamic) ? resolved(pairs).then(sendWith) : sendWith(pairs)
  })
}
