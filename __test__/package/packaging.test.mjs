// docs/packaging.md: it has each of the 31 checks, its commands exist, and no result stands there that docs/packaging.json has not.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { countsOf, outcomeOf, resultOf } from '../../scripts/packaging/judge.mjs'
import { CHECKS } from '../../scripts/packaging/list.mjs'
import { PAGE, page, resultsOf, typed } from '../../scripts/packaging/page.mjs'
import { root } from '../../scripts/steps.mjs'

const results = resultsOf()

test('the page has the 31 checks, and is what its results make', () => {
  assert.deepEqual(
    CHECKS.map(({ number }) => number),
    Array.from({ length: 31 }, (_, index) => index + 1),
  )
  const text = readFileSync(PAGE, 'utf8')
  assert.equal(text, page(results), 'npm run check:packaging -- --page')
  assert.equal(text.match(/^\| \d+ \|/gm).length, 31)
})

test('each check has commands, and the files that they name are there', () => {
  for (const { number, by } of CHECKS) {
    assert.ok(by.length > 0, `${number}`)
    for (const { run } of by) {
      const files = run.match(/\S+\.mjs/g)
      assert.ok(files.length > 0, run)
      for (const file of files) assert.ok(existsSync(join(root, file)), file)
    }
  }
})

test('a command that takes some of the tests of a file takes at least one', () => {
  for (const { run } of CHECKS.flatMap(({ by }) => by)) {
    const [, pattern] = /--test-name-pattern="([^"]+)"/.exec(run) ?? []
    if (pattern === undefined) continue
    const texts = run.match(/\S+\.mjs/g).map((file) => readFileSync(join(root, file), 'utf8'))
    const titles = texts.join('\n').match(/(?:test|describe)\([`'"](.+?)[`'"],/g) ?? []
    // A title that is put together has its parts elsewhere in the file.
    const isIn = (part) => titles.some((title) => new RegExp(part).test(title)) || texts.some((text) => text.includes(part))
    for (const part of pattern.split('|')) assert.ok(isIn(part), `${run}: ${part}`)
  }
})

test('a result is that of the commands which the check has today', () => {
  for (const [number, { result, date, parts }] of Object.entries(results)) {
    const check = CHECKS[number - 1]
    assert.deepEqual(
      parts.map(({ command }) => command),
      check.by.map(typed),
      `npm run check:packaging -- ${number}`,
    )
    assert.match(date, /^\d{4}-\d{2}-\d{2}$/)
    assert.equal(
      result,
      resultOf(
        parts.map(({ outcome }) => outcome),
        check.gap !== undefined,
      ),
    )
  }
})

test('a check without a result is not run', () => {
  const text = page({})
  assert.equal(text.match(/^\| \d+ \|.*\| not run \| {2}\|$/gm).length, 31)
  assert.doesNotMatch(text.slice(text.indexOf('| --- |')), /passed/)
})

test('what was skipped or failed is not passed', () => {
  const tap = (passed, failed, skipped) =>
    `ok 1 - a # SKIP no network\nnot ok 2 - b\n# figure: 3 ms\n# pass ${passed}\n# fail ${failed}\n# cancelled 0\n# skipped ${skipped}\n`
  assert.deepEqual(countsOf(tap(4, 1, 1)), { passed: 4, failed: 1, skipped: ['a: no network'], failing: ['b'], figures: ['3 ms'] })
  assert.equal(outcomeOf({ code: 0, tests: { passed: 4, failed: 0, skipped: [] } }), 'passed')
  assert.equal(outcomeOf({ code: 0, tests: { passed: 4, failed: 0, skipped: ['a'] } }), 'in part')
  assert.equal(outcomeOf({ code: 0, tests: { passed: 0, failed: 0, skipped: ['a'] } }), 'not run')
  assert.equal(outcomeOf({ code: 1, tests: { passed: 4, failed: 0, skipped: [] } }), 'failed')
  assert.equal(outcomeOf({ code: 0, tests: { passed: 4, failed: 1, skipped: [] } }), 'failed')
  assert.equal(outcomeOf({ code: null }), 'failed')
  assert.equal(outcomeOf({ code: 0 }), 'passed')
  assert.equal(resultOf(['passed', 'passed']), 'passed')
  assert.equal(resultOf(['passed', 'not run']), 'in part')
  assert.equal(resultOf(['not run', 'not run']), 'not run')
  assert.equal(resultOf(['passed'], true), 'in part')
  assert.equal(resultOf(['passed', 'failed', 'not run']), 'failed')
})
