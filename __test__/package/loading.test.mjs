// Loading: every file of the package is read when it loads, none when a call is made; a package that is only loaded leaves
// nothing open; and clocks and windows that tests put up do not stop answers.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript-5'
import { folderFor } from '../support/folders.mjs'
import { serve } from '../support/server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = fileURLToPath(new URL('../support/every-kind.cjs', import.meta.url))
const run = promisify(execFile)

/** Answers of every kind, by path. */
function answer({ path, method, query, text, headers }) {
  if (path.endsWith('/accounts'))
    return { body: { data: [{ id: 'apn_1' }], page_info: { end_cursor: query.get('after') === null ? 'next' : null } } }
  if (path.endsWith('/download')) return { headers: { 'content-type': 'application/zip' }, body: Buffer.alloc(1000) }
  if (path.endsWith('/gone')) return { status: 404, body: { error: 'gone' } }
  if (path.endsWith('/broken')) return { status: 500, body: { error: 'broken' } }
  if (path.endsWith('/html')) return { headers: { 'content-type': 'text/html' }, body: '<html>' }
  if (path.endsWith('/stall')) return undefined
  if (/\/(?:proxy|echo|rate_limits)/.test(path)) return { body: { got: text, method, type: headers['content-type'] ?? null } }
  return { body: { id: 'apn_1' } }
}

/** The CommonJS files of dist/, but for the command line, which no entry point loads (__test__/cli/package.test.mjs). */
const built = () => readdirSync(join(root, 'dist'), { recursive: true }).filter((name) => name.endsWith('.js') && name !== 'cli.js')

/** A copy of the package in a folder of its own. */
function copied(t) {
  const home = folderFor(t, 'pipedream-loading')
  const folder = join(home, 'package')
  cpSync(root, folder, {
    recursive: true,
    filter: (from) => !/[\\/](?:node_modules|target|\.git|docs|src|benchmark|npm|examples|__test__)$/.test(from),
  })
  return folder
}

const expected = {
  list: 1,
  'next page': 1,
  iteration: 2,
  'raw response of a page': 'application/json',
  'raw response': 200,
  download: 1000,
  blob: 'application/zip',
  404: true,
  500: 500,
  'an answer that cannot be read': 'ERR_UNREADABLE_ANSWER',
  'a wrong argument': 'ERR_INVALID_ARGUMENT',
  'call options': 'apn_1',
  'a header that is asked for': 'apn_1',
  'a signal': 'apn_1',
  'a signal that has aborted': true,
  request: 'apn_1',
  'request with a body': '{"a":1}',
  'a rate limit': '{"window_size_seconds":1,"requests_per_window":1}',
  'proxy with nothing': '',
  'proxy with JSON': '{"a":1}',
  'proxy with text': 'text',
  'proxy with bytes': 'A',
  'proxy with parameters': 'a=1',
  'proxy with a blob': 'blob',
  'proxy with a form': true,
  'proxy with a stream': 'pieces',
  logging: 2,
  'a subscriber': 'accounts.retrieve',
  'inspect and JSON': true,
  figures: 'object',
}
const expectedMore = {
  'a time limit': true,
  'an abort': 'AbortError',
  'no connection': 'ECONNREFUSED',
  'a workflow': true,
  'a secret from a function': 'apn_1',
  'fetch of the caller': 'apn_1',
  'a token store': 1,
  'a store of files': 'apn_1',
  'a store in Redis': 'ERR_INVALID_ARGUMENT',
  'a webhook': 'ERR_WEBHOOK_SIGNATURE',
  'the emulator': 'slow',
}

describe('no file is read when a call is made', () => {
  for (const [happening, sentence] of Object.entries({
    nothing: 'the same program with nothing in its way',
    renamed: 'a package whose folder was renamed after it was loaded works in every way',
    'no files': 'a package works in every way when reading files fails, as with mock-fs',
    'no modules': 'a package works in every way when loading modules fails, as at the end of a test in jest',
    'no descriptors': 'a package works with no descriptor free, on the connection it has',
  })) {
    test(sentence, { skip: happening === 'no descriptors' && process.platform !== 'linux' }, async (t) => {
      const api = await serve(t, answer, { keepAliveTimeout: 60_000 })
      const args = [program, copied(t), JSON.stringify(api.options), happening]
      const [file, ...all] =
        happening === 'no descriptors' ? ['prlimit', '--nofile=200', process.execPath, ...args] : [process.execPath, ...args]
      // Node itself reads the file of NODE_EXTRA_CA_CERTS when it comes to it, and warns.
      const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
      const { stdout, stderr } = await run(file, all, { timeout: 60_000, killSignal: 'SIGKILL', env })
      assert.deepEqual(JSON.parse(stdout), happening === 'no descriptors' ? expected : { ...expected, ...expectedMore })
      assert.equal(stderr, '')
    })
  }

  test('the built files are strict, as their sources are', () => {
    for (const file of built()) assert.match(readFileSync(join(root, 'dist', file), 'utf8'), /^["']use strict["'];?\n/, file)
  })

  test('no require stands inside a function, but where the native half is looked for', () => {
    const inner = []
    // Those of dist/platforms are for webpack and rspack.
    const files = built().filter((name) => !/platforms/.test(name))
    // Five entry points, each once more without native code, the main one for webpack, and what is read when loading has failed.
    assert.equal(files.length, 12)
    for (const file of files) {
      const source = ts.createSourceFile(
        file,
        readFileSync(join(root, 'dist', file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
        ts.ScriptKind.JS,
      )
      const look = (node, isInner) => {
        const isRequire =
          ts.isCallExpression(node) && (node.expression.getText() === 'require' || node.expression.kind === ts.SyntaxKind.ImportKeyword)
        if (isRequire && isInner) inner.push(`${file}: ${node.getText()}`)
        // The functions of ts/load.ts and ts/platforms*.ts that run while the package loads.
        if (ts.isFunctionDeclaration(node) && ['installed', 'nodeModules', 'reasonOf'].includes(node.name?.text)) return
        ts.forEachChild(node, (child) => look(child, isInner || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)))
      }
      look(source, false)
    }
    assert.deepEqual(inner, [])
  })
})

describe('the native half belongs to the sources', () => {
  const withOtherHash = (text) => text.replace(/\bhash = "\w+"/, 'hash = "0123456789abcdef"')

  /** Loads a copy of the package in which `file` was changed; gives what it says. */
  async function loaded(t, file, change) {
    const folder = copied(t)
    const path = join(folder, file)
    const before = readFileSync(path, 'utf8')
    const after = change(before)
    assert.notEqual(after, before)
    writeFileSync(path, after)
    const { stdout } = await run(process.execPath, [
      '-e',
      `try { require(${JSON.stringify(folder)}); console.log('loaded') } catch ({ code, message }) { console.log(code + ' ' + message) }`,
    ])
    return stdout.trim()
  }

  test('an addon that was built from other operations is refused, and the error gives the command that helps', async (t) => {
    const said = await loaded(t, 'dist/index.js', withOtherHash)
    assert.match(
      said,
      /^ERR_PIPEDREAM_NATIVE_LOAD pipedream-native\.[\w-]+\.node was built from other operations than pipedream-native \S+ has: run `npm run build`\.$/,
    )
  })

  test('an addon of another version is refused, and the error gives the command that helps', async (t) => {
    const said = await loaded(t, 'dist/index.js', (text) => text.replace(/\bversion = "[^"]+"/, 'version = "9.9.9"'))
    assert.match(
      said,
      /^ERR_PIPEDREAM_NATIVE_LOAD pipedream-native\.[\w-]+\.node is \S+, pipedream-native is 9\.9\.9: run `npm run build`\.$/,
    )
  })

  test('a clone whose addon has not been built says so in one sentence with what to type', async (t) => {
    const folder = copied(t)
    for (const name of readdirSync(folder)) if (name.endsWith('.node')) rmSync(join(folder, name))
    const said = await script(
      undefined,
      `try { require(${JSON.stringify(folder)}) } catch ({ code, message }) { console.log(code, message) }`,
    )
    assert.equal(said, 'ERR_PIPEDREAM_NATIVE_LOAD The addon of this clone of pipedream-native has not been built: run `npm run build`.')
  })

  test('in a process that has loaded one, a copy with other operations is refused, too', async (t) => {
    const folder = copied(t)
    const path = join(folder, 'dist/index.js')
    writeFileSync(path, withOtherHash(readFileSync(path, 'utf8')))
    const said = await script(
      undefined,
      `require(root); try { require(${JSON.stringify(folder)}); console.log('loaded') } catch ({ message }) { console.log(message) }`,
    )
    assert.match(said, /was built from other operations/)
  })
})

/** Runs `text` in a process of its own, where `root` is the package's folder and `options` a client's; gives what it printed. */
async function script(api, text, args = []) {
  const head = `const root = ${JSON.stringify(root)}, options = ${JSON.stringify(api?.options ?? {})};`
  const { stdout } = await run(process.execPath, [...args, '-e', head + text], { timeout: 30_000, killSignal: 'SIGKILL' })
  return stdout.trim()
}

describe('what is open', () => {
  test('a package that is only loaded leaves no handle and no resource open', async () => {
    const printed = await script(
      undefined,
      `
      const made = new Map(), types = []
      require('node:async_hooks').createHook({ init: (id, type) => { types.push(type); made.set(id, type) }, destroy: (id) => made.delete(id) }).enable()
      const before = process.getActiveResourcesInfo().length
      const { PipedreamClient } = require(root)
      for (const entry of ['otel', 'stores', 'webhooks', 'testing']) require(root + '/dist/' + entry)
      // Node tells in the next turn of the event loop what was destroyed.
      setImmediate(() => setImmediate(() => {
      const open = [...made.values()].filter((type) => !['PROMISE', 'TickObject', 'Immediate'].includes(type))
      const names = process.getActiveResourcesInfo().length - before
      // The hook sees what a client opens: it would have seen it of the package.
      new PipedreamClient({ token: 't', projectId: 'p', projectEnvironment: 'development' })
      setImmediate(() => console.log(JSON.stringify({ open, names, client: types.includes('napi_rs_threadsafe_function') })))
      }))
    `,
    )
    const { open, names, client } = JSON.parse(printed)
    assert.deepEqual(open, [])
    assert.equal(names, 0)
    assert.equal(client, true)
  })
})

describe('clocks and windows of tests', () => {
  /** Under the clock of Node 18 Node's own servers, which the emulator is, do not start. */
  const hasNoClock = process.version.startsWith('v18.')
  /** Calls of every kind, and whether the process stays alive for them: there is nothing else to keep it. */
  const calls = `
    const { PipedreamClient } = require(root)
    const client = new PipedreamClient(options)
    const main = async () => {
      const { id } = await client.accounts.retrieve('apn_1')
      const page = await client.accounts.list()
      // More than one turn of the event loop brings.
      const many = await Promise.all(Array.from({ length: 8 }, () => client.accounts.retrieve('large')))
      const { rawResponse } = await client.accounts.retrieve('apn_1').withRawResponse()
      const gone = await client.accounts.retrieve('gone').catch((error) => error)
      const late = await client.accounts.retrieve('stall', {}, { timeoutInSeconds: 0.2, maxRetries: 0 }).catch((error) => error)
      const bytes = await (await client.fileStash.downloadFile({ s3Key: 'k' })).bytes()
      const kept = new Map()
      const tokenStore = { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value), delete: (key) => kept.delete(key) }
      await new PipedreamClient({ ...options, clientSecret: 'another', tokenStore }).accounts.retrieve('apn_1')
      const { startEmulator } = require(root + '/dist/testing/index.js')
      const api = await startEmulator({ latencyMs: 1 })
      const { status } = (await new PipedreamClient(api.clientOptions).accounts.retrieve('apn_1').withRawResponse()).rawResponse
      await api.close()
      print(JSON.stringify([id, page.data.length, many.length, rawResponse.headers.get('content-type'), gone.name, gone.statusCode, late.code, bytes.length, kept.size, status]))
    }
    main().catch((error) => print(String(error.stack)))
  `
  const right = ['apn_1', 1, 8, 'application/json', 'NotFoundError', 404, 'ETIMEDOUT', 1000, 1, 200]
  const large = JSON.stringify({ id: 'x'.repeat(3 << 20) })
  const places = {
    'node:test’s clock': "const print = console.log; require('node:test').mock.timers.enable();",
    'a clock that is put into globalThis and node:timers alike': `
      const print = console.log
      const stopped = () => ({ ref() { return this }, unref() { return this } })
      for (const place of [globalThis, require('node:timers'), require('node:timers/promises')]) {
        for (const name of ['setTimeout', 'setInterval', 'setImmediate']) place[name] = stopped
      }`,
    'timers that are numbers, and no setImmediate': `
      const print = console.log
      globalThis.setTimeout = globalThis.setInterval = () => 1
      delete globalThis.setImmediate
      delete globalThis.clearImmediate`,
  }
  for (const [place, setting] of Object.entries(places)) {
    test(`${place}, there before the package is loaded, does not stop answers`, {
      skip: /node:test/.test(place) && hasNoClock,
    }, async (t) => {
      const api = await serve(t, (request) =>
        request.path.endsWith('/large') ? { headers: { 'content-type': 'application/json' }, body: large } : answer(request),
      )
      assert.deepEqual(JSON.parse(await script(api, `${setting}\n${calls}`)), right)
    })
  }

  test('in a window as jsdom’s, without Headers, streams and fetch, every call works', async (t) => {
    const api = await serve(t, (request) =>
      request.path.endsWith('/large') ? { headers: { 'content-type': 'application/json' }, body: large } : answer(request),
    )
    const text = `
      const { createContext, runInContext, compileFunction } = require('node:vm')
      const { dirname, join } = require('node:path')
      const { readFileSync } = require('node:fs')
      // jest's way: each file of the package is compiled within the window, Node's own modules are Node's.
      const window = createContext({ process, Buffer, URL, URLSearchParams, AbortController, performance, root, options, print: console.log, setTimeout: () => 1, setInterval: () => 1, queueMicrotask })
      const loaded = new Map()
      const load = (file) => {
        if (loaded.has(file)) return loaded.get(file).exports
        const module = { exports: {} }
        loaded.set(file, module)
        const run = compileFunction(readFileSync(file, 'utf8'), ['require', 'module', 'exports', '__dirname', '__filename'], { parsingContext: window, filename: file })
        run(from(file), module, module.exports, dirname(file), file)
        return module.exports
      }
      const from = (file) => (name) => (/^node:/.test(name) ? require(name) : /^[.]/.test(name) ? load(join(dirname(file), name)) : name === root ? load(join(root, 'dist', 'index.js')) : load(name))
      window.require = from(join(root, 'package.json'))
      runInContext(${JSON.stringify(calls)}, window)
    `
    assert.deepEqual(JSON.parse(await script(api, text)), right)
  })

  test('a clock that is set after the package was loaded does not stop answers', { skip: hasNoClock }, async (t) => {
    const api = await serve(t, (request) =>
      request.path.endsWith('/large') ? { headers: { 'content-type': 'application/json' }, body: large } : answer(request),
    )
    assert.deepEqual(
      JSON.parse(await script(api, `const print = console.log; require(root); require('node:test').mock.timers.enable();\n${calls}`)),
      right,
    )
  })
})
