// Compares a result with floors.json: how large a figure of ours may be, as a part of a contender's, or in its own unit where
// a floor names no contender. `--check` of both benchmarks fails on what is below its floor.

import { readFileSync } from 'node:fs'
import { NETWORK_ROWS } from './network/rows.mjs'

export const TITLES = { ours: 'pipedream-native', undici: 'undici.request', fetch: 'fetch', official: '@pipedream/sdk' }

const FIGURES = {
  cpu: 'CPU',
  main: 'CPU of the main thread',
  wall: 'time',
  ms: 'time',
  took: 'time',
  read: 'microseconds',
  bytesDown: 'bytes down',
  handshakes: 'handshakes',
}

/** What can be compared: a row has a name, a label for people, and for each contender its figures. */
const ROWS = {
  loopback: ({ scenarios, cold, token }) => [
    ...scenarios.map(({ title, figures }) => ({ row: title, label: title, figures })),
    { row: 'load and construct', label: 'load and construct', figures: cold },
    { row: 'await client.rawAccessToken', label: 'await client.rawAccessToken', figures: { ours: token } },
  ],
  network: ({ cells }) =>
    cells.flatMap(({ rtt, rate, scenarios }) =>
      Object.entries(scenarios).map(([row, figures]) => ({
        row,
        rtt,
        label: `${NETWORK_ROWS[row]}, RTT ${rtt} ms, ${rate} Mbit/s`,
        figures,
      })),
    ),
}

/** `kind` is 'loopback' or 'network'. Gives `{ label, what, seen, atMost, isBelow, sentence }` for each comparison. */
export function compare(kind, result, floors = readFloors()) {
  const rows = ROWS[kind](result)
  return floors[kind].flatMap((floor) =>
    rows.filter(({ row, rtt }) => row === floor.row && (floor.rtt?.includes(rtt) ?? true)).map((row) => compareRow(row, floor)),
  )
}

/** `--check`: prints a sentence for each row below its floor and gives the exit code. A result without any such row fails too. */
export function check(kind, result, floors) {
  const comparisons = compare(kind, result, floors)
  const below = comparisons.filter(({ isBelow }) => isBelow)
  for (const { sentence } of below) console.log(sentence)
  if (comparisons.length === 0) console.log('no row of floors.json was measured')
  else console.log(`${comparisons.length - below.length} of ${comparisons.length} rows are at their floor or better`)
  return comparisons.length === 0 || below.length > 0 ? 1 : 0
}

function compareRow({ label, figures }, { figure, against, atMost }) {
  const what = against === undefined ? FIGURES[figure] : `${FIGURES[figure]}, part of ${TITLES[against]}`
  const ours = figures.ours?.[figure]
  // A contender that failed has lost; one of ours that failed has no figure, and NaN is below every floor.
  const theirs = against === undefined ? 1 : (figures[against]?.[figure] ?? Number.POSITIVE_INFINITY)
  const seen = ours === undefined ? Number.NaN : ours / theirs
  const isBelow = !(seen <= atMost) || figures.ours?.failed > 0
  const found =
    figures.ours?.failed > 0 ? `${figures.ours.failed} calls failed` : `it is ${Number.isInteger(seen) ? seen : seen.toFixed(2)}`
  return { label, what, seen, atMost, isBelow, sentence: `${label}: ${what} is to be at most ${atMost}, ${found}.` }
}

const readFloors = () => JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8'))
