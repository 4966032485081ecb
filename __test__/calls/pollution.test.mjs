// A member of Object.prototype is not an option, header, parameter, body or answer. Members of classes and other prototypes are.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { serve } from '../support/server.mjs'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../support/polluted.cjs', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

const OPTIONS = [
  'auth',
  'baseUrl',
  'caCertificates',
  'clientId',
  'clientSecret',
  'deadlineInSeconds',
  'environment',
  'fetch',
  'headers',
  'logging',
  'maxRetries',
  'projectEnvironment',
  'projectId',
  'rateLimitToken',
  'scope',
  'timeoutInSeconds',
  'token',
  'tokenProvider',
  'tokenStore',
  'mcpUrl',
  'workflowDomain',
  'PIPEDREAM_BASE_URL',
  'PIPEDREAM_MCP_URL',
  'PIPEDREAM_PROJECT_ID',
  'PIPEDREAM_WORKFLOW_DOMAIN',
]
const CALLS = [
  'abortSignal',
  'queryParams',
  'forceRefresh',
  'limit',
  'level',
  'logger',
  'silent',
  'directory',
  'prefix',
  'windowSizeSeconds',
  'requestsPerWindow',
]
const REQUESTS = [
  'body',
  'query',
  'params',
  'url',
  'method',
  'externalUserId',
  'accountId',
  'app',
  'after',
  'before',
  'includeCredentials',
  'urlOrEndpoint',
  'authType',
  'contentType',
  'request',
]
/** Not `get` and `set`, which break Node's own web streams. */
const INSIDE = [
  'text',
  'bytes',
  'head',
  'stream',
  'data',
  'pageInfo',
  'endCursor',
  'failure',
  'thrown',
  'status',
  'statusText',
  'statusCode',
  'code',
  'cause',
  'message',
  'rawResponse',
  'requestId',
  'retryAfter',
  'rateLimit',
  'attempts',
  'elapsedMs',
  'phase',
  'notRetriedBecause',
  'limitedBy',
  'facts',
  'last',
  'ok',
  'redirected',
  'release',
  'json',
  'pieces',
  'entries',
  'stale',
  'left',
  'path',
  'getToken',
  'lock',
  'value',
  'writable',
  'type',
  'autoAllocateChunkSize',
  'size',
  'once',
  'signal',
  'done',
  'getReader',
  'pipe',
  'on',
  'locked',
  'readable',
  'aborted',
  'reason',
  'createdAt',
  'expiresAt',
  'x-evil',
  '0',
  '1',
]

describe('a polluted Object.prototype changes neither requests nor results', () => {
  for (const [group, names] of Object.entries({
    'options of a client': OPTIONS,
    'options of calls, lists, logs and stores': CALLS,
    'fields of requests': REQUESTS,
    'what is read inside': INSIDE,
    'a toJSON for everything': ['toJSON'],
  })) {
    test(group, async (t) => {
      const sent = new Map()
      let round
      const answer = ({ url, path }) => {
        if (path.includes('/lost')) return { status: 404, body: {} }
        if (path.endsWith('/download')) return { headers: { 'content-type': 'image/png' }, body: 'file' }
        if (path.endsWith('/accounts')) return { body: { data: [{ id: 'apn_1' }], page_info: {} } }
        return { body: url.includes('/proxy/') ? { a: 1 } : { id: 'apn_1' } }
      }
      const token = () => ({ body: { access_token: 'token', token_type: 'Bearer', expires_in: 3600 } })
      const api = await serve(t, answer, { token })
      api.server.prependListener('request', (request) => {
        if (request.url.startsWith('/announce/')) {
          round = request.url.slice(10)
          sent.set(round, [])
          return
        }
        const pieces = [request.method, request.url, ...request.rawHeaders]
        sent.get(round)?.push(pieces)
        request.on('data', (piece) => pieces.push(piece.toString()))
      })
      const { stdout } = await run(
        process.execPath,
        [program, JSON.stringify({ url: api.url, options: { ...api.options, workflowDomain: '127.0.0.1', maxRetries: 0 }, names })],
        { cwd: root, maxBuffer: 1 << 28 },
      )
      const rounds = new Map(
        stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      )
      assert.equal(rounds.size, 1 + names.length * 4)
      assert.equal(sent.get('clean.-').length, 20)
      const clean = { sent: JSON.stringify(sent.get('clean.-')), said: rounds.get('clean.-') }
      // JSON.stringify writes the body into the message of an error.
      const changed = [...rounds]
        .filter(([id, said]) => (said !== clean.said && !id.startsWith('toJSON')) || JSON.stringify(sent.get(id)) !== clean.sent)
        .map(([id]) => id)
      assert.deepEqual(changed, [])
    })
  }

  test('options of the emulator', async () => {
    const names = [
      'clients',
      'projects',
      'accounts',
      'tokenLifetimeSeconds',
      'tokenRequestsPerSecond',
      'rateLimits',
      'latencyMs',
      'port',
      'projectEnvironment',
      'scope',
      'status',
      'body',
      'html',
      'times',
      'skip',
      'delayMs',
      'reset',
      'stall',
      'truncate',
      'dripMs',
      'operation',
      'method',
      'auth',
      'handler',
      'unusedFaults',
      'projectId',
      'environment',
      'contentType',
      'value',
      'app',
      'app_id',
      'after',
      'limit',
    ]
    const script = `
      const { PipedreamClient } = require('pipedream-native')
      const { startEmulator } = require('pipedream-native/testing')
      const main = async () => {
        for (const name of [undefined, ...${JSON.stringify(names)}]) for (const value of ['evil', 1, null, () => { throw new Error('called') }]) {
          if (name !== undefined) Object.defineProperty(Object.prototype, name, { __proto__: null, value, configurable: true, enumerable: false, writable: true })
          const api = await startEmulator({})
          const client = new PipedreamClient(api.clientOptions)
          const fault = api.fail({ path: '/nowhere' })
          api.stashFile('a', 'b')
          const said = [(await client.accounts.list().toArray()).length, Buffer.from(await (await client.fileStash.downloadFile({ s3Key: 'a' })).bytes()).toString(), await client.workflows.invoke({ urlOrEndpoint: api.onWorkflow('w', {}) }).then(({ path }) => path)]
          fault.remove()
          await api.close({})
          delete Object.prototype[name]
          console.log(JSON.stringify(said), name)
        }
      }
      main()
    `
    const { stdout } = await run(process.execPath, ['-e', script], { cwd: root })
    const lines = stdout.trim().split('\n')
    assert.equal(lines.length, 4 * (names.length + 1))
    for (const line of lines) assert.ok(line.startsWith('[25,"b","/"]'), line)
  })
})

test('a polluted PIPEDREAM_CLIENT_SECRET is not used, and no other variable is shown', async () => {
  const script = `
    for (const name of ['CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID', 'BASE_URL']) Object.prototype['PIPEDREAM_' + name] = 'evil'
    const { PipedreamClient } = require('pipedream-native')
    let message
    try { new PipedreamClient({ clientId: 'a', projectId: 'p', projectEnvironment: 'development' }) } catch (error) { message = error.message }
    console.log(message, JSON.stringify(new PipedreamClient({ token: 't', projectEnvironment: 'development' })))
  `
  const { PIPEDREAM_CLIENT_SECRET: _, ...env } = process.env
  const { stdout } = await run(process.execPath, ['-e', script], { cwd: root, env })
  assert.match(stdout, /clientSecret/)
  assert.doesNotMatch(stdout, /evil/)
})

describe('members of other prototypes count', () => {
  test('options of a class with getters, of an object that inherits, and behind a Proxy', async (t) => {
    const api = await serve(t)
    class Options {
      get headers() {
        return { 'x-a': '1' }
      }
      get timeoutInSeconds() {
        return 5
      }
    }
    const given = Object.assign(Object.create(api.options), { maxRetries: 0 })
    const forms = [
      new Options(),
      Object.create(new Options()),
      new Proxy(new Options(), {}),
      new Proxy({}, { get: (_target, name) => new Options()[name] }),
      Object.assign(Object.create(null), { headers: { 'x-a': '1' } }),
    ]
    for (const form of forms) {
      await new PipedreamClient(given).accounts.retrieve('a', {}, form)
      const all = new Proxy(Object.setPrototypeOf({ ...api.options }, form), {})
      await new PipedreamClient(all).accounts.retrieve('a')
      await new PipedreamClient(given).request('GET', '/v1/x', form)
      await new PipedreamClient(given).proxy.get({ url: 'https://a.test', externalUserId: 'u', accountId: 'a' }, form)
    }
    assert.equal(api.requests.length, 4 * forms.length)
    assert.deepEqual(new Set(api.requests.map(({ headers }) => headers['x-a'])), new Set(['1']))
  })

  test('an emulator’s options of a class', async () => {
    const api = await startEmulator(Object.create({ projects: ['proj_9'] }))
    assert.equal(api.clientOptions.projectId, 'proj_9')
    await api.close()
  })
})

test('keys that name a prototype are plain data in requests and answers', async (t) => {
  const text =
    '{"id":"apn_1","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"credentials":{"__proto__":{"polluted":2}},"app":{"__proto__":5}}'
  const api = await serve(t, () => ({ headers: { 'content-type': 'application/json' }, body: text }))
  const client = new PipedreamClient({ ...api.options, workflowDomain: '127.0.0.1' })
  const given = JSON.parse(text)
  const answers = [
    await client.accounts.retrieve('apn_1'),
    await client.request('POST', '/v1/x', { body: given, query: JSON.parse('{"__proto__":"a"}') }),
    await client.proxy.post({
      url: 'https://a.test',
      externalUserId: 'u',
      accountId: 'a',
      body: given,
      params: JSON.parse('{"__proto__":{"b":1}}'),
    }),
    await client.workflows.invoke({ urlOrEndpoint: `${api.url}/w`, body: given }),
  ]
  for (const answer of answers) {
    assert.ok(Object.hasOwn(answer, '__proto__'))
    assert.equal(Object.getPrototypeOf(answer), Object.prototype)
    assert.equal(answer.polluted, undefined)
  }
  await client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: given })
  const [, custom, proxied, workflow, run] = api.requests
  for (const { text: sent } of [custom, proxied, workflow]) assert.equal(sent, text)
  assert.ok(run.text.includes(text))
  assert.equal(custom.query.get('__proto__'), 'a')
  assert.equal({}.polluted, undefined)
})
