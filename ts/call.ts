// One call: its options, its time limit before it is sent, its abort signal, and the message that ends it.

import { AsyncResource } from 'node:async_hooks'
import { type Abortable, isAborted, listen, reasonOf, unlisten } from './abort.js'
import { type DynamicOptions, optionsText, signalOf, withElapsed } from './call-options.js'
import type { Reviver } from './dates.js'
import { addFacts, type CallFacts, type LimitOption } from './call-facts.js'
import { type CallReport, reportOf } from './call-report.js'
import { PipedreamAbortError, PipedreamError, PipedreamTimeoutError } from './errors.js'
import { defect, errorWithoutFacts, factsOf } from './failure.js'
import { ignoreErrors, ignoreRejection } from './ignore.js'
import { errorMessage } from './json.js'
import type { CallLogger } from './logging.js'
import { addPending, type Reply, removePending, type Settleable, undelivered } from './mailbox.js'
import type { NativeClient } from './native.js'
import { globalOf, now, pause } from './platform.js'
import type { Page } from './page.js'
import { type OnProgress, progressOf } from './progress.js'
import type { Settler } from './promise.js'
import { property } from './properties.js'
import type { CallLabel, OpenCall, SendCall } from './resource.js'
import { type OperationName, operations } from './resources/meta.js'
import { captureStack, failedCall } from './stack.js'

/** Seconds; the same as in src/config.rs. */
const DEFAULT_TIMEOUT = 60
/** Milliseconds; a longer timer of Node's fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1

export type Done = Extract<Reply, { type: 'done' }>
/** What a call needs from its client. */
export interface CallContext {
  readonly native: NativeClient
  /** Options of the client that are functions. */
  readonly dynamic: DynamicOptions | undefined
  readonly logger: CallLogger | undefined
  /** Whether requests go through a function of the caller's. */
  readonly hasOwnFetch: boolean
  readonly timeoutInSeconds: unknown
  readonly deadlineInSeconds: unknown
}

/** Makes the value of a call from the message that ends it. */
export type ToValue = (call: Call, message: Done) => unknown

/** What the call of a list operation needs to make its page. */
export interface PageOf {
  readonly revive: Reviver | null
  readonly list: { readonly name: string; readonly follow: (cursor: unknown) => Promise<Page<unknown>> }
  /** The cursor that the page was requested with. */
  readonly after: unknown
}

/** One call, from its arguments until its promise is settled. Public objects hold it in private fields only. */
export class Call implements Abortable, OpenCall, Settleable, Settler {
  /** Status and headers as JSON text, once there are some. */
  head: string | undefined = undefined
  resolve: ((value: unknown) => void) | undefined = undefined
  onEnd: ((isStreamed: boolean) => void) | undefined = undefined
  readonly began: number = now()
  /** Where the caller's own `fetch` runs: AsyncLocalStorage has there what it had when the call was made. */
  scope: AsyncResource | undefined = undefined
  /** 0 until it is sent. */
  #id = 0
  #isOver = false
  /** The signal among the options. It is read once: a getter could return another one each time, or throw. */
  signal: AbortSignal | undefined = undefined
  /** The option of that name. */
  onProgress: OnProgress<never> | undefined = undefined
  #report: CallReport | undefined = undefined
  readonly caller: CallContext
  readonly #label: CallLabel
  readonly #options: unknown
  readonly #toValue: ToValue
  /** What `#toValue` needs besides the message. */
  extra: Reviver | PageOf | null | undefined

  constructor(caller: CallContext, label: CallLabel, options: unknown, toValue: ToValue, extra?: Reviver | PageOf | null) {
    this.caller = caller
    this.#label = label
    this.#options = options
    this.#toValue = toValue
    this.extra = extra
  }

  /** Starts the call. `prepare` returns the function that passes the request to Rust, or a promise of it. */
  start(prepare: (call: Call) => SendCall | Promise<SendCall>): void {
    this.#report = reportOf(this.#label, this.caller.logger)
    if (this.#report === undefined) this.#start(prepare)
    else this.#report.run(() => this.#start(prepare))
  }

  #start(prepare: (call: Call) => SendCall | Promise<SendCall>): void {
    if (this.caller.hasOwnFetch) this.scope = new AsyncResource('PIPEDREAM_CALL')
    let text: string | undefined | Promise<string | undefined>
    try {
      const { caller } = this
      const options = this.#options ?? undefined
      const isPlain = options === undefined && caller.dynamic === undefined
      text = isPlain ? undefined : this.#optionsText(options, caller.dynamic)
      if (this.#isOver) return
      const send = prepare(this)
      if (isPromise(text) || isPromise(send)) void this.#startLater(text, send)
      else this.#send(send, text)
    } catch (error) {
      // The request is invalid. A rejection of its options must not be reported as unhandled.
      ignoreRejection(text)
      const failure = startError(error)
      // The frames of the checks would leave no room for those of the caller.
      if (isNew(failure)) captureStack(failure, this.start)
      this.#fail(failure, undefined, undefined, rejected)
    }
  }

  /** The options as JSON text. Listens to their signal. */
  #optionsText(options: unknown, dynamic: DynamicOptions | undefined): string | undefined | Promise<string | undefined> {
    if (options !== undefined) {
      this.#listen(signalOf(options, this.start))
      this.onProgress = progressOf(options)
    }
    return this.#isOver ? undefined : optionsText(options, dynamic)
  }

  /** Waits for the options and the request, if they depend on promises, for the time limit of one attempt. */
  async #startLater(text: string | undefined | Promise<string | undefined>, send: SendCall | Promise<SendCall>): Promise<void> {
    const timer = new (globalOf('AbortController'))()
    this.#startTimer(timer.signal)
    try {
      const [ready, sender] = await Promise.all([text, send])
      // The deadline counts from the start of the call.
      if (!this.#isOver) this.#send(sender, withElapsed(ready, now() - this.began))
    } catch (error) {
      const failure = startError(error)
      this.#fail(failure, undefined, undefined, isNew(failure) ? failedCall : rejected)
    } finally {
      timer.abort()
    }
  }

  /** Fails the call after its time limit, unless `signal` aborts before. */
  #startTimer(signal: AbortSignal): void {
    // Rust rejects an invalid limit when it gets the options.
    const limitOf = (name: LimitOption, otherwise: number): number => {
      const given = property(this.#options, name) ?? this.caller[name]
      return typeof given === 'number' && given > 0 ? given : otherwise
    }
    const timeout = limitOf('timeoutInSeconds', DEFAULT_TIMEOUT)
    const seconds = Math.min(timeout, limitOf('deadlineInSeconds', Number.POSITIVE_INFINITY))
    const limitedBy = seconds < timeout ? 'deadlineInSeconds' : 'timeoutInSeconds'
    const message = `a function or promise given for headers or the environment took longer than the limit of ${seconds} s`
    const expire = (): void => this.#abandon(new PipedreamTimeoutError(message, { limitedBy }), failedCall)
    pause(Math.min(seconds * 1000, LONGEST_TIMER), signal).then(expire, () => {})
  }

  #send(send: SendCall, text: string | undefined): void {
    this.#id = addPending(this)
    try {
      this.#report?.sent(this.caller.native, this.#id)
      send(this.#id, text)
    } catch (error) {
      removePending(this.#id)
      throw defect(error)
    }
  }

  /** Settles the promise with the message that ends the call. */
  settle(message: Reply): void {
    let value: unknown
    try {
      if (message.type === 'failed') {
        const facts = property(message.failure, 'facts')
        this.#fail(errorWithoutFacts(message.failure), factsOf(facts), observedIn(facts))
        return
      }
      this.head = property(message, 'head') as string | undefined
      value = this.#toValue(this, message as Done)
    } catch (error) {
      const attempts = attemptsOf(message)
      this.#fail(error instanceof PipedreamError ? error : unreadable(error), { attempts, phase: 'decode' }, observedIn(message))
      return
    }
    const { head, resolve } = this
    const attempts = attemptsOf(message)
    const isStreamed = (property(message, 'stream') ?? undefined) !== undefined
    this.#end(isStreamed)
    this.#report?.ended({ head, attempts, isStreamed, observed: observedIn(message) })
    resolve?.(value)
  }

  /**
   * Rejects the promise. `facts` is what Rust knows of the call, if it was sent. `failed` gives the promise that rejects with `error`: by
   * default one that shows in its stack who waits for the call.
   */
  #fail(error: PipedreamError, facts?: Partial<CallFacts>, observed?: string, failed: Failed = failedCall): void {
    if (this.#isOver) return
    const elapsedMs = Math.max(0, now() - this.began, (property(facts, 'elapsedMs') as number | undefined) ?? 0)
    addFacts(error, { ...facts, attempts: facts?.attempts ?? 0, elapsedMs })
    const { resolve } = this
    this.#end()
    if (this.#report !== undefined) {
      // Those who observe the call may freeze the error, or set its stack. Its stack is made again later, which must not fail then.
      if (failed === failedCall) captureStack(error, captureStack)
      this.#report.failed(error, observed)
    }
    resolve?.(failed(error))
  }

  /**
   * V8 can keep a settled call alive in a Map's old backing table. Drop the promise so that it does not keep the response alive too (a
   * page of 100 then costs a third less CPU).
   */
  #end(isStreamed = false): void {
    this.#isOver = true
    this.resolve = this.extra = undefined
    if (this.signal !== undefined) unlisten(this.signal, this)
    this.onEnd?.(isStreamed)
  }

  #listen(signal: AbortSignal | undefined): void {
    if (signal === undefined) return
    this.signal = signal
    if (isAborted(signal)) this.#fail(abortError(signal))
    else listen(signal, this)
  }

  /** The call's signal has aborted. */
  aborted(): void {
    this.#abandon(abortError(this.signal), failedCall)
  }

  /** Cancels the call in Rust, and rejects its promise with `error`, which may be the caller's. */
  abandon(error: PipedreamError): void {
    this.#abandon(error, rejected)
  }

  #abandon(error: PipedreamError, failed: Failed): void {
    if (this.#isOver) return
    let facts: Partial<CallFacts> | undefined
    let observed: string | undefined
    if (this.#id !== 0) {
      removePending(this.#id)
      ignoreErrors(() => {
        const known = this.caller.native.cancel(this.#id)
        const reply = known === null ? undelivered(this.#id) : undefined
        facts = known === null ? factsOfReply(reply) : factsOf(known)
        observed = observedIn(known ?? (reply?.type === 'failed' ? reply.failure.facts : reply))
      })
    }
    // Before Rust has begun with it, or while a function gives a header, it waits for its turn.
    this.#fail(error, { ...facts, phase: facts?.phase ?? 'queue' }, observed, failed)
  }
}

type Failed = (error: PipedreamError) => Promise<never>
const rejected: Failed = async (error) => {
  throw error
}

/** Whether an error is of this call. A function of the caller's may throw the error of another one, whose stack stays. */
const isNew = (error: PipedreamError): boolean => error.code === 'ERR_INVALID_ARGUMENT' && !Object.hasOwn(error, 'attempts')

/** How many requests a call sent. Rust leaves out the number 1. */
export const attemptsOf = (message: Reply): number => (property(message, 'attempts') as number | undefined) ?? 1

/** What the message that ends a call says of it. */
function factsOfReply(message: Reply | undefined): Partial<CallFacts> | undefined {
  if (message === undefined) return undefined
  return message.type === 'failed' ? factsOf(property(message.failure, 'facts')) : { attempts: attemptsOf(message), phase: 'decode' }
}

/** The number by which Rust knows an operation. */
export const numberOf = (name: OperationName): number => operations[name][0]

/** What Rust knows of the call if it is observed. */
const observedIn = (given: unknown): string | undefined => (property(given, 'observed') ?? undefined) as string | undefined

/** Not by `instanceof`: libraries replace the global Promise. */
const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function'

const abortError = (signal: AbortSignal | undefined): PipedreamAbortError =>
  new PipedreamAbortError(undefined, { cause: signal && reasonOf(signal) })
/** The error for what was thrown before the request reached Rust. */
const startError = (error: unknown): PipedreamError =>
  error instanceof PipedreamError
    ? error
    : new PipedreamError({ message: `the call could not be started: ${errorMessage(error)}`, code: 'ERR_INVALID_ARGUMENT', cause: error })
/** The error for a response that is not what its operation returns. */
export const unreadable = (cause: unknown): PipedreamError =>
  new PipedreamError({ message: 'the answer could not be read', code: 'ERR_UNREADABLE_ANSWER', cause })
