// docs/packaging.md, from the list of checks and the results in docs/packaging.json.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { CHECKS } from './list.mjs'

export const PAGE = join(root, 'docs', 'packaging.md')
export const RESULTS = join(root, 'docs', 'packaging.json')

export const resultsOf = () => JSON.parse(readFileSync(RESULTS, 'utf8'))

/** The command as it is typed. */
export const typed = ({ run, env = {} }) => [...Object.entries(env).map(([name, value]) => `${name}=${value}`), run].join(' ')

/** A text in a cell of a table. */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** The page. */
export function page(results = resultsOf()) {
  const rows = CHECKS.map((check) => {
    const seen = results[check.number]
    return `| ${check.number} | ${cell(check.asks)} | [${check.by.length === 1 ? '1 command' : `${check.by.length} commands`}](#check-${check.number}) | ${seen?.result ?? 'not run'} | ${seen?.date ?? ''} |\n`
  })
  return `<!-- Written by: npm run check:packaging (from scripts/packaging/list.mjs and docs/packaging.json). Do not edit. -->

# 31 checks of a package with native code

What breaks for others with packages like this one, and whether it does here. \`npm run check:packaging\` runs every check and writes this page;
\`npm run check:packaging -- 15 16\` runs these two and leaves the other rows as they are; \`-- --short\` leaves out the commands that take
minutes. No result stands here that was not seen:

- **passed**: each command ended well, and no test of it was skipped.
- **in part**: what was run ended well. The section of the check says what was not run, and why.
- **failed**: the section of the check says what.
- **not run**: nothing was seen.

| | what it asks | how it is tested | result | date |
| --- | --- | --- | --- | --- |
${rows.join('')}
${CHECKS.map((check) => section(check, results[check.number])).join('\n')}`
}

function section(check, seen) {
  const lines = check.by.map((part, index) => `- \`${typed(part)}\`: ${outcome(seen?.parts[index])}\n`)
  const where = seen
    ? `\n${seen.date}, commit ${seen.commit}, ${seen.machine}, the addon has ${seen.addon.toLocaleString('en-US')} bytes${seen.isRelease ? ' (`npm run build:release`)' : ' (not a release build)'}.\n`
    : ''
  const notes = [check.differs, check.gap && `What is missing: ${check.gap}`].filter(Boolean).map((text) => `\n${text}\n`)
  return `### Check ${check.number}\n\n${check.asks}\n\n${lines.join('')}${notes.join('')}${where}`
}

function outcome(part) {
  if (part === undefined) return 'not run'
  const counts = part.passed === undefined ? '' : `, ${part.passed} tests passed`
  const lists = [
    ['failed', part.failing],
    ['skipped', part.skipped],
    ['seen', part.figures],
  ].filter(([, list]) => list?.length > 0)
  const why = part.why ? ` (${part.why})` : ''
  return `${part.outcome}${why}${part.outcome === 'not run' ? '' : counts}${part.seconds === undefined ? '' : `, ${part.seconds} s`}${lists.map(([name, list]) => `. ${name}: ${list.map(plain).join('; ')}`).join('')}`
}

/** A title or an output as text of a Markdown line. */
const plain = (text) =>
  text
    .replaceAll('\\#', '#')
    .replace(/[<>*_[\]`]/g, (sign) => `\\${sign}`)
    .slice(0, 300)
