// The result of the network benchmark as markdown.

import { TITLES } from '../floors.mjs'
import { NETWORK_ROWS } from './rows.mjs'

const NAMES = ['ours', 'official', 'undici', 'fetch']

export function markdownOf(result) {
  const { link, rounds, bursts, node, cpus, loss, cells } = result
  const lost = loss > 0 ? `, ${loss} % of the packets lost` : ''
  const lines = [
    `Link: ${link} (${cells[0].congestionControl})${lost}; Node ${node}, ${cpus} cores; medians of ${rounds} rounds, of ${bursts} for the burst. Written by \`npm run bench:network\`.`,
  ]
  for (const row of Object.keys(NETWORK_ROWS)) {
    const measured = cells.filter(({ scenarios }) => scenarios[row] !== undefined)
    if (measured.length > 0) lines.push('', `**${capital(NETWORK_ROWS[row])}**`, '', ...tableOf(row, measured))
  }
  return `${lines.join('\n')}\n`
}

function tableOf(row, cells) {
  const hasCpu = row === 'singleCore' || row === 'burst'
  const head = [
    'RTT, Mbit/s',
    ...NAMES.map((name) => `${TITLES[name]}, ms`),
    'ours / official',
    'ours / undici',
    'handshakes',
    'kB down',
    ...(hasCpu ? ['CPU, ms'] : []),
  ]
  const rows = cells.map(({ rtt, rate, scenarios }) => {
    const figures = scenarios[row]
    const each = (figure, format) =>
      NAMES.map((name) => (figures[name][figure] === undefined ? '–' : format(figures[name][figure]))).join(' / ')
    return [
      `${rtt}, ${rate}`,
      ...NAMES.map((name) => timeOf(figures[name])),
      ratio(figures, 'official'),
      ratio(figures, 'undici'),
      each('handshakes', (value) => value.toFixed(0)),
      each('bytesDown', (value) => (value / 1000).toFixed(1)),
      ...(hasCpu ? [each('cpu', (value) => value.toFixed(0))] : []),
    ]
  })
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)]
}

function timeOf({ ms, failed, reason }) {
  const time = ms === undefined ? '' : ms.toFixed(ms < 100 ? 1 : 0)
  return failed > 0 ? `${time} (${failed} failed: ${reason})`.trim() : time
}

function ratio(figures, name) {
  const value = figures.ours.ms / figures[name].ms
  return Number.isNaN(value) ? '–' : `**${value.toFixed(2)}**`
}

const capital = (text) => text[0].toUpperCase() + text.slice(1)
