// Does docs/options.md have each option that is read? __test__/types/types.test.mjs compiles its examples.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { declarationsIn } from '../../tools/docs/declarations.mjs'
import { optionsPage } from '../../tools/docs/options.mjs'

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const page = read('docs/options.md')

/** The options under a heading of the page, in order. */
function optionsUnder(heading) {
  const section = page.split('\n## ').find((text) => text.startsWith(`${heading}\n`))
  assert.ok(section, heading)
  return [...section.matchAll(/^### (\S+)$/gm)].map(([, name]) => name).sort()
}

/** The strings in an array of a source. */
function namesIn(file, constant) {
  const [, list] = new RegExp(`^(?:export )?const ${constant}\\b[^=]*= \\[([^\\]]+)\\]`, 'm').exec(read(file))
  return [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name)
}

test('docs/options.md has each option that a client reads, and no other', () => {
  assert.deepEqual(optionsUnder('Options of a client'), namesIn('ts/read-options.ts', 'NAMES').sort())
})

test('docs/options.md has each option that a call reads, and no other', () => {
  const names = [...namesIn('ts/call-options.ts', 'OPTIONS_OF_CALL'), 'headers', 'abortSignal', 'onProgress']
  assert.deepEqual(optionsUnder('Options of a call'), names.sort())
})

test('client.request() reads the options of a call and its own', () => {
  const ofCall = [...namesIn('ts/call-options.ts', 'OPTIONS_OF_CALL'), ...namesIn('ts/client.ts', 'OF_CALL')]
  const ofRequest = namesIn('ts/client.ts', 'OF_REQUEST')
  const names = [...optionsUnder('Options of a call'), ...optionsUnder('More options of client.request()')]
  assert.deepEqual([...ofCall, ...ofRequest].sort(), names.sort())
})

test('docs/options.md has each environment variable that is read, and no other', () => {
  const variables = [...page.matchAll(/^- Environment variable: `(\w+)`$/gm)].map(([, name]) => name)
  assert.deepEqual(
    variables.sort(),
    namesIn('ts/variables.ts', 'VARIABLES')
      .map((name) => `PIPEDREAM_${name}`)
      .sort(),
  )
})

test('each option has a type, a default, what it applies to, and an example', () => {
  const [options] = page.split('\n## Types\n')
  for (const text of options.split('\n### ').slice(1))
    assert.match(
      text,
      /^\w+\n\n\S[\s\S]*\n- Type: `.+`\n- Default: .+\n(?:- Environment variable: .+\n)?- Applies to: .+\n\n```ts\n.+\n```\n/,
    )
})

describe('the generator refuses', () => {
  const complete = {
    PipedreamClientOpts: ['clientId', '@default none', "@example 'id'"],
    BaseRequestOptions: ['maxRetries', '@default 2', '@example 0'],
    RequestOptions: ['query', '@default none', '@example {}'],
    LogConfig: ['silent', '@default true', '@example false'],
    FileTokenStoreOptions: ['directory', '@default none', "@example '/a'"],
    RedisTokenStoreOptions: ['prefix', '@default none', "@example 'a:'"],
    WebhookDelivery: ['body', '@default none', "@example '{}'"],
    WebhookToSign: ['payload', '@default none', "@example '{}'"],
  }
  const pageOf = (change) => {
    const interfaces = Object.entries({ ...complete, ...change }).map(
      ([name, [field, ...tags]]) =>
        `export interface ${name} {\n/**\n * Does something.\n *\n * ${tags.join('\n * ')}\n */\n${field}?: string\n}`,
    )
    return optionsPage(declarationsIn({ 'options.ts': interfaces.join('\n') }))
  }
  test('an option without a default', () => {
    assert.throws(
      () => pageOf({ LogConfig: ['silent', '@example false'] }),
      /^Error: LogConfig\.silent: @default is missing in its doc comment$/,
    )
  })
  test('an option without an example', () => {
    const write = () => pageOf({ PipedreamClientOpts: ['clientId', '@default none'] })
    assert.throws(write, /^Error: PipedreamClientOpts\.clientId: @example is missing in its doc comment$/)
  })
  test('an interface that is not there', () => {
    assert.throws(() => optionsPage(declarationsIn({ 'options.ts': '' })), /^Error: PipedreamClientOpts is not exported/)
  })
  test('nothing where all is there', () => assert.match(pageOf({}), /### clientId\n\nDoes something\.\n\n- Type: `string`/))
})
