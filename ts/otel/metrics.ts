// The metrics: those of the HTTP semantic conventions, and those of this package. Durations are in seconds.

import { type Attributes, type Counter, type Histogram, type MeterProvider, metrics } from '@opentelemetry/api'
import type { TracedCall, TracedRequest, TracedToken } from '../tracing-events.js'
import { errorType, serverAttributes } from './attributes.js'
import { version } from './version.js'

/** The boundaries that the conventions advise for `http.client.request.duration`. */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

interface Instruments {
  readonly requests: Histogram
  readonly calls: Histogram
  readonly tokens: Histogram
  readonly queue: Histogram
  readonly retries: Counter
}

/** Records what happens. The provider is that of `setMeterProvider()`, else the global one at that time. */
export class Metrics {
  #given: MeterProvider | undefined
  #provider: MeterProvider | undefined
  #instruments: Instruments | undefined
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  setProvider(provider: MeterProvider): void {
    this.#given = provider
  }

  /** Where metrics go now. The global provider may be registered after the instrumentation was made. */
  get provider(): MeterProvider {
    return this.#given ?? metrics.getMeterProvider()
  }

  #current(): Instruments {
    const { provider } = this
    if (this.#instruments !== undefined && provider === this.#provider) return this.#instruments
    const meter = provider.getMeter(this.#name, version)
    const histogram = (name: string, description: string): Histogram =>
      meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: BOUNDARIES } })
    this.#provider = provider
    this.#instruments = {
      requests: histogram('http.client.request.duration', 'Duration of HTTP client requests.'),
      calls: histogram('pipedream.client.call.duration', 'Duration of calls: the wait for a token, retries and pauses included.'),
      tokens: histogram('pipedream.client.token.request.duration', 'Duration of requests for an access token.'),
      queue: histogram('pipedream.client.queue.duration', 'How long requests waited for a connection.'),
      retries: meter.createCounter('pipedream.client.retries', { description: 'Requests that were sent again.', unit: '{retry}' }),
    }
    return this.#instruments
  }

  callEnded(call: TracedCall): void {
    const { operation, durationMs, status } = call
    this.#current().calls.record(seconds(durationMs), { 'pipedream.operation': operation, ...statusOf(status), ...errorType(call) })
  }

  requestStarted({ operation, cause }: TracedRequest): void {
    if (cause !== 'first' && cause !== 'redirect')
      this.#current().retries.add(1, { 'pipedream.operation': operation, 'pipedream.retry.cause': cause })
  }

  requestEnded(request: TracedRequest): void {
    const { operation, phases, durationMs } = request
    const { requests, queue } = this.#current()
    requests.record(seconds(durationMs), attributesOf(request))
    if (phases !== undefined) queue.record(seconds(phases.queue), { 'pipedream.operation': operation })
  }

  /** A token request is an HTTP request too. */
  tokenEnded(token: TracedToken): void {
    const { requests, tokens } = this.#current()
    requests.record(seconds(token.durationMs), attributesOf(token))
    tokens.record(seconds(token.durationMs), { 'pipedream.token.cause': token.cause, ...statusOf(token.status), ...errorType(token) })
  }
}

const seconds = (ms: number | undefined): number => (ms ?? 0) / 1000

const statusOf = (status: number | undefined): Attributes => (status === undefined ? {} : { 'http.response.status_code': status })

const attributesOf = (request: TracedRequest | TracedToken): Attributes => ({
  ...serverAttributes(request),
  ...(request.route === undefined ? {} : { 'url.template': request.route }),
  ...statusOf(request.status),
  ...errorType(request),
})
