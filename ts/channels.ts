// What happens, published on node:diagnostics_channel.
//
//   pipedream:request:start|end|error   each call: operation, method, path, and at its end status and durationMs
//   pipedream:token:fetched|tokenRefreshFailed|invalidated|clockSkew   each token, never the token itself

import { AsyncResource } from 'node:async_hooks'
import { type Channel, channel as channelOf } from 'node:diagnostics_channel'
import { ignoreErrors } from './ignore.js'
import { errorMessage } from './json.js'
import { now } from './platform.js'

const start = channelOf('pipedream:request:start')
const end = channelOf('pipedream:request:end')
const error = channelOf('pipedream:request:error')

/** Whether anybody subscribes to the calls. */
export const hasSubscribers = (): boolean => start.hasSubscribers || end.hasSubscribers || error.hasSubscribers

/** The channels of which a subscriber that throws has been reported. */
const warned = new Set<string | symbol>()

/**
 * Publishes `message` without letting a subscriber's failure become the process's. `channel.publish()` raises what a subscriber throws
 * as an uncaught exception, and leaves the promise of an async one to be an unhandled rejection; so the subscribers are called here.
 * Where Node keeps them elsewhere, it has to be `publish()`.
 */
function publish(channel: Channel, message: object): void {
  const { _subscribers: subscribers } = channel as { _subscribers?: ((message: object, name: string | symbol) => unknown)[] }
  if (!Array.isArray(subscribers)) return void ignoreErrors(() => channel.publish(message))
  for (const subscriber of [...subscribers]) {
    const failed = ignoreErrors(() => subscriber(message, channel.name))
    if (failed === undefined || warned.has(channel.name)) continue
    warned.add(channel.name)
    const warning = `a subscriber of ${String(channel.name)} threw (said once): ${errorMessage(failed.error).slice(0, 500)}`
    ignoreErrors(() => process.emitWarning(warning, 'PipedreamWarning'))
  }
}

/** Reports one call. */
export interface CallReport {
  /** Runs a function in the asynchronous context of the call's start. What it throws is ignored. */
  scope<T>(act: (given: T) => void): (given: T) => void
  ended(status: number | undefined): void
  failed(error: unknown): void
}

/** Publishes the start of a call. */
export function reportCall(operation: string, method: string, path: string): CallReport {
  const context = { operation, method, path }
  const began = now()
  publish(start, context)
  const resource = new AsyncResource('PIPEDREAM_CALL')
  const scope =
    <T>(act: (given: T) => void) =>
    (given: T): void =>
      void ignoreErrors(() => resource.runInAsyncScope(act, undefined, given))
  return {
    scope,
    ended: scope((status) => publish(end, extended(context, { status, durationMs: now() - began }))),
    failed: scope((cause) => {
      const { statusCode: status } = cause as { statusCode?: unknown }
      publish(error, extended(context, { error: cause, status, durationMs: now() - began }))
    }),
  }
}

/** One object for a call's events, as subscribers of Node's own channels know it; another if one of them has frozen it. */
const extended = (context: object, more: object): object =>
  Object.isFrozen(context) ? { ...context, ...more } : Object.assign(context, more)

/** Publishes an event of the token manager; `text` is its payload as JSON. */
export function publishToken(name: string, text: string): void {
  const channel = channelOf(`pipedream:${name}`)
  if (channel.hasSubscribers) publish(channel, JSON.parse(text))
}
