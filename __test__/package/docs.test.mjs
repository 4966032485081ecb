// Does what the documents show run? Every `js` block of each, as a program of its own against an emulator of its own.
//
// A block without an import is given `client`, as the reference says. Where a document shows how something fails, the
// block catches it: a block that throws fails its test.
//
// A block with `file=PATH` after its language, of any language, is a part of that file, which has a test of its own.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator } from 'pipedream-native/testing'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const place = realpathSync(mkdtempSync(join(tmpdir(), 'docs-')))
const PRELUDE = `import { PipedreamClient } from 'pipedream-native'\nconst client = new PipedreamClient()\n`

mkdirSync(join(place, 'node_modules'))
symlinkSync(root, join(place, 'node_modules', 'pipedream-native'), 'junction')
for (const scope of ['@modelcontextprotocol', '@ai-sdk', '@opentelemetry', 'pino', 'winston'])
  symlinkSync(join(root, 'node_modules', scope), join(place, 'node_modules', scope), 'junction')
after(() => rmSync(place, { recursive: true, force: true }))

/** The Markdown files of a folder. */
const documentsIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .sort()
    .map((name) => join(folder, name))

for (const document of [...readdirSync(root).filter((name) => name.endsWith('.md')), ...documentsIn('docs'), ...documentsIn('examples')]) {
  const text = readFileSync(join(root, document), 'utf8')
  const all = blocksOf(text)
  const blocks = all.filter(({ language, file }) => language === 'js' && file === undefined)
  for (const { file, code, line } of all.filter((block) => block.file !== undefined)) {
    test(`${document} (line ${line}): the block is a part of ${file}`, () => {
      assert.ok(code.trim() !== '')
      const lines = withoutIndent(readFileSync(join(root, file), 'utf8'))
      assert.ok(lines.includes(withoutIndent(code)), code)
    })
  }
  if (blocks.length > 0) {
    describe(document, () => {
      for (const { heading, code, line } of blocks) test(`${heading} (line ${line})`, () => runs(code))
    })
  }
  test(`${document}: its links lead somewhere`, () => {
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)) {
      assert.ok(existsSync(join(root, dirname(document), target)), target)
    }
  })
}

test('the README links the pages of options, events and errors', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  for (const name of ['options', 'events', 'errors']) assert.match(text, new RegExp(`\\]\\(docs/${name}\\.md\\)`))
})

test('the README links the reference page of each resource', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  for (const page of documentsIn('docs/reference').filter((name) => !name.endsWith('README.md')))
    assert.ok(text.includes(`](${page})`), page)
})

test('the README begins with a success in at most 15 lines', () => {
  const [first] = blocksOf(readFileSync(join(root, 'README.md'), 'utf8')).filter(({ language }) => language === 'js')
  assert.match(first.code, /accounts\.retrieve\(/)
  assert.ok(first.code.trim().split('\n').length <= 15)
})

test('each of the 38 guarantees has a test with its number in the name', () => {
  const sources = ['src', '__test__'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => /\.(rs|mjs)$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  )
  const named = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/fn (?:model_)?guarantee_(\d+)_(?:and_(\d+)_)?|test\([`'"]guarantee (\d+):/g)]
        .flatMap((match) => match.slice(1))
        .map(Number),
    ),
  )
  for (let number = 1; number <= 38; number++) assert.ok(named.has(number), `guarantee ${number}`)
})

test('the files that ARCHITECTURE names are there, and its tables of tests name them with their folders', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const paths = [...text.matchAll(/`((?:src|ts|tools|scripts|__test__|docs|benchmark|fuzz|npm)\/[\w./-]*)`/g)].map(([, path]) => path)
  assert.ok(paths.length > 80)
  for (const path of paths) assert.ok(existsSync(join(root, path)), path)
  const tables = text.slice(text.indexOf('## Each guarantee'))
  for (const [, name] of tables.matchAll(/`([^`]+\.(?:rs|mjs))`/g)) assert.match(name, /\//)
})

test('examples/http-server lists accounts and makes a link to connect one', async () => {
  const folder = join(place, 'http-server')
  cpSync(join(root, 'examples', 'http-server'), folder, { recursive: true, filter: (name) => !name.includes('node_modules') })
  const api = await startEmulator()
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...environment(api), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    child.stdout.setEncoding('utf8')
    const [line] = await once(child.stdout, 'data')
    const url = line.trim()
    const [account] = await new (await import('pipedream-native')).PipedreamClient(api.clientOptions).accounts.list().toArray({ limit: 1 })
    const listed = await fetch(`${url}/accounts?user=${encodeURIComponent(account.externalId)}`)
    assert.equal(listed.status, 200)
    assert.ok((await listed.json()).some(({ id }) => id === account.id))
    const link = await (await fetch(`${url}/connect?user=user-1`, { method: 'POST' })).json()
    assert.ok(link.connectLinkUrl.startsWith(`${api.url}/`), link.connectLinkUrl)
    assert.equal((await fetch(`${url}/accounts`)).status, 400)
  } finally {
    child.kill()
    await api.close()
  }
})

async function runs(code) {
  const api = await startEmulator()
  const file = join(place, 'block.mjs')
  writeFileSync(file, /^import /m.test(code) ? code : PRELUDE + code)
  try {
    await promisify(execFile)(process.execPath, ['--unhandled-rejections=strict', file], {
      cwd: place,
      env: environment(api),
      timeout: 20_000,
    })
  } catch (error) {
    assert.fail(`${error.stderr || error.message}\n${code}`)
  } finally {
    await api.close()
  }
}

function environment(api) {
  const { baseUrl, mcpUrl, clientId, clientSecret, projectId, projectEnvironment } = api.clientOptions
  return {
    PATH: process.env.PATH,
    PIPEDREAM_BASE_URL: baseUrl,
    PIPEDREAM_MCP_URL: mcpUrl,
    PIPEDREAM_CLIENT_ID: clientId,
    PIPEDREAM_CLIENT_SECRET: clientSecret,
    PIPEDREAM_PROJECT_ID: projectId,
    PIPEDREAM_PROJECT_ENVIRONMENT: projectEnvironment,
    // It answers 404, so that the exporters do not wait for a collector.
    OTEL_EXPORTER_OTLP_ENDPOINT: baseUrl,
  }
}

/** Lines as they are compared with those of a file: a part of it may be less indented. */
const withoutIndent = (text) => text.replaceAll(/^[ \t]+/gm, '').trim()

/** The blocks of code of a document, each with its language, its `file=`, and the heading it stands under. */
function blocksOf(text) {
  const blocks = []
  let heading = ''
  let block
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence, language, file] = /^(`{3,})(\w*)(?:.* file=(\S+))?/.exec(line) ?? []
    if (block === undefined && line.startsWith('#')) heading = line.replace(/^#+\s*/, '')
    if (block === undefined && fence !== undefined) block = { fence, language, file, heading, line: index + 1, lines: [] }
    else if (block !== undefined && line.startsWith(block.fence)) {
      const { lines, ...facts } = block
      blocks.push({ ...facts, code: lines.join('\n') })
      block = undefined
    } else block?.lines.push(line)
  }
  return blocks
}
