// Records what is published on the tracing channels.

import diagnostics from 'node:diagnostics_channel'

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
