// Records what is published on the tracing channels.

import diagnostics from 'node:diagnostics_channel'
import { PipedreamClient } from 'pipedream-native'
import { deferred, grant, serve } from './server.mjs'

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error']

/** The events of the tracing channels `names` from now on: the channel, the event, and a copy of the object at that time. */
export function recordTracing(t, names = ['call', 'request', 'token']) {
  const events = []
  for (const name of names) {
    for (const event of EVENTS) {
      const channel = diagnostics.channel(`tracing:pipedream-native:${name}:${event}`)
      const listener = (context) => events.push({ name, event, context, copy: { ...context } })
      channel.subscribe(listener)
      t.after(() => channel.unsubscribe(listener))
    }
  }
  const of = (name, event) => events.filter((one) => one.name === name && one.event === event).map(({ copy }) => copy)
  return { events, of, order: (name) => events.filter((one) => one.name === name).map(({ event }) => event) }
}

/** Makes `count` calls at the same time, all of which wait for one token request. */
export async function callsThatShareAToken(t, answer, count) {
  const gate = deferred()
  const token = async (...given) => {
    await gate.promise
    return grant(...given)
  }
  const api = await serve(t, answer, { token })
  const client = new PipedreamClient(api.options)
  const calls = Array.from({ length: count }, () => client.accounts.retrieve('apn_1'))
  // Rust starts calls in their order, so when this one has an answer, the others wait for the token.
  await new PipedreamClient({ ...api.options, clientId: undefined, clientSecret: undefined, token: 'given' }).apps.retrieve('slack')
  gate.resolve()
  await Promise.all(calls)
}
