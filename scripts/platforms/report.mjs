// docs/platforms.json, in which `npm run check:platforms` writes what it saw, and the tables that are made of it: in README.md and in
// docs/platforms.md, between two comments. A test holds them to the file.
//
//   node scripts/platforms/report.mjs   writes the tables again

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { platforms } from '../../tools/npm/platforms.mjs'
import { root } from '../steps.mjs'

const RESULTS = join(root, 'docs', 'platforms.json')

export const results = () => JSON.parse(readFileSync(RESULTS, 'utf8'))

/** Adds the outcome of a platform, and writes the tables. */
export function record(name, outcome) {
  const all = { ...results(), [name]: outcome }
  const ordered = platforms.filter((platform) => all[platform.name]).map((platform) => [platform.name, all[platform.name]])
  writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`)
  for (const [file, text] of Object.entries(pages())) writeFileSync(join(root, file), text)
}

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const faultsOf = ({ nodes }) =>
  nodes.flatMap(({ node, steps }) => Object.entries(steps).flatMap(([step, said]) => (said === 'ok' ? [] : [`${step} in Node ${node}`])))

/** 22 for 22.23.3. */
const majorsOf = ({ nodes }) => nodes.map(({ node }) => node.split('.')[0]).join(', ')

function lastRun(outcome) {
  if (outcome === undefined) return ['never', '']
  if (outcome.compiled) return ['never', `compiled on ${outcome.compiled}, not linked`]
  const faults = faultsOf(outcome)
  const how = [...new Set(outcome.nodes.map(({ how }) => how))].join(', ')
  // A release for Windows is linked by Microsoft's linker, which is not to be had here.
  const linked = outcome.target.endsWith('-windows-gnu') ? `; built for \`${outcome.target}\`` : ''
  return [outcome.checked, `Node ${majorsOf(outcome)} (${how})${linked}${faults.length > 0 ? `; failed: ${faults.join(', ')}` : ''}`]
}

/** The table of README.md: of each platform when and how it was last run. */
export const short = (all) =>
  table(
    ['platform', 'last run', 'in'],
    platforms.map(({ name, machines }) => [`${machines} (\`${name}\`)`, ...lastRun(all[name])]),
  )

/** The tables of docs/platforms.md: what was built, and each run. */
export function long(all) {
  const ran = Object.entries(all).filter(([, outcome]) => outcome.nodes)
  const compiled = Object.entries(all).filter(([, outcome]) => outcome.compiled)
  const built = table(
    ['platform', 'built for', 'from commit', 'bytes of the `.node`', 'run on', 'could not be had'],
    ran.map(([name, { target, commit, bytes, checked, missing }]) => [
      name,
      `\`${target}\``,
      commit ?? 'not recorded',
      bytes.toLocaleString('en'),
      checked,
      missing.join(', ') || 'nothing',
    ]),
  )
  const runs = table(
    ['platform', 'Node', 'under', 'seconds', 'steps', 'failed'],
    ran.flatMap(([name, { nodes }]) =>
      nodes.map(({ node, how, seconds, steps }) => {
        const bad = Object.keys(steps).filter((step) => steps[step] !== 'ok')
        return [
          name,
          node,
          how,
          seconds,
          `${Object.keys(steps).length - bad.length} of ${Object.keys(steps).length}`,
          bad.join(', ') || 'none',
        ]
      }),
    ),
  )
  const only = compiled.map(
    ([name, { compiled: on, target, commit, compiler }]) =>
      `- ${name}: commit ${commit ?? 'not recorded'}, compiled for \`${target}\` on ${on} with ${compiler}. Never run here.`,
  )
  return [built, runs, ...(only.length > 0 ? [only.join('\n')] : [])].join('\n\n')
}

const START = '<!-- Written by: npm run check:platforms (from docs/platforms.json). Do not edit up to the next comment. -->'
const END = '<!-- The end of what is written. -->'

function between(file, text) {
  const page = readFileSync(join(root, file), 'utf8')
  const [start, end] = [page.indexOf(START), page.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${file} must have the line ${START} and, below it, the line ${END}`)
  return `${page.slice(0, start + START.length)}\n\n${text}\n\n${page.slice(end)}`
}

/** README.md and docs/platforms.md as they follow from the results. */
export function pages(all = results()) {
  return { 'README.md': between('README.md', short(all)), 'docs/platforms.md': between('docs/platforms.md', long(all)) }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of Object.entries(pages())) writeFileSync(join(root, file), text)
