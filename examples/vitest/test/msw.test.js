// The same code with msw in place of the emulator. msw sees the calls of fetch(), so the client is given it by the option `fetch`. The name
// is looked up for each call, because server.listen() replaces it.

import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { PipedreamClient } from 'pipedream-native'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connectionsOf } from '../src/connections.js'

const API = 'https://api.pipedream.com/v1'
const token = http.post(`${API}/oauth/token`, async ({ request }) => {
  const { client_id: clientId } = await request.json()
  return HttpResponse.json({ access_token: `token-of-${clientId}`, token_type: 'Bearer', expires_in: 3600 })
})
const accounts = http.get(`${API}/connect/proj_1/accounts`, ({ request }) => {
  if (request.headers.get('authorization') !== 'Bearer token-of-msw') return new HttpResponse(null, { status: 401 })
  const user = new URL(request.url).searchParams.get('external_user_id')
  const data = [{ id: 'apn_1', name: `Slack of ${user}`, external_id: user, healthy: true, dead: false, app: { name_slug: 'slack' } }]
  return HttpResponse.json({ data, page_info: { count: 1, total_count: 1 } })
})
const server = setupServer(token, accounts)
const client = new PipedreamClient({
  baseUrl: 'https://api.pipedream.com',
  clientId: 'msw',
  clientSecret: 'secret',
  projectId: 'proj_1',
  projectEnvironment: 'development',
  fetch: (url, init) => globalThis.fetch(url, init),
})

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

test('connectionsOf() reads what the handlers answer', async () => {
  expect(await connectionsOf('user-1', client)).toEqual({ apps: [{ app: 'slack', state: 'works' }] })
})

test('connectionsOf() says so if a handler refuses', async () => {
  server.use(http.get(`${API}/connect/proj_1/accounts`, () => HttpResponse.json({ error: 'forbidden' }, { status: 403 })))
  expect(await connectionsOf('user-1', client)).toEqual({ apps: [], problem: 'Pipedream did not answer' })
})
