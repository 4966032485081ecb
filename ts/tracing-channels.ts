// Publishes on the channels that `diagnostics_channel.tracingChannel(name)` consists of. They are made by name, as that function makes them, so
// this works with the versions of Node that do not have it.

import { type Channel, channel as channelOf } from 'node:diagnostics_channel'
import { publish } from './channels.js'
import { ignoreErrors } from './ignore.js'

/** The five channels of a tracing channel. */
export interface Tracing {
  readonly start: Channel
  readonly end: Channel
  readonly asyncStart: Channel
  readonly asyncEnd: Channel
  readonly error: Channel
}

export function tracingOf(name: string): Tracing {
  const part = (event: string): Channel => channelOf(`tracing:pipedream-native:${name}:${event}`)
  return { start: part('start'), end: part('end'), asyncStart: part('asyncStart'), asyncEnd: part('asyncEnd'), error: part('error') }
}

export const isHeard = ({ start, end, asyncStart, asyncEnd, error }: Tracing): boolean =>
  start.hasSubscribers || asyncEnd.hasSubscribers || error.hasSubscribers || asyncStart.hasSubscribers || end.hasSubscribers

/** The stores that are bound to a channel, each with what makes its value. */
interface Stores<T> {
  forEach(act: (transform: ((context: object) => unknown) | undefined, store: { run(value: unknown, act: () => T): T }) => void): void
}

/** Publishes what has ended. */
export function publishEnd(tracing: Tracing, context: { error: unknown }): void {
  if (context.error !== undefined) publish(tracing.error, context)
  publish(tracing.asyncStart, context)
  publish(tracing.asyncEnd, context)
}

/**
 * Publishes `start`, runs `act` with the stores that are bound to that channel (AsyncLocalStorage), and publishes `end`. Node's own
 * `runStores()` would raise the errors of subscribers as uncaught exceptions.
 */
export function run<T>({ start, end }: Tracing, context: object, act: () => T): T {
  const { _stores: stores } = start as { _stores?: Stores<T> }
  let inStores = act
  // It is a Map of Node's own, which is no instance of Map.
  if (typeof stores?.forEach === 'function') {
    stores.forEach((transform, store) => {
      let value: unknown = context
      const failed = ignoreErrors(() => {
        if (transform !== undefined) value = transform(context)
      })
      const inner = inStores
      if (failed === undefined) inStores = () => store.run(value, inner)
    })
  }
  publish(start, context)
  try {
    return inStores()
  } finally {
    publish(end, context)
  }
}
