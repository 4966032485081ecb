// The base of the resources. Their methods pass an operation's name and the arguments to the client's `Caller`.

import type { PipedreamClientOpts } from './client-options.js'
import type { Reviver } from './dates.js'
import type { NativeClient } from './native.js'
import type { BaseRequestOptions } from './options.js'
import { define, property } from './properties.js'
import type { OperationName } from './resources/meta.js'
import type { BinaryResponse, PagePromise, PipedreamPromise } from './results.js'

/**
 * The calls of one client. `options` are those of the call, checked when it starts.
 *
 * @internal
 */
export interface Caller {
  /** The native half, for the resources that are written by hand. */
  readonly native: NativeClient

  /** A call that gives JSON. `revive` converts the fields that are dates in the schema; null if there are none. */
  json<T>(
    operation: OperationName,
    revive: Reviver | null,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PipedreamPromise<T>

  /** A call that gives a list, one page at a time. `revive` is applied to each item. */
  page<Item, Response>(
    operation: OperationName,
    revive: Reviver | null,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PagePromise<Item, Response>

  /** A call that gives nothing. */
  void(operation: OperationName, ids: readonly unknown[], request: unknown, options: BaseRequestOptions | undefined): PipedreamPromise<void>

  /** A call that gives a body of bytes. */
  binary(
    operation: OperationName,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PipedreamPromise<BinaryResponse>

  /**
   * A call whose response determines what it gives: a JSON value, text, or a body of bytes. `prepare` gives the function that starts the
   * call in Rust, or a promise of it.
   */
  open<T>(
    label: CallLabel,
    options: BaseRequestOptions | undefined,
    prepare: (call: OpenCall) => SendCall | Promise<SendCall>,
  ): PipedreamPromise<T>
}

/**
 * An operation's name, or the name, method and path of a call that is not an operation of the API.
 *
 * @internal
 */
export type CallLabel = OperationName | readonly [name: string, method: string, path: string]

/**
 * Starts the call `id` in Rust with the JSON text of its options.
 *
 * @internal
 */
export type SendCall = (id: number, options: string | undefined) => void

/**
 * The part of a call that `prepare` needs while it builds the request's body.
 *
 * @internal
 */
export interface OpenCall {
  /** The option of that name. */
  readonly onProgress?: ((progress: never) => unknown) | undefined
  /** Called when the call succeeds or fails. `isStreamed` tells whether its response is a stream. */
  onEnd: ((isStreamed: boolean) => void) | undefined
  /** Cancels the call in Rust and fails it with `error`. */
  abandon(error: unknown): void
}

/**
 * The key under which a resource keeps its client's `Caller`. It is a symbol and not a private field, because a `Proxy` of a resource and
 * an object made by `Object.create` have no private fields.
 *
 * @internal
 */
export const CALLER: unique symbol = Symbol('caller')

/**
 * What a client constructs a resource from, in the place of options.
 *
 * @internal
 */
export interface ResourceParts extends PipedreamClientOpts {
  readonly [CALLER]: Caller
}

let openCaller: (options: PipedreamClientOpts | undefined, resource: Resource) => Caller

/**
 * Says how a resource that is constructed by hand gets a `Caller`. client.ts calls it: it imports the resources, so they cannot import it.
 *
 * @internal
 */
export function openCallersWith(open: typeof openCaller): void {
  openCaller = open
}

/** The base of every resource: `this[CALLER].json<Account>('accounts.retrieve', …)`. */
export class Resource {
  /** @internal */
  declare readonly [CALLER]: Caller

  /**
   * A resource with a client of its own: `new AccountsClient(options)` is `new PipedreamClient(options).accounts`.
   *
   * @param options Those of a client. A `WorkflowsClient` needs no credentials for calls without authorization.
   * @throws {PipedreamError} What `new PipedreamClient(options)` throws.
   */
  constructor(options?: PipedreamClientOpts) {
    define(this, CALLER, { value: (property(options, CALLER) as Caller | undefined) ?? openCaller(options, this) })
  }
}
