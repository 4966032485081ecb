// `client.mcp.server()`: what a session is told, and what its `fetch` sends to whom.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { constants, createGzip } from 'node:zlib'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { deferred, failureOf, serve } from '../support/server.mjs'

const SESSION = { externalUserId: 'user-1', app: 'slack' }
const CREDENTIALS = { clientId: 'client-id', clientSecret: 'client-secret-hush', projectId: 'proj_1' }
const EVENTS = { 'content-type': 'text/event-stream' }
const POST = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"jsonrpc":"2.0","method":"ping","id":1}' }

const secretsOf = ({ headers }) => Object.keys(headers).filter((name) => name === 'authorization' || name.startsWith('x-pd-'))

/** An API with an MCP server at `/mcp`, and a session of one client. */
async function set(t, answer, more = {}, session = SESSION) {
  const api = await serve(t, answer)
  const client = new PipedreamClient({ ...api.options, mcpUrl: `${api.url}/mcp`, maxRetries: 0, ...more })
  return { api, client, server: client.mcp.server(session) }
}

/** Runs `act` with environment variables. */
function withVariables(variables, act) {
  const before = Object.keys(variables).map((name) => [name, process.env[name]])
  Object.assign(process.env, variables)
  try {
    return act()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

describe('the address', () => {
  const urlOf = (options) => new PipedreamClient({ ...CREDENTIALS, ...options }).mcp.server(SESSION).url

  test('it is that of Pipedream, the option, or the variable', () => {
    assert.equal(urlOf(), 'https://remote.mcp.pipedream.net')
    assert.equal(urlOf({ mcpUrl: 'https://remote.mcp.pipedream.net/' }), 'https://remote.mcp.pipedream.net')
    assert.equal(urlOf({ mcpUrl: 'https://remote.mcp.pipedream.net/v3' }), 'https://remote.mcp.pipedream.net/v3')
    assert.equal(urlOf({ mcpUrl: 'https://mcp.example/mcp/' }), 'https://mcp.example/mcp/')
    assert.equal(urlOf({ mcpUrl: () => 'http://localhost:3000/mcp' }), 'http://localhost:3000/mcp')
    withVariables({ PIPEDREAM_MCP_URL: 'https://mcp.example/a' }, () => {
      assert.equal(urlOf(), 'https://mcp.example/a')
      assert.equal(urlOf({ mcpUrl: 'https://mcp.example/b' }), 'https://mcp.example/b')
    })
    withVariables({ PIPEDREAM_MCP_URL: ' ' }, () => assert.equal(urlOf(), 'https://remote.mcp.pipedream.net'))
  })

  for (const [what, mcpUrl, reason] of [
    ['http to another machine', 'http://mcp.example', /unencrypted/],
    ['another scheme', 'ftp://mcp.example', /another scheme/],
    ['a password', 'https://user:hush@mcp.example', /user or password/],
    ['a query', 'https://mcp.example/?app=slack', /a query or fragment has no place in it/],
    ['no URL', 'mcp.example', /relative URL/],
    ['a number', 7, /must be a string, got 7/],
    ['a promise', () => Promise.resolve('https://mcp.example'), /got a promise/],
  ]) {
    test(`it is refused with the name of the option: ${what}`, () => {
      const refused = (error) => /^mcpUrl /.test(error.message) && reason.test(error.message) && !error.message.includes('hush')
      assert.throws(() => urlOf({ mcpUrl }), refused)
    })
  }

  test('an API on this machine has no default: its token has no place on a server of Pipedream', async (t) => {
    const api = await serve(t)
    const client = new PipedreamClient(api.options)
    assert.throws(() => client.mcp.server(SESSION), { code: 'ERR_INVALID_ARGUMENT', message: /^mcpUrl is missing/ })
    // The session is checked in the same way once the client has made a call.
    await client.fetch('/v1/x')
    assert.throws(() => client.mcp.server(SESSION), { code: 'ERR_INVALID_ARGUMENT', message: /^mcpUrl is missing/ })
  })
})

describe('what is missing or wrong is an error before anything is sent', () => {
  for (const [session, message] of [
    [undefined, /argument of client\.mcp\.server\(\) must be an object/],
    [null, /argument of client\.mcp\.server\(\) must be an object/],
    ['user-1', /argument of client\.mcp\.server\(\) must be an object/],
    [{}, /^externalUserId is missing/],
    [{ app: 'slack' }, /^externalUserId is missing/],
    [{ externalUserId: '', app: 'slack' }, /^externalUserId must be a non-empty string, got ""/],
    [{ externalUserId: 42, app: 'slack' }, /^externalUserId must be a non-empty string, got 42/],
    [
      { externalUserId: 'a\r\nx-pd-project-id: other', app: 'slack' },
      /^externalUserId must be text without line breaks and control characters/,
    ],
    [{ externalUserId: 'user-1' }, /^app is missing: .*appDiscovery/],
    [{ externalUserId: 'user-1', appDiscovery: false }, /^app is missing/],
    [{ externalUserId: 'user-1', app: ' ' }, /^app must be a non-empty string/],
    [{ ...SESSION, accountId: 7 }, /^accountId must be a non-empty string, got 7/],
    [{ ...SESSION, toolMode: 'everything' }, /^toolMode must be "sub-agent", "tools-only" or "full-config", got "everything"/],
    [{ ...SESSION, toolMode: '' }, /^toolMode must be/],
    [{ externalUserId: 'user-1', appDiscovery: 'true' }, /^appDiscovery must be true or false, got "true"/],
    [{ ...SESSION, account_id: 'apn_1' }, /has no option "account_id"; its options are externalUserId, app, accountId/],
  ]) {
    test(JSON.stringify(session) ?? 'nothing', async (t) => {
      const { api, client } = await set(t)
      assert.throws(() => client.mcp.server(session), { name: 'PipedreamError', code: 'ERR_INVALID_ARGUMENT', message })
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }

  test('wrong options of its requests', async (t) => {
    const { api, client } = await set(t)
    assert.throws(() => client.mcp.server(SESSION, 'fast'), /requestOptions must be an object/)
    const error = await failureOf(client.mcp.server(SESSION, { timeoutInSeconds: -1 }).fetch('/mcp'))
    assert.match(error.message, /timeoutInSeconds/)
    assert.equal(api.requests.length + api.tokens.length, 0)
  })

  test('a client with a token of its own and no project', () => {
    const client = new PipedreamClient({ token: 'hush' })
    assert.throws(() => client.mcp.server(SESSION), /^PipedreamError: projectId is missing/)
  })
})

describe('what a request gets', () => {
  test('a live token and the headers of the session; no header of the request replaces them', async (t) => {
    const session = { ...SESSION, accountId: 'apn_1', toolMode: 'full-config', appDiscovery: true }
    const { api, server } = await set(t, undefined, { headers: { 'x-team': 'a', 'x-pd-app-slug': 'github' } }, session)
    const others = {
      Authorization: 'Bearer old',
      'x-pd-external-user-id': 'user-2',
      'X-PD-Environment': 'production',
      'mcp-session-id': 's',
    }
    const { fetch, url } = server
    assert.equal((await fetch(url, { ...POST, headers: { ...POST.headers, ...others } })).status, 200)
    await fetch(new URL(url), { headers: new Headers(others) })
    await fetch(new Request(url, { headers: others }))
    assert.equal(api.requests.length, 3)
    for (const { path, headers } of api.requests) {
      assert.equal(path, '/mcp')
      const own = Object.fromEntries(Object.entries(headers).filter(([name]) => /^(x-|auth|mcp)/.test(name)))
      assert.deepEqual(own, {
        authorization: 'Bearer token-hush-1',
        'mcp-session-id': 's',
        'x-team': 'a',
        'x-pd-project-id': 'proj_1',
        'x-pd-environment': 'development',
        'x-pd-external-user-id': 'user-1',
        'x-pd-app-slug': 'slack',
        'x-pd-account-id': 'apn_1',
        'x-pd-tool-mode': 'full-config',
        'x-pd-app-discovery': 'true',
      })
    }
    assert.equal(api.requests[0].text, POST.body)
  })

  test('another origin gets neither: directly, through a redirect, and not the API itself', async (t) => {
    const other = await serve(t)
    const { api, server, client } = await set(t, ({ path }) =>
      path === '/mcp' ? { status: 307, headers: { location: `${other.url}/stolen` } } : {},
    )
    const given = { headers: { ...(await server.headers()), 'x-own': '1' } }
    await server.fetch(`${other.url}/direct`, given)
    await server.fetch(server.url, given)
    const error = await failureOf(server.fetch(server.url, POST))
    assert.equal(error.code, 'ERR_REDIRECT_REFUSED')
    assert.deepEqual(
      other.requests.map(({ path, headers }) => [path, headers['x-own'], secretsOf({ headers })]),
      [
        ['/direct', '1', []],
        ['/stolen', undefined, []],
      ],
    )
    // The API of this client is another origin than its MCP server.
    const elsewhere = new PipedreamClient({ ...api.options, mcpUrl: `${other.url}/mcp` }).mcp.server(SESSION)
    await elsewhere.fetch(`${api.url}/v1/x`)
    assert.deepEqual(secretsOf(api.requests.at(-1)), [])
    await elsewhere.fetch(elsewhere.url)
    assert.ok(secretsOf(other.requests.at(-1)).includes('authorization'))
    await client.fetch(elsewhere.url)
    assert.deepEqual(secretsOf(other.requests.at(-1)), [])
  })

  test('a redirect within the origin keeps them, and the body', async (t) => {
    const { api, server } = await set(t, ({ path }) => (path === '/mcp' ? { status: 307, headers: { location: '/mcp/v3' } } : { body: {} }))
    assert.equal((await server.fetch(server.url, POST)).status, 200)
    const { path, text, headers } = api.requests.at(-1)
    assert.deepEqual([path, text, headers['x-pd-external-user-id']], ['/mcp/v3', POST.body, 'user-1'])
    assert.equal(headers.authorization, 'Bearer token-hush-1')
  })

  test('the options of the session apply to its requests, those of a request go before them', async (t) => {
    const { api, client } = await set(t, () => ({ status: 500 }))
    const server = client.mcp.server(SESSION, { maxRetries: 0, projectEnvironment: 'production', headers: { 'x-a': '1' } })
    await server.fetch(server.url)
    await server.fetch(server.url, {}, { projectEnvironment: 'development', maxRetries: undefined })
    assert.deepEqual(
      api.requests.map(({ headers }) => [headers['x-pd-environment'], headers['x-a']]),
      [
        ['production', '1'],
        ['development', '1'],
      ],
    )
  })
})

describe('the rules of the token manager', () => {
  const revoked = ({ headers }) => headers.authorization === 'Bearer token-hush-1'

  test('a 401 is answered with one new token and one replay', async (t) => {
    const { api, server } = await set(t, (request) => (revoked(request) ? { status: 401 } : { body: { ok: true } }))
    const responses = await Promise.all(Array.from({ length: 20 }, () => server.fetch(server.url, POST)))
    assert.ok(responses.every(({ status }) => status === 200))
    assert.equal(api.tokens.length, 2)
    assert.equal(api.requests.length, 40)
    assert.ok(api.requests.every(({ text }) => text === POST.body))
  })

  test('a 401 of the new token is given to the caller', async (t) => {
    const { api, server } = await set(t, () => ({ status: 401, body: 'no' }))
    const response = await server.fetch(server.url, POST)
    assert.deepEqual([response.status, await response.text(), api.requests.length, api.tokens.length], [401, 'no', 2, 2])
  })

  test('a POST that may have been processed is not sent again; one that was not, and a GET, are', async (t) => {
    const answers = {
      '/lost': (_request, response) => void response.socket.destroy(),
      '/500': () => ({ status: 500 }),
      '/503': (_request, _response, count) => ({ status: count % 2 === 0 ? 200 : 503, headers: { 'retry-after': '0' } }),
    }
    const { api, server } = await set(t, (request, ...more) => answers[request.path](request, ...more), { maxRetries: 1 })
    const to = (path) => new URL(path, server.url)
    assert.match((await failureOf(server.fetch(to('/lost'), POST))).code, /ECONNRESET|ERR_CONNECTION/)
    assert.equal((await server.fetch(to('/500'), POST)).status, 500)
    assert.equal(api.requests.length, 2)
    assert.equal((await server.fetch(to('/503'), POST)).status, 200)
    assert.equal(api.requests.filter(({ path }) => path === '/503').length, 2)
    const before = api.requests.length
    assert.equal((await server.fetch(to('/500'), { headers: EVENTS })).status, 500)
    assert.equal(api.requests.length, before + 2)
  })

  test('twenty sessions of twenty users at once share one token and mix up nothing', async (t) => {
    const { api, client } = await set(t, ({ headers }) => ({ body: { user: headers['x-pd-external-user-id'] } }))
    const users = Array.from({ length: 20 }, (_, at) => `user-${at}`)
    const sessions = users.map((externalUserId) => client.mcp.server({ externalUserId, app: 'slack' }))
    const calls = sessions.flatMap(({ fetch, url }) => Array.from({ length: 5 }, async () => (await (await fetch(url, POST)).json()).user))
    const answered = await Promise.all(calls)
    assert.deepEqual(
      answered,
      users.flatMap((user) => Array(5).fill(user)),
    )
    assert.equal(api.tokens.length, 1)
    assert.deepEqual(new Set(api.requests.map(({ headers }) => headers.authorization)), new Set(['Bearer token-hush-1']))
  })
})

describe('streams', () => {
  test('the time limit cuts a body of JSON that stalls, and no event stream', async (t) => {
    const silent = deferred()
    const { server } = await set(t, async ({ path }, response) => {
      if (path === '/json') {
        response.writeHead(200, { 'content-type': 'application/json' })
        return void response.write('{')
      }
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders()
      await silent.promise
      response.end('data: 1\n\n')
    })
    const options = { timeoutInSeconds: 0.2 }
    const stream = await server.fetch(server.url, { headers: { accept: 'text/event-stream' } }, options)
    const events = stream.text()
    // The limit has passed three times when these have failed.
    for (let count = 0; count < 3; count++) {
      const stalled = await server.fetch(new URL('/json', server.url), POST, options)
      assert.equal((await failureOf(stalled.text())).name, 'PipedreamTimeoutError')
    }
    silent.resolve()
    assert.equal(await events, 'data: 1\n\n')
  })

  test('the head of a response has the time limit', async (t) => {
    const { server } = await set(t, () => {})
    assert.equal((await failureOf(server.fetch(server.url, POST, { timeoutInSeconds: 0.05 }))).name, 'PipedreamTimeoutError')
  })

  for (const coding of ['identity', 'gzip']) {
    test(`each event is passed on at once: ${coding}`, async (t) => {
      const next = deferred()
      const { server } = await set(t, async (_request, response) => {
        response.writeHead(200, { ...EVENTS, ...(coding === 'gzip' && { 'content-encoding': 'gzip' }) })
        const body = coding === 'gzip' ? createGzip({ flush: constants.Z_SYNC_FLUSH }) : response
        if (body !== response) body.pipe(response)
        body.write('data: 1\n\n')
        await next.promise
        body.end('data: 2\n\n')
      })
      const { body } = await server.fetch(server.url)
      const reader = body.pipeThrough(new TextDecoderStream()).getReader()
      assert.equal((await reader.read()).value, 'data: 1\n\n')
      next.resolve()
      assert.equal((await reader.read()).value, 'data: 2\n\n')
      assert.equal((await reader.read()).done, true)
    })
  }

  test('an abort ends a stream that is read, and closes its connection', async (t) => {
    const closed = deferred()
    const { server } = await set(t, (_request, response) => {
      response.writeHead(200, EVENTS).flushHeaders()
      response.on('close', closed.resolve)
    })
    const abort = new AbortController()
    const { body } = await server.fetch(server.url, { signal: abort.signal })
    const read = body.getReader().read()
    abort.abort()
    assert.equal((await failureOf(read)).name, 'AbortError')
    await closed.promise
  })

  test('a reader that stops holds the server up', async (t) => {
    const full = deferred()
    const { server } = await set(t, (_request, response) => {
      response.writeHead(200, EVENTS)
      const piece = Buffer.alloc(1 << 20, 'data: x\n\n')
      let written = 0
      const write = () => {
        // Nothing drains any more: what was written fills the buffers between both ends.
        const stuck = setTimeout(() => full.resolve(written), 300)
        response.write(piece, () => {
          clearTimeout(stuck)
          if (++written < 256) write()
          else full.resolve(written)
        })
      }
      write()
    })
    const { body } = await server.fetch(server.url)
    assert.ok((await full.promise) < 64)
    await body.cancel()
  })
})

describe('for clients without a fetch', () => {
  test('headers() gives the live token and the session', async (t) => {
    const { api, client, server } = await set(t)
    assert.equal(api.tokens.length, 0)
    assert.deepEqual(await server.headers(), {
      Authorization: 'Bearer token-hush-1',
      'x-pd-project-id': 'proj_1',
      'x-pd-environment': 'development',
      'x-pd-external-user-id': 'user-1',
      'x-pd-app-slug': 'slack',
    })
    client.invalidateAccessToken()
    assert.equal((await server.headers()).Authorization, 'Bearer token-hush-2')
    client.close()
    assert.equal((await failureOf(server.headers())).code, 'ERR_CLIENT_CLOSED')
    assert.equal((await failureOf(server.fetch(server.url))).code, 'ERR_CLIENT_CLOSED')
  })

  test('headers() has what the options of the client that are functions give', async (t) => {
    const { api } = await set(t)
    const options = { ...api.options, mcpUrl: api.url, projectEnvironment: async () => 'production', rateLimitToken: 'rl_1' }
    const headers = await new PipedreamClient(options).mcp.server(SESSION).headers()
    assert.deepEqual([headers['x-pd-environment'], headers['x-pd-rate-limit']], ['production', 'rl_1'])
    const auth = () => ({ headers: { authorization: 'Bearer own' } })
    const own = new PipedreamClient({ ...options, auth }).mcp.server(SESSION)
    assert.equal((await own.headers()).Authorization, 'Bearer own')
    assert.equal((await own.connector()).token, 'own')
    await own.fetch(own.url)
    assert.equal(api.requests.at(-1).headers.authorization, 'Bearer own')
    const none = new PipedreamClient({ ...options, auth: false }).mcp.server(SESSION)
    assert.equal('Authorization' in (await none.headers()), false)
    assert.match((await failureOf(none.connector())).message, /bearer token/)
    assert.equal(api.tokens.length, 1)
  })

  test('with a token of its own and no environment, the one that the server requires is production', async () => {
    const client = new PipedreamClient({ token: 'own', projectId: 'proj_1' })
    const headers = await client.mcp.server(SESSION).headers()
    assert.deepEqual([headers.Authorization, headers['x-pd-environment']], ['Bearer own', 'production'])
  })

  test('connector() has the session in the query of its URL', async (t) => {
    const session = { externalUserId: 'é & co', accountId: 'apn_1', toolMode: 'tools-only', appDiscovery: true }
    const { api, server } = await set(t, undefined, {}, session)
    const { url, token } = await server.connector()
    assert.equal(token, 'token-hush-1')
    assert.ok(url.startsWith(`${api.url}/mcp?`))
    assert.deepEqual(Object.fromEntries(new URL(url).searchParams), {
      projectId: 'proj_1',
      environment: 'development',
      externalUserId: 'é & co',
      accountId: 'apn_1',
      toolMode: 'tools-only',
      appDiscovery: 'true',
    })
  })
})

test('a session works through the fetch of the caller, and is an event of its own name', async (t) => {
  const api = await startEmulator()
  t.after(() => api.close())
  const lines = []
  const logging = {
    silent: false,
    level: 'debug',
    logger: Object.fromEntries(['debug', 'info', 'warn', 'error'].map((name) => [name, (...line) => lines.push(line)])),
  }
  const client = new PipedreamClient({ ...api.clientOptions, fetch: (url, init) => fetch(url, init), logging })
  const { fetch: own, url } = client.mcp.server(SESSION)
  const accept = 'application/json, text/event-stream'
  const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18' } }
  const response = await own(url, { ...POST, headers: { ...POST.headers, accept }, body: JSON.stringify(initialize) })
  assert.equal((await response.json()).result.protocolVersion, '2025-06-18')
  assert.match(JSON.stringify(lines), /mcp\.fetch/)
  assert.doesNotMatch(JSON.stringify(lines), /secret-1|eyJ/)
})
