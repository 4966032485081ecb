// Runs each row of docs/reliability.md: the fault, what the caller gets, and whether the call was retried.

import assert from 'node:assert/strict'
import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { tables } from './index.mjs'
import { page } from './page.mjs'
import { play } from './play.mjs'

/** A row fails if its call does not settle by then. The longest row takes ten seconds. */
const LIMIT = 60_000

/** Why this machine cannot show that a name does not exist: it reaches no name server. */
const noNameServer = await lookup('no-such-host.invalid').then(
  () => 'the name server has an address for every name',
  (error) => error.code !== 'ENOTFOUND' && `the name server says ${error.code}`,
)

/** Why `row` cannot run here, or `false`. */
function reasonToSkip(row) {
  if (row.platform !== undefined && row.platform !== process.platform) return `on ${row.platform} only`
  return row.needsNameServer === true && noNameServer
}

for (const { title, rows } of tables) {
  // Rows mostly wait for the pause before a retry.
  describe(title, { concurrency: 8 }, () => {
    for (const row of rows) {
      test(`${row.id}: ${row.fault}`, { skip: reasonToSkip(row), timeout: LIMIT }, (t) => play(t, row))
    }
  })
}

test('docs/reliability.md is what the rows and the soak give', () => {
  const committed = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')
  assert.equal(committed, page(), 'npm run docs:reliability writes it anew')
})

test('there are 60 faults or more, and no id stands twice', () => {
  const ids = tables.flatMap(({ rows }) => rows.map(({ id }) => id))
  assert.ok(ids.length >= 60, `${ids.length}`)
  assert.equal(new Set(ids).size, ids.length)
})
