// Calls that the proxy passes on to a connected app. The request is checked in Rust (src/request/proxy.rs).

import { sender } from './body.js'
import { numberOf } from './call.js'
import type { BaseRequestOptions } from './options.js'
import type { Caller } from './resource.js'
import type { PipedreamPromise } from './results.js'

/** Starts a call of `proxy.get` or one of its siblings. `request` may have a body of any kind. */
export function send<T>(caller: Caller, operation: string, options: BaseRequestOptions | undefined, request: unknown): PipedreamPromise<T> {
  const { native } = caller
  const hasBody = operation !== 'proxy.get' && operation !== 'proxy.delete'
  return caller.open(operation, options, (call) =>
    sender(
      call,
      request,
      (args) => [[], args],
      (id, args, options, bytes, upload) => native.call(id, numberOf(operation), args, options, bytes, upload),
      hasBody,
    ),
  )
}
