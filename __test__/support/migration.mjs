// Reads the tables of MIGRATION.md that tests run.

import { readFileSync } from 'node:fs'

export const migrationPage = readFileSync(new URL('../../MIGRATION.md', import.meta.url), 'utf8')

/** The text under a heading, such as `### Calls`, until the next heading. */
export function sectionOf(heading) {
  const start = migrationPage.indexOf(`\n${heading}\n`)
  if (start === -1) throw new Error(`MIGRATION.md has no heading ${heading}`)
  const [, text] = /^\n.*\n([\s\S]*?)(?=\n#{1,6} |$)/.exec(migrationPage.slice(start))
  return text
}

/** The cells of each row of the tables under a heading, without the rows that name the columns. */
export function rowsOf(heading) {
  const lines = sectionOf(heading).split('\n')
  const rows = lines.filter((line, index) => line.startsWith('| ') && !line.startsWith('| ---') && !lines[index + 1]?.startsWith('| ---'))
  return rows.map((line) => cellsOf(line))
}

/** A `|` in a cell is written with a backslash before it. */
const cellsOf = (line) =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

/** The rows `[old, new]` of the calls of 1.x, without their backticks. */
export const callsOf1x = () => rowsOf('### Calls').map((cells) => cells.map((cell) => cell.slice(1, -1)))
