// Pages of a list. A cursor names an item, so nothing is lost or repeated when the list grows between two pages.

import type { Query } from './call.js'
import { badRequest } from './responses.js'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 100

export interface PageOf<T> {
  data: T[]
  page_info: { total_count: number; count: number; start_cursor?: string; end_cursor?: string }
}

/** The page of `items` that `query` asks for. */
export function paginate<T extends { id: string }>(items: readonly T[], query: Query): PageOf<T> {
  return paginateBy(items, query, ({ id }) => id)
}

/** The same for items that have no `id`: `keyOf` returns what tells one from the others. */
export function paginateBy<T>(items: readonly T[], query: Query, keyOf: (item: T) => string): PageOf<T> {
  const limit = limitOf(query.limit)
  let start = 0
  let end = limit
  if (query.after !== undefined) {
    start = indexOf(items, query.after, 'after', keyOf) + 1
    end = start + limit
  } else if (query.before !== undefined) {
    end = indexOf(items, query.before, 'before', keyOf)
    start = Math.max(0, end - limit)
  }
  const data = items.slice(start, end)
  const info: PageOf<T>['page_info'] = { total_count: items.length, count: data.length }
  const [first, last] = [data[0], data.at(-1)]
  if (first !== undefined) info.start_cursor = cursorOf(keyOf(first))
  if (last !== undefined && end < items.length) info.end_cursor = cursorOf(keyOf(last))
  return { data, page_info: info }
}

function limitOf(text: Query[string]): number {
  if (text === undefined) return DEFAULT_LIMIT
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) throw badRequest(`limit must be a positive integer, got ${JSON.stringify(text)}`)
  return Math.min(limit, MAX_LIMIT)
}

const cursorOf = (key: string) => Buffer.from(key).toString('base64url')

function indexOf<T>(items: readonly T[], cursor: string | string[], name: string, keyOf: (item: T) => string): number {
  const wanted = Buffer.from(String(cursor), 'base64url').toString()
  const index = items.findIndex((item) => keyOf(item) === wanted)
  if (index < 0) throw badRequest(`${name} is not a cursor of this list`)
  return index
}
