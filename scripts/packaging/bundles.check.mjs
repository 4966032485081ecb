// Checks 8 and 9: what esbuild makes for Node, run from another folder, and the files that @vercel/nft finds.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { startEmulator } from 'pipedream-native/testing'
import { folderFor } from '../../__test__/support/folders.mjs'
import { installInto, packInto } from '../packed.mjs'
import { platform } from '../steps.mjs'

const place = folderFor({ after }, 'bundles-check')
const app = join(place, 'app')
const NFT = '@vercel/nft@1.10.2'
let api

before(async () => {
  mkdirSync(app)
  installInto(app, packInto(place))
  const handler = (how) => `${how}
    exports_handler(() => new PipedreamClient(JSON.parse(process.env.OPTIONS)).accounts.list())
    function exports_handler(list) { list().then(({ data }) => console.log('accounts', data.length)) }`
  writeFileSync(join(app, 'handler.cjs'), handler(`const { PipedreamClient } = require('pipedream-native')`))
  writeFileSync(join(app, 'handler.mjs'), handler(`import { PipedreamClient } from 'pipedream-native'`))
  api = await startEmulator()
})
after(() => api?.close())

/** Bundles the handler, copies what was made into another folder and runs it there. Returns its output, or its error. */
async function bundled(name, options, withModules = false) {
  const out = join(place, name, 'out')
  await build({
    entryPoints: [join(app, 'handler.mjs')],
    bundle: true,
    platform: 'node',
    outfile: join(out, 'handler.cjs'),
    logLevel: 'silent',
    ...options,
  })
  const there = mkdtempSync(join(tmpdir(), 'bundle-elsewhere-'))
  try {
    cpSync(out, there, { recursive: true })
    if (withModules) cpSync(join(app, 'node_modules'), join(there, 'node_modules'), { recursive: true })
    rmSync(out, { recursive: true })
    return await run(join(there, 'handler.cjs'), there)
  } finally {
    rmSync(there, { recursive: true, force: true })
  }
}

const run = (file, cwd) =>
  promisify(execFile)(process.execPath, [file], { cwd, env: { ...process.env, OPTIONS: JSON.stringify(api.clientOptions) } }).then(
    ({ stdout }) => stdout.trim(),
    ({ stderr }) => stderr,
  )

test('esbuild without flags fails to build, and the line that it prints says what to add', async (t) => {
  const [{ text, location }] = await bundled('none', {}).catch(({ errors }) => errors)
  t.diagnostic(`figure: ${text.split(':')[0]}: ${location.lineText.trim()}`)
  assert.match(text, /No loader is configured for "\.node" files/)
  assert.match(location.lineText, /--loader:\.node=copy/)
})

test('esbuild with --loader:.node=copy works', async () =>
  assert.match(await bundled('copy', { loader: { '.node': 'copy' } }), /^accounts \d+$/))

test('esbuild with --external works where node_modules is there', async () =>
  assert.match(await bundled('external', { external: ['pipedream-native'] }, true), /^accounts \d+$/))

test('nft finds the addon from an entry in CommonJS and from an ES module, and what it finds is enough', async (t) => {
  const tools = join(place, 'tools')
  mkdirSync(tools)
  installInto(tools, [NFT])
  const { nodeFileTrace } = createRequire(join(tools, 'package.json'))('@vercel/nft')
  for (const entry of ['handler.cjs', 'handler.mjs']) {
    const { fileList } = await nodeFileTrace([join(app, entry)], { base: app })
    const files = [...fileList]
    assert.ok(
      files.some((file) => file.endsWith(`pipedream-native.${platform()}.node`)),
      files.join('\n'),
    )
    const there = folderFor(t, 'traced')
    for (const file of files) cpSync(join(app, file), join(there, file))
    assert.match(await run(join(there, entry), there), /^accounts \d+$/)
  }
})
