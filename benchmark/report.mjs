// The figures for people: a table per scenario, and what was promised beside what was seen.

const TITLES = { ours: 'pipedream-native', undici: 'undici.request', fetch: 'fetch', official: '@pipedream/sdk' }

export function print({ cold, scenarios, token }) {
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
  promises(cold, scenarios, token)
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

/** Said, never enforced: a machine under load is no reason to fail. */
function promises(cold, [wide, , page], token) {
  const rows = [
    ['one account, 32 at a time: CPU of undici.request', ratio(wide.figures, 'undici', 'cpu'), 0.75],
    ['one account, 32 at a time: main thread of undici.request', ratio(wide.figures, 'undici', 'main'), 0.5],
    ['a page of 100, 16 at a time: CPU of undici.request', ratio(page.figures, 'undici', 'cpu'), 1],
    ['a page of 100, 16 at a time: main thread of undici.request', ratio(page.figures, 'undici', 'main'), 0.8],
    ['load and construct, ms', cold.ours.took, 10],
    ['await client.rawAccessToken, µs', token.read, 2],
  ]
  const cells = rows.map(([what, seen, most]) => [what, seen.toFixed(2), `at most ${most}`, seen <= most ? 'ok' : 'miss'])
  table('promised', ['', 'seen', '', ''], cells)
}
