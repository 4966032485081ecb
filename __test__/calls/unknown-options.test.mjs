// A name that is no option gets one process warning, which names the nearest option.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'
import { fileTokenStore, redisTokenStore } from 'pipedream-native/stores'
import { verifyWebhook } from 'pipedream-native/webhooks'
import { serve } from '../support/server.mjs'
import { warningsOf } from '../support/warnings.mjs'

const require = createRequire(import.meta.url)
const base = { clientId: 'id', clientSecret: 'secret-hush', projectId: 'proj_1' }

const make = (options) => new PipedreamClient({ ...base, ...options })

/** Names are used once in this file: the second warning about a name is not emitted. */
describe('an unknown option of a client', () => {
  for (const [wrong, right] of [
    ['clientSecert', 'clientSecret'],
    ['client_id', 'clientId'],
    ['clientID', 'clientId'],
    ['ProjectId', 'projectId'],
    ['project-environment', 'projectEnvironment'],
    ['baseURL', 'baseUrl'],
    ['maxRetry', 'maxRetries'],
    ['retries', 'maxRetries'],
    ['scopes', 'scope'],
    ['timeoutInSecond', 'timeoutInSeconds'],
    ['timeoutSeconds', 'timeoutInSeconds'],
    ['fethc', 'fetch'],
    ['header', 'headers'],
    ['caCertificate', 'caCertificates'],
    ['secret', 'clientSecret'],
  ]) {
    test(`\`${wrong}\` is said to be like \`${right}\``, async () => {
      const said = await warningsOf(() => make({ [wrong]: 'hush' }))
      assert.deepEqual(said, [`PipedreamClient ignores the unknown option \`${wrong}\`: did you mean \`${right}\`?`])
    })
  }

  test('is said to be like the option that it is but for two characters', async () => {
    const page = await readFile(new URL('../../docs/options.md', import.meta.url), 'utf8')
    const [, line] = /^- \[Options of a client\][^:]*: (.+)$/m.exec(page)
    const names = line.match(/\w+/g)
    assert.ok(names.length > 20, line)
    for (const name of names) {
      // The first neighbours after the initial that differ.
      const at = [...name].findIndex((letter, index) => index > 0 && letter !== name[index + 1])
      const wrong = name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)
      const said = await warningsOf(() => make({ [wrong]: 'hush' }))
      assert.deepEqual(said, [`PipedreamClient ignores the unknown option \`${wrong}\`: did you mean \`${name}\`?`])
    }
  })

  test('that is like none is named without a proposal', async () => {
    assert.deepEqual(await warningsOf(() => make({ quux: 1 })), ['PipedreamClient ignores the unknown option `quux`'])
  })

  for (const [name, advice] of [
    ['tokenCallback', /browsers.*@pipedream\/sdk\/browser/],
    ['externalUserId', /browsers/],
    ['frontendHost', /browsers/],
    ['credentials', /`clientId` and `clientSecret`/],
    ['apiHost', /`baseUrl`/],
    ['logger', /`logging`/],
    ['timeout', /`timeoutInSeconds`, in seconds/],
    ['httpsAgent', /`proxy`/],
  ]) {
    test(`\`${name}\` of another client is said to have a replacement`, async () => {
      const said = await warningsOf(() => make({ [name]: 'hush' }))
      assert.equal(said.length, 1)
      assert.match(said[0], advice)
    })
  }

  test('is said once per name, also by several clients, copies of the package and calls', async () => {
    const path = require.resolve('pipedream-native')
    const said = await warningsOf(() => {
      make({ mispeltOnce: 1 })
      make({ mispeltOnce: 2, mispeltTwice: 1 })
      const { [path]: loaded } = require.cache
      delete require.cache[path]
      const copy = require('pipedream-native')
      require.cache[path] = loaded
      assert.notEqual(copy.PipedreamClient, PipedreamClient)
      new copy.PipedreamClient({ ...base, mispeltTwice: 1 })
    })
    assert.equal(said.length, 2, said.join('\n'))
  })

  test('does no harm: the client works, and nothing of its value is shown', async (t) => {
    const api = await serve(t)
    const said = await warningsOf(async () => {
      const client = new PipedreamClient({ ...api.options, privatKeyOfMine: 'hush' })
      await client.accounts.retrieve('apn_1')
      assert.doesNotMatch(JSON.stringify(client), /privatKeyOfMine/)
    })
    assert.equal(said.length, 1)
    assert.doesNotMatch(said[0], /hush/)
  })

  test('has a warning that --no-warnings silences, and that says its kind', async () => {
    const code = `const { PipedreamClient } = require('pipedream-native'); new PipedreamClient({ clientId: 'i', clientSecret: 's', projectId: 'p', maxRetires: 1 })`
    const run = (...flags) => promisify(execFile)(process.execPath, [...flags, '-e', code], { cwd: new URL('../..', import.meta.url) })
    assert.match(
      (await run()).stderr,
      /PipedreamWarning: PipedreamClient ignores the unknown option `maxRetires`: did you mean `maxRetries`\?/,
    )
    assert.equal((await run('--no-warnings')).stderr, '')
  })

  test('is said by a worker thread in that thread', async (t) => {
    const code = `process.on('warning', ({ message }) => require('node:worker_threads').parentPort.postMessage(message))
      const { PipedreamClient } = require('pipedream-native')
      new PipedreamClient({ clientId: 'i', clientSecret: 's', projectId: 'p', clientSecert: 1 })`
    const worker = new Worker(code, { eval: true })
    t.after(() => worker.terminate())
    const [message] = await once(worker, 'message')
    assert.match(message, /`clientSecert`: did you mean `clientSecret`/)
  })
})

describe('nothing is said of', () => {
  test('an option that is left out: undefined or null', async () => {
    assert.deepEqual(await warningsOf(() => make({ leftOut: undefined, leftOutToo: null })), [])
  })

  test('properties that are not own and enumerable', async () => {
    class Settings {
      clientId = 'id'
      clientSecret = 'secret-hush'
      get projectId() {
        return 'proj_1'
      }
      get clientIdOfSettings() {
        return 'a getter of the class'
      }
    }
    const hidden = Object.defineProperty({ ...base }, 'clientIdd', { value: 1, enumerable: false })
    const inherited = Object.create({ ...base, clientIddd: 1 })
    const symbol = { ...base, [Symbol('clientIdddd')]: 1 }
    for (const options of [new Settings(), hidden, inherited, symbol])
      assert.deepEqual(await warningsOf(() => new PipedreamClient(options)), [])
  })

  test('fields of a class, of a Proxy, of a module and of an object with another prototype, unless they are misspelt', async () => {
    const fields = { ...base, region: 'eu', _clientId: 'own' }
    class Settings {
      constructor() {
        Object.assign(this, fields)
      }
    }
    const exports = Object.entries(fields).map(([name, value]) => `export const ${name} = '${value}'`)
    const url = `data:text/javascript,${encodeURIComponent([...exports, 'export default 1'].join('\n'))}`
    const odd = [new Settings(), new Proxy(fields, {}), Object.assign(Object.create({ defaults: 1 }), fields), await import(url)]
    for (const options of odd) assert.deepEqual(await warningsOf(() => new PipedreamClient(options)), [])
    const misspelt = Object.assign(new Settings(), { projectEnviroment: 'development' })
    assert.deepEqual(await warningsOf(() => new PipedreamClient(misspelt)), [
      'PipedreamClient ignores the unknown option `projectEnviroment`: did you mean `projectEnvironment`?',
    ])
  })

  test('a Proxy that refuses to list its properties', async () => {
    const traps = {
      ownKeys: () => {
        throw new Error('no list')
      },
    }
    assert.deepEqual(await warningsOf(() => new PipedreamClient(new Proxy(base, traps))), [])
  })

  test('a polluted Object.prototype', async () => {
    const said = await warningsOf(() => {
      Object.assign(Object.prototype, { clientIx: 1, instead: { get: () => 'polluted' }, onlyMisspelt: true })
      try {
        make({ queryy: 1 })
      } finally {
        for (const name of ['clientIx', 'instead', 'onlyMisspelt']) delete Object.prototype[name]
      }
    })
    assert.equal(said.length, 1)
    assert.match(said[0], /`queryy`/)
  })

  test('the options that the emulator gives, and those of the official SDK', async () => {
    const { startEmulator } = await import('pipedream-native/testing')
    const api = await startEmulator()
    const official = {
      environment: api.url,
      maxRetries: 0,
      timeoutInSeconds: 5,
      headers: {},
      logging: { level: 'info', silent: true },
      fetch,
      token: 't',
    }
    const said = await warningsOf(async () => {
      new PipedreamClient({ ...api.clientOptions, ...official, auth: false, tokenProvider: { getToken: () => 't' } })
      const client = new PipedreamClient(api.clientOptions)
      const all = {
        timeoutInSeconds: 5,
        maxRetries: 0,
        maxResponseBytes: 1e6,
        abortSignal: AbortSignal.timeout(60_000),
        projectEnvironment: 'development',
        queryParams: {},
        headers: {},
      }
      await client.accounts.list({ limit: 10 }, all).toArray({ limit: 20 })
      await client.request('GET', '/v1/connect/proj_1/accounts', { ...all, query: {} })
      await client.fetch('/v1/connect/proj_1/accounts', undefined, all)
    })
    await api.close()
    assert.deepEqual(said, [])
  })

  test('no getter is called', async () => {
    let calls = 0
    const options = {
      ...base,
      get gettersAreNotRead() {
        calls += 1
        return 1
      },
    }
    assert.equal((await warningsOf(() => new PipedreamClient(options))).length, 1)
    assert.equal(calls, 0)
  })
})

describe('unknown options of other functions', () => {
  test('of a call', async (t) => {
    const api = await serve(t, () => ({ body: { data: [], page_info: {} } }))
    const client = new PipedreamClient(api.options)
    const calls = [
      [
        () => client.accounts.retrieve('apn_1', {}, { timeoutInSecond: 5 }),
        /^requestOptions ignores .*`timeoutInSecond`: did you mean `timeoutInSeconds`\?$/,
      ],
      [() => client.accounts.list({}, { signal: AbortSignal.timeout(60_000) }), /^requestOptions ignores .*`signal`: give `abortSignal`$/],
      [() => client.accounts.delete('apn_1', { max_retries: 1 }), /`max_retries`: did you mean `maxRetries`\?$/],
      [() => client.fetch('/x', {}, { heders: {} }), /`heders`: did you mean `headers`\?$/],
      [() => client.request('GET', '/x', { querry: {} }), /^client\.request\(\) ignores .*`querry`: did you mean `query`\?$/],
      [() => client.accounts.list().toArray({ limits: 1 }), /^toArray\(\) ignores .*`limits`: did you mean `limit`\?$/],
      [() => client.accessToken({ force: true }), /^accessToken\(\) ignores .*`force`: did you mean `forceRefresh`\?$/],
    ]
    for (const [call, expected] of calls) {
      const said = await warningsOf(call)
      assert.equal(said.length, 1, said.join('\n'))
      assert.match(said[0], expected)
      assert.deepEqual(await warningsOf(call), [], 'said once')
    }
  })

  test('of logging, but not of a logger by itself', async () => {
    const methods = { debug() {}, info() {}, warn() {}, error() {} }
    assert.deepEqual(await warningsOf(() => make({ logging: { ...methods, levels: 1, slient: 1 } })), [])
    assert.deepEqual(await warningsOf(() => make({ logging: { slient: false } })), [
      'the option logging ignores the unknown option `slient`: did you mean `silent`?',
    ])
  })

  test('of token stores', async () => {
    const redis = { get() {}, set() {}, del() {}, eval() {}, psetex() {} }
    const said = await warningsOf(() => {
      fileTokenStore({ folder: '/tmp/x', directry: '/tmp/y' })
      redisTokenStore(redis, { keyPrefix: 'x' })
    })
    assert.deepEqual(said, [
      'fileTokenStore ignores the unknown option `folder`',
      'fileTokenStore ignores the unknown option `directry`: did you mean `directory`?',
      'redisTokenStore ignores the unknown option `keyPrefix`: did you mean `prefix`?',
    ])
  })

  test('of a delivery: misspelt ones only, because some callers pass a whole request', async () => {
    const request = {
      body: '{}',
      headers: {},
      rawBody: '{}',
      _body: true,
      rawHeaders: [],
      httpVersion: '1.1',
      isBase64Encoded: false,
      url: '/',
    }
    const verify = (more) =>
      assert.throws(() => verifyWebhook({ ...request, signingKey: 'key', ...more }), { code: 'ERR_WEBHOOK_SIGNATURE' })
    assert.deepEqual(await warningsOf(() => verify({})), [])
    assert.deepEqual(await warningsOf(() => verify({ tolerance: 5, toleranceSecond: 5, signingkey: 'k' })), [
      'verifyWebhook ignores the unknown option `tolerance`: give `toleranceSeconds`',
      'verifyWebhook ignores the unknown option `toleranceSecond`: did you mean `toleranceSeconds`?',
      'verifyWebhook ignores the unknown option `signingkey`: did you mean `signingKey`?',
    ])
  })
})

test('an application that makes options from its input fills neither the log nor the memory', async () => {
  const code = `
    let said = 0
    let longest = 0
    process.on('warning', ({ message }) => { said += 1; longest = Math.max(longest, message.length); if (/\\n/.test(message)) throw new Error(message) })
    const { PipedreamClient } = require('pipedream-native')
    for (let i = 0; i < 1000; i++)
      new PipedreamClient({ clientId: 'i', clientSecret: 's', projectId: 'p', ['line\\nbreak' + i + 'x'.repeat(i * 100)]: 1 })
    setImmediate(() => console.log(JSON.stringify({ said, longest })))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', code], { cwd: new URL('../..', import.meta.url) })
  const { said, longest } = JSON.parse(stdout)
  assert.equal(said, 100)
  assert.ok(longest < 200, `${longest} characters`)
})
