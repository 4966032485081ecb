// The clients that people have, against the MCP server of the emulator: the MCP SDK and the client of the AI SDK.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMCPClient } from '@ai-sdk/mcp'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { deferred } from '../support/server.mjs'

const SESSION = { externalUserId: 'user-1', app: 'slack', toolMode: 'tools-only' }
const MESSAGE = { channel: 'C024BE91L', text: 'Hello' }
const TOOL = 'slack-send-message'
/** A test waits for what happens at the other end, at most this long, in milliseconds. */
const PATIENCE = 20_000

const endsOf = new WeakMap()
const atEnd = (t, end) => void endsOf.get(t).push(end)

async function emulator(t, options) {
  const api = await startEmulator(options)
  // What was opened last is closed first: the AI SDK ends its session when it closes.
  const ends = [() => api.close()]
  endsOf.set(t, ends)
  t.after(async () => {
    for (const end of ends.reverse()) await end()
  })
  const client = new PipedreamClient(api.clientOptions)
  return { api, client, server: (session = SESSION) => client.mcp.server(session) }
}

async function until(condition) {
  const end = Date.now() + PATIENCE
  while (!condition()) {
    assert.ok(Date.now() < end, String(condition))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The same steps for each client: the names of the tools, the text of a tool's result, and the end of the session. */
const CLIENTS = {
  'the MCP SDK': async (t, { url, fetch }) => {
    const client = new Client({ name: 'test', version: '1.0.0' })
    const transport = new StreamableHTTPClientTransport(new URL(url), { fetch })
    await client.connect(transport)
    atEnd(t, () => client.close())
    return {
      client,
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, args) => (await client.callTool({ name, arguments: args })).content[0].text,
      end: () => transport.terminateSession(),
    }
  },
  'the AI SDK': async (t, { url, fetch }) => {
    const client = await createMCPClient({ transport: { type: 'http', url, fetch } })
    atEnd(t, () => client.close())
    return {
      client,
      tools: async () => Object.keys(await client.tools()),
      call: async (name, args) => {
        const tools = await client.tools()
        return (await tools[name].execute(args, { toolCallId: '1', messages: [] })).content[0].text
      },
      end: () => client.close(),
    }
  },
  'the AI SDK with the transport of the MCP SDK': async (t, { url, fetch }) => {
    const transport = new StreamableHTTPClientTransport(new URL(url), { fetch })
    const client = await createMCPClient({ transport })
    atEnd(t, () => client.close())
    return {
      client,
      tools: async () => Object.keys(await client.tools()),
      call: async (name, args) => {
        const tools = await client.tools()
        return (await tools[name].execute(args, { toolCallId: '1', messages: [] })).content[0].text
      },
      end: () => transport.terminateSession(),
    }
  },
}

for (const [name, connect] of Object.entries(CLIENTS)) {
  describe(name, () => {
    test('lists tools, calls one, and ends the session', async (t) => {
      const { api, server } = await emulator(t)
      api.onAction(TOOL, ({ configuredProps, externalUserId }) => ({ ret: { said: configuredProps.text, by: externalUserId } }))
      const { tools, call, end } = await connect(t, server())
      assert.deepEqual(await tools(), [TOOL])
      assert.deepEqual(JSON.parse(await call(TOOL, MESSAGE)).ret, { said: 'Hello', by: 'user-1' })
      assert.equal(api.mcp.sessions.length, 1)
      await end()
      await until(() => api.mcp.sessions.length === 0)
      assert.equal(api.tokenRequests, 1)
    })

    test('goes on with its session after its token was revoked', async (t) => {
      const { api, server } = await emulator(t)
      const { call } = await connect(t, server())
      await call(TOOL, MESSAGE)
      api.revokeTokens()
      assert.match(await call(TOOL, MESSAGE), /"ok":true/)
      assert.equal(api.tokenRequests, 2)
      assert.equal(api.mcp.sessions.length, 1)
    })

    test('goes on with its session after its token has expired', async (t) => {
      const { api, server } = await emulator(t)
      const { call } = await connect(t, server())
      await call(TOOL, MESSAGE)
      api.clock.advanceSeconds(3601)
      assert.match(await call(TOOL, MESSAGE), /"ok":true/)
      assert.equal(api.tokenRequests, 2)
      assert.equal(api.mcp.sessions.length, 1)
    })

    test('goes on with its session while tokens end and are renewed', async (t) => {
      const { api, server } = await emulator(t, { tokenLifetimeSeconds: 1 })
      const { call } = await connect(t, server())
      while (api.tokenRequests < 4) assert.match(await call(TOOL, MESSAGE), /"ok":true/)
      assert.equal(api.mcp.sessions.length, 1)
    })

    test('is given a Connect link where the user has no account', async (t) => {
      const { api, client, server } = await emulator(t)
      const { call } = await connect(t, server({ ...SESSION, externalUserId: 'user-new' }))
      const text = await call(TOOL, MESSAGE)
      const [link, token] = /http:\S+\/_static\/connect\.html\?token=(ctok_\w+)&connectLink=true&app=slack/.exec(text)
      assert.ok(link.startsWith(`${api.url}/`), link)
      assert.equal((await client.tokens.validate(token, { appId: 'slack' })).success, true)
      assert.equal((await fetch(link, { method: 'POST', body: new URLSearchParams({ decision: 'connect' }) })).status, 200)
      assert.match(await call(TOOL, MESSAGE), /"ok":true/)
    })

    test('twenty sessions of twenty users at once share one token and mix up nothing', async (t) => {
      const { api, server } = await emulator(t)
      api.onAction(TOOL, ({ externalUserId, configuredProps }) => ({ ret: [externalUserId, configuredProps.text] }))
      const users = Array.from({ length: 20 }, (_, at) => `person-${at}`)
      for (const externalId of users) api.addAccount({ externalId, app: 'slack' })
      const answered = await Promise.all(
        users.map(async (externalUserId) => {
          const { call } = await connect(t, server({ ...SESSION, externalUserId }))
          const texts = await Promise.all([1, 2, 3].map((count) => call(TOOL, { ...MESSAGE, text: `${externalUserId} ${count}` })))
          return texts.map((text) => JSON.parse(text).ret)
        }),
      )
      assert.deepEqual(
        answered,
        users.map((user) => [1, 2, 3].map((count) => [user, `${user} ${count}`])),
      )
      assert.equal(api.tokenRequests, 1)
      assert.equal(api.mcp.sessions.length, 20)
    })
  })
}

describe('the event stream of a session', () => {
  async function listening(t) {
    const given = await emulator(t)
    const { client } = await CLIENTS['the MCP SDK'](t, given.server())
    const heard = []
    client.setNotificationHandler(ToolListChangedNotificationSchema, (one) => void heard.push(one.method))
    await until(() => given.api.mcp.sessions[0]?.isListening)
    return { ...given, mcp: client, heard }
  }

  test('it is silent for longer than the time limit, and then brings a notification', async (t) => {
    const { api } = await emulator(t)
    const client = new PipedreamClient({ ...api.clientOptions, timeoutInSeconds: 1, maxRetries: 0 })
    const { client: mcp } = await CLIENTS['the MCP SDK'](t, client.mcp.server(SESSION))
    const heard = new Promise((resolve) => mcp.setNotificationHandler(ToolListChangedNotificationSchema, resolve))
    const problems = []
    mcp.onerror = (error) => problems.push(error)
    await until(() => api.mcp.sessions[0]?.isListening)
    // The limit has passed twice when these have failed.
    for (let count = 0; count < 2; count++) {
      api.fail({ operation: 'accounts.retrieve', stall: 'headers' })
      await assert.rejects(client.accounts.retrieve('apn_1'), { name: 'PipedreamTimeoutError' })
    }
    assert.equal(api.mcp.notify('notifications/tools/list_changed'), 1)
    assert.equal((await heard).method, 'notifications/tools/list_changed')
    assert.deepEqual(problems, [])
  })

  test('a token that is revoked does not end it', async (t) => {
    const { api, mcp, heard } = await listening(t)
    api.revokeTokens()
    await mcp.callTool({ name: TOOL, arguments: MESSAGE })
    api.mcp.notify('notifications/tools/list_changed')
    await until(() => heard.length === 1)
  })

  test('closing the client ends it', async (t) => {
    const { api, mcp } = await listening(t)
    await mcp.close()
    await until(() => !api.mcp.sessions[0].isListening)
  })
})

test('a tool tells of its progress before it ends', async (t) => {
  const { api, server } = await emulator(t)
  const { client } = await CLIENTS['the MCP SDK'](t, server())
  const told = deferred()
  api.onAction(TOOL, async () => {
    await told.promise
    return { ret: 'done' }
  })
  const { content } = await client.callTool({ name: TOOL, arguments: MESSAGE }, undefined, { onprogress: () => told.resolve() })
  assert.equal(JSON.parse(content[0].text).ret, 'done')
})

test('a tool call that is aborted ends its request', async (t) => {
  const { api, server } = await emulator(t)
  const { url, fetch } = server()
  const aborts = new AbortController()
  const running = deferred()
  const never = deferred()
  api.onAction(TOOL, () => {
    running.resolve()
    return never.promise
  })
  const { client } = await CLIENTS['the MCP SDK'](t, { url, fetch })
  const call = client.callTool({ name: TOOL, arguments: MESSAGE }, undefined, { signal: aborts.signal })
  await running.promise
  aborts.abort('enough')
  await assert.rejects(call, /enough/)
  never.resolve({})
})

test('a client that is given only headers works until its token ends', async (t) => {
  const { api, server } = await emulator(t)
  const session = server()
  const transport = new StreamableHTTPClientTransport(new URL(session.url), { requestInit: { headers: await session.headers() } })
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  atEnd(t, () => client.close())
  await client.listTools()
  api.revokeTokens()
  await assert.rejects(client.listTools(), { code: 401 })
})

test('a client that is given headers and the fetch outlives the token of the headers', async (t) => {
  const { api, server } = await emulator(t)
  const session = server()
  const requestInit = { headers: await session.headers() }
  const transport = new StreamableHTTPClientTransport(new URL(session.url), { requestInit, fetch: session.fetch })
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  atEnd(t, () => client.close())
  api.revokeTokens()
  assert.equal((await client.listTools()).tools.length, 1)
})

test('a hosted client that is given a URL and a token reaches the session', async (t) => {
  const { server } = await emulator(t)
  const { url, token } = await server().connector()
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${token}` } } })
  const client = new Client({ name: 'hosted', version: '1.0.0' })
  await client.connect(transport)
  atEnd(t, () => client.close())
  assert.equal((await client.callTool({ name: TOOL, arguments: MESSAGE })).isError, undefined)
})
