// Writes a list: one page, or all of them as they come.

import type { Page } from '../index.js'
import { safeJson } from '../safe-json.js'
import { jsonText, into, type Output, width } from './result.js'
import { table } from './table.js'
import { Progress, say } from './terminal.js'

/** How much of a list is wanted. */
export interface Extent {
  readonly all: boolean
  /** The most items; undefined: no limit. */
  readonly most: number | undefined
}

/** Writes the first page, or with `all` or `most` the items of as many pages as needed. */
export async function writePages(name: string, page: Page<unknown, unknown>, extent: Extent, output: Output): Promise<void> {
  if (!extent.all && extent.most === undefined) return writePage(page, output)
  const isStreamed = output.format !== 'table' && output.file === undefined && process.stdout.isTTY === true
  const progress = new Progress(!isStreamed)
  const count = (items: number) => progress.show(`${name}: ${items} items`)
  try {
    if (output.format === 'table') await writeTable(page, extent, output, progress, count)
    else await into(output, (sink) => stream(page, extent, output.format === 'json', (text) => sink.write(text), count))
  } finally {
    progress.clear()
  }
}

async function writePage(page: Page<unknown, unknown>, output: Output): Promise<void> {
  await into(output, async (sink) => {
    if (output.format === 'json') return sink.write(jsonText(page.response))
    if (output.format === 'table') return sink.write(table(page.data, width()))
    for (const item of page.data) await sink.write(jsonText(item, true))
  })
  const total = (page.response as { pageInfo?: { totalCount?: unknown } } | undefined)?.pageInfo?.totalCount
  if (page.hasNextPage() && process.stderr.isTTY === true)
    say(`${page.data.length}${typeof total === 'number' ? ` of ${total}` : ''} items; --all gives all`)
}

/** The items one by one, at most as many as are wanted. */
async function* itemsOf(page: Page<unknown, unknown>, { most }: Extent): AsyncGenerator<unknown> {
  let count = 0
  if (most === 0) return
  for await (const item of page) {
    yield item
    count += 1
    if (count === most) return
  }
}

async function writeTable(
  page: Page<unknown, unknown>,
  extent: Extent,
  output: Output,
  progress: Progress,
  count: (items: number) => void,
): Promise<void> {
  const items: unknown[] = []
  for await (const item of itemsOf(page, extent)) count(items.push(item))
  // Its line is where the table begins.
  progress.clear()
  await into(output, (sink) => sink.write(table(items, width())))
}

/**
 * A JSON array or lines of JSON, item by item. If a page fails, the array stays open, so that nobody takes a part for the whole.
 */
async function stream(
  page: Page<unknown, unknown>,
  extent: Extent,
  isArray: boolean,
  write: (text: string) => Promise<void>,
  count: (items: number) => void,
): Promise<void> {
  let items = 0
  for await (const item of itemsOf(page, extent)) {
    const text = isArray
      ? `${items === 0 ? '[' : ','}\n  ${safeJson(JSON.stringify(item, undefined, 2)).replaceAll('\n', '\n  ')}`
      : jsonText(item, true)
    await write(text)
    count(++items)
  }
  if (isArray) await write(items === 0 ? '[]\n' : '\n]\n')
}
