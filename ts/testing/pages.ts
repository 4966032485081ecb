'use strict'

// A list, page by page. A cursor names the item it stands at, so a list that grows in between loses nothing.

const { badRequest } = require('./answers.js')

const USUAL = 10
const MOST = 100

/** The page of `items` that `query` asks for; `key(item)` tells items apart. */
function paged(items, query, key = ({ id }) => id) {
  const limit = limitOf(query.limit)
  let start = 0
  let end = limit
  if (query.after !== undefined) {
    start = indexOf(items, query.after, 'after', key) + 1
    end = start + limit
  } else if (query.before !== undefined) {
    end = indexOf(items, query.before, 'before', key)
    start = Math.max(0, end - limit)
  }
  const data = items.slice(start, end)
  const info = { total_count: items.length, count: data.length }
  if (data.length > 0) info.start_cursor = cursor(key(data[0]))
  if (end < items.length && data.length > 0) info.end_cursor = cursor(key(data[data.length - 1]))
  return { data, page_info: info }
}

function limitOf(text) {
  if (text === undefined) return USUAL
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) throw badRequest(`limit must be a positive integer, got ${JSON.stringify(text)}`)
  return Math.min(limit, MOST)
}

const cursor = (key) => Buffer.from(key).toString('base64url')

function indexOf(items, text, name, key) {
  const wanted = Buffer.from(text, 'base64url').toString()
  const index = items.findIndex((item) => key(item) === wanted)
  if (index < 0) throw badRequest(`${name} is not a cursor of this list`)
  return index
}

module.exports = { paged }
