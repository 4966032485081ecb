// User ids of a session with the MCP server that no header can hold, because a header holds Latin-1.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { serve } from '../support/server.mjs'

const POST = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"jsonrpc":"2.0","method":"ping","id":1}' }

test('a user id that no header can hold is in the query of every URL, whatever the caller puts there', async (t) => {
  const session = { externalUserId: '用户 1&app=github', app: 'slack' }
  const api = await serve(t)
  const server = new PipedreamClient({ ...api.options, mcpUrl: `${api.url}/mcp` }).mcp.server(session)
  const userOf = (url) => new URL(url).searchParams.getAll('externalUserId')
  assert.deepEqual(userOf(server.url), [session.externalUserId])
  const headers = await server.headers()
  assert.equal(headers['x-pd-external-user-id'], undefined)
  assert.equal(headers['x-pd-app-slug'], 'slack')
  assert.deepEqual(userOf((await server.connector()).url), [session.externalUserId])
  for (const url of [server.url, `${api.url}/mcp`, `${api.url}/mcp?externalUserId=other&a=1`]) {
    await server.fetch(url, { ...POST, headers: { ...POST.headers, 'x-pd-external-user-id': 'other' } })
    const { query, headers } = api.requests.at(-1)
    assert.deepEqual(query.getAll('externalUserId'), [session.externalUserId])
    assert.deepEqual([headers['x-pd-external-user-id'], headers['x-pd-app-slug']], [undefined, 'slack'])
  }
  const elsewhere = await serve(t)
  await server.fetch(`${elsewhere.url}/`)
  assert.equal(elsewhere.requests[0].query.has('externalUserId'), false)

  const emulator = await startEmulator()
  t.after(() => emulator.close())
  const real = new PipedreamClient(emulator.clientOptions).mcp.server(session)
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'a', version: '1' } },
  }
  const response = await real.fetch(real.url, {
    ...POST,
    headers: { ...POST.headers, accept: 'application/json, text/event-stream' },
    body: JSON.stringify(initialize),
  })
  assert.equal(response.status, 200, await response.text())
  assert.deepEqual(
    emulator.mcp.sessions.map(({ externalUserId }) => externalUserId),
    [session.externalUserId],
  )
})
