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
  const { _stores: stores } = start as {
    _stores?: Map<{ run(value: unknown, act: () => T): T }, ((context: object) => unknown) | undefined>
  }
  const inStores =
    stores instanceof Map
      ? [...stores].reduce<() => T>((inner, [store, transform]) => {
          let value: unknown = context
          const failed =
            transform === undefined
              ? undefined
              : ignoreErrors(() => {
                  value = transform(context)
                })
          return failed === undefined ? () => store.run(value, inner) : inner
        }, act)
      : act
  publish(start, context)
  try {
    return inStores()
  } finally {
    publish(end, context)
  }
}
