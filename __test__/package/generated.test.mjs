// openapi.yaml is the single source: its examples fit its types, and the generated files say what it says. What the generator rejects is in
// generator-rejects.test.mjs.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { CLIENT_HAS, RESOURCE_HAS, problemsOf } from '../../tools/generate/check.mjs'
import { readSource } from '../../tools/generate/source.mjs'
import { problems, resolve } from '../support/schema.mjs'
import { importSource } from '../support/source.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const api = await readSource(join(root, 'openapi.yaml'))

const schemas = api.components.schemas
const described = Object.entries(api.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, ...operation })),
)
const all = [...described, ...Object.values(api['x-elsewhere'])]
const success = (operation) => Object.entries(operation.responses).find(([status]) => status.startsWith('2'))[1]
/** The resources whose requests are sent by hand-written code. */
const byHand = new Set(all.filter((one) => one['x-by-hand']).map((one) => one.operationId.split('.')[0]))
const written = api.tags.map(({ name }) => name).filter((name) => !byHand.has(name))
const enums = await importSource('resources/enums.ts')
const { operations } = await importSource('resources/operations.ts')
const revive = await importSource('resources/revive.ts')
const { Resource } = await importSource('resource.ts')

/** The class of a resource: the only export of its file. */
const classOf = async (resource) => Object.values(await importSource(`resources/${resource}.ts`))[0]
const camel = (wire) => wire.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

test('what is committed is what the generator writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-test-'))
  try {
    execFileSync(process.execPath, ['tools/generate.mjs', '--to', folder], { cwd: root })
    const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    assert.ok(written.length > 20)
    for (const entry of written) {
      const path = join(entry.parentPath ?? entry.path, entry.name)
      const name = path.slice(folder.length + 1)
      assert.equal(
        readFileSync(path, 'utf8'),
        readFileSync(join(root, name), 'utf8'),
        `${name} is not what openapi.yaml gives: npm run generate`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a client has every method of openapi.yaml and of the official SDK, and the ES module exports what the CommonJS one does', async () => {
  const { records } = JSON.parse(readFileSync(new URL('../fixtures/wire-vectors.json', import.meta.url), 'utf8'))
  const names = new Set(all.map((one) => one.operationId))
  for (const { resource, method } of records) assert.ok(names.has(`${resource}.${method}`), `${resource}.${method}`)
  const entry = require('pipedream-native')
  const client = new entry.PipedreamClient({ token: 't', projectId: 'proj_1' })
  for (const name of names) assert.equal(typeof client[name.split('.')[0]][name.split('.')[1]], 'function', name)
  assert.deepEqual(Object.keys(await import('pipedream-native')).sort(), Object.keys(entry).sort())
})

test('the generator knows all members of a client and of a resource, so that no new name can hide one', () => {
  const { PipedreamClient } = require('pipedream-native')
  const resources = api.tags.map(({ name }) => name)
  const members = Object.getOwnPropertyNames(PipedreamClient.prototype).filter((name) => !resources.includes(name))
  assert.deepEqual(members.sort(), [...CLIENT_HAS].sort())
  assert.deepEqual(Object.getOwnPropertyNames(Resource.prototype).sort(), [...RESOURCE_HAS].sort())
})

test('every file of ts/resources that is not a resource is a name that no resource can take', async () => {
  const files = readdirSync(join(root, 'ts/resources')).map((name) => name.replace('.ts', ''))
  for (const name of files.filter((name) => !api.tags.some((tag) => tag.name === name))) {
    const changed = parse(readFileSync(join(root, 'openapi.yaml'), 'utf8'))
    changed.tags.find((tag) => tag.name === 'users').name = name
    const found = await problemsOf(changed)
    assert.ok(
      found.some((problem) => problem.startsWith(`tags: ts/resources/${name}.ts `)),
      name,
    )
  }
})

test('every example fits its type', () => {
  const examples = Object.entries(schemas).flatMap(([name, schema]) => (schema.examples ?? []).map((example) => [name, schema, example]))
  assert.ok(examples.length > 80)
  for (const [name, schema, example] of examples) assert.deepEqual(problems(api, schema, example, name), [])
})

test('every operation has an example of its request and its response that fits', () => {
  for (const one of described) {
    const { example } = operations.find((row) => row.name === one.operationId)
    const answer = success(one).content?.['application/json']
    if (answer) assert.deepEqual(problems(api, answer.schema, example.response, `${one.operationId} response`), [])
    if (one['x-request']) assert.deepEqual(problems(api, schemas[one['x-request'].type], example.request, `${one.operationId} request`), [])
  }
})

test('an example without a required field does not fit', () => {
  let tried = 0
  for (const [name, { required = [], examples = [], ...schema }] of Object.entries(schemas)) {
    for (const field of examples.length > 0 ? required : []) {
      const { [field]: _, ...rest } = examples[0]
      assert.deepEqual(problems(api, { required, ...schema }, rest, name), [`${name}.${field} is missing`])
      tried++
    }
  }
  assert.ok(tried > 100)
})

test('operations.ts has every operation that has a path', () => {
  assert.deepEqual(operations.map((row) => row.name).sort(), described.map((one) => one.operationId).sort())
  for (const one of described) {
    const row = operations.find((other) => other.name === one.operationId)
    const wanted = (place) =>
      (one.parameters ?? [])
        .filter((parameter) => parameter.in === place && parameter['x-from'] !== 'client')
        .map((parameter) => parameter.name)
    assert.deepEqual(
      [row.method, row.path, row.ids, row.query],
      [one.verb.toUpperCase(), one.path, wanted('path'), wanted('query')],
      one.operationId,
    )
  }
})

test('every generated method names its operation and passes its arguments on', async () => {
  const classes = new Map()
  for (const name of written) classes.set(name, await classOf(name))
  for (const row of operations.filter((one) => classes.has(one.resource))) {
    const given = []
    const record = (...parts) => given.push(parts)
    const caller = { json: record, page: record, void: record, binary: record }
    // The client passes its caller under a symbol that no entry point exports.
    const parts = new Proxy({}, { get: (_, key) => (typeof key === 'symbol' ? caller : undefined) })
    const resource = new (classes.get(row.resource))(parts)
    const ids = row.ids.map((_, index) => `id-${index}`)
    const takes = described.find((one) => one.operationId === row.name)['x-request'] !== undefined
    const request = takes ? [{ given: 'request' }] : []
    const options = { given: 'options' }
    resource[row.name.split('.')[1]](...ids, ...request, options)
    assert.equal(given[0][0], row.name)
    assert.deepEqual(given[0].slice(-3), [ids, request[0], options], row.name)
  }
})

test('every enum is a frozen object with the official names', () => {
  const expected = Object.entries(schemas).filter(([, schema]) => schema.enum)
  assert.deepEqual(Object.keys(enums).sort(), expected.map(([name]) => name).sort())
  for (const [name, schema] of expected) {
    assert.deepEqual(enums[name], Object.fromEntries(schema['x-keys'].map((key, index) => [key, schema.enum[index]])), name)
    assert.ok(Object.isFrozen(enums[name]), name)
  }
})

test('the dates of every type become Date, at any depth', () => {
  let dates = 0
  for (const [name, schema] of Object.entries(schemas).filter(([, one]) => one.examples)) {
    const [crossed, wanted] = ['crossed', 'wanted'].map((side) => decoded(schema, schema.examples[0], side))
    const got = revive[name] ? revive[name](crossed) : crossed
    assert.deepEqual(got, wanted, name)
    dates += JSON.stringify(schema.examples[0]).split('"2026-01-02T').length - 1
  }
  assert.ok(dates > 10)
})

/** A value of the wire as Rust hands it over (dates are seconds since 2025), or as the caller should get it. */
function decoded(schema, value, side) {
  if (schema.$ref) return decoded(resolve(api, schema.$ref), value, side)
  if (schema.format === 'date-time') return side === 'wanted' ? new Date(value) : Date.parse(value) / 1000 - 1_735_689_600
  if (Array.isArray(value)) return schema.items ? value.map((one) => decoded(schema.items, one, side)) : value
  const kind = (schema.oneOf ?? schema.anyOf)?.find((one) => problems(api, one, value).length === 0)
  if (kind) return decoded(kind, value, side)
  if (!schema.properties) return value
  return Object.fromEntries(
    Object.entries(value).map(([wire, one]) => [
      schema.properties[wire]?.['x-name'] ?? camel(wire),
      decoded(schema.properties[wire] ?? {}, one, side),
    ]),
  )
}

test('the reference has a section for every method, with its signature, result, errors and an example', () => {
  for (const one of all) {
    const page = readFileSync(join(root, 'docs/reference', `${one.tags[0]}.md`), 'utf8')
    const section = page.split(/^## /m).find((text) => text.startsWith(`${one.operationId}\n`))
    for (const part of [`client.${one.operationId}(`, '**Result**', '**Errors**', '```js\n'])
      assert.ok(section?.includes(part), `${one.operationId}: ${part}`)
  }
})
