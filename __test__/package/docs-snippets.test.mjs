// Is every block of code in the documents run or checked? docs.test.mjs runs those marked `js` and some marked `sh`, others are named here.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import ts from 'typescript-5'
import { parseDocument } from 'yaml'
import { faultsOf } from '../support/dockerfile.mjs'
import { root } from '../support/installed.mjs'
import { blocksOf, commandsOf, documents, textOf } from '../support/snippets.mjs'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** What may run the blocks of a document: tests, and scripts that `npm run check:…` starts. Each has its path and its text. */
const programs = ['__test__', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.mjs') && !path.includes('node_modules'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
)

/** The commands of `npx pipedream-native`. */
const COMMANDS = ['token', 'doctor', 'call', 'emulator', 'completion']

/** How many blocks of a document have a marker that says why they are not run. Each one more has to be counted here, too. */
const UNCHECKED = {}
/** The tests that run or compile blocks which are not marked `js`. A document names its test in a comment, or is generated. */
const GENERATED = /^<!-- Written by: /

const CHECKS = {
  js: ({ code }) => parses(code, 'block.mjs'),
  javascript: ({ code, name }) => parses(code, name ?? 'block.mjs'),
  mjs: ({ code, name }) => parses(code, name ?? 'block.mjs'),
  typescript: ({ code, name }) => parses(code, name ?? 'block.ts'),
  jsx: ({ code }) => parses(code, 'block.jsx'),
  tsx: ({ code }) => parses(code, 'block.tsx'),
  // The reference shows signatures: `client.accounts.list(request?: Request): Page`.
  ts: ({ code, document }) => (document.startsWith('docs/reference/') ? parsesAsSignature(code) : parses(code, 'block.ts')),
  json: ({ code }) => JSON.parse(code),
  jsonc: ({ code }) => assert.equal(ts.parseConfigFileTextToJson('block.json', code).error, undefined),
  yaml: ({ code }) => assert.deepEqual(parseDocument(code, { merge: false }).errors, []),
  dockerfile: ({ code }) => assert.deepEqual(faultsOf(code), []),
  sh: ({ code, document }) => shellIsRight(code, document),
  console: ({ document }) => testOf(document, 'console'),
  // docs.test.mjs runs it.
  python: () => {},
  // Trees of files, and what programs print.
  text: () => {},
}

for (const document of documents()) {
  const blocks = blocksOf(textOf(document))
  if (blocks.length === 0) continue
  describe(document, () => {
    for (const { lang, line, heading, ...rest } of blocks) {
      test(`${heading} (line ${line}): ${lang}`, () => {
        assert.ok(lang, 'a block needs a language')
        // docs.test.mjs compares what is a part of a file with that file.
        if (rest.unchecked || rest.file) return
        assert.ok(CHECKS[lang], `nothing checks blocks marked ${lang}: mark it otherwise, or write <!-- not run: the reason --> before it`)
        CHECKS[lang]({ ...rest, document })
        if (['javascript', 'mjs', 'typescript', 'jsx', 'tsx'].includes(lang)) testOf(document, lang)
      })
    }
  })
}

test('blocks that are not run are those counted here, and each has a reason', () => {
  const counted = {}
  for (const document of documents()) {
    const text = textOf(document)
    const unchecked = blocksOf(text).filter((block) => block.unchecked)
    assert.equal(unchecked.length, text.match(/^[ >]*<!-- not run/gm)?.length ?? 0, `${document}: a marker stands right before its block`)
    if (unchecked.length > 0) counted[document] = unchecked.length
    for (const { unchecked: reason, line } of unchecked) assert.ok(reason.length > 10, `${document}:${line}: ${reason}`)
  }
  assert.deepEqual(counted, UNCHECKED)
})

test('there are as many blocks as the documents have fences', () => {
  for (const document of documents()) {
    const fences = textOf(document).match(/^[ >]*```/gm)?.length ?? 0
    assert.equal(blocksOf(textOf(document)).length * 2, fences, document)
  }
})

/** A document names the program that runs its blocks, and that program names the document. */
function testOf(document, lang) {
  if (GENERATED.test(textOf(document))) return
  const comments =
    textOf(document)
      .match(/<!--[\s\S]*?-->/g)
      ?.join('\n') ?? ''
  const name = document.split('/').at(-1)
  const named = programs.filter(([path, text]) => comments.includes(path.split('/').at(-1)) && text.includes(name))
  assert.ok(named.length > 0, `a comment of ${document} has to name the test that runs its blocks marked ${lang}`)
}

function parses(code, fileName) {
  const { diagnostics } = ts.transpileModule(code, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
      allowJs: true,
      experimentalDecorators: true,
    },
  })
  assert.deepEqual(
    diagnostics.map(({ messageText }) => messageText),
    [],
  )
}

test('no example and no guide sends the message of an error to its callers', () => {
  const sends = /(?:\b(?:json|send|end|answer|reply)\(|Exception\(|\berror: ?)[^\n]*\berr(?:or)?\.(?:message|stack|body)\b/
  const files = readdirSync(join(root, 'examples'), { recursive: true })
    .filter((name) => /\.(?:m?js|cjs|tsx?)$/.test(name) && !/node_modules|\.next|\.test\./.test(name))
    .map((name) => join('examples', name))
  assert.ok(files.length > 20, `${files.length} files`)
  for (const name of [...files, ...documents()]) {
    const line = readFileSync(join(root, name), 'utf8')
      .split('\n')
      .find((one) => sends.test(one))
    assert.equal(line, undefined, name)
  }
})

function parsesAsSignature(code) {
  const [, method, rest] = /^[\w.]+\.(\w+)((?:<[^>]*>)?\([\s\S]*)$/.exec(code) ?? assert.fail(code)
  parses(`declare class C { ${method}${rest} }`, 'block.ts')
}

/** Does bash read it, and are the scripts, files and commands of this package that it names there? */
function shellIsRight(code, document) {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  const files = blocksOf(textOf(document)).map(({ name }) => name)
  for (const command of commandsOf(code)) {
    const [program, first, second] = command.split(/\s+/)
    if (program === 'npm' && first === 'run') assert.ok(scripts[second], command)
    if (program === 'npm' && ['start', 'test'].includes(first)) assert.ok(scripts[first], command)
    if (program === 'npx' && first === 'pipedream-native') assert.ok(second?.startsWith('-') || COMMANDS.includes(second), command)
    const script = program === 'node' && command.split(/\s+/).find((word) => /^[\w./-]+\.[cm]?[jt]s$/.test(word))
    if (script) assert.ok(files.includes(script) || existsSync(join(root, script)), command)
  }
}
