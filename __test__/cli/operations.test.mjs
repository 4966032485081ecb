// Every operation on the command line sends what the client's method sends.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { root, run } from '../support/cli.mjs'
import { serve } from '../support/server.mjs'
import { importSource } from '../support/source.mjs'
import { variablesOf } from '../support/variables.mjs'

const { operations } = await importSource('cli/generated/operations.ts')

const flagOf = ({ name }) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Values for the fields of each kind: as an argument, and as the client takes them. */
const SAMPLES = {
  text: (field) => [field.values?.[0] ?? 'a b&c', field.values?.[0] ?? 'a b&c'],
  number: () => ['20', 20],
  integer: () => ['20', 20],
  list: () => [
    ['x', 'y'],
    ['x', 'y'],
  ],
  loose: () => ['NEW', 'NEW'],
  object: () => [['one=1', 'two:={"a":[true]}'], { one: '1', two: { a: [true] } }],
  json: () => ['{"a":1}', { a: 1 }],
  picture: () => ['data:image/png;base64,iVBORw0KGgo=', 'data:image/png;base64,iVBORw0KGgo='],
}
/** Fields whose text must have a form. */
const TEXTS = {
  url: 'https://slack.com/api/x',
  urlOrEndpoint: 'http://127.0.0.1:1/',
  method: 'PUT',
  cfmapJson: '{"a":"b"}',
  webhookUrl: 'https://example.com/hook',
}

/** The arguments of an operation on the command line, and for the client's method. */
function samples({ ids, request, after = [] }, urlOrEndpoint) {
  const env = {}
  const words = []
  const values = new Map()
  for (const field of [...ids, ...(request ?? []), ...after]) {
    // It and the secret exclude each other.
    if (field.name === 'clientAssertion') continue
    if (field.kind === 'boolean') {
      words.push(flagOf(field))
      values.set(field.name, true)
      continue
    }
    const text = field.name === 'urlOrEndpoint' ? urlOrEndpoint : TEXTS[field.name]
    let [given, value] = text === undefined ? SAMPLES[field.kind](field) : [text, text]
    // Header values and query values are texts.
    if (['headers', 'params'].includes(field.name)) [given, value] = [['x-one=1', 'x-two=2'], { 'x-one': '1', 'x-two': '2' }]
    if (field.secret) {
      const name = `SECRET_${field.name}`
      env[name] = field.kind === 'object' ? JSON.stringify(value) : given
      given = `env:${name}`
    }
    for (const word of [given].flat()) words.push(flagOf(field), word)
    values.set(field.name, value)
  }
  const pick = (fields) => fields.map(({ name }) => values.get(name))
  const body = request && Object.fromEntries(request.filter(({ name }) => values.has(name)).map(({ name }) => [name, values.get(name)]))
  return { words, env, args: [...pick(ids), ...(request ? [body] : []), ...pick(after)] }
}

/** What was sent, without what is of one call only. */
const sent = ({ method, url, headers, text }) => {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('x-') || name === 'content-type')
  return { method, url, headers: Object.fromEntries(own), text }
}

test('each operation sends the request of the client’s method', async (t) => {
  const server = await serve(t, () => ({ body: { data: [], page_info: {} } }))
  const { options } = server
  const common = {
    ...variablesOf(options),
    PIPEDREAM_WORKFLOW_DOMAIN: '127.0.0.1',
  }
  const client = new PipedreamClient({ ...options, workflowDomain: '127.0.0.1', maxRetries: 0 })
  assert.ok(operations.length > 60)
  const differing = []
  for (const operation of operations) {
    const { words, env, args } = samples(operation, `${options.baseUrl}/`)
    const [resource, method] = operation.id.split('.')
    server.requests.length = 0
    server.tokens.length = 0
    await client[resource][method](...args).catch(() => {})
    const expected = [...server.requests, ...server.tokens.filter(() => operation.id === 'oauthTokens.create')].map(sent).at(-1)
    server.requests.length = 0
    server.tokens.length = 0
    const { stderr } = await run(['call', operation.id, ...words, '--retries', '0'], { env: { ...common, ...env } })
    const found = [...server.requests, ...server.tokens.filter(() => operation.id === 'oauthTokens.create')].map(sent).at(-1)
    if (expected === undefined || JSON.stringify(found) !== JSON.stringify(expected))
      differing.push({ id: operation.id, found, expected, stderr })
  }
  assert.deepEqual(differing, [])
})

test('the table has every operation of openapi.yaml, and each field once', () => {
  const ids = [...readFileSync(join(root, 'openapi.yaml'), 'utf8').matchAll(/^ +operationId: (\S+)/gm)].map(([, id]) => id)
  assert.deepEqual(operations.map(({ id }) => id).sort(), ids.sort())
  for (const { id, ids: places, request = [], after = [] } of operations) {
    const flags = [...places, ...request, ...after].map(flagOf)
    assert.equal(new Set(flags).size, flags.length, id)
  }
})

test('fields that hold a secret are marked, and no others', () => {
  const marked = operations.flatMap(({ id, ids, request = [] }) =>
    [...ids, ...request].filter(({ secret }) => secret).map(({ name }) => `${id} ${name}`),
  )
  assert.deepEqual(marked, [
    'accounts.create cfmapJson',
    'accounts.create connectToken',
    'appOverrides.create cfmap',
    'appOverrides.update cfmap',
    'oauthApps.create clientSecret',
    'oauthApps.update clientSecret',
    'oauthTokens.create clientSecret',
    'oauthTokens.create clientAssertion',
    'tokens.validate ctok',
  ])
})
