// Sends the calls of `client.proxy`, whose bodies may be anything. The URL and the headers are checked in Rust
// (src/request/proxy.rs).

import { sender } from './body.js'
import type { BaseRequestOptions } from './options.js'
import { warnOfUnknownFields } from './request-fields.js'
import type { Caller } from './resource.js'
import { operations } from './resources/meta.js'
import type { PipedreamPromise } from './results.js'

type ProxyOperation = 'proxy.get' | 'proxy.post' | 'proxy.put' | 'proxy.patch' | 'proxy.delete'

/** What a GET or a DELETE is given as a body is not sent. */
const WITHOUT_BODY: readonly string[] = ['proxy.get', 'proxy.delete']

/** Sends a request to a connected app, and gives the body of its response. */
export function send<T>(
  caller: Caller,
  operation: ProxyOperation,
  options: BaseRequestOptions | undefined,
  request: object,
): PipedreamPromise<T> {
  const [number] = operations[operation]
  return caller.open(operation, options, (call) => {
    const prepared = sender(
      call,
      request,
      (args) => [[], args],
      (id, text, options, bytes, upload) => caller.native.call(id, number, text, options, bytes, upload),
      !WITHOUT_BODY.includes(operation),
    )
    warnOfUnknownFields(operation, request, caller.open)
    return prepared
  })
}
