// What a resource is made of: it names an operation and passes its arguments on to the client's calls.

import type { Reviver } from './dates.js'
import type { NativeClient } from './native.js'
import type { BaseRequestOptions } from './options.js'
import { define } from './properties.js'
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

  /** A call that gives JSON. `revive` makes dates of what the schema calls dates; null where it has none. */
  json<T>(
    operation: OperationName,
    revive: Reviver | null,
    ids: readonly unknown[],
    request: unknown,
    options: BaseRequestOptions | undefined,
  ): PipedreamPromise<T>

  /** A call that gives a list, one page at a time. `revive` is for each item. */
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
   * A call that gives a value, a text or bytes, by what comes back. `prepare` gives, at once or later, the function that starts the call
   * in Rust.
   */
  open<T>(
    label: CallLabel,
    options: BaseRequestOptions | undefined,
    prepare: (call: OpenCall) => SendCall | Promise<SendCall>,
  ): PipedreamPromise<T>
}

/**
 * An operation's name, or the name, verb and path of a call that is no operation.
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
 * A call that has not been sent yet, as far as its request's body needs it.
 *
 * @internal
 */
export interface OpenCall {
  /** Called when the call is over, however it ends, with whether its response is a stream. */
  onEnd: ((isStreamed: boolean) => void) | undefined
  /** Ends the call from this side with an error. */
  abandon(error: unknown): void
}

/**
 * The key of the calls of a resource's client. It is a symbol and not a private field: a resource may be reached through a `Proxy` or
 * `Object.create`, which do not have private fields.
 *
 * @internal
 */
export const CALLER: unique symbol = Symbol('caller')

/** The base of every resource: `this[CALLER].json<Account>('accounts.retrieve', …)`. */
export class Resource {
  /** @internal */
  declare readonly [CALLER]: Caller

  /** @internal */
  constructor(caller: Caller) {
    define(this, CALLER, { value: caller })
  }
}
