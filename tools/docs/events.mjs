// Writes docs/events.md. __test__/package/events.test.mjs compares it with what is published.

import { declarationOf, descriptionOf, fieldsOf, row, tagOf } from './declarations.mjs'

const HEADING = '<!-- Written by: npm run generate (from the doc comments in ts/events.ts). Do not edit. -->\n\n'
const INTRODUCTION = `The package publishes on [\`node:diagnostics_channel\`](https://nodejs.org/api/diagnostics_channel.html). No event has a token, a query or
the body of a request. A subscriber that throws fails no call: a warning reports it once for each channel. A token is shared by all
threads of a process, so an event of a token is published in each of them that has a client.

The type \`PipedreamEvents\` has the event of each channel:

\`\`\`ts
import { subscribe } from 'node:diagnostics_channel'
import type { PipedreamEvents } from 'pipedream-native'

export function onEvent<Name extends keyof PipedreamEvents>(name: Name, listener: (event: PipedreamEvents[Name]) => void): void {
  subscribe(name, (event) => listener(event as PipedreamEvents[Name]))
}
\`\`\``

const TRACING = `
## Tracing channels

Beside these channels there are three for \`diagnostics_channel.tracingChannel(name)\` of Node 18.19, 20 and later. With an older Node
each of their channels can be subscribed to by its name, such as \`tracing:pipedream-native:call:start\`. Stores that are bound to \`start\` with
\`bindStore()\` have their values while the call is made. Without a subscriber no object is made.

\`pipedream-native/otel\` makes spans and metrics of them: see [the guide](guides/observability.md).
`

export function eventsPage(declarations) {
  const channels = declarationOf(declarations, 'PipedreamEvents').fields
  const { description, definition } = declarationOf(declarations, 'TokenCause')
  const causes = `\n## TokenCause\n\n${description}\n\n\`\`\`ts\n${definition}\n\`\`\`\n`
  return `${HEADING}# Events\n\n${INTRODUCTION}\n${channels.map((channel) => channelText(declarations, channel)).join('')}${tracingText(declarations)}${causes}`
}

function tracingText(declarations) {
  if (declarations.PipedreamTracing === undefined) return ''
  const channels = declarationOf(declarations, 'PipedreamTracing').fields.map((channel) => tracingChannelText(declarations, channel))
  const types = ['PhaseTimes', 'RequestCause'].map((name) => {
    const { description, definition } = declarationOf(declarations, name)
    return `\n## ${name}\n\n${description}\n\n\`\`\`ts\n${definition}\n\`\`\`\n`
  })
  return `${TRACING}${channels.join('')}${types.join('')}`
}

function tracingChannelText(declarations, channel) {
  const code = `tracingChannel('${channel.name}').subscribe(${tagOf(channel, 'example')})`
  return sectionOf(declarations, channel, `import { tracingChannel } from 'node:diagnostics_channel'\n\n${code}`)
}

function channelText(declarations, channel) {
  const code = `subscribe('${channel.name}', ${tagOf(channel, 'example')})`
  return sectionOf(declarations, channel, `import { subscribe } from 'node:diagnostics_channel'\n\n${code}`)
}

function sectionOf(declarations, channel, example) {
  const event = declarationOf(declarations, channel.type)
  const rows = fieldsOf(declarations, channel.type).map((field) => row([`\`${field.name}\``, typeText(field.type), descriptionOf(field)]))
  const table = `${row(['field', 'type', 'meaning'])}${row(['---', '---', '---'])}${rows.join('')}`
  const code = `\`\`\`js\n${example}\n\`\`\``
  return `\n## ${channel.name}\n\n${descriptionOf(event)} Type: \`${channel.type}\`.\n\n${table}\n${code}\n`
}

const typeText = (type) => (type === 'TokenCause' ? '[`TokenCause`](#tokencause)' : `\`${type}\``)
