// docs/reliability.md, written from the rows that the tests play, and from the figures of a soak.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tables } from './index.mjs'

/** Where the page is, and the figures it shows. */
export const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))
const SOAK = new URL('../../benchmark/results/soak.json', import.meta.url)

export function page() {
  const count = tables.reduce((sum, { rows }) => sum + rows.length, 0)
  return `<!-- Written by: npm run docs:reliability (from __test__/reliability and benchmark/results/soak.json). Do not edit. -->

# What goes wrong, and what you see of it

${count} faults, each played over real sockets by \`__test__/reliability.test.mjs\`: this page is written from the rows of that test, and the
test holds every cell. The client of a row has \`maxRetries: 1\` and, where the row is not about tokens, a token of its own. The call is
\`accounts.retrieve()\`, a GET, unless the row says otherwise.

- **You see**: the class of the error, its \`code\` and its \`statusCode\`, or the value.
- **Again**: whether the request was sent a second time, as the server counted it; where nothing arrives, whether the pause before a
  retry was made.
- **Requests**: how many the server saw for the call; connections, where no request can be read.
- **Test**: the name with which \`node --test --test-name-pattern='^NAME:' __test__/reliability.test.mjs\` plays the row.

${tables.map(section).join('\n')}
${soak(JSON.parse(readFileSync(SOAK, 'utf8')))}`
}

const section = ({ file, title, rows }) => `## ${title}

| fault | you see | again | requests | test |
| --- | --- | --- | --- | --- |
${rows.map((row) => line(row, file)).join('\n')}
`

function line(row, file) {
  const platform = row.platform === undefined ? '' : ` (${row.platform})`
  return `| ${escaped(row.fault)}${platform} | ${escaped(seen(row.sees))} | ${AGAIN[row.retried]} | ${requestsOf(row)} | [${row.id}](../__test__/reliability/${file}) |`
}

const AGAIN = { false: 'no', true: 'yes', token: 'the token request' }

function seen(sees) {
  if (!('value' in sees)) {
    const { code, statusCode } = sees
    const facts = [code && `\`${code}\``, statusCode && `status ${statusCode}`].filter(Boolean)
    return [`\`${sees.class ?? 'PipedreamError'}\``, ...facts].join(', ')
  }
  const { value } = sees
  if (value === undefined) return 'success, without a value'
  return JSON.stringify(value) === '{"id":"apn_1"}' ? 'the answer' : `\`${JSON.stringify(value)}\``
}

function requestsOf({ requests, connections, tokens }) {
  if (requests === undefined) return `${connections} connection${connections === 1 ? '' : 's'}`
  return tokens === undefined ? String(requests) : `${requests}, and ${tokens} for the token`
}

/** Within a cell a bar ends it, and what looks like a tag is one. */
const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')

function soak({ command, machine, cores, seconds, calls, checked, dropped, terminated, exited, requests, tokens, measurements, counts, problems, growth }) {
  const mb = (bytes) => (bytes / 2 ** 20).toFixed(1)
  const number = (value) => value.toLocaleString('en-US')
  const share = (pattern) => Object.entries(counts).filter(([key]) => pattern.test(key)).reduce((sum, [, count]) => sum + count, 0)
  const aborts = share(/^abort /)
  const faults = checked - aborts - share(/^no fault/)
  return `## ${number(calls)} calls

\`${command}\` on ${cores} cores (${machine}), ${number(seconds)} s.

Calls of every kind, from the main thread and from two worker threads at a time. ${number(terminated)} workers were terminated and ${number(exited)} ended by
\`process.exit()\`, each in the middle of its calls; ${number(dropped)} calls were dropped with them. Every request carries an id that the server echoes. What a call
meets follows from its number, so each outcome is known in advance: class, code, status, and the number of requests.

| | |
| --- | --- |
| calls | ${number(calls)} |
| requests, for tokens among them | ${number(requests)}, ${number(tokens)} |
| outcomes checked | ${number(checked)} |
| of them with a fault of the server | ${number(faults)} |
| of them aborted by the caller | ${number(aborts)} |
| lost, mixed up, or with another outcome | ${problems.length} |

| after calls | resident MB | heap MB | outside the heap MB | descriptors | threads |
| --- | --- | --- | --- | --- | --- |
${measurements.map((one) => `| ${[number(one.calls), mb(one.rss), mb(one.heapUsed), mb(one.external), one.descriptors, one.threads].join(' | ')} |`).join('\n')}

Descriptors are idle connections, which are kept for 50 s. The run fails if the last row is above the first by more than its tolerance
(\`benchmark/soak/measure.mjs\`): resident memory by 15 % and 24 MB, the heap and what is outside it by 10 % and 4 MB, 32 descriptors, 2 threads.
${growth.length === 0 ? 'It was not.' : `It was: ${growth.join('. ')}.`}
`
}
