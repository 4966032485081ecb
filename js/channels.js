'use strict'

// What happens, told to whoever listens on node:diagnostics_channel.
//
//   pipedream:request:start|end|error   each call: operation, method, path, and at its end status and durationMs
//   pipedream:token:fetched|tokenRefreshFailed|invalidated|clockSkew   each token, never the token itself

const { AsyncResource } = require('node:async_hooks')
const diagnostics = require('node:diagnostics_channel')
const { wordsOf } = require('./json.js')
const { now } = require('./platform.js')
const { ignored } = require('./quiet.js')

const start = diagnostics.channel('pipedream:request:start')
const end = diagnostics.channel('pipedream:request:end')
const error = diagnostics.channel('pipedream:request:error')

const isHeard = () => start.hasSubscribers || end.hasSubscribers || error.hasSubscribers

/** The channels of which it has been said that a subscriber throws. */
const warned = new Set()

/**
 * Publishes `message` without letting a subscriber's failure become the process's. `channel.publish()` raises what a subscriber throws as
 * an uncaught exception, and leaves the promise of an async one to be an unhandled rejection; so the subscribers are called here. Where
 * Node keeps them elsewhere, it has to be `publish()`.
 */
function publish(channel, message) {
  if (!Array.isArray(channel._subscribers)) return void ignored(() => channel.publish(message))
  for (const subscriber of [...channel._subscribers]) {
    const failed = ignored(() => subscriber(message, channel.name))
    if (failed !== undefined && !warned.has(channel.name)) {
      warned.add(channel.name)
      ignored(() =>
        process.emitWarning(
          `a subscriber of ${channel.name} threw (said once): ${wordsOf(failed.error).slice(0, 500)}`,
          'PipedreamWarning',
        ),
      )
    }
  }
}

/** Tells of one call; gives the two functions that tell of its end, in the asynchronous context of its start. */
function told(name, method, path) {
  const context = { operation: name, method, path }
  const began = now()
  publish(start, context)
  const resource = new AsyncResource('PIPEDREAM_CALL')
  // Whatever happens there, the call it tells of goes on.
  const scope = (act) => (given) => void ignored(() => resource.runInAsyncScope(act, undefined, given))
  return {
    scope,
    ended: scope((status) => publish(end, withMore(context, { status, durationMs: now() - began }))),
    failed: scope((cause) => publish(error, withMore(context, { error: cause, status: cause.statusCode, durationMs: now() - began }))),
  }
}

/** One object for a call's events, as subscribers of Node's own channels know it; another if one of them has frozen it. */
const withMore = (context, more) => (Object.isFrozen(context) ? { ...context, ...more } : Object.assign(context, more))

function publishToken(name, text) {
  const channel = diagnostics.channel(`pipedream:${name}`)
  if (channel.hasSubscribers) publish(channel, JSON.parse(text))
}

module.exports = { isHeard, told, publishToken }
