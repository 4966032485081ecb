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

export function eventsPage(declarations) {
  const channels = declarationOf(declarations, 'PipedreamEvents').fields
  const { description, definition } = declarationOf(declarations, 'TokenCause')
  const causes = `\n## TokenCause\n\n${description}\n\n\`\`\`ts\n${definition}\n\`\`\`\n`
  return `${HEADING}# Events\n\n${INTRODUCTION}\n${channels.map((channel) => channelText(declarations, channel)).join('')}${causes}`
}

function channelText(declarations, channel) {
  const event = declarationOf(declarations, channel.type)
  const rows = fieldsOf(declarations, channel.type).map((field) => row([`\`${field.name}\``, typeText(field.type), descriptionOf(field)]))
  const table = `${row(['field', 'type', 'meaning'])}${row(['---', '---', '---'])}${rows.join('')}`
  const example = `subscribe('${channel.name}', ${tagOf(channel, 'example')})`
  const code = `\`\`\`js\nimport { subscribe } from 'node:diagnostics_channel'\n\n${example}\n\`\`\``
  return `\n## ${channel.name}\n\n${descriptionOf(event)} Type: \`${channel.type}\`.\n\n${table}\n${code}\n`
}

const typeText = (type) => (type === 'TokenCause' ? '[`TokenCause`](#tokencause)' : `\`${type}\``)
