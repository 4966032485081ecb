// Does what the documents show run? Every `js` block of each, as a program of its own against an emulator of its own.
//
// A block without an import is given `client`, as the reference says. Where a document shows how something fails, the
// block catches it: a block that throws fails its test. The blocks of a document run in one folder, in their order, so a later one finds the
// files of those before. So do `sh` blocks whose every command is one of `OFFLINE`. docs-snippets.test.mjs checks what is not run.
//
// A block with `file=PATH` after its language, of any language, is a part of that file, which has a test of its own.

import assert from 'node:assert/strict'
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator } from 'pipedream-native/testing'
import { folderFor } from '../support/folders.mjs'
import { blocksOf, commandsOf, documents, textOf } from '../support/snippets.mjs'
import { variablesOf } from '../support/variables.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const place = folderFor({ after }, 'docs')
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const PRELUDE = `import { PipedreamClient } from 'pipedream-native'\nconst client = new PipedreamClient()\n`

mkdirSync(join(place, 'node_modules'))
symlinkSync(root, join(place, 'node_modules', 'pipedream-native'), 'junction')
for (const scope of ['@modelcontextprotocol', '@ai-sdk', '@opentelemetry', 'pino', 'winston'])
  symlinkSync(join(root, 'node_modules', scope), join(place, 'node_modules', scope), 'junction')
mkdirSync(join(place, 'node_modules', '.bin'))
symlinkSync(join(root, bin['pipedream-native']), join(place, 'node_modules', '.bin', 'pipedream-native'))

/** The programs that a block marked `sh` may use and still run here: against an emulator they need no network, and change nothing outside of their folder. */
const OFFLINE = /^(?:openssl (?!s_client)|chmod |mkdir |node (?!--env-file)|npx pipedream-native (?:doctor|token|call) )/

/** CI has it, because pip needs it. */
const HAS_PYTHON = process.env.CI || spawnSync('python3', ['--version']).status === 0

for (const [index, document] of documents().entries()) {
  const text = textOf(document)
  const blocks = blocksOf(text)
  for (const { file, code, line } of blocks.filter((block) => block.file !== undefined)) {
    test(`${document} (line ${line}): the block is a part of ${file}`, () => {
      assert.ok(code.trim() !== '')
      const lines = withoutIndent(readFileSync(join(root, file), 'utf8'))
      assert.ok(lines.includes(withoutIndent(code)), code)
    })
  }
  if (blocks.some(isRun)) {
    const folder = join(place, String(index))
    mkdirSync(folder)
    describe(document, () => {
      for (const { heading, line, ...block } of blocks.filter(isRun))
        test(`${heading} (line ${line})`, () => RUNS[block.lang](folder, block))
    })
  }
  test(`${document}: its links lead somewhere`, () => {
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)) {
      assert.ok(existsSync(join(root, dirname(document), target)), target)
    }
  })
}

test('links to a heading of a document lead to one', () => {
  // How GitHub makes the anchor of a heading.
  const anchorOf = (heading) => {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    return text
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
  }
  let found = 0
  for (const document of documents()) {
    for (const [, target, anchor] of textOf(document).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)) {
      const path = target === '' ? document : join(dirname(document), target)
      const anchors = [...textOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading))
      assert.ok(anchors.includes(anchor), `${document}: ${target}#${anchor}`)
      found += 1
    }
  }
  assert.ok(found > 50, `${found} links`)
})

test('the blocks that can run do', () => {
  const run = documents().flatMap((document) => blocksOf(textOf(document)).filter(isRun))
  assert.ok(run.filter(({ lang }) => lang === 'js').length > 100)
  assert.ok(run.filter(({ lang }) => lang === 'sh').length > 1)
})

test('the README links the pages of options, events and errors', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  for (const name of ['options', 'events', 'errors']) assert.match(text, new RegExp(`\\]\\(docs/${name}\\.md\\)`))
})

test('the README links the reference page of each resource', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  for (const page of documents().filter((name) => /^docs\/reference\/(?!README)/.test(name))) assert.ok(text.includes(`](${page})`), page)
})

test('the README begins with a success in at most 15 lines, in a file of its own, without an id', () => {
  const [first] = blocksOf(textOf('README.md')).filter(({ lang }) => lang === 'js')
  assert.match(first.code, /accounts\.list\(/)
  assert.equal(first.name, 'first.mjs')
  assert.doesNotMatch(first.code, /apn_/)
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

test('the files that ARCHITECTURE and its pages name are there, and the tables of tests name them with their folders', () => {
  const pages = readdirSync(join(root, 'docs/architecture')).map((name) => `docs/architecture/${name}`)
  const paths = ['ARCHITECTURE.md', ...pages].flatMap((page) =>
    [...textOf(page).matchAll(/`((?:src|ts|tools|scripts|__test__|docs|benchmark|fuzz|npm)\/[\w./-]*)`/g)].map(([, path]) => [page, path]),
  )
  assert.ok(paths.length > 150, `${paths.length} paths`)
  for (const [page, path] of paths) assert.ok(existsSync(join(root, path)), `${page}: ${path}`)
  for (const [, name] of textOf('docs/architecture/guarantees.md').matchAll(/`([^`]+\.(?:rs|mjs))`/g)) assert.match(name, /\//)
})

test('ARCHITECTURE is a map that links each of its pages', () => {
  const text = textOf('ARCHITECTURE.md')
  assert.ok(text.split('\n').length < 200)
  for (const name of readdirSync(join(root, 'docs/architecture'))) assert.ok(text.includes(`](docs/architecture/${name})`), name)
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

function isRun({ lang, file, code, unchecked }) {
  if (unchecked || file) return false
  return (
    lang === 'js' ||
    (lang === 'python' && HAS_PYTHON) ||
    (lang === 'sh' && commandsOf(code).every((command) => OFFLINE.test(`${command} `)))
  )
}

async function runs(folder, { code, name = 'block.mjs' }) {
  writeFileSync(join(folder, name), /^import /m.test(code) ? code : PRELUDE + code)
  await started(folder, [process.execPath, '--unhandled-rejections=strict', name], code)
}

const RUNS = {
  js: runs,
  sh: (folder, { code }) => started(folder, ['bash', '--norc', '-euo', 'pipefail', '-c', code], code),
  python: (folder, { code }) => started(folder, ['python3', '-c', code], code),
}

/** Runs a program to its end, with the variables of an emulator of its own. */
async function started(folder, [program, ...args], code) {
  const api = await startEmulator()
  try {
    await promisify(execFile)(program, args, { cwd: folder, env: environment(api), timeout: 20_000 })
  } catch (error) {
    assert.fail(`${error.stderr || error.message}
${code}`)
  } finally {
    await api.close()
  }
}

function environment(api) {
  return {
    PATH: process.env.PATH,
    ...variablesOf(api.clientOptions),
    PIPEDREAM_MCP_URL: api.clientOptions.mcpUrl,
    // It answers 404, so that the exporters do not wait for a collector.
    OTEL_EXPORTER_OTLP_ENDPOINT: api.clientOptions.baseUrl,
  }
}

/** Lines as they are compared with those of a file: a part of it may be less indented. */
const withoutIndent = (text) => text.replaceAll(/^[ \t]+/gm, '').trim()
