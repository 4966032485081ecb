// One cell of the network benchmark as an SVG that README can show: a group of bars for each scenario, on its own scale.
// Colours follow the reader's light or dark theme. A picture sees that of the system, the page around it may have the other one: hence the card.

import { TITLES } from '../floors.mjs'
import { NETWORK_ROWS } from './rows.mjs'

const NAMES = ['ours', 'official', 'undici', 'fetch']
const ROWS = ['account', 'page', 'idle', 'hot', 'burst']
const WIDTH = 760
const MARGIN = 16
const LABELS = 150
const BARS = 500
const BAR = 14
const GAP = 5
const GROUP = NAMES.length * (BAR + GAP) + 38

const STYLE = `
    text { font: 13px -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328 }
    .title { font-size: 15px; font-weight: 600 }
    .group { font-weight: 600 }
    .note { fill: #59636e }
    rect { fill: #afb8c1 }
    .card { fill: #ffffff; stroke: #d1d9e0 }
    .ours rect { fill: #0969da }
    .ours text { font-weight: 600 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .note { fill: #9198a1 }
      rect { fill: #59636e }
      .card { fill: #0d1117; stroke: #3d444d }
      .ours rect { fill: #4493f8 }
    }`

/** The SVG of the cell with this RTT and rate, or of the first one. */
export function chartOf({ cells }, rtt = 50, rate = 50) {
  const cell = cells.find((one) => one.rtt === rtt && one.rate === rate) ?? cells[0]
  const rows = ROWS.filter((row) => cell.scenarios[row] !== undefined)
  const height = 52 + rows.length * GROUP
  const groups = rows.map((row, index) => groupOf(NETWORK_ROWS[row], cell.scenarios[row], 52 + index * GROUP))
  const title = `Milliseconds at a round trip of ${cell.rtt} ms and ${cell.rate} Mbit/s`
  const [width, outer] = [WIDTH + 2 * MARGIN, height + 2 * MARGIN]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${outer}" viewBox="-${MARGIN} -${MARGIN} ${width} ${outer}" role="img" aria-label="${title}">
  <style>${STYLE}
  </style>
  <rect class="card" x="${1 - MARGIN}" y="${1 - MARGIN}" width="${width - 2}" height="${outer - 2}" rx="8"/>
  <text class="title" x="0" y="16">${title}</text>
  <text class="note" x="0" y="36">Shorter is better. Each group has its own scale.</text>
${groups.join('\n')}
</svg>
`
}

function groupOf(label, figures, top) {
  const longest = Math.max(...NAMES.map((name) => figures[name].ms ?? 0)) || 1
  const bars = NAMES.map((name, index) => barOf(name, figures[name], longest, top + 22 + index * (BAR + GAP)))
  return [`  <text class="group" x="0" y="${top + 12}">${escaped(label)}</text>`, ...bars].join('\n')
}

function barOf(name, { ms, failed }, longest, y) {
  const length = Math.max(1, ((ms ?? 0) / longest) * BARS).toFixed(1)
  const figure = ms === undefined ? 'failed' : ms.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')
  const words = ms !== undefined && failed > 0 ? `${figure} (${failed} failed)` : figure
  const text = y + BAR - 3
  return `  <g class="${name}"><text x="${LABELS - 8}" y="${text}" text-anchor="end">${escaped(TITLES[name])}</text><rect x="${LABELS}" y="${y}" width="${length}" height="${BAR}" rx="2"/><text x="${LABELS + Number(length) + 8}" y="${text}">${words}</text></g>`
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
