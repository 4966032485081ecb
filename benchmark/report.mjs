// The figures for people: a table per scenario, and the floors beside what was seen.

import { compare, TITLES } from './floors.mjs'

export function print(result) {
  const { cold, scenarios, token } = result
  for (const { title, figures } of scenarios) {
    table(title, ['', 'CPU µs', '×', 'main thread µs', '×', 'wall µs', '×', 'RSS MB'], rowsOf(figures))
  }
  table(
    'a fresh process: load and construct',
    ['', 'ms', 'RSS MB more'],
    Object.entries(cold).map(([name, { took, rss }]) => [TITLES[name], took.toFixed(2), megabytes(rss)]),
  )
  table(
    'await client.rawAccessToken while a token is live',
    ['', 'µs'],
    [
      ['pipedream-native', token.read.toFixed(2)],
      ['a resolved promise', token.resolved.toFixed(2)],
    ],
  )
  console.log('\nCPU is the whole process, all threads, per call; × is ours as a part of theirs. fetch and undici.request neither')
  console.log('rename keys nor make dates nor look after a token; ours and the official SDK do.')
  floors(result)
}

function rowsOf(figures) {
  return Object.entries(figures).map(([name, one]) => [
    TITLES[name],
    ...['cpu', 'main', 'wall'].flatMap((what) => [one[what].toFixed(1), name === 'ours' ? '' : ratio(figures, name, what).toFixed(2)]),
    megabytes(one.rss),
  ])
}

const ratio = (figures, name, what) => figures.ours[what] / figures[name][what]
const megabytes = (bytes) => (bytes / 1e6).toFixed(1)

export function table(title, head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)))
  const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')
  console.log(`\n${title}\n${line(head)}\n${rows.map(line).join('\n')}`)
}

/** Only `--check` fails on them: a machine under load is no reason to fail everywhere. */
function floors(result) {
  const cells = compare('loopback', result).map(({ label, what, seen, atMost, isBelow }) => [
    `${label}: ${what}`,
    seen.toFixed(2),
    `at most ${atMost}`,
    isBelow ? 'below' : 'ok',
  ])
  table('floors', ['', 'seen', '', ''], cells)
}
