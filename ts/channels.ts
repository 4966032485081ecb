// Publishes the events of ts/events.ts on node:diagnostics_channel. No event has a token.

import { AsyncResource } from 'node:async_hooks'
import { type Channel, channel as channelOf } from 'node:diagnostics_channel'
import type { PipedreamError } from './errors.js'
import type { PipedreamEvents } from './events.js'
import { ignoreErrors } from './ignore.js'
import { errorMessage } from './json.js'
import type { EventName } from './native.js'
import { now } from './platform.js'

type ChannelName = keyof PipedreamEvents
/** A channel. Its name determines the type of its events. */
type EventChannel<Name extends ChannelName> = Channel & { readonly name: Name }

const eventChannel = <Name extends ChannelName>(name: Name): EventChannel<Name> => channelOf(name) as EventChannel<Name>

const start = eventChannel('pipedream:request:start')
const end = eventChannel('pipedream:request:end')
const error = eventChannel('pipedream:request:error')

/** Whether anybody subscribes to the calls. */
export const hasSubscribers = (): boolean => start.hasSubscribers || end.hasSubscribers || error.hasSubscribers

/** The channels for which a warning about a failing subscriber was printed. */
const warned = new Set<string>()

/**
 * Publishes `event`. `channel.publish()` raises an error of a subscriber as an uncaught exception, and leaves a rejection of an async
 * subscriber unhandled. Both end the process. So this function calls the subscribers itself, and ignores their errors. It uses
 * `publish()` only if this version of Node does not list the subscribers in `_subscribers`.
 */
export function publish(channel: Channel, event: object): void {
  const { _subscribers: subscribers } = channel as { _subscribers?: ((event: object, name: string) => unknown)[] }
  if (!Array.isArray(subscribers)) return void ignoreErrors(() => channel.publish(event))
  for (const subscriber of [...subscribers]) {
    const name = String(channel.name)
    const failed = ignoreErrors(() => subscriber(event, name))
    if (failed === undefined || warned.has(name)) continue
    warned.add(name)
    const warning = `a subscriber of ${name} threw (said once): ${errorMessage(failed.error).slice(0, 500)}`
    ignoreErrors(() => process.emitWarning(warning, 'PipedreamWarning'))
  }
}

const publishEvent = <Name extends ChannelName>(channel: EventChannel<Name>, event: PipedreamEvents[Name]): void => publish(channel, event)

/** Reports one call. */
export interface CallReport {
  /** Wraps a function so that it runs in the asynchronous context of the call's start. Its errors are ignored. */
  scope<T>(act: (given: T) => void): (given: T) => void
  ended(ended: { status: number | undefined; attempts: number }): void
  failed(error: PipedreamError): void
}

/** Publishes the start of a call. */
export function reportCall(operation: string, method: string, path: string): CallReport {
  const context = { operation, method, path }
  const began = now()
  publishEvent(start, context)
  const resource = new AsyncResource('PIPEDREAM_CALL')
  const scope =
    <T>(act: (given: T) => void) =>
    (given: T): void =>
      void ignoreErrors(() => resource.runInAsyncScope(act, undefined, given))
  return {
    scope,
    ended: scope((ended) => publishEvent(end, extended(context, { ...ended, durationMs: now() - began }))),
    failed: scope((cause) => {
      const { statusCode: status, attempts = 0, phase } = cause
      publishEvent(error, extended(context, { error: cause, status, attempts, phase, durationMs: now() - began }))
    }),
  }
}

/** Adds `more` to the context. All events of a call are the same object, as in Node's own channels, unless a subscriber has frozen it. */
const extended = <Context extends object, More extends object>(context: Context, more: More): Context & More =>
  Object.isFrozen(context) ? { ...context, ...more } : Object.assign(context, more)

/** Publishes an event that Rust sends; `text` is the event as JSON. */
export function publishNative(name: EventName, text: string): void {
  const channel = eventChannel(`pipedream:${name}`)
  if (channel.hasSubscribers) publish(channel, JSON.parse(text))
}
