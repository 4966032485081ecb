// Tables for people. Programs read JSON.

import { coloured, printable } from './terminal.js'

/** The widest a column becomes while others have to be left out or cut. */
const WIDEST = 48
/** The columns that say most of an item, first. */
const FIRST = ['id', 'key', 'nameSlug', 'name', 'externalId', 'app', 'healthy']
const GAP = '  '

type Row = Record<string, unknown>

/** A list as a table of at most `width` columns of text: columns that do not fit are left out. */
export function table(items: readonly unknown[], width: number): string {
  if (items.length === 0) return '(none)\n'
  if (!items.every(isRow)) return `${items.map(cell).join('\n')}\n`
  const columns = fitting(columnsOf(items), items, width)
  const line = (cells: readonly string[], isHead = false) => {
    const padded = cells.map((text, at) => (at === cells.length - 1 ? text : pad(text, columns[at]?.width ?? 0)))
    const text = padded.join(GAP)
    return isHead ? coloured(process.stdout, 'bold', text) : text
  }
  const rows = items.map((item) => line(columns.map(({ name, width: most }) => cut(cell(item[name]), most))))
  return `${[
    line(
      columns.map(({ name }) => name),
      true,
    ),
    ...rows,
  ].join('\n')}\n`
}

/** One object, a field a line; the fields of inner objects have dotted names. */
export function fields(value: unknown): string {
  if (!isRow(value)) return `${cell(value)}\n`
  const pairs = flat(value, '')
  if (pairs.length === 0) return '(empty)\n'
  const most = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, text]) => `${coloured(process.stdout, 'bold', name.padEnd(most))}${GAP}${text}\n`).join('')
}

const isRow = (value: unknown): value is Row =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)

function flat(value: Row, before: string): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    const name = printable(`${before}${key}`)
    if (isRow(inner) && Object.keys(inner).length > 0) return flat(inner, `${name}.`)
    return inner === undefined ? [] : [[name, cell(inner)]]
  })
}

/** The names of the columns. Lists and objects without a name of their own come last. */
function columnsOf(items: readonly Row[]): string[] {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))]
  const rank = (name: string) => {
    const at = FIRST.indexOf(name)
    if (at >= 0) return at
    const isPlain = items.every((item) => !isRow(item[name]) && !Array.isArray(item[name]))
    return isPlain ? FIRST.length : FIRST.length + 1
  }
  return names.filter((name) => items.some((item) => cell(item[name]) !== '')).sort((one, other) => rank(one) - rank(other))
}

function fitting(names: readonly string[], items: readonly Row[], width: number): { name: string; width: number }[] {
  const columns: { name: string; width: number }[] = []
  let left = width
  for (const name of names) {
    const natural = Math.max(widthOf(name), ...items.map((item) => widthOf(cell(item[name]))))
    const wanted = Math.min(natural, WIDEST)
    const gap = columns.length === 0 ? 0 : GAP.length
    if (columns.length > 0 && wanted + gap > left) continue
    columns.push({ name, width: columns.length === 0 ? Math.min(wanted, width) : wanted })
    left -= wanted + gap
  }
  return columns
}

/** A value in a cell. An object is shown by what people know it by. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return value.toISOString()
  if (isRow(value)) {
    const known = [value.nameSlug, value.name, value.id].find((one) => typeof one === 'string')
    return printable(typeof known === 'string' ? known : JSON.stringify(value))
  }
  if (Array.isArray(value))
    return value.every((one) => typeof one !== 'object') ? printable(value.join(', ')) : printable(JSON.stringify(value))
  return printable(String(value))
}

const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\uff01-\uff60]/u
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const segmenter = new Intl.Segmenter()

/** How many columns of a terminal a text takes. */
function widthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is one column wide
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length
  return [...segmenter.segment(text)].reduce((sum, { segment }) => sum + (ZERO.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1), 0)
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let short = ''
  for (const { segment } of segmenter.segment(text)) {
    if (widthOf(short + segment) > width - 1) break
    short += segment
  }
  return `${short}…`
}
