// `--check` of the benchmarks: a row below its floor in benchmark/floors.json fails, with a sentence.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compare } from '../../benchmark/floors.mjs'
import { chartOf } from '../../benchmark/network/chart.mjs'
import { markdownOf } from '../../benchmark/network/table.mjs'
import { folderFor } from '../support/folders.mjs'

const program = (path) => fileURLToPath(new URL(`../../benchmark/${path}`, import.meta.url))
const floors = JSON.parse(readFileSync(program('floors.json'), 'utf8'))

/** A result in which every figure of ours is `part` of what each contender has. */
function network(part, change = () => {}) {
  const theirs = { ms: 1000, cpu: 100, handshakes: 100, bytesDown: 1000, failed: 0 }
  const ours = { ms: 1000 * part, cpu: 100 * part, handshakes: 100 * part, bytesDown: 1000 * part, failed: 0 }
  const rows = ['account', 'page', 'idle', 'hot', 'burst', 'singleCore']
  const scenarios = Object.fromEntries(
    rows.map((row) => [row, { ours: { ...ours }, official: { ...theirs }, undici: { ...theirs }, fetch: { ...theirs } }]),
  )
  change(scenarios)
  const cells = [{ rtt: 50, rate: 10, congestionControl: 'cubic', scenarios }]
  return { node: 'v20', cpus: 2, link: 'tun', loss: 0, rounds: 5, bursts: 3, cells }
}

function loopback(part) {
  const theirs = { cpu: 100, main: 100, wall: 100, rss: 1 }
  const ours = { cpu: 100 * part, main: 100 * part, wall: 100 * part, rss: 1 }
  const titles = [...new Set(floors.loopback.map(({ row }) => row))].slice(0, 3)
  const scenarios = titles.map((title) => ({ title, figures: { ours, undici: theirs, fetch: theirs, official: theirs } }))
  const cold = {
    ours: { took: 10 * part, rss: 1 },
    undici: { took: 10, rss: 1 },
    fetch: { took: 1, rss: 1 },
    official: { took: 10, rss: 1 },
  }
  return { scenarios, cold, token: { read: part, resolved: 0.1 } }
}

/** Runs a benchmark's `--check` on figures in a file. */
function check(t, path, result) {
  const folder = folderFor(t, 'floors')
  const file = join(folder, 'result.json')
  writeFileSync(file, JSON.stringify(result))
  const { status, stdout } = spawnSync(process.execPath, [program(path), '--check', '--from', file], { encoding: 'utf8' })
  return { status, sentences: stdout.split('\n').filter((line) => /is to be at most|at their floor|no row/.test(line)) }
}

for (const [path, kind, made] of [
  ['bench.mjs', 'loopback', loopback],
  ['network/bench.mjs', 'network', network],
]) {
  test(`${path} --check: passes when every row is better than its floor`, (t) => {
    const { status, sentences } = check(t, path, made(0.01))
    assert.equal(status, 0)
    assert.match(sentences.at(-1), /^(\d+) of \1 rows are at their floor or better$/)
  })

  test(`${path} --check: fails with a sentence for each row below its floor`, (t) => {
    const { status, sentences } = check(t, path, made(3))
    assert.equal(status, 1)
    assert.equal(sentences.length - 1, compare(kind, made(3)).length)
  })
}

test('one row below its floor is named with its link, its contender and both figures', (t) => {
  const result = network(0.01, ({ idle }) => Object.assign(idle.ours, { ms: 810 }))
  const { status, sentences } = check(t, 'network/bench.mjs', result)
  assert.equal(status, 1)
  assert.equal(
    sentences[0],
    'page on a connection that was idle for 2 s, RTT 50 ms, 10 Mbit/s: time, part of undici.request is to be at most 0.5, it is 0.81.',
  )
  assert.equal(sentences.length, 2)
})

test('failed calls of this package are below every floor, and a contender whose calls failed has lost', () => {
  const ours = network(0.01, ({ burst }) => Object.assign(burst, { ours: { failed: 3, reason: 'ECONNRESET' } }))
  const below = compare('network', ours).filter(({ isBelow }) => isBelow)
  assert.equal(below.length, floors.network.filter(({ row, rtt = [50] }) => row === 'burst' && rtt.includes(50)).length)
  assert.match(below[0].sentence, /3 calls failed/)
  const theirs = network(0.01, ({ burst }) => Object.assign(burst, { official: { failed: 3, reason: 'ECONNRESET' } }))
  assert.deepEqual(
    compare('network', theirs).filter(({ isBelow }) => isBelow),
    [],
  )
  assert.match(markdownOf(theirs), /3 failed: ECONNRESET/)
})

test('a result without any row of the floors fails', (t) => {
  const { status, sentences } = check(t, 'network/bench.mjs', { ...network(0.01), cells: [{ rtt: 7, rate: 10, scenarios: {} }] })
  assert.equal(status, 1)
  assert.deepEqual(sentences, ['no row of floors.json was measured'])
})

test('each floor names a row that the benchmarks measure', () => {
  const scenarios = network(1).cells[0].scenarios
  for (const { row, figure } of floors.network) assert.ok(figure in scenarios[row].ours, `${row}: ${figure}`)
  const source = readFileSync(program('bench.mjs'), 'utf8')
  for (const { row } of floors.loopback) {
    assert.ok(source.includes(`title: '${row}'`) || ['load and construct', 'await client.rawAccessToken'].includes(row), row)
  }
})

test('the chart draws bars by their times, and the table has a row for each link', () => {
  const result = network(0.5)
  const widths = [...chartOf(result).matchAll(/<g class="(\w+)">.*?<rect [^>]*width="([\d.]+)"/g)].map(([, name, width]) => [
    name,
    Number(width),
  ])
  assert.equal(widths.length, 5 * 4)
  for (const [name, width] of widths) assert.equal(width, name === 'ours' ? 250 : 500)
  assert.equal(markdownOf(result).match(/^\| 50, 10 \| 500 \| 1000 \| 1000 \| 1000 \| \*\*0\.50\*\* \| \*\*0\.50\*\* \|/gm).length, 6)
})

test('the pages that show the network show what network.json has', () => {
  const read = (path) => readFileSync(program(`../${path}`), 'utf8')
  const result = JSON.parse(read('benchmark/results/network.json'))
  assert.equal(read('benchmark/results/network.md').trim(), markdownOf(result).trim())
  assert.equal(read('benchmark/results/network.svg').trim(), chartOf(result).trim())
  const figures = (row, rtt, name) => {
    const { scenarios } = result.cells.find((cell) => cell.rtt === rtt && cell.scenarios[row])
    return ['ours', 'official', 'undici', 'fetch'].map((who) => Math.round(scenarios[row][who][name]))
  }
  const shown = {
    'docs/guides/serverless.md': {
      'time, ms': figures('singleCore', 5, 'ms'),
      'processor time of the process, ms': figures('singleCore', 5, 'cpu'),
    },
    'docs/guides/production.md': {
      'first answer of a new process': figures('account', 50, 'ms'),
      'first page of 100': figures('page', 50, 'ms'),
      'page on a connection that was idle': figures('idle', 50, 'ms'),
      'last of 1,000 calls at once': figures('burst', 50, 'ms'),
      'TLS handshakes for these': figures('burst', 50, 'handshakes'),
    },
  }
  for (const [page, rows] of Object.entries(shown))
    for (const [label, wanted] of Object.entries(rows)) {
      const line = read(page)
        .split('\n')
        .find((one) => one.startsWith(`| ${label} |`))
      const cells = line?.split('|').slice(2, -1)
      assert.deepEqual(
        cells?.map((cell) => Number(cell.replace(/,| ms/g, ''))),
        wanted,
        `${page}: ${label}`,
      )
    }
})
