// Does docs/errors.md know each code that the package can give, and no other?

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')
/** The code of what can be the cause of `ERR_PIPEDREAM_NATIVE_LOAD`: two of Node, and that of an addon that is cut. The page names them there. */
const NOT_OURS = new Set(['ERR_DLOPEN_DISABLED', 'ERR_ACCESS_DENIED', 'ERR_INCOMPLETE_ADDON'])

test('docs/errors.md has a row for each ERR_ code in src and ts, and for no other', () => {
  const given = codesIn(/\bERR_[A-Z0-9]+(?:_[A-Z0-9]+)*\b/g).filter((code) => !NOT_OURS.has(code))
  assert.ok(given.includes('ERR_INVALID_ARGUMENT') && given.includes('ERR_FETCH'), 'the codes are found in ts and in src')
  assert.deepEqual(rowsOf('Codes of this package'), given)
})

test('docs/errors.md has a row for each code of the system, of TLS and of Node in src and ts, and for no other', () => {
  const given = codesIn(/(?<=["'])(?:E(?:AI_)?[A-Z]{2,}|ABORT_ERR|(?:CERT|UNABLE|SELF_SIGNED|DEPTH_ZERO|INVALID)_[A-Z_]*[A-Z])(?=["'])/g)
  assert.deepEqual(rowsOf('Codes of the system, of TLS and of Node'), given)
})

test('docs/errors.md has a row for each OAuth code that the token endpoint may name', () => {
  const [, list] = /const CODES: \[&str; \d+\] =\s*\[([^\]]+)\]/.exec(readFileSync(join(root, 'src/tokens/token_endpoint.rs'), 'utf8'))
  assert.deepEqual(rowsOf('Codes of the token endpoint'), [...list.matchAll(/"(\w+)"/g)].map(([, code]) => code).sort())
})

test('the command line has advice for codes of docs/errors.md only', () => {
  const advice = ['report.ts', 'doctor/network.ts'].map((name) => readFileSync(join(root, 'ts', 'cli', name), 'utf8')).join('\n')
  const pattern = /(?:^ +|')((?:E[A-Z]|CERT_|UNABLE_|SELF_|DEPTH_)[A-Z0-9_]{3,}|(?:invalid|unauthorized)_[a-z]+)(?='?[:,\n])/gm
  const named = [...advice.matchAll(pattern)].map(([, code]) => code)
  assert.ok(
    ['ETIMEDOUT', 'ECONNREFUSED', 'SELF_SIGNED_CERT_IN_CHAIN', 'invalid_client'].every((code) => named.includes(code)),
    String(named),
  )
  for (const code of named) assert.match(page, new RegExp(`^\\| \`${code}\` \\|`, 'm'), code)
})

test('each row of docs/errors.md fills every column of its table', () => {
  for (const table of page.split(/^## /m).slice(1)) {
    const [head, , ...rows] = table
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
    for (const row of rows) {
      assert.equal(row.length, head.length, row[0])
      assert.ok(
        row.every((cell) => cell !== ''),
        row[0],
      )
    }
  }
})

test('docs/guides/troubleshooting.md has each code of docs/errors.md once, with cause, check and fix', () => {
  const guide = readFileSync(join(root, 'docs', 'guides', 'troubleshooting.md'), 'utf8')
  const rows = guide.split('\n').filter((line) => /^\| `[A-Za-z_]\w*`(?:, `\w+`)* \|/.test(line))
  const codes = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`(\w+)`/g)].map(([, code]) => code))
  const wanted = ['Codes of this package', 'Codes of the system, of TLS and of Node', 'Codes of the token endpoint'].flatMap(rowsOf)
  assert.deepEqual(codes.sort(), wanted.sort())
  for (const row of rows) {
    const cells = row.split(/(?<!\\)\|/).slice(1, -1)
    assert.equal(cells.length, 4, row)
    assert.ok(
      cells.every((cell) => cell.trim() !== ''),
      row,
    )
  }
})

/** What `pattern` finds in the code of the package, once each, in order. Tests and comments of whole lines are no code. */
function codesIn(pattern) {
  const files = ['src', 'ts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      // The command line reads codes, also those of Node's files, and gives none.
      .filter((name) => /\.(rs|ts)$/.test(name) && !/(^|[\\/])tests([\\/]|\.rs$)|^cli[\\/]/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  )
  const code = files
    .flatMap((text) => text.split(/^#\[cfg\(test\)\]\s*mod tests \{/m)[0].split('\n'))
    .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line))
  return [...new Set(code.flatMap((line) => line.match(pattern) ?? []))].sort()
}

/** The codes in the first column under a heading, in order. */
function rowsOf(heading) {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`))
  assert.ok(section, heading)
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code).sort()
}
