// Reports one call to those who observe it: subscribers of channels, and the option `logging`.

import { type CallReport as Published, hasSubscribers, reportCall } from './channels.js'
import type { PipedreamError } from './errors.js'
import { requestIdIn } from './failure.js'
import { ignoreErrors } from './ignore.js'
import type { CallLogger, LoggedCall } from './logging.js'
import type { NativeClient } from './native.js'
import type { CallLabel } from './resource.js'
import { operations } from './resources/meta.js'
import { CallTrace, type Level, levelOfSubscribers, type Observed } from './tracing.js'

/** What ended a call, besides its error. */
export interface Ended {
  /** Status and headers of the response as JSON text. */
  readonly head: string | undefined
  readonly attempts: number
  readonly isStreamed: boolean
  /** What Rust knows of the call if it is observed, as JSON text. */
  readonly observed: string | undefined
}

/** The report of a call that starts now; undefined if nobody observes it. It makes nothing then. */
export function reportOf(label: CallLabel, logger: CallLogger | undefined): CallReport | undefined {
  const level = levelOfSubscribers()
  return level === 'none' && logger === undefined && !hasSubscribers() ? undefined : new CallReport(label, logger, level)
}

export class CallReport {
  readonly #level: Level
  readonly #logger: CallLogger | undefined
  readonly #call: LoggedCall
  readonly #trace: CallTrace | undefined
  #published: Published | undefined
  #logged: ReturnType<CallLogger['start']> | undefined

  constructor(label: CallLabel, logger: CallLogger | undefined, level: Level) {
    const isOperation = typeof label === 'string'
    const [, method, path] = isOperation ? operations[label] : label
    const operation = isOperation ? label : label[0]
    this.#call = { operation, method, path }
    this.#logger = logger
    this.#level = level === 'none' && logger?.needsFacts === true ? 'phases' : level
    // The path of another call may be anything.
    if (level !== 'none') this.#trace = new CallTrace(operation, method, isOperation ? path : undefined)
  }

  /** Reports that the call starts, and runs `act`, which starts it. */
  run(act: () => void): void {
    if (this.#trace === undefined) this.#start(act)
    else this.#trace.run(() => this.#start(act))
  }

  #start(act: () => void): void {
    const { operation, method, path } = this.#call
    this.#published = reportCall(operation, method, path)
    this.#logged = this.#logger?.start(this.#call)
    act()
  }

  /** The call is passed to Rust next, under this number. */
  sent(native: NativeClient, id: number): void {
    // A call works without being observed.
    if (this.#level !== 'none') ignoreErrors(() => native.observe(id, this.#level === 'requests'))
    this.#trace?.sent(id)
  }

  ended(end: Ended): void {
    const head = end.head === undefined ? undefined : JSON.parse(end.head)
    const status = head?.status as number | undefined
    this.#report(end, status, head === undefined ? undefined : requestIdIn(head.headers), undefined)
  }

  failed(error: PipedreamError, observed: string | undefined): void {
    const { attempts = 0, statusCode, requestId } = error
    this.#report({ head: undefined, attempts, isStreamed: false, observed }, statusCode, requestId, error)
  }

  #report(
    { attempts, isStreamed, observed }: Ended,
    status: number | undefined,
    requestId: string | undefined,
    error?: PipedreamError,
  ): void {
    const facts = observed === undefined ? undefined : (JSON.parse(observed) as Observed)
    // What a subscriber or a logger throws must not end up in the call.
    ignoreErrors(() => this.#trace?.ended({ status, attempts, requestId, isStreamed, observed: facts }, error))
    if (error === undefined) this.#published?.ended({ status, attempts })
    else this.#published?.failed(error)
    const bytes = isStreamed || status === undefined ? undefined : facts?.bytes
    this.#published?.scope(() => this.#logged?.({ status, attempts, requestId, bytes, isStreamed }, error))(undefined)
  }
}
