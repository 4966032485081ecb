'use strict'

// A date as it crossed from Rust becomes a `Date`. See the note on dates in src/decode.rs.

/** ISO 8601: a date, or a date with a time; anything else stays the text it is. */
const ISO = /^[+-]?\d{4,6}-\d{2}(?:-\d{2}(?:[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/

/** The start of 2025 in seconds since 1970: numbers are counted from there. See src/dates.rs. */
const START = 1_735_689_600

exports.date = (value) => {
  if (typeof value === 'number') return new Date(Math.round((value + START) * 1000))
  if (Array.isArray(value)) return value[0]
  if (typeof value !== 'string' || !ISO.test(value)) return value
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : date
}

/** The function for a list whose items `revive` revives. */
exports.listOf = (revive) => (list) => {
  if (Array.isArray(list)) for (let index = 0; index < list.length; index++) revive(list[index])
  return list
}
