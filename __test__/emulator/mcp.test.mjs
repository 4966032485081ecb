// The MCP server of the emulator: what it takes, what it refuses, and how it answers.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'

const ACCEPT = 'application/json, text/event-stream'
const HEADERS = {
  'x-pd-project-id': 'proj_1',
  'x-pd-environment': 'development',
  'x-pd-external-user-id': 'user-1',
  'x-pd-app-slug': 'slack',
  'content-type': 'application/json',
  accept: ACCEPT,
}
const TOOL = 'slack-send-message'

/** An emulator, and `send` for one message, whose response has its messages in `answers`. */
async function set(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close({ unusedFaults: 'ignore' }))
  const { mcpUrl } = api.clientOptions
  const token = await new PipedreamClient(api.clientOptions).accessToken()
  const request = async (init, headers = {}, url = mcpUrl) => {
    const all = Object.entries({ ...HEADERS, authorization: `Bearer ${token}`, ...headers }).filter(([, value]) => value !== undefined)
    return fetch(url, { ...init, headers: Object.fromEntries(all) })
  }
  const post = async (body, headers, url) => {
    const response = await request({ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }, headers, url)
    const text = await response.text()
    const isEvents = response.headers.get('content-type') === 'text/event-stream'
    const answers = isEvents
      ? [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data))
      : text === ''
        ? []
        : [JSON.parse(text)]
    return { status: response.status, headers: response.headers, isEvents, answers, answer: answers.at(-1) }
  }
  const send = (method, params, headers, url) => post({ jsonrpc: '2.0', id: 1, method, params }, headers, url)
  const session = async (headers, url) => {
    const { headers: given } = await send('initialize', { protocolVersion: '2025-06-18' }, headers, url)
    const id = { ...headers, 'mcp-session-id': given.get('mcp-session-id') }
    return {
      id: id['mcp-session-id'],
      send: (method, params) => send(method, params, id, url),
      request: (init, more) => request(init, { ...id, ...more }),
    }
  }
  return { api, token, request, post, send, session, mcpUrl }
}

describe('it refuses', () => {
  for (const [what, authorization] of [
    ['no token', undefined],
    ['an unknown token', 'Bearer other'],
    ['another scheme', 'Basic abc'],
  ]) {
    test(what, async (t) => {
      const { send, api } = await set(t)
      const { status, headers } = await send('initialize', {}, { authorization })
      assert.equal(status, 401)
      assert.match(headers.get('www-authenticate'), /^Bearer/)
      assert.deepEqual(api.mcp.sessions, [])
    })
  }

  test('a token that was revoked, and one that has expired', async (t) => {
    const { session, api } = await set(t)
    const { send } = await session()
    assert.equal((await send('ping')).status, 200)
    api.clock.advanceSeconds(3600)
    assert.equal((await send('ping')).answer.details.reason, 'the token has expired')
    api.clock.reset()
    api.revokeTokens()
    assert.equal((await send('ping')).answer.details.reason, 'the token was revoked')
  })

  for (const [name, value, status, message] of [
    ['x-pd-project-id', undefined, 400, /x-pd-project-id is required.*projectId/],
    ['x-pd-project-id', 'proj_9', 404, /project proj_9 not found/],
    ['x-pd-environment', undefined, 400, /x-pd-environment is required/],
    ['x-pd-environment', 'staging', 400, /must be development or production/],
    ['x-pd-external-user-id', undefined, 400, /x-pd-external-user-id is required/],
    ['x-pd-external-user-id', 'u'.repeat(251), 400, /1 to 250 characters/],
    ['x-pd-app-slug', undefined, 400, /x-pd-app-slug is required/],
    ['x-pd-app-slug', 'no-such-app', 404, /app no-such-app not found/],
    ['x-pd-account-id', 'apn_99', 404, /account apn_99 not found/],
    ['x-pd-account-id', 'apn_2', 404, /account apn_2 not found/],
    ['x-pd-account-id', 'apn_6', 404, /account apn_6 not found/],
    ['x-pd-tool-mode', 'everything', 400, /sub-agent, tools-only, full-config/],
    ['x-pd-app-discovery', 'yes', 400, /must be true or false/],
    ['accept', 'application/json', 406, /must accept both/],
    ['content-type', 'text/plain', 415, /Content-Type must be/],
    ['mcp-protocol-version', '1999-01-01', 400, /Unsupported protocol version/],
  ]) {
    test(`${name}: ${String(value).slice(0, 20)}`, async (t) => {
      const { send } = await set(t)
      const refused = await send('initialize', {}, { [name]: value })
      assert.equal(refused.status, status)
      assert.match(JSON.stringify(refused.answer.error), message)
    })
  }

  for (const [what, body, code] of [
    ['a body that is not JSON', '{', -32700],
    ['an empty batch', [], -32600],
    ['another version of JSON-RPC', { jsonrpc: '1.0', method: 'ping', id: 1 }, -32600],
    ['params that are a list', { jsonrpc: '2.0', method: 'ping', id: 1, params: [] }, -32600],
    ['an id that is an object', { jsonrpc: '2.0', method: 'ping', id: {} }, -32600],
    ['a request without a session', { jsonrpc: '2.0', method: 'ping', id: 1 }, -32600],
    ['initialize in a batch', [{ jsonrpc: '2.0', method: 'initialize', id: 1 }], -32600],
    ['initialize without an id', { jsonrpc: '2.0', method: 'initialize' }, -32600],
  ]) {
    test(what, async (t) => {
      const { post } = await set(t)
      const { status, answer } = await post(body)
      assert.deepEqual([status, answer.error.code, answer.id], [400, code, null])
    })
  }

  test('a session that is unknown, has ended, or is of another user, app or environment', async (t) => {
    const { session, send, request } = await set(t)
    const first = await session()
    const id = { 'mcp-session-id': first.id }
    assert.equal((await send('ping', {}, { 'mcp-session-id': 'mcp_other' })).status, 404)
    for (const other of [
      { 'x-pd-external-user-id': 'user-2' },
      { 'x-pd-app-slug': 'github' },
      { 'x-pd-environment': 'production' },
      { 'x-pd-account-id': 'apn_1' },
    ])
      assert.equal((await send('ping', {}, { ...id, ...other })).status, 404, JSON.stringify(other))
    assert.equal((await send('initialize', {}, id)).status, 400)
    assert.equal((await first.send('ping')).status, 200)
    assert.equal((await request({ method: 'DELETE' })).status, 400)
    assert.equal((await first.request({ method: 'DELETE' })).status, 204)
    assert.equal((await first.send('ping')).status, 404)
    const put = await first.request({ method: 'PUT', body: '{}' })
    assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, POST, DELETE'])
  })
})

describe('a session', () => {
  test('it takes the version of the protocol that it knows, and offers its newest otherwise', async (t) => {
    const { send } = await set(t)
    const versionFor = async (protocolVersion) => (await send('initialize', { protocolVersion })).answer.result.protocolVersion
    assert.equal(await versionFor('2025-03-26'), '2025-03-26')
    assert.equal(await versionFor('2099-01-01'), '2025-11-25')
  })

  test('the session may be in the query, and a header goes before it', async (t) => {
    const { send, api, mcpUrl } = await set(t)
    const none = Object.fromEntries(Object.keys(HEADERS).map((name) => [name, name.startsWith('x-pd-') ? undefined : HEADERS[name]]))
    const query = new URLSearchParams({ projectId: 'proj_1', environment: 'production', externalUserId: 'a é', app: 'github' })
    await send('initialize', {}, none, `${mcpUrl}?${query}`)
    await send('initialize', {}, { ...none, 'x-pd-external-user-id': 'b' }, `${mcpUrl}?${query}`)
    assert.deepEqual(
      api.mcp.sessions.map(({ projectId, environment, externalUserId, app, isListening }) => [
        projectId,
        environment,
        externalUserId,
        app,
        isListening,
      ]),
      [
        ['proj_1', 'production', 'a é', 'github', false],
        ['proj_1', 'production', 'b', 'github', false],
      ],
    )
  })

  test('a notification is accepted without a body; a batch is answered with a list', async (t) => {
    const { session, post } = await set(t)
    const { id } = await session()
    const header = { 'mcp-session-id': id }
    const notified = await post({ jsonrpc: '2.0', method: 'notifications/initialized' }, header)
    assert.deepEqual([notified.status, notified.answers], [202, []])
    const ping = (number) => ({ jsonrpc: '2.0', id: number, method: 'ping' })
    const { answer } = await post([ping(1), { jsonrpc: '2.0', method: 'notifications/x' }, ping('b')], header)
    assert.deepEqual(
      answer.map(({ id: one }) => one),
      [1, 'b'],
    )
  })

  test('unknown methods, cursors and tools are errors of their request', async (t) => {
    const { session } = await set(t)
    const { send } = await session()
    const codeOf = async (...call) => (await send(...call)).answer.error.code
    assert.equal(await codeOf('resources/list'), -32601)
    assert.equal(await codeOf('tools/list', { cursor: 'x' }), -32602)
    assert.equal(await codeOf('tools/call', { name: 'github-create-issue' }), -32602)
    assert.equal(await codeOf('tools/call', { name: TOOL, arguments: [] }), -32602)
  })

  test('the event stream is one for each session, and ends with it', async (t) => {
    const { session, api } = await set(t)
    const { request, id } = await session()
    assert.equal((await request({}, { accept: 'application/json' })).status, 406)
    const stream = await request({}, { accept: 'text/event-stream' })
    assert.deepEqual([stream.status, stream.headers.get('content-type')], [200, 'text/event-stream'])
    assert.equal((await request({}, { accept: 'text/event-stream' })).status, 409)
    assert.equal(api.mcp.notify('notifications/x', { a: 1 }, 'mcp_other'), 0)
    assert.equal(api.mcp.notify('notifications/x', { a: 1 }, id), 1)
    api.mcp.endSessions()
    assert.equal(await stream.text(), 'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/x","params":{"a":1}}\n\n')
    assert.deepEqual(api.mcp.sessions, [])
  })

  test('reset() ends the sessions', async (t) => {
    const { session, api } = await set(t)
    const { request } = await session()
    const stream = await request({}, { accept: 'text/event-stream' })
    api.reset()
    assert.equal(await stream.text(), '')
    assert.deepEqual(api.mcp.sessions, [])
  })
})

describe('tools', () => {
  const toolsOf = async ({ send }) => (await send('tools/list')).answer.result.tools

  test('sub-agent is the default, and takes an instruction', async (t) => {
    const { session, api } = await set(t)
    const one = await session()
    const [{ name, inputSchema }] = await toolsOf(one)
    assert.deepEqual([name, inputSchema.required], [TOOL, ['instruction']])
    api.onAction(TOOL, ({ configuredProps }) => ({ ret: configuredProps }))
    const { isEvents, answer } = await one.send('tools/call', { name: TOOL, arguments: { instruction: 'Say hello' } })
    assert.equal(isEvents, true)
    assert.deepEqual(JSON.parse(answer.result.content[0].text).ret, { slack: { authProvisionId: 'apn_1' }, instruction: 'Say hello' })
  })

  test('tools-only takes the props of the component; so does /v3, whatever the mode', async (t) => {
    const { session, mcpUrl } = await set(t)
    const [{ inputSchema }] = await toolsOf(await session({ 'x-pd-tool-mode': 'tools-only' }))
    assert.deepEqual(inputSchema.required, ['channel', 'text'])
    assert.equal(inputSchema.properties.text.type, 'string')
    assert.deepEqual((await toolsOf(await session({}, `${mcpUrl}/v3`)))[0].inputSchema, inputSchema)
  })

  test('with app discovery the tools are those of all apps, or of the one that is given', async (t) => {
    const { session } = await set(t)
    const all = await toolsOf(await session({ 'x-pd-app-discovery': 'true', 'x-pd-app-slug': undefined }))
    assert.ok(all.length > 20 && all.some(({ name }) => name.startsWith('github-')))
    assert.deepEqual(
      (await toolsOf(await session({ 'x-pd-app-discovery': 'true' }))).map(({ name }) => name),
      [TOOL],
    )
  })

  test('a missing argument is an error of the tool, which an agent can read', async (t) => {
    const { session, api } = await set(t)
    const { send } = await session({ 'x-pd-tool-mode': 'tools-only' })
    const { result } = (await send('tools/call', { name: TOOL, arguments: { text: 'x' } })).answer
    assert.deepEqual([result.isError, result.content[0].text], [true, 'slack-send-message needs the argument channel'])
    assert.equal(api.requestsOf('mcp.server').length, 2)
  })

  test('a user without an account is given a link to connect one, once for each call', async (t) => {
    const { session, api } = await set(t)
    const { send } = await session({ 'x-pd-external-user-id': 'user-new' })
    const call = async () => (await send('tools/call', { name: TOOL, arguments: { instruction: 'x' } })).answer.result.content[0].text
    const [first, second] = [await call(), await call()]
    assert.match(first, /ctok_\w+&connectLink=true&app=slack$/)
    assert.notEqual(first, second)
    // An account in the other environment is none.
    api.addAccount({ externalId: 'user-new', app: 'slack' }, { environment: 'production' })
    assert.match(await call(), /ctok_/)
    const { id } = api.addAccount({ externalId: 'user-new', app: 'slack' })
    api.onAction(TOOL, ({ configuredProps }) => ({ ret: configuredProps.slack.authProvisionId }))
    assert.equal(JSON.parse(await call()).ret, id)
  })

  test('the account of the session is the one that is used', async (t) => {
    const { session, api } = await set(t)
    const { id } = api.addAccount({ externalId: 'user-1', app: 'slack' })
    api.onAction(TOOL, ({ configuredProps }) => ({ ret: configuredProps.slack.authProvisionId }))
    const { send } = await session({ 'x-pd-account-id': id })
    const { result } = (await send('tools/call', { name: TOOL, arguments: { instruction: 'x' } })).answer
    assert.equal(JSON.parse(result.content[0].text).ret, id)
  })

  test('what a handler throws is an error of its request, and close() throws it', async (t) => {
    const { session, api } = await set(t)
    api.onAction(TOOL, () => {
      throw new Error('the test is wrong')
    })
    const { send } = await session()
    const { error } = (await send('tools/call', { name: TOOL, arguments: { instruction: 'x' } })).answer
    assert.deepEqual(error, { code: -32603, message: 'the test is wrong' })
    await assert.rejects(api.close(), /the test is wrong/)
  })

  test('faults and rate limits apply', async (t) => {
    const { session, send, api } = await set(t)
    api.fail({ operation: 'mcp.server', method: 'POST', status: 503 })
    assert.equal((await send('initialize', {})).status, 503)
    const { token } = await new PipedreamClient(api.clientOptions).rateLimits.create({ windowSizeSeconds: 60, requestsPerWindow: 2 })
    const one = await session({ 'x-pd-rate-limit': token })
    assert.equal((await one.send('ping')).headers.get('x-ratelimit-remaining'), '0')
    assert.equal((await one.send('ping')).status, 429)
  })
})
