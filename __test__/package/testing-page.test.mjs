// Does docs/testing.md have each public member of the emulator? __test__/types/types.test.mjs compiles its examples.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import ts from 'typescript-5'
import { withKnownNames } from '../../tools/docs.mjs'
import { moduleExports } from '../../tools/docs/declarations.mjs'
import { testingPage } from '../../tools/docs/testing.mjs'

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const page = read('docs/testing.md')

/** A part of the page, by its heading. */
function section(heading) {
  const found = page.split('\n## ').find((text) => text.startsWith(`${heading}\n`))
  assert.ok(found, heading)
  return found
}

const entriesUnder = (heading) => [...section(heading).matchAll(/^### (.+?)(?:\(\))?$/gm)].map(([, name]) => name).sort()

/** The public members of a class or an interface in the declarations that are published. */
function membersOf(file, type) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true)
  // A class may have an interface of its name beside it.
  const declarations = source.statements.filter((statement) => statement.name?.text === type)
  const members = declarations.flatMap((declaration) => [...declaration.members])
  return members.map(({ name }) => name?.getText()).filter((name) => name !== undefined && !name.startsWith('#'))
}

/** The strings in an array of a source. */
function namesIn(file, constant) {
  const [, list] = new RegExp(`^const ${constant}\\b[^=]*= \\[([^\\]]+)\\]`, 'm').exec(read(file))
  return [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name).sort()
}

test('docs/testing.md has each public member of the emulator, and no other', () => {
  const members = membersOf('dist/testing/emulator.d.ts', 'Emulator')
  assert.ok(members.includes('fail'))
  assert.deepEqual(entriesUnder('Emulator'), members.map((name) => (name.startsWith('[') ? `api${name}` : `api.${name}`)).sort())
})

test('docs/testing.md has each member of the clock, and no other', () => {
  const members = membersOf('dist/testing/clock.d.ts', 'EmulatorClock')
  assert.deepEqual(entriesUnder('Clock'), members.map((name) => `api.clock.${name}`).sort())
})

test('docs/testing.md has each member of the keys, and no other', () => {
  const members = membersOf('dist/testing/keys.d.ts', 'EmulatorKeys')
  assert.deepEqual(entriesUnder('Keys'), members.map((name) => `api.keys.${name}`).sort())
})

test('docs/testing.md has each member of the MCP server, and no other', () => {
  const members = membersOf('dist/testing/mcp/sessions.d.ts', 'EmulatorMcp')
  assert.ok(members.includes('notify'))
  assert.deepEqual(entriesUnder('MCP server'), members.map((name) => `api.mcp.${name}`).sort())
})

test('docs/testing.md has each option that startEmulator() reads, and no other', () => {
  assert.deepEqual(entriesUnder('Options of startEmulator()'), namesIn('ts/testing/options.ts', 'OPTIONS'))
})

test('docs/testing.md has each field that fail() reads, and no other', () => {
  assert.deepEqual(entriesUnder('Fields of a fault'), namesIn('ts/testing/faults.ts', 'NAMES'))
})

test('docs/testing.md has each type that the module exports', () => {
  const [, ...lists] = read('ts/testing/index.ts').split('export type {')
  const types = lists.flatMap((list) => list.split('}')[0].match(/\w+/g))
  const elsewhere = ['Emulator', 'EmulatorClock', 'EmulatorKeys', 'EmulatorMcp', 'EmulatorOptions', 'Fault']
  assert.deepEqual(entriesUnder('Types'), types.filter((name) => !elsewhere.includes(name)).sort())
})

test('the accounts and apps of docs/testing.md are there at the start', async (t) => {
  const api = await startEmulator()
  t.after(() => api.close())
  const client = new PipedreamClient(api.clientOptions)
  const accounts = []
  for await (const { id, app, externalId } of await client.accounts.list()) accounts.push({ id, app: app.nameSlug, externalId })
  const row = (name) => section('What is there at the start').match(new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm'))[1]

  const named = [...row('accounts').matchAll(/`(apn_\d+)` \((\w+)\)/g)].map(([, id, app]) => ({ id, app, externalId: 'user-1' }))
  const byNumber = accounts.sort((a, b) => Number(a.id.slice(4)) - Number(b.id.slice(4)))
  assert.equal(named.length, 3)
  assert.deepEqual(byNumber.slice(0, named.length), named)
  const [, last] = / … `(apn_\d+)` of/.exec(row('accounts'))
  assert.equal(byNumber.at(-1).id, last)

  const apps = []
  for await (const { nameSlug } of await client.apps.list({ limit: 100 })) apps.push(nameSlug)
  const [, count, slugs] = /^(\d+): ([^`]+), then/.exec(row('apps'))
  assert.equal(apps.length, Number(count))
  for (const slug of [...slugs.split(', '), 'app_007', 'app_150']) assert.ok(apps.includes(slug), slug)
})

describe('the generator refuses', () => {
  const write = (name, from, to) => {
    const text = read(name)
    assert.ok(text.includes(from), from)
    return testingPage(moduleExports((file) => (file === name ? text.replace(from, to) : read(file)), 'ts/testing/index.ts'))
  }
  const cases = [
    ['an option without a default', 'ts/testing/options.ts', '@default a free port', '', 'EmulatorOptions.port: @default'],
    ['an option without an example', 'ts/testing/options.ts', '@example 8080', '', 'EmulatorOptions.port: @example'],
    [
      'a field of a fault without an example',
      'ts/testing/faults.ts',
      "@example api.fail({ operation: 'accounts.list', stall: 'body' })",
      '',
      'Fault.stall: @example',
    ],
    [
      'a parameter that is not described',
      'ts/testing/emulator.ts',
      '@param payload What the trigger emits.',
      '',
      'Emulator.emitEvent: @param payload',
    ],
    [
      'a method that does not say what it returns',
      'ts/testing/clock.ts',
      '@returns The time in milliseconds since 1970.',
      '',
      'EmulatorClock.now: @returns',
    ],
    ['a method without an example', 'ts/testing/clock.ts', '@example\n   * api.clock.reset()', '', 'EmulatorClock.reset: @example'],
  ]
  for (const [what, name, from, to, expected] of cases) {
    test(what, () => assert.throws(() => write(name, from, to), { message: `${expected} is missing in its doc comment` }))
  }
  test('nothing where all is there', () => assert.equal(withKnownNames(write('ts/testing/options.ts', 'port', 'port')), page))
})
