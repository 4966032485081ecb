// Starts the calls of one client, and converts their responses to values.

import { BinaryResponse } from './binary.js'
import { attemptsOf, Call, type CallContext, type Done, type ToValue, numberOf, type PageOf, unreadable } from './call.js'
import type { DynamicOptions } from './call-options.js'
import type { Reviver } from './dates.js'
import { errorOf, defect } from './failure.js'
import { toJson } from './json.js'
import type { CallLogger } from './logging.js'
import { addPending, removePending, type Reply } from './mailbox.js'
import type { NativeClient } from './native.js'
import type { BaseRequestOptions } from './options.js'
import { Page, PagePromise } from './page.js'
import { PipedreamPromise } from './promise.js'
import { property } from './properties.js'
import { warnOfUnknownFields } from './request-fields.js'
import type { CallLabel, Caller as CallerOfResources, OpenCall, SendCall } from './resource.js'
import type { OperationName } from './resources/meta.js'
import type * as results from './results.js'
import { failedCall } from './stack.js'

/** Starts the calls of one client. A resource keeps it under the symbol CALLER. */
export class Caller implements CallerOfResources, CallContext {
  readonly native: NativeClient
  readonly dynamic: DynamicOptions | undefined
  readonly logger: CallLogger | undefined
  readonly hasOwnFetch: boolean
  readonly timeoutInSeconds: unknown
  readonly deadlineInSeconds: unknown

  constructor(
    native: NativeClient,
    dynamic: DynamicOptions | undefined,
    logger: CallLogger | undefined,
    given: { readonly timeoutInSeconds: unknown; readonly deadlineInSeconds: unknown; readonly fetch: unknown },
  ) {
    this.native = native
    this.dynamic = dynamic
    this.logger = logger
    this.hasOwnFetch = given.fetch !== undefined && given.fetch !== null
    this.timeoutInSeconds = given.timeoutInSeconds
    this.deadlineInSeconds = given.deadlineInSeconds
  }

  json<T>(
    operation: OperationName,
    revive: Reviver | null,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PipedreamPromise<T> {
    const call = new Call(this, operation, options, asJson, revive)
    return this.#started(PipedreamPromise.of<PipedreamPromise<T>>(call), call, operation, ids, request, this.json)
  }

  void(
    operation: OperationName,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PipedreamPromise<void> {
    const call = new Call(this, operation, options, asNothing)
    return this.#started(PipedreamPromise.of<PipedreamPromise<void>>(call), call, operation, ids, request, this.void)
  }

  binary(
    operation: OperationName,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PipedreamPromise<results.BinaryResponse> {
    const call = new Call(this, operation, options, asStream)
    return this.#started(PipedreamPromise.of<PipedreamPromise<results.BinaryResponse>>(call), call, operation, ids, request, this.binary)
  }

  page<Item, Response>(
    operation: OperationName,
    revive: Reviver | null,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PagePromise<Item, Response> {
    return this.#page(operation, revive, ids, request, options, true)
  }

  #page<Item, Response>(
    operation: OperationName,
    revive: Reviver | null,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
    isFirst: boolean,
  ): PagePromise<Item, Response> {
    // A copy, so that a change of the request object does not change the requests of the following pages.
    const copy = copyOf(request)
    const follow = (cursor: unknown): Promise<Page<unknown>> =>
      this.#page(operation, revive, ids, { ...copy, after: cursor }, options, false) as unknown as Promise<Page<unknown>>
    const call = new Call(this, operation, options, asPage, { revive, list: { name: operation, follow }, after: copy?.after })
    const promise = PagePromise.of<PagePromise<Item, Response>>(call)
    // The copy of an instance of a class no longer shows that it was one.
    return this.#started(promise, call, operation, ids, request, isFirst ? this.page : undefined)
  }

  open<T>(
    label: CallLabel,
    options: BaseRequestOptions | undefined,
    prepare: (call: OpenCall) => SendCall | Promise<SendCall>,
    toValue: ToValue = asReceived,
  ): PipedreamPromise<T> {
    const call = new Call(this, label, options, toValue)
    const promise = PipedreamPromise.of<PipedreamPromise<T>>(call)
    call.start(prepare)
    return promise
  }

  /** The access token. `send` makes Rust read it, and passes Rust the id to reply to. */
  accessToken(send: (id: number) => void): Promise<string> {
    return new Promise((resolve, reject) => {
      const settle = (message: Reply): void => {
        if (message.type === 'failed') resolve(failedCall(errorOf(message.failure)))
        else resolve(property(message, 'text') as string)
      }
      const id = addPending({ settle })
      try {
        send(id)
      } catch (error) {
        removePending(id)
        reject(defect(error))
      }
    })
  }

  /** `entry` is the method of this class that a resource called. Without one there is no warning of fields that do not exist. */
  #started<P>(promise: P, call: Call, operation: OperationName, ids: readonly unknown[], request: unknown, entry?: object): P {
    call.start(() => {
      const args = toJson([ids, request ?? null], request as object | undefined)
      if (entry !== undefined) warnOfUnknownFields(operation, request, entry)
      return (id, options) => this.native.call(id, numberOf(operation), args, options)
    })
    return promise
  }
}

/** A shallow copy. Undefined if a getter throws: then the call itself fails with that error. */
function copyOf(request: unknown): { after?: unknown } | undefined {
  try {
    return { ...(request as object | undefined) }
  } catch {
    return undefined
  }
}

/** The value of a response's body: parsed JSON, or text; undefined if there is no body. */
function bodyOf(message: Done): unknown {
  const json = property(message, 'json') as string | null | undefined
  return json === undefined || json === null ? (property(message, 'text') ?? undefined) : JSON.parse(json)
}

const asJson: ToValue = ({ extra }, message) => {
  const value = bodyOf(message)
  return typeof extra === 'function' ? extra(value) : value
}

const asNothing: ToValue = () => undefined

const asStream: ToValue = ({ caller, head, signal, onProgress, began }, message) => {
  const sent = { began, attempts: attemptsOf(message) }
  return new BinaryResponse(caller.native, property(message, 'stream') as number, head as string, signal, sent, onProgress)
}

const asReceived: ToValue = (call, message) =>
  property(message, 'stream') === undefined || message.stream === null ? bodyOf(message) : asStream(call, message)

const asPage: ToValue = ({ extra, head, onProgress, signal }, message) => {
  const { revive, list: given, after } = extra as PageOf
  const list = onProgress === undefined && signal === undefined ? given : { ...given, onProgress, signal }
  const response = bodyOf(message)
  if (response === null || typeof response !== 'object')
    throw unreadable(new TypeError(`a list must be an object, got ${response === null ? 'null' : typeof response}`))
  const data = property(response, 'data')
  if (revive !== null && Array.isArray(data)) for (const item of data) revive(item)
  return new Page(response, head as string, list, after)
}
