// The promise that a call returns. It also gives the status and the headers of the response.

import { rawResponse } from './response.js'
import type { PipedreamPromise as PublicPromise, WithRawResponse } from './results.js'

type Resolve = (value: unknown) => void
type Executor = (resolve: (value: never) => void, reject: (error: unknown) => void) => void

/** The call that settles a promise. */
export interface Settler {
  /** Status and headers as JSON text; undefined until the response has begun. */
  readonly head: string | undefined
  /** A failure is the promise that rejects with it. */
  resolve: Resolve | undefined
}

/** The call whose promise is being constructed. It is undefined at any other time, so that no response is kept alive. */
let current: Settler | undefined
const executor: Executor = (resolve) => {
  if (current !== undefined) current.resolve = resolve as Resolve
}

/** A promise of a call's value. The call starts at once. */
export class PipedreamPromise<T> extends Promise<T> implements PublicPromise<T> {
  // biome-ignore lint/style/useReadonlyClassProperties: `of` sets it.
  #call: Settler | undefined

  /** `then()`, `catch()` and `finally()` give plain promises, because the result of a callback has no raw response. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  /** Constructs the promise of `call`, and gives `call` its `resolve`. */
  static of<P extends PipedreamPromise<unknown>>(this: new (executor: Executor) => P, call: Settler): P {
    current = call
    const promise = new this(executor)
    current = undefined
    promise.#call = call
    return promise
  }

  /** The value, and the status and headers of its response. */
  withRawResponse(): Promise<WithRawResponse<T>> {
    return this.then((data) => ({ data, rawResponse: rawResponse(this.#call?.head as string) }))
  }
}
