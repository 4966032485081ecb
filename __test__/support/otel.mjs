// The real SDK of OpenTelemetry, with exporters that keep what they get in memory.

import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { context, metrics, propagation, trace } from '@opentelemetry/api'
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { PipedreamInstrumentation } from 'pipedream-native/otel'

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
propagation.setGlobalPropagator(new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }))

/** Instruments the package until the test ends. `settings` are those of the tracer provider. */
export function instrument(t, config, { spanProcessors = [], ...settings } = {}) {
  const spanExporter = new InMemorySpanExporter()
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 })
  const tracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(spanExporter), ...spanProcessors],
    ...settings,
  })
  const meterProvider = new MeterProvider({ readers: [reader] })
  const instrumentation = new PipedreamInstrumentation(config)
  instrumentation.setTracerProvider(tracerProvider)
  instrumentation.setMeterProvider(meterProvider)
  t.after(async () => {
    instrumentation.disable()
    await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()])
  })
  const spans = () => spanExporter.getFinishedSpans()
  return {
    instrumentation,
    tracerProvider,
    meterProvider,
    tracer: tracerProvider.getTracer('test'),
    spans,
    named: (name) => spans().filter((span) => span.name === name),
    async metrics() {
      await reader.forceFlush()
      const all =
        metricExporter
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? []
      return Object.fromEntries(all.map(({ descriptor, dataPoints }) => [descriptor.name, { descriptor, dataPoints }]))
    },
  }
}

/** The id of the span above a span. */
export const parentOf = (span) => span.parentSpanContext?.spanId ?? span.parentSpanId

/** What is sent on of a span that is sampled. */
export const traceparentOf = (span) => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`

export { context, metrics, propagation, trace }
