// What the generator writes: the defaults, the diff of a new endpoint, the hash and the numbers of operations.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { completed } from '../../tools/generate/defaults.mjs'
import { modelOf } from '../../tools/generate/model.mjs'
import { numberOf } from '../../tools/generate/names.mjs'
import { types } from '../../tools/generate/writers/types.mjs'
import { generate, MEMOS, removedLines, text, withMemos } from '../support/generator.mjs'

test('a description may have the characters that end a comment', () => {
  const api = withMemos()
  api.components.schemas.Memo.description = 'Matches */5 * * * *.'
  const [code] = Object.values(types(modelOf(completed(api))))
  assert.match(code, /\n\/\*\* Matches \*\\\/5 \* \* \* \*\. \*\/\nexport interface Memo \{/)
})

test('the defaults follow from the method, the parameters and the types', () => {
  const api = completed(withMemos())
  const { get, post } = api.paths[MEMOS]
  assert.deepEqual(
    [get.tags, get['x-repeat'], post['x-repeat'], get['x-request'].optional, post['x-request'].optional],
    [['accounts'], true, false, true, false],
  )
  assert.deepEqual(get.responses.default, { $ref: '#/components/responses/Failed' })
  assert.deepEqual(Object.keys(api.components.schemas.AccountsListMemosRequest.properties), ['written_after'])
  assert.deepEqual(api.paths['/v1/connect/{project_id}/accounts'].get['x-page'], { item: 'Account' })
})

test('a new endpoint changes no line of another one', (t) => {
  const before = generate(t, text)
  const after = generate(t, withMemos())
  assert.equal(after.status, 0, after.stderr)
  // The hash changes. The index of the reference has one line for each resource, with its methods.
  const own = {
    'src/generated/mod.rs': /^pub\(crate\) const HASH: &str = /,
    'ts/resources/meta.ts': /^export const hash = /,
    'docs/reference/README.md': /^\| \[accounts\]/,
  }
  for (const [name, old] of Object.entries(before.files)) {
    const lines = removedLines(old, after.files[name])
    if (own[name]) assert.ok(lines.length === 1 && own[name].test(lines[0]), `${name}: ${lines}`)
    else assert.deepEqual(lines, [], name)
  }
  assert.deepEqual(
    Object.keys(after.files).filter((name) => before.files[name] === undefined),
    [],
  )
  for (const name of ['src/generated/endpoints.rs', 'ts/resources/accounts.ts', 'ts/resources/operations.ts', 'ts/resources/meta.ts'])
    assert.match(after.files[name], /accounts\.addMemo/, name)
})

test('Rust and TypeScript have the same hash, and a change of a description does not change it', (t) => {
  const hashes = (api) => {
    const { files } = generate(t, api)
    return [/HASH: &str = "(\w{16})"/.exec(files['src/generated/mod.rs'])[1], /hash = '(\w{16})'/.exec(files['ts/resources/meta.ts'])[1]]
  }
  const [rust, typescript] = hashes(text)
  assert.equal(rust, typescript)
  const reworded = parse(text)
  reworded.paths['/v1/connect/{project_id}/accounts'].get.summary = 'Lists accounts, said in another way'
  assert.deepEqual(hashes(reworded), [rust, rust])
  const changed = parse(text)
  changed.components.schemas.Account.properties.name = { type: 'string', format: 'date-time', description: 'x' }
  assert.notEqual(hashes(changed)[0], rust)
})

test('the number of an operation depends on its name only, and no two are the same', () => {
  assert.equal(numberOf('accounts.list'), 1694640762)
  const names = completed(parse(text))
  const numbers = Object.values(names.paths)
    .flatMap((verbs) => Object.values(verbs))
    .map(({ operationId }) => numberOf(operationId))
  assert.equal(new Set(numbers).size, numbers.length)
  for (const number of numbers) assert.ok(Number.isInteger(number) && number >= 0 && number < 2 ** 31)
})
