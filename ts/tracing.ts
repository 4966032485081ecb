// Publishes calls, their requests and token requests on tracing channels.

import { AsyncResource } from 'node:async_hooks'
import { PipedreamAbortError, PipedreamError, PipedreamTimeoutError } from './errors.js'
import { ignoreErrors } from './ignore.js'
import type { TraceKind } from './native.js'
import { now } from './platform.js'
import { redactedUrl } from './redacted-url.js'
import { isHeard, publishEnd, run, tracingOf } from './tracing-channels.js'
import type { PhaseTimes, RequestCause, TracedCall, TracedRequest, TracedToken } from './tracing-events.js'

const calls = tracingOf('call')
const requests = tracingOf('request')
const tokens = tracingOf('token')

/** What is observed of a call: nothing, its phases, or its requests too. */
export type Level = 'none' | 'phases' | 'requests'

/** What the subscribers want to know of a call that starts now. */
export const levelOfSubscribers = (): Level => (isHeard(requests) ? 'requests' : isHeard(calls) ? 'phases' : 'none')

/** The calls that are traced, by their numbers. */
const traced = new Map<number, CallTrace>()
/** The token requests under way, by the numbers of their fetches. */
const openTokens = new Map<number, { readonly context: TracedToken; readonly scope: AsyncResource | undefined }>()

/** What Rust knows of an observed call when it has ended. */
export interface Observed {
  readonly phases: PhaseTimes
  readonly bytes: number
  readonly origin: string | null
  readonly tokenFetch: number | null
}

/** What is known of a call when it has ended. */
export interface CallEnd {
  readonly status: number | undefined
  readonly attempts: number
  readonly requestId: string | undefined
  readonly isStreamed: boolean
  readonly observed: Observed | undefined
}

interface OpenRequest {
  readonly context: TracedRequest
  readonly number: number
  readonly started: number
  /** The asynchronous context in which `start` was published. */
  readonly scope: AsyncResource
  /** Its end, if it is not known yet whether that was an abort, a time limit, or a redirect. */
  dropped: RequestEnd | undefined
}

interface RequestEnd {
  readonly number: number
  readonly outcome: 'answered' | 'failed' | 'dropped'
  readonly code: string | null
  readonly status: number | null
  readonly requestId: string | null
  readonly phases: PhaseTimes
  readonly durationMs: number
}

/** One traced call. */
export class CallTrace {
  readonly context: TracedCall
  readonly #began = now()
  #id = 0
  #scope: AsyncResource | undefined
  #open: OpenRequest | undefined
  #last: TracedRequest | undefined

  constructor(operation: string, method: string, route: string | undefined) {
    const later = { serverAddress: undefined, serverPort: undefined, status: undefined, attempts: 0, phases: undefined, bytes: undefined }
    const error = { requestId: undefined, tokenFetch: undefined, error: undefined, durationMs: undefined }
    this.context = { operation, method, route, ...later, ...error }
  }

  /** Publishes that the call starts, and runs `act`, which starts it. */
  run(act: () => void): void {
    run(calls, this.context, () => {
      this.#scope = new AsyncResource('PIPEDREAM_CALL')
      act()
    })
  }

  /** The call is passed to Rust now. Rust tells of its requests under this number. */
  sent(id: number): void {
    this.#id = id
    traced.set(id, this)
  }

  /** A request is about to be sent. Returns the headers to add. */
  startRequest(given: { number: number; attempt: number; method: string; url: string; tokenFetch: number | null }): [string, string][] {
    const { number, attempt, method, url: text, tokenFetch } = given
    const cause = this.#causeOf(number, attempt)
    // The path of another request than that of the operation has another form.
    const route = cause === 'redirect' ? undefined : this.context.route
    const { url, address, port } = redactedUrl(text, this.context.route)
    if (this.#last === undefined) note(this.context, { serverAddress: address, serverPort: port })
    const { operation } = this.context
    const context: TracedRequest = {
      call: this.context,
      operation,
      method,
      route,
      url,
      serverAddress: address,
      serverPort: port,
      attempt,
      resendCount: number - 1,
      cause,
      tokenFetch: tokenFetch ?? undefined,
      headers: {},
      around: undefined,
      status: undefined,
      phases: undefined,
      requestId: undefined,
      error: undefined,
      durationMs: undefined,
    }
    this.#settleOpen(undefined)
    this.#last = context
    return this.#inScope(() =>
      run(requests, context, () => {
        this.#open = { context, number, started: now(), scope: new AsyncResource('PIPEDREAM_REQUEST'), dropped: undefined }
        return headersToAdd(context.headers)
      }),
    )
  }

  #causeOf(number: number, attempt: number): RequestCause {
    if (number === 1 || this.#last === undefined) return 'first'
    if (attempt === this.#last.attempt) return 'redirect'
    const status = this.#open?.dropped?.status ?? this.#last.status
    return status === 401 ? 'newToken' : 'retry'
  }

  /** A request has ended. */
  endRequest(end: RequestEnd): void {
    const open = this.#open
    if (open === undefined || open.number !== end.number) return
    // Rust does not know why nobody waits any more. The next message tells which it was.
    if (end.outcome === 'dropped') open.dropped = end
    else this.#finish(open, end, end.outcome === 'failed' ? withCode(end.code ?? 'ERR_INTERNAL') : undefined)
  }

  /** Ends a request that was dropped: `error` ends its call; undefined if another request follows, or the call has succeeded. */
  #settleOpen(error: unknown): void {
    const open = this.#open
    if (open === undefined) return
    const hasAnswer = (open.dropped?.status ?? null) !== null
    const isCut = error instanceof PipedreamTimeoutError || error instanceof PipedreamAbortError
    const why = error ?? new PipedreamTimeoutError('the request took longer than the time limit of its attempt')
    this.#finish(open, open.dropped, hasAnswer && !isCut ? undefined : why)
  }

  #finish({ context, started, scope }: OpenRequest, end: RequestEnd | undefined, error: unknown): void {
    this.#open = undefined
    note(context, {
      status: end?.status ?? undefined,
      phases: end?.phases,
      requestId: end?.requestId ?? undefined,
      error,
      durationMs: end === undefined ? Math.max(0, now() - started) : end.durationMs,
    })
    scope.runInAsyncScope(() => publishEnd(requests, context))
  }

  /** Runs the caller's own `fetch` for the request that is under way. */
  runFetch<T>(fetch: () => T): T {
    const open = this.#open
    if (open === undefined) return this.#inScope(fetch)
    return open.scope.runInAsyncScope(() => within(open.context.around, fetch))
  }

  /** Runs `act` in the asynchronous context of the request under way, or of the call. */
  runInside(act: () => void): void {
    if (this.#open === undefined) this.#inScope(act)
    else this.#open.scope.runInAsyncScope(act)
  }

  #inScope<T>(act: () => T): T {
    return this.#scope === undefined ? act() : this.#scope.runInAsyncScope(act)
  }

  /** The call has ended. */
  ended({ status, attempts, requestId, isStreamed, observed }: CallEnd, error: unknown): void {
    traced.delete(this.#id)
    this.#settleOpen(error)
    const { context } = this
    if (context.serverAddress === undefined && typeof observed?.origin === 'string') {
      const { address, port } = redactedUrl(observed.origin, undefined)
      note(context, { serverAddress: address, serverPort: port })
    }
    note(context, {
      status,
      attempts,
      requestId,
      phases: observed?.phases,
      bytes: isStreamed || status === undefined ? undefined : observed?.bytes,
      tokenFetch: observed?.tokenFetch ?? undefined,
      error,
      durationMs: Math.max(0, now() - this.#began),
    })
    this.#inScope(() => publishEnd(calls, context))
  }
}

/** The most that subscribers may add to the headers of a request, in characters: `baggage` has up to 8192 (https://www.w3.org/TR/baggage). */
const MOST_ADDED = 10_000
/** What a header counts for besides its characters, as in RFC 9113, section 6.5.2. */
const OVERHEAD = 32

/** The headers that subscribers have added. One that is too large for what is left is not sent: a server would refuse the call for it. */
function headersToAdd(headers: Readonly<Record<string, unknown>>): [string, string][] {
  let left = MOST_ADDED
  return Object.entries(headers).filter((pair): pair is [string, string] => {
    const [name, value] = pair
    const size = typeof value === 'string' ? name.length + value.length + OVERHEAD : Infinity
    if (size > left) return false
    left -= size
    return true
  })
}

/** A request of a call is about to be sent: `text` says which. Returns the headers to add as JSON text. */
export function requestStarts(call: number, text: string | undefined): string | undefined {
  const headers = traced.get(call)?.startRequest(JSON.parse(text ?? ''))
  return headers === undefined || headers.length === 0 ? undefined : JSON.stringify(headers)
}

/** Handles what Rust tells of a request or a token request. */
export function traceMessage(kind: TraceKind, call: number | undefined, text: string): void {
  const trace = call === undefined ? undefined : traced.get(call)
  if (kind === 'requestEnd') trace?.endRequest(JSON.parse(text))
  else if (kind === 'tokenEnd') endToken(JSON.parse(text))
  else if (isHeard(tokens)) startToken(trace, JSON.parse(text))
}

function startToken(
  trace: CallTrace | undefined,
  given: Pick<TracedToken, 'fetch' | 'attempt' | 'cause' | 'isAwaited' | 'url' | 'startedAt'>,
): void {
  const { fetch, attempt, cause, isAwaited, startedAt } = given
  const { url, address, port } = redactedUrl(given.url, undefined)
  const rest = { method: 'POST', route: '/v1/oauth/token', url, serverAddress: address, serverPort: port }
  const later = { status: undefined, error: undefined, durationMs: undefined }
  const context: TracedToken = { call: trace?.context, isAwaited, fetch, attempt, startedAt, cause, ...rest, ...later }
  const start = (): void => {
    openTokens.set(fetch, { context, scope: trace === undefined ? undefined : new AsyncResource('PIPEDREAM_TOKEN') })
    run(tokens, context, () => {})
  }
  if (trace === undefined) start()
  else trace.runInside(start)
}

function endToken(given: { fetch: number; status: number | null; code: string | null; durationMs: number }): void {
  const open = openTokens.get(given.fetch)
  if (open === undefined) return
  openTokens.delete(given.fetch)
  const { context, scope } = open
  const { status, code, durationMs } = given
  note(context, { status: status ?? undefined, error: code === null ? undefined : withCode(code), durationMs })
  if (scope === undefined) publishEnd(tokens, context)
  else scope.runInAsyncScope(publishEnd, undefined, tokens, context)
}

/** A subscriber may have frozen the object of its events. */
const note = <Context extends object>(context: Context, more: Partial<Context>): void =>
  void ignoreErrors(() => void Object.assign(context, more))

const withCode = (code: string): PipedreamError => new PipedreamError({ message: `the request brought no usable answer: ${code}`, code })

/**
 * Calls `act` through a subscriber's function, once: a second time would send the request twice. If that function fails before it has called
 * `act`, or does not call it, or calls it later, `act` is called directly.
 */
function within<T>(around: TracedRequest['around'], act: () => T): T {
  if (typeof around !== 'function') return act()
  let result: { value: T } | undefined
  let thrown: { error: unknown } | undefined
  ignoreErrors(() => {
    around(() => {
      if (result !== undefined || thrown !== undefined) return
      try {
        result = { value: act() }
      } catch (error) {
        thrown = { error }
      }
    })
  })
  if (thrown !== undefined) throw (thrown as { error: unknown }).error
  result ??= { value: act() }
  return (result as { value: T }).value
}

/** Runs the caller's own `fetch` in the asynchronous context of a call, if the call is traced. */
export function fetchInTrace<T>(call: number, fetch: () => T): T {
  const trace = traced.get(call)
  return trace === undefined ? fetch() : trace.runFetch(fetch)
}
