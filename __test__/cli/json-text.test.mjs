// Where JSON is wrong, as the parser of JavaScript decides that it is wrong.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { importSource } from '../support/source.mjs'

const { placeOfError } = await importSource('cli/json-text.ts')

test('the first character that does not fit is named by line and column', () => {
  for (const [text, place] of [
    ['{"a": [\n  {"b": hush}]}', 'line 2, column 9'],
    ["{'a': 1}", 'line 1, column 2'],
    ['{"a": 1,}', 'line 1, column 9'],
    ['[1, 2,, 3]', 'line 1, column 7'],
    ['[01]', 'line 1, column 2'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{} x', 'line 1, column 4'],
    ['"a\nb"', 'line 1, column 1'],
    ['{"a":', 'it ends too early'],
    [' \n', 'it is empty'],
    ['['.repeat(100_000), 'it cannot be read'],
  ])
    assert.equal(placeOfError(text), place, text.slice(0, 40))
})

test('what JSON.parse accepts has no such character, whatever it is', () => {
  fc.assert(fc.property(fc.json(), (text) => placeOfError(text) === 'it ends too early'))
})

test('what JSON.parse refuses is wrong at or before the place that is named', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('}', ']', ',', ':', 'x', '"', '1', '-', ' '), (json, position, character) => {
      const at = position % (json.length + 1)
      const text = json.slice(0, at) + character + json.slice(at)
      let isValid = true
      try {
        JSON.parse(text)
      } catch {
        isValid = false
      }
      const place = /^line (\d+), column (\d+)$/.exec(placeOfError(text))
      // What comes after the whole of a valid text is the end.
      return isValid ? place === null : place !== null || placeOfError(text) === 'it ends too early'
    }),
  )
})
