// The entry point `pipedream-native/otel`: spans and metrics of OpenTelemetry, from the tracing channels of the package.

import { type Channel, channel as channelOf } from 'node:diagnostics_channel'
import type { MeterProvider, TracerProvider } from '@opentelemetry/api'
import type { TracedCall, TracedRequest, TracedToken } from '../tracing-events.js'
import { checkedConfig, type PipedreamInstrumentationConfig } from './config.js'
import { add, type Enabled, isFirst, remove, target } from './enabled.js'
import { Metrics } from './metrics.js'
import { safely, Spans } from './spans.js'
import { version } from './version.js'

export type { PipedreamInstrumentationConfig } from './config.js'

const NAME = 'pipedream-native'

type Listener = (message: unknown) => void

/**
 * Makes spans and metrics of calls, requests and token requests. It works with `registerInstrumentations()` of
 * `@opentelemetry/instrumentation`, and alone. It may be made before or after the package is loaded, and before or after the SDK is registered.
 */
export class PipedreamInstrumentation {
  readonly instrumentationName: string = NAME
  readonly instrumentationVersion: string = version
  #config: PipedreamInstrumentationConfig
  readonly #spans = new Spans(NAME, () => this.#config)
  readonly #metrics = new Metrics(NAME)
  /** The channels that it listens to. They are held here: an early version of Node drops a channel that nobody holds, with its subscribers. */
  readonly #channels: readonly (readonly [Channel, Listener])[]
  readonly #self: Enabled = {
    tracerProvider: () => target(this.#spans.provider),
    meterProvider: () => target(this.#metrics.provider),
  }
  #isEnabled = false

  /**
   * @param config Its options.
   * @throws {TypeError} An option has a wrong type; `code` is `ERR_INVALID_ARGUMENT`.
   */
  constructor(config: PipedreamInstrumentationConfig = {}) {
    this.#config = { enabled: true, ...checkedConfig(config) }
    const spans = this.#spans
    const metrics = this.#metrics
    const on = <Message>(name: string, ...acts: ((message: Message) => void)[]): readonly [Channel, Listener] => {
      const listener: Listener = (message) => {
        for (const act of acts) safely(() => act(message as Message))
      }
      return [channelOf(`tracing:pipedream-native:${name}`), listener]
    }
    // A span is ended by the instrumentation that made it.
    const makesSpans =
      <Message>(act: (message: Message) => void) =>
      (message: Message) =>
        isFirst(this.#self, 'tracerProvider') && act(message)
    const counts =
      <Message>(act: (message: Message) => void) =>
      (message: Message) =>
        isFirst(this.#self, 'meterProvider') && act(message)
    this.#channels = [
      on<TracedCall>(
        'call:start',
        makesSpans((call) => spans.callStarted(call)),
      ),
      on<TracedCall>(
        'call:asyncEnd',
        counts((call) => metrics.callEnded(call)),
        (call) => spans.callEnded(call),
      ),
      on<TracedRequest>(
        'request:start',
        counts((request) => metrics.requestStarted(request)),
        makesSpans((request) => spans.requestStarted(request)),
      ),
      on<TracedRequest>(
        'request:asyncEnd',
        counts((request) => metrics.requestEnded(request)),
        (request) => spans.requestEnded(request),
      ),
      on<TracedToken>(
        'token:start',
        makesSpans((token) => spans.tokenStarted(token)),
      ),
      on<TracedToken>(
        'token:asyncEnd',
        counts((token) => metrics.tokenEnded(token)),
        (token) => spans.requestEnded(token),
      ),
    ]
    if (this.#config.enabled) this.enable()
  }

  /**
   * Starts to listen. Does nothing if it does already. If another instrumentation is enabled whose spans go to the same provider, such as one
   * of the other module system, that one makes them; this one says so once to `diag`.
   */
  enable(): void {
    if (this.#isEnabled) return
    this.#isEnabled = true
    add(this.#self)
    for (const [channel, listener] of this.#channels) channel.subscribe(listener)
  }

  /** Stops listening. Spans that are open then are not ended, so they are not exported. */
  disable(): void {
    if (!this.#isEnabled) return
    this.#isEnabled = false
    remove(this.#self)
    for (const [channel, listener] of this.#channels) channel.unsubscribe(listener)
  }

  /** Where spans go. Without it: to the global provider. */
  setTracerProvider(provider: TracerProvider): void {
    this.#spans.setProvider(provider)
  }

  /** Where metrics go. Without it: to the global provider. */
  setMeterProvider(provider: MeterProvider): void {
    this.#metrics.setProvider(provider)
  }

  /** Replaces the options. `enabled` has an effect in the constructor only. */
  setConfig(config: PipedreamInstrumentationConfig): void {
    this.#config = { enabled: true, ...checkedConfig(config) }
  }

  /** The options. */
  getConfig(): PipedreamInstrumentationConfig {
    return this.#config
  }
}
