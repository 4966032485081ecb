// Do the public types hold for every way in which TypeScript finds them, and is every official name there?

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import test, { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { operationsOf } from '../../tools/generate/defaults.mjs'
import { readSource } from '../../tools/generate/source.mjs'
import { folderFor } from '../support/folders.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const api = await readSource(join(root, 'openapi.yaml'))

// TypeScript 7 knows no `node10` any more; whoever still resolves that way has TypeScript 5.
const ways = [
  { name: 'NodeNext from CommonJS', compiler: 'typescript', module: 'nodenext', moduleResolution: 'nodenext', type: 'commonjs' },
  { name: 'NodeNext from an ES module', compiler: 'typescript', module: 'nodenext', moduleResolution: 'nodenext', type: 'module' },
  { name: 'Bundler', compiler: 'typescript', module: 'esnext', moduleResolution: 'bundler', type: 'module' },
  { name: 'NodeNext with TypeScript 5', compiler: 'typescript-5', module: 'nodenext', moduleResolution: 'nodenext', type: 'module' },
  { name: 'Node10 with TypeScript 5', compiler: 'typescript-5', module: 'commonjs', moduleResolution: 'node10', type: 'commonjs' },
]

let folder

before(() => {
  folder = folderFor({ after }, 'types')
  cpSync(join(root, '__test__/types/project'), join(folder, 'src'), { recursive: true })
  writeFileSync(join(folder, 'src/examples.ts'), examples())
  writeFileSync(join(folder, 'src/names.ts'), names())
  writeFileSync(join(folder, 'src/options-page.ts'), optionExamples())
  writeFileSync(join(folder, 'src/events-page.ts'), eventExamples())
  writeFileSync(join(folder, 'src/testing-page.ts'), testingExamples())
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/pipedream-native'), 'dir')
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'dir')
  symlinkSync(join(root, 'node_modules/@opentelemetry'), join(folder, 'node_modules/@opentelemetry'), 'dir')
})

for (const way of ways) {
  test(`the types compile strictly, declarations included: ${way.name}`, () => {
    const { status, output } = compile(
      way,
      readdirSync(join(folder, 'src')).map((file) => `src/${file}`),
    )
    assert.equal(status, 0, output)
  })
}

test('the compiler that is run does find mistakes', () => {
  writeFileSync(join(folder, 'mistake.ts'), "import { PipedreamClient } from 'pipedream-native'\nnew PipedreamClient({ projectID: 'x' })\n")
  for (const way of ways) {
    const { status, output } = compile(way, ['mistake.ts'])
    assert.notEqual(status, 0, way.name)
    assert.match(output, /projectID/, way.name)
  }
})

function compile({ compiler, module, moduleResolution, type }, files) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }))
  const compilerOptions = {
    module,
    moduleResolution,
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable'],
    types: ['node'],
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc')
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

/** The example of every method, from the comments of the resources, each in a function of its own. */
function examples() {
  const sources = api.tags.map(({ name }) => readFileSync(join(root, `ts/resources/${name}.ts`), 'utf8'))
  const blocks = [...sources.join('').matchAll(/ \* ```js\n([\s\S]*?) \* ```/g)].map(([, block]) => block.replace(/^ *\* ?/gm, ''))
  assert.equal(blocks.length, operationsOf(api).length, 'each method has an example')
  const functions = blocks.map((code, index) => `export async function example${index}() {\n${code}}\n`)
  return `import { PipedreamClient } from 'pipedream-native'\ndeclare const client: PipedreamClient\n${functions.join('\n')}`
}

/** The example of each option on docs/options.md, each in a function of its own. */
function optionExamples() {
  const page = readFileSync(join(root, 'docs/options.md'), 'utf8')
  const [options] = page.split('\n## Types\n')
  const blocks = [...options.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, block]) => block)
  assert.equal(blocks.length, options.split('\n### ').length - 1, 'each option has an example')
  const functions = blocks.map(
    (code, index) => `export async function option${index}() {\n${code.replace(/const (?:client|event|delivery) =/, 'return')}}\n`,
  )
  return `import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { type Logger, PipedreamClient, PipedreamEnvironment } from 'pipedream-native'
import { fileTokenStore, type IoRedis, redisTokenStore } from 'pipedream-native/stores'
import { signWebhook, verifyWebhook, type WebhookDelivery, type WebhookToSign } from 'pipedream-native/webhooks'
declare const client: PipedreamClient
declare const vault: { read(name: string): Promise<{ secret: string }> }
declare const tokens: { current(): Promise<string> }
declare const rateLimit: { token: string }
declare const requestId: string
declare function pino(): Logger
declare const redis: IoRedis
declare const delivery: WebhookDelivery
declare const webhook: WebhookToSign
declare const request: Request
declare const req: IncomingMessage
export const used = [readFileSync, fileTokenStore, PipedreamEnvironment, client, vault, tokens, rateLimit, requestId, pino, redis, delivery, webhook, request, req, redisTokenStore, signWebhook, verifyWebhook]
${functions.join('\n')}`
}

/** The typed function of docs/events.md, with the listener that the page shows for each channel. */
function eventExamples() {
  const page = readFileSync(join(root, 'docs/events.md'), 'utf8')
  const [, typed] = /^```ts\n([\s\S]*?)^```/m.exec(page)
  const listeners = [...page.matchAll(/^subscribe\((.*)\)$/gm)].map(([, given]) => `onEvent(${given})\n`)
  assert.equal(listeners.length, [...page.matchAll(/^## pipedream:/gm)].length, 'each channel has an example')
  return `${typed}\n${listeners.join('')}`
}

/** The example of each member, option and fault on docs/testing.md, each in a function of its own. */
function testingExamples() {
  const page = readFileSync(join(root, 'docs/testing.md'), 'utf8')
  const [entries] = page.split('\n## Types\n')
  const blocks = [...entries.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, block]) => block)
  assert.equal(blocks.length, entries.split('\n### ').length - 1, 'each entry has an example')
  const [, whole] = /^```js\n([\s\S]*?)^```/m.exec(entries)
  const [imports, first] = whole.split('\n\n')
  const functions = [first, ...blocks].map((code, index) => `export async function entry${index}() {\n${code}}\n`)
  return `${imports}
import { type Emulator, serveEmulator } from 'pipedream-native/testing'
declare const api: Emulator
export const used = [serveEmulator, api, PipedreamClient]
${functions.join('\n')}`
}

/** Every type under its official name, at the root and in the namespace; every enum as a value, too. */
function names() {
  const schemas = Object.entries(api.components.schemas)
  const filled = (name) => (name === 'PropValue' ? `${name}<'string'>` : name)
  const fromRoot = schemas.map(([name]) => `  ${name},\n`)
  const enums = schemas.filter(([, schema]) => schema.enum)
  const clients = api.tags.map(({ name }) => `export const ${name}: object = client.${name}\n`)
  return (
    `import type {\n${fromRoot.join('')}} from 'pipedream-native'\nimport { Pipedream, PipedreamClient } from 'pipedream-native'\nimport * as everything from 'pipedream-native'\ndeclare const client: PipedreamClient\n` +
    `${schemas.map(([name], index) => `export type T${index} = [${filled(name)}, Pipedream.${filled(name)}]\n`).join('')}` +
    `${enums.map(([name, schema], index) => `export const e${index}: [${name}, ${name}] = [everything.${name}.${schema['x-keys'][0]}, Pipedream.${name}.${schema['x-keys'][0]}]\n`).join('')}${clients.join('')}`
  )
}
