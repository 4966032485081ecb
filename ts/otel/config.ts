// The options of the instrumentation.

import type { Span } from '@opentelemetry/api'
import { pick } from '../properties.js'
import type { TracedRequest, TracedToken } from '../tracing-events.js'
import { knownOptions, namesOf, warnOfUnknown } from '../unknown-options.js'

/** The options of `new PipedreamInstrumentation(…)`. All may be left out. */
export interface PipedreamInstrumentationConfig {
  /**
   * Whether it is enabled by its constructor. If not, call `enable()`, as `registerInstrumentations()` does.
   *
   * @default true
   * @example false
   */
  enabled?: boolean
  /**
   * Whether each call has a span of its own (kind `INTERNAL`), which the spans of its requests are below. It has the retries, the pauses
   * between them, and the wait for a token. Without it the spans of requests are directly below the active span.
   *
   * @default true
   * @example false
   */
  callSpans?: boolean
  /**
   * Whether requests get the headers of the global propagator: `traceparent`, `tracestate` and `baggage`. Token requests never get them.
   *
   * @default true
   * @example false
   */
  propagation?: boolean
  /**
   * Called with the span of each request before the request is sent. What it throws is reported to `diag`, and the call goes on.
   *
   * @default none
   * @example (span, { call }) => span.setAttribute('app.operation', call.operation)
   */
  requestHook?: (span: Span, request: TracedRequest | TracedToken) => void
  /**
   * Called with the span of each request before the span ends, also if there was no answer. What it throws is reported to `diag`.
   *
   * @default none
   * @example (span, { requestId }) => span.setAttribute('app.request_id', requestId ?? '')
   */
  responseHook?: (span: Span, request: TracedRequest | TracedToken) => void
}

const NAMES = namesOf<PipedreamInstrumentationConfig>({
  enabled: true,
  callSpans: true,
  propagation: true,
  requestHook: true,
  responseHook: true,
})
const KNOWN = knownOptions('PipedreamInstrumentation', NAMES)

/** The error for a wrong option. It is none of the package's classes: with them this entry point would be twice as large. */
const refused = (name: string, allowed: string, given: unknown): TypeError =>
  Object.assign(new TypeError(`${name} must be ${allowed}, got ${typeof given}`), { code: 'ERR_INVALID_ARGUMENT' })

/** The options, checked. */
export function checkedConfig(config: unknown): PipedreamInstrumentationConfig {
  if (config === undefined || config === null) return {}
  if (typeof config !== 'object' || Array.isArray(config)) throw refused('the options of PipedreamInstrumentation', 'an object', config)
  warnOfUnknown(config, KNOWN)
  const given = pick(config, NAMES) as Record<string, unknown>
  for (const name of ['enabled', 'callSpans', 'propagation']) {
    if (given[name] !== undefined && typeof given[name] !== 'boolean') throw refused(name, 'true or false', given[name])
  }
  for (const name of ['requestHook', 'responseHook']) {
    if (given[name] !== undefined && typeof given[name] !== 'function') throw refused(name, 'a function', given[name])
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
