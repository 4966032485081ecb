// Writes docs/reliability.md from the rows that the tests run and the figures of a soak.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tables } from './index.mjs'

/** The paths of the page and of the soak's figures. */
export const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))
const SOAK = new URL('../../benchmark/results/soak.json', import.meta.url)

export function page() {
  const count = tables.reduce((sum, { rows }) => sum + rows.length, 0)
  return `<!-- Written by: npm run docs:reliability (from __test__/reliability and benchmark/results/soak.json). Do not edit. -->

# What goes wrong, and what you see of it

${count} faults, and what a caller sees of each. \`__test__/reliability/reliability.test.mjs\` causes each fault over real sockets and checks every cell of
its row; this page is written from the rows of that test. The client has \`maxRetries: 1\`. Unless the row is about tokens, it has a token
of its own. Unless the row says otherwise, the call is \`accounts.retrieve()\`, a GET. What to do about a code is in [errors.md](errors.md).

- **Fault**: what goes wrong. "None" is the good case beside which the faults stand.
- **You see**: the class of the error, its \`code\` and its \`statusCode\`; or the value, "the answer" if it is the one that was asked for.
- **Again**: whether the request was sent a second time. The server counts the requests. Where no request can arrive, the test looks for
  the pause before a retry.
- **Requests**: how many requests the server received for the call, or how many connections if no request can be read.
- **Test**: the name of the row in the test: \`node --test --test-name-pattern='^NAME:' __test__/reliability/reliability.test.mjs\`.

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

/** Escapes `|` and `<`, which have a meaning in a table cell. */
const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')

function soak({
  command,
  machine,
  cores,
  seconds,
  calls,
  checked,
  dropped,
  terminated,
  exited,
  requests,
  tokens,
  measurements,
  counts,
  problems,
  growth,
}) {
  const mb = (bytes) => (bytes / 2 ** 20).toFixed(1)
  const number = (value) => value.toLocaleString('en-US')
  const share = (pattern) =>
    Object.entries(counts)
      .filter(([key]) => pattern.test(key))
      .reduce((sum, [, count]) => sum + count, 0)
  const aborts = share(/^abort /)
  const faults = checked - aborts - share(/^no fault/)
  return `## ${number(calls)} calls

\`${command}\` on ${cores} cores (${machine}), ${number(seconds)} s.

The calls are of every kind and come from the main thread and two worker threads at a time. ${number(terminated)} workers were terminated and ${number(exited)}
ended by \`process.exit()\`, each in the middle of its calls; ${number(dropped)} calls were lost with them, as they must be. Every request has an id that the server
echoes. The number of a call decides its fault, so its outcome is known in advance: class, code, status, and number of requests.

| | |
| --- | --- |
| calls | ${number(calls)} |
| requests; token requests among them | ${number(requests)}, ${number(tokens)} |
| outcomes checked | ${number(checked)} |
| of them with a fault of the server | ${number(faults)} |
| of them aborted by the caller | ${number(aborts)} |
| lost, mixed up, or with another outcome | ${problems.length} |

| after calls | resident MB | heap MB | outside the heap MB | descriptors | threads |
| --- | --- | --- | --- | --- | --- |
${measurements.map((one) => `| ${[number(one.calls), mb(one.rss), mb(one.heapUsed), mb(one.external), one.descriptors, one.threads].join(' | ')} |`).join('\n')}

Most descriptors are idle connections, which are kept for 50 s. The run fails if the last row exceeds the first by more than a tolerance
(\`benchmark/soak/measure.mjs\`): resident memory by 15 % and 24 MB, the heap and the memory outside it by 10 % and 4 MB, 32 descriptors, 2
threads. ${growth.length === 0 ? 'It did not.' : `It did: ${growth.join('. ')}.`}
`
}
