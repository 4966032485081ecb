// A date as it crossed from Rust becomes a `Date`. See the note on dates in src/decode.rs.

/** Makes dates of the values in a response that the schema calls dates, in place where it can, and returns the result. */
export type Reviver = (value: unknown) => unknown

/** ISO 8601: a date, or a date with a time. Any other text stays a text. */
const ISO = /^[+-]?\d{4,6}-\d{2}(?:-\d{2}(?:[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/

/** The start of 2025 in seconds since 1970: numbers are counted from there. See src/dates.rs. */
const START = 1_735_689_600

/** One date: a number is a date, an array holds a value that the server sent as a number, a text may be a date in another form. */
export function date(value: unknown): unknown {
  if (typeof value === 'number') return new Date(Math.round((value + START) * 1000))
  if (Array.isArray(value)) return value[0]
  if (typeof value !== 'string' || !ISO.test(value)) return value
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : date
}

/** The reviver for a list whose items `revive` revives. */
export function listOf(revive: Reviver): Reviver {
  return (list) => {
    if (Array.isArray(list)) for (const item of list) revive(item)
    return list
  }
}
