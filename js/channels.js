'use strict'

// What happens, told to whoever listens on node:diagnostics_channel.
//
//   pipedream:request:start|end|error   each call: operation, method, path, and at its end status and durationMs
//   pipedream:token:fetched|tokenRefreshFailed|invalidated|clockSkew   each token, never the token itself

const { AsyncResource } = require('node:async_hooks')
const diagnostics = require('node:diagnostics_channel')
const { now } = require('./platform.js')

const start = diagnostics.channel('pipedream:request:start')
const end = diagnostics.channel('pipedream:request:end')
const error = diagnostics.channel('pipedream:request:error')

const isHeard = () => start.hasSubscribers || end.hasSubscribers || error.hasSubscribers

/** Tells of one call; gives the two functions that tell of its end, in the asynchronous context of its start. */
function told(name, method, path) {
  const context = { operation: name, method, path }
  const began = now()
  start.publish(context)
  const resource = new AsyncResource('PIPEDREAM_CALL')
  const scope = (act) => (given) => resource.runInAsyncScope(act, undefined, given)
  return {
    scope,
    ended: scope((status) => end.publish(Object.assign(context, { status, durationMs: now() - began }))),
    failed: scope((cause) => error.publish(Object.assign(context, { error: cause, status: cause.statusCode, durationMs: now() - began }))),
  }
}

function publishToken(name, text) {
  const channel = diagnostics.channel(`pipedream:${name}`)
  if (channel.hasSubscribers) channel.publish(JSON.parse(text))
}

module.exports = { isHeard, told, publishToken }
