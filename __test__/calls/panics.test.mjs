// A panic in Rust ends one call, never the process. The addon of these tests is built to panic on demand.

import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import diagnostics from 'node:diagnostics_channel'
import { copyFileSync, cpSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { platform, root } from '../../scripts/steps.mjs'
import { folderFor } from '../support/folders.mjs'
import { failureOf, serve } from '../support/server.mjs'

const place = folderFor({ after }, 'panics')
const addon = join(place, `pipedream-native.${platform()}.node`)
let PipedreamClient
let PipedreamError
let panicAt
let NativeClient

/** The package with an addon that has the feature `inject-panics`. */
before(() => {
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: 'line-tables-only' }
  execFileSync('cargo', ['build', '--quiet', '--locked', '--lib', '--features', 'inject-panics'], { cwd: root, env, stdio: 'inherit' })
  const library = { darwin: 'libpipedream_native.dylib', win32: 'pipedream_native.dll' }[process.platform] ?? 'libpipedream_native.so'
  copyFileSync(join(root, 'target', 'debug', library), addon)
  cpSync(join(root, 'dist'), join(place, 'dist'), { recursive: true })
  const require = createRequire(join(place, 'x.js'))
  ;({ PipedreamClient, PipedreamError } = require('./dist/index.js'))
  ;({ panicAt, NativeClient } = require(addon))
})

const bytes = { headers: { 'content-type': 'image/png' }, body: Buffer.alloc(100_000) }
const answer = ({ path }) =>
  path.endsWith('/files') || path.includes('/file_stash')
    ? bytes
    : path.endsWith('/accounts')
      ? { body: { data: [], page_info: {} } }
      : { body: { id: 'apn_1' } }

async function assertInternalError(act) {
  const error = await failureOf((async () => act())())
  assert.ok(error instanceof PipedreamError, `${error}`)
  assert.equal(error.code, 'ERR_INTERNAL')
  assert.match(error.message, /a bug in pipedream-native/)
  assert.doesNotMatch(JSON.stringify(error) + error.stack, /hush/)
}

const download = (client) => client.fileStash.downloadFile({ s3Key: 'k' })

/** Each entry of src/node with a function that calls it: it must give a PipedreamError, and the client must work afterwards. */
const failing = {
  'NativeClient.call': (client) => client.accounts.retrieve('a'),
  'NativeClient.request': (client) => client.request('GET', '/v1/x'),
  'NativeClient.fetch': (client) => client.fetch('/v1/x'),
  'NativeClient.mcpServer': (client) => client.mcp.server({ externalUserId: 'u', app: 'slack' }),
  'NativeClient.invoke': (client) => client.workflows.invoke({ urlOrEndpoint: 'eo1' }),
  'NativeClient.liveToken': (client) => client.rawAccessToken,
  'NativeClient.token': (client) => client.accessToken(),
  'NativeClient.invalidateToken': (client) => client.invalidateAccessToken(),
  'NativeClient.prefetch': (client) => client.prefetch(),
  'NativeClient.tokenStats': (client) => client.accessTokenStats(),
  'NativeClient.close': (client) => client.close(),
  call: (client) => client.accounts.retrieve('a'),
  token: (client) => client.accessToken(),
  prefetch: (client) => client.prefetch(),
}
/** Entries whose failure no caller sees: the call settles all the same. */
const unseen = {
  drain: async (client) => assert.equal((await client.accounts.retrieve('a')).id, 'apn_1'),
  'NativeClient.cancel': async (client) => {
    const controller = new AbortController()
    const call = failureOf(client.accounts.retrieve('stall', {}, { abortSignal: controller.signal }))
    controller.abort()
    assert.equal((await call).name, 'AbortError')
  },
  'NativeClient.observe': async (client) => {
    const channel = diagnostics.channel('tracing:pipedream-native:request:start')
    const listener = () => {}
    channel.subscribe(listener)
    try {
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    } finally {
      channel.unsubscribe(listener)
    }
  },
  'NativeClient.closeStream': async (client) => (await download(client)).stream().cancel(),
}

const ofConstructors = ['NativeClient', 'problem']
/** The command line alone calls it, without a client. */
const ofCommandLine = ['NativeClient.way']
const ofStreams = ['NativeClient.read', 'piece']

test('every function that JavaScript calls catches panics, and each is tried here', () => {
  const source = ['client', 'mailbox'].map((name) => readFileSync(join(root, 'src', 'node', `${name}.rs`), 'utf8')).join('')
  const entries = source.match(/#\[napi(?:\([^\]]*\))?\]\s+pub fn /g).length
  const catching = [...source.matchAll(/catch_panic(?:_in_fallible)?\("([^"]+)"/g)].map(([, name]) => name)
  assert.equal(catching.length, entries)
  const tried = [...Object.keys(failing), ...Object.keys(unseen), ...ofConstructors, ...ofCommandLine, ...ofStreams, 'answer', 'attach']
  // These run when an environment begins and ends, when there are no calls.
  assert.deepEqual(
    catching.filter((name) => !tried.includes(name)),
    ['Mailbox', 'Mailbox.close'],
  )
})

describe('a panic', () => {
  for (const [entry, act] of Object.entries(failing)) {
    test(`in ${entry} is an error, and its client still works`, async (t) => {
      const api = await serve(t, answer)
      const client = new PipedreamClient(api.options)
      await client.accounts.retrieve('a')
      panicAt(entry)
      await assertInternalError(() => act(client))
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    })
  }

  for (const [entry, act] of Object.entries(unseen)) {
    test(`in ${entry} leaves no call unsettled`, async (t) => {
      const api = await serve(t, (request) => (request.path.endsWith('/stall') ? undefined : answer(request)))
      const client = new PipedreamClient(api.options)
      await client.accounts.retrieve('a')
      panicAt(entry)
      await act(client)
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    })
  }

  for (const entry of ofConstructors) {
    test(`in ${entry} fails the constructor, and the next client works`, async (t) => {
      const api = await serve(t, answer)
      panicAt(entry)
      await assertInternalError(() => new PipedreamClient(api.options))
      assert.equal((await new PipedreamClient(api.options).accounts.retrieve('a')).id, 'apn_1')
    })
  }

  for (const entry of ofCommandLine) {
    test(`in ${entry} is thrown, and the next call of it works`, () => {
      panicAt(entry)
      assert.throws(() => NativeClient.way('https://localhost/', []), { code: 'ERR_INTERNAL' })
      assert.match(JSON.parse(NativeClient.way('https://localhost/', [])).because, /this machine|no variable/)
    })
  }

  for (const entry of ofStreams) {
    test(`in ${entry} fails the stream that is being read`, async (t) => {
      const api = await serve(t, answer)
      const client = new PipedreamClient(api.options)
      const file = await download(client)
      panicAt(entry)
      await assertInternalError(() => file.bytes())
      assert.equal((await (await download(client)).bytes()).length, 100_000)
    })
  }

  test('while a callback’s result is handed to Rust fails only the call that needs it', async (t) => {
    const api = await serve(t, answer)
    const client = new PipedreamClient({ ...api.options, clientSecret: () => 'panics-answer' })
    panicAt('answer')
    const error = await failureOf(client.accounts.retrieve('a'))
    assert.equal(error.code, 'ERR_SUPPLIER')
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
  })

  test('in a token request fails the calls that wait for it, and the next request works', async (t) => {
    const api = await serve(t, answer)
    const client = new PipedreamClient({ ...api.options, clientSecret: 'panics-token-request' })
    panicAt('token request')
    await assertInternalError(() => Promise.all([client.accounts.retrieve('a'), client.accounts.retrieve('b')]))
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    assert.equal(api.tokens.length, 1)
  })

  test('while the wake-up is attached delays the messages, and loses none', async (t) => {
    const api = await serve(t, answer)
    const text = `
      const { PipedreamClient } = require('./dist/index.js')
      require(${JSON.stringify(addon)}).panicAt('attach')
      const client = new PipedreamClient(${JSON.stringify(api.options)})
      client.accounts.retrieve('a').then(() => client.accounts.retrieve('a')).then(({ id }) => console.log(id))`
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', text], { cwd: place, timeout: 60_000 })
    assert.equal(stdout.trim(), 'apn_1')
    assert.match(stderr, /^pipedream-native: a bug at src\/panic\.rs:\d+; please report it\n$/)
  })

  test('while the runtime is created fails the first call, the second works, and the panic’s message is not printed', async (t) => {
    const api = await serve(t, answer)
    const text = `
      const { PipedreamClient } = require('./dist/index.js')
      require(${JSON.stringify(addon)}).panicAt('runtime')
      const client = new PipedreamClient(${JSON.stringify(api.options)})
      client.accounts.retrieve('a').then(() => console.log('no error'), (error) => console.log(error.code))
        .then(() => client.accounts.retrieve('a')).then(({ id }) => console.log(id))`
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', text], { cwd: place })
    assert.deepEqual(stdout.trim().split('\n'), ['ERR_INTERNAL', 'apn_1'])
    assert.match(stderr, /^pipedream-native: a bug at src\/panic\.rs:\d+; please report it\n$/)
  })
})
