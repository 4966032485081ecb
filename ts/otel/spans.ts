// The spans: one for each call, below it one for each request that it sends, and one for each token request.

import {
  type Attributes,
  type Context,
  context as contexts,
  diag,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api'
import type { TracedCall, TracedRequest, TracedToken } from '../tracing-events.js'
import { errorType, spanName, startAttributes } from './attributes.js'
import type { PipedreamInstrumentationConfig } from './config.js'
import { version } from './version.js'

/** The key of `suppressTracing()` in @opentelemetry/core, which this package does not need otherwise. */
const SUPPRESSED = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')
/** How many token fetches are remembered, so that calls which waited for one can link to it. */
const MAX_FETCHES = 100

interface OpenSpan {
  /** Undefined if spans are suppressed, or calls have none. */
  readonly span: Span | undefined
  readonly context: Context
  /** When it started, in milliseconds since 1970. */
  readonly started: number
  /** Of a call: what is to be added to `performance.now()`. Its requests use the same, so that none starts before it. */
  readonly origin?: number
}

export class Spans {
  #provider: TracerProvider | undefined
  readonly #name: string
  readonly #config: () => PipedreamInstrumentationConfig
  readonly #open = new WeakMap<object, OpenSpan>()
  /** The span of each fetch of a token, and the id of the span above it. */
  readonly #fetches = new Map<number, { readonly token: SpanContext; readonly above: string | undefined }>()

  constructor(name: string, config: () => PipedreamInstrumentationConfig) {
    this.#name = name
    this.#config = config
  }

  setProvider(provider: TracerProvider): void {
    this.#provider = provider
  }

  /** Where spans go now. The global provider hands on to the one that is registered later. */
  get provider(): TracerProvider {
    return this.#provider ?? trace.getTracerProvider()
  }

  get #tracer(): Tracer {
    return this.provider.getTracer(this.#name, version)
  }

  /** This runs where the call is made, so the active span is that of the caller. */
  callStarted(call: TracedCall): void {
    const origin = Date.now() - performance.now()
    const started = origin + performance.now()
    const parent = contexts.active()
    const hasSpan = this.#config().callSpans !== false && !isSuppressed(parent)
    const attributes = { 'pipedream.operation': call.operation }
    const span = hasSpan
      ? this.#tracer.startSpan(`pipedream ${call.operation}`, { kind: SpanKind.INTERNAL, startTime: started, attributes }, parent)
      : undefined
    this.#open.set(call, { span, context: span === undefined ? parent : trace.setSpan(parent, span), started, origin })
  }

  callEnded(call: TracedCall): void {
    const open = this.#taken(call)
    if (open?.span === undefined) return
    if (call.attempts > 1) open.span.setAttribute('pipedream.attempts', call.attempts)
    if (call.requestId !== undefined) open.span.setAttribute('pipedream.request_id', call.requestId)
    // The method is missing before version 1.9 of the API.
    for (const link of this.#linksOf(call.tokenFetch, open.context)) open.span.addLink?.(link)
    end(open, call)
  }

  /** What waited for a token that another call had asked for links to the request for it. */
  #linksOf(tokenFetch: number | undefined, context: Context): Link[] {
    const fetched = tokenFetch === undefined ? undefined : this.#fetches.get(tokenFetch)
    const isOwn = fetched?.above !== undefined && fetched.above === trace.getSpanContext(context)?.spanId
    return fetched === undefined || isOwn ? [] : [{ context: fetched.token }]
  }

  requestStarted(request: TracedRequest): void {
    const call = this.#open.get(request.call)
    const parent = call?.context ?? contexts.active()
    if (isSuppressed(parent)) return
    // The span of the call has the link, if there is one.
    const links = call?.span === undefined && request.resendCount === 0 ? this.#linksOf(request.tokenFetch, parent) : []
    const started = (call?.origin ?? Date.now() - performance.now()) + performance.now()
    const open = this.#start(spanName(request), startAttributes(request), parent, started, links)
    this.#open.set(request, open)
    this.#hook('requestHook', open.span as Span, request)
    if (this.#config().propagation !== false) safely(() => propagation.inject(open.context, request.headers))
    // An instrumentation of that `fetch` would make a second span for the same request.
    const suppressed = open.context.setValue(SUPPRESSED, true)
    request.around = (send) => contexts.with(suppressed, send)
  }

  requestEnded(request: TracedRequest | TracedToken): void {
    const open = this.#taken(request)
    if (open?.span === undefined) return
    if (request.status !== undefined) open.span.setAttribute('http.response.status_code', request.status)
    if ('requestId' in request && request.requestId !== undefined) open.span.setAttribute('pipedream.request_id', request.requestId)
    this.#hook('responseHook', open.span, request)
    end(open, request)
  }

  /**
   * A token request is below the call that started it, if that waits for it. The renewal of a token that can still be sent delays no call: it
   * is a trace of its own, with a link to the call.
   */
  tokenStarted(token: TracedToken): void {
    const call = token.call === undefined ? undefined : this.#open.get(token.call)
    const above = call?.context ?? ROOT_CONTEXT
    if (isSuppressed(above)) return
    const caller = trace.getSpanContext(above)
    const links = token.isAwaited || caller === undefined ? [] : [{ context: caller }]
    const open = this.#start(spanName(token), startAttributes(token), token.isAwaited ? above : ROOT_CONTEXT, token.startedAt, links)
    this.#open.set(token, open)
    this.#fetches.set(token.fetch, { token: (open.span as Span).spanContext(), above: token.isAwaited ? caller?.spanId : undefined })
    if (this.#fetches.size > MAX_FETCHES) this.#fetches.delete(this.#fetches.keys().next().value as number)
    this.#hook('requestHook', open.span as Span, token)
  }

  #start(name: string, attributes: Attributes, parent: Context, started: number, links: Link[]): OpenSpan {
    const span = this.#tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime: started, attributes, links }, parent)
    return { span, context: trace.setSpan(parent, span), started }
  }

  #taken(of: object): OpenSpan | undefined {
    const open = this.#open.get(of)
    this.#open.delete(of)
    return open
  }

  #hook(name: 'requestHook' | 'responseHook', span: Span, request: TracedRequest | TracedToken): void {
    safely(() => this.#config()[name]?.(span, request))
  }
}

/** Ends a span. Its status has no description, because the message of an error may have the body of an answer. */
function end({ span, started }: OpenSpan, of: TracedCall | TracedRequest | TracedToken): void {
  const failure = errorType(of)
  if (failure['error.type'] !== undefined) {
    span?.setAttributes(failure)
    span?.setStatus({ code: SpanStatusCode.ERROR })
  }
  span?.end(started + (of.durationMs ?? 0))
}

const isSuppressed = (context: Context): boolean => context.getValue(SUPPRESSED) === true

/** Runs code of the user, or of the SDK that the user has chosen: it must not fail a call. */
export function safely(act: () => unknown): void {
  try {
    const result = act()
    if (typeof (result as { then?: unknown } | undefined)?.then === 'function') Promise.resolve(result).catch(report)
  } catch (error) {
    report(error)
  }
}

const report = (error: unknown): void => {
  try {
    diag.error('pipedream-native/otel: a hook, a propagator or a provider threw', error)
  } catch {
    // Not even the logger works.
  }
}
