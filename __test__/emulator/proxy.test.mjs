// The proxy, the workflows and the stashed files of the emulator.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as open } from 'node:http'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { emulated, grant } from '../support/emulator-calls.mjs'

const SIZE = 1024 ** 3
const target = (url, more = 'external_user_id=user-1&account_id=apn_1') =>
  `/proxy/${encodeURIComponent(Buffer.from(url).toString('base64'))}?${more}`

async function listening(t, handler) {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${server.address().port}`
}

describe('the proxy', () => {
  test('forwards method, path, prefixed headers, credentials and body, and returns the response', async (t) => {
    const { api, inProject } = await emulated(t)
    let received
    const url = await listening(t, async (request, response) => {
      received = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(await request.toArray()) }
      response.writeHead(207, { 'content-type': 'application/octet-stream', 'x-own': 'yes' })
      response.end(Buffer.from([0, 255, 1]))
    })
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const body = method === 'GET' ? undefined : new Uint8Array([9, 0, 200])
      const response = await fetch(`${api.url}/v1/connect/proj_1${target(`${url}/a/b?c=d%20e`)}`, {
        method,
        body,
        headers: {
          authorization: `Bearer ${(await grant(api)).body.access_token}`,
          'x-pd-environment': 'development',
          'x-pd-proxy-x-mine': 'h',
          ...(body && { 'content-type': 'image/x' }),
        },
      })
      assert.deepEqual([response.status, response.headers.get('x-own')], [207, 'yes'])
      assert.deepEqual(new Uint8Array(await response.arrayBuffer()), new Uint8Array([0, 255, 1]))
      assert.deepEqual(
        [received.method, received.url, received.headers['x-mine'], received.headers.authorization],
        [method, '/a/b?c=d%20e', 'h', 'Bearer slack-access-of-apn_1'],
      )
      assert.deepEqual([...received.body], body ? [9, 0, 200] : [])
      if (body) assert.equal(received.headers['content-type'], 'image/x')
      assert.ok(!Object.keys(received.headers).some((name) => name.startsWith('x-pd-')))
    }
    assert.equal((await inProject('GET', target('https://slack.com/api/x'))).status, 200)
  })

  test('passes on a 401 of an app, which differs from a 401 of the API in its realm', async (t) => {
    const { api, inProject } = await emulated(t)
    api.onProxyRequest(() => ({ status: 401, headers: { 'www-authenticate': 'Bearer realm="upstream"' }, body: { ok: false } }))
    const relayed = await inProject('GET', target('https://api.example.com/'))
    assert.deepEqual(
      [relayed.status, relayed.headers.get('www-authenticate'), relayed.body],
      [401, 'Bearer realm="upstream"', { ok: false }],
    )
    api.revokeTokens()
    const own = await inProject('GET', target('https://api.example.com/'))
    assert.equal(own.status, 401)
    assert.match(own.headers.get('www-authenticate'), /realm="pipedream"/)
  })

  test('calls the handlers of a test, the last one first, until one responds', async (t) => {
    const { api, inProject } = await emulated(t)
    api.onProxyRequest(({ json }) => ({ body: { first: json() } }))
    api.onProxyRequest(({ url }) => (url.endsWith('/text') ? 'as text' : undefined))
    api.onProxyRequest(({ url }) => (url.endsWith('/bytes') ? new Uint8Array([1]) : undefined))
    const post = (url) => inProject('POST', target(url), { body: { a: 1 } })
    assert.deepEqual((await post('https://example.com/json')).body, { first: { a: 1 } })
    assert.equal((await post('https://example.com/text')).text, 'as text')
    assert.equal((await post('https://example.com/bytes')).headers.get('content-type'), 'application/octet-stream')
  })

  test('refuses the documented headers, accounts of other users, and targets that are not URLs', async (t) => {
    const { inProject } = await emulated(t)
    for (const name of ['cookie', 'host', 'origin', 'accept-encoding', 'access-control-request-method', 'via']) {
      assert.equal((await inProject('GET', target('https://slack.com/'), { headers: { [`x-pd-proxy-${name}`]: 'x' } })).status, 400, name)
    }
    assert.equal((await inProject('GET', target('https://slack.com/', 'external_user_id=user-2&account_id=apn_1'))).status, 404)
    assert.equal((await inProject('GET', target('https://slack.com/', 'external_user_id=user-1&account_id=apn_99'))).status, 404)
    for (const wrong of ['no url', 'ftp://example.com/', ' ']) assert.equal((await inProject('GET', target(wrong))).status, 400, wrong)
  })

  test('calls nothing beyond this machine, and says what to add, with a status that no client sends again', async (t) => {
    const { inProject } = await emulated(t)
    const { status, text } = await inProject('GET', target('https://example.com/a?key=hush'))
    assert.equal(status, 400)
    assert.match(text, /api\.onProxyRequest/)
    const { error, code } = JSON.parse(text)
    assert.equal(code, 'emulator')
    assert.match(error, /\{"proxy":\[\{"host":"example\.com","method":"GET","path":"\/a","status":200,"body":\{"ok":true\}\}\]\}/)
    assert.ok(!text.includes('hush'))
  })

  test('takes a path for a path of the app of the account', async (t) => {
    const { api, inProject } = await emulated(t)
    api.onProxyRequest(({ url }) => ({ body: url }))
    const own = api.addAccount({ externalId: 'user-1', app: { nameSlug: '_My_App' } })
    for (const [account, expected] of [
      ['apn_1', 'https://slack.com/v1/x?a=b%20c'],
      ['apn_2', 'https://api.github.com/v1/x?a=b%20c'],
      ['apn_3', 'https://api.openai.com/v1/x?a=b%20c'],
      [own.id, 'https://my-app.example.com/v1/x?a=b%20c'],
    ])
      assert.equal((await inProject('GET', target('/v1/x?a=b%20c', `external_user_id=user-1&account_id=${account}`))).text, expected)
    for (const wrong of ['v1/x', '//example.com/x', '/\\example.com/x']) {
      const { status, text } = await inProject('GET', target(wrong))
      assert.deepEqual([status, /a URL, or of a path of the app such as/.test(text)], [400, true], wrong)
    }
  })

  for (const [name, headers] of [
    ['an object', { 'X-Own': 'yes' }],
    ['Headers', new Headers({ 'x-own': 'yes' })],
    ['a Map', new Map([['X-Own', 'yes']])],
  ])
    test(`takes the headers of an answer, and of a handler, as ${name}`, async (t) => {
      const { api, inProject } = await emulated(t, { proxy: [{ host: 'example.com', headers, body: 1 }] })
      assert.equal((await inProject('GET', target('https://example.com/'))).headers.get('x-own'), 'yes')
      api.onProxyRequest(() => ({ headers, body: 2 }))
      const response = await inProject('GET', target('https://example.com/'))
      assert.deepEqual([response.headers.get('x-own'), response.body], ['yes', 2])
    })

  test('refuses an answer whose host or body would have no effect', async () => {
    const circular = {}
    circular.own = circular
    const bodies = [
      { large: 1n },
      circular,
      new Map([[1, 2]]),
      new Set([1]),
      new ArrayBuffer(2),
      new Blob(['x']),
      new FormData(),
      Promise.resolve(1),
    ]
    for (const body of [...bodies, new URLSearchParams('a=b'), { toJSON: () => undefined }])
      await assert.rejects(
        startEmulator({ proxy: [{ host: 'example.com', body }] }),
        /proxy\[0\].*: body must be a value that JSON can have/,
      )
    await assert.rejects(startEmulator({ proxy: [{ host: '*.example.com' }] }), /proxy\[0\]\.host .*without scheme, path and \*/)
    await assert.rejects(
      startEmulator({ accounts: [{ credentials: new Map([['api_key', 'k']]) }] }),
      /credentials must be an object, got an iterable, such as a Map/,
    )
  })

  test('answers from the option `proxy`: the first that fits, after the handlers', async (t) => {
    const { api, inProject } = await emulated(t, {
      proxy: [
        { host: 'example.com', path: '/a/*/c*', body: 'wildcard' },
        { host: 'example.com', path: '/a%20b', body: new Uint8Array([1]) },
        { host: 'example.com:8080', body: { port: 8080 } },
        { host: '[::1]', body: 'an app on this machine' },
        { host: 'EXAMPLE.com', method: 'PUT', headers: { 'Content-Type': 'application/xml' }, body: '<ok/>' },
      ],
    })
    const get = async (url) => (await inProject('GET', target(url))).text
    assert.equal(await get('https://example.com/a/b/c'), 'wildcard')
    assert.equal(await get('http://example.com:80/a/b/b/cc?x=1'), 'wildcard')
    assert.equal(await get('https://example.com/a%20b'), '\u0001')
    assert.equal(await get('https://example.com:8080/any'), '{"port":8080}')
    assert.equal(await get('http://[::1]/'), 'an app on this machine')
    assert.equal((await inProject('PUT', target('https://example.com/'))).headers.get('content-type'), 'application/xml')
    for (const url of ['https://example.com/a/c', 'https://example.com/a/b/d', 'https://www.example.com/a/b/c'])
      assert.match(await get(url), /nothing answers GET/, url)
    api.onProxyRequest(() => ({ body: 'a handler' }))
    assert.equal(await get('https://example.com/a/b/c'), 'a handler')
    api.reset()
    assert.equal(await get('https://example.com/a/b/c'), 'wildcard')
  })

  test('an answer that could never be sent is refused when the emulator starts', async () => {
    const host = 'example.com'
    for (const [proxy, message] of [
      ['x', /^proxy of startEmulator\(\) must be a list of answers, got a string$/],
      [[5], /^proxy of startEmulator\(\) must be a list of answers/],
      [[{ path: '/x' }], /^proxy\[0\]\.host of startEmulator\(\) is missing$/],
      [[{ host }, { host: 'a b' }], /^proxy\[1\]\.host of startEmulator\(\) must be a host such as slack\.com/],
      [[{ host, url: '/x' }], /^proxy\[0\] of startEmulator\(\) has no field "url"/],
      [[{ host, body: Readable.from('x') }], /body must be a value that JSON can have, text or bytes, got an object$/],
      [[{ host, body: () => 1 }], /body cannot be a function$/],
      [[{ host, body: 1n }], /body must be a value that JSON can have, text or bytes, got a bigint$/],
    ])
      await assert.rejects(startEmulator({ proxy }), (error) => error instanceof TypeError && message.test(error.message), String(message))
  })
})

describe('workflows', () => {
  test('echo their requests', async (t) => {
    const { api } = await emulated(t)
    const response = await fetch(`${api.url}/workflows/eo1/Some/Path?q=1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-pd-external-user-id': 'user-1' },
      body: '{"a":1}',
    })
    const { headers, ...rest } = await response.json()
    assert.deepEqual(rest, { method: 'PUT', path: '/Some/Path', query: { q: '1' }, body: { a: 1 }, externalUserId: 'user-1' })
    assert.equal(headers['content-type'], 'application/json')
    assert.equal(api.requests[0].operation, 'workflows.invoke')
  })

  test('require an access token with the scope, or a fixed token, if a test says so', async (t) => {
    const { api } = await emulated(t)
    const status = async (url, token) => (await fetch(url, { headers: token && { authorization: `Bearer ${token}` } })).status
    const oauth = api.onWorkflow('eo1', { auth: 'oauth' })
    assert.equal(await status(oauth), 401)
    assert.equal(await status(oauth, (await grant(api)).body.access_token), 200)
    assert.equal(await status(oauth, (await grant(api, { scope: 'connect:proxy' })).body.access_token), 403)
    const fixed = api.onWorkflow('eo2', { auth: 'static_bearer_token', token: 'mine', handler: () => ({ status: 202, body: 'done' }) })
    assert.deepEqual([await status(fixed), await status(fixed, 'other'), await status(fixed, 'mine')], [401, 401, 202])
    assert.throws(() => api.onWorkflow('eo3', { auth: 'basic' }), TypeError)
    assert.throws(() => api.onWorkflow('eo3', () => ({})), /onWorkflow\(\) needs an object, got a function/)
    assert.throws(() => api.onWorkflow('eo3', { handle: () => ({}) }), /the options are auth, token, handler/)
  })
})

describe('stashed files', () => {
  const download = async (api, key) => {
    const { access_token: token } = (await grant(api)).body
    const request = open(`${api.url}/v1/connect/proj_1/file_stash/download?s3_key=${key}`, {
      headers: { authorization: `Bearer ${token}`, 'x-pd-environment': 'development' },
    })
    request.end()
    const [response] = await once(request, 'response')
    return response
  }

  test('are downloaded with their content type, name and bytes', async (t) => {
    const { api } = await emulated(t)
    api.stashFile('a/report one.bin', new Uint8Array([0, 1, 2]))
    const response = await download(api, 'a%2Freport%20one.bin')
    assert.deepEqual(
      [response.headers['content-type'], response.headers['content-length'], response.headers['content-disposition']],
      ['application/octet-stream', '3', 'attachment; filename="report_one.bin"'],
    )
    assert.deepEqual(Buffer.concat(await response.toArray()), Buffer.from([0, 1, 2]))
    assert.equal((await download(api, 'none')).statusCode, 404)
    assert.throws(() => api.stashFile('x', { size: -1 }), TypeError)
    assert.throws(() => api.stashFile('x', 7), TypeError)
  })

  test('that are generated have the documented bytes', async (t) => {
    const { api } = await emulated(t)
    const file = api.stashFile('made', { size: 200_001 })
    const bytes = Buffer.concat(await (await download(api, 'made')).toArray())
    assert.equal(bytes.length, 200_001)
    assert.ok(bytes.every((byte, at) => byte === (at % 65_536) % 251))
    assert.deepEqual(await file.closed, { sent: 200_001, aborted: false })
  })

  test('of a gigabyte are sent no faster than they are read, and end with the connection', async (t) => {
    const { api } = await emulated(t)
    const file = api.stashFile('big', { size: SIZE })
    const response = await download(api, 'big')
    assert.equal(Number(response.headers['content-length']), SIZE)
    await once(response, 'readable')
    response.destroy()
    const { sent, aborted } = await file.closed
    assert.equal(aborted, true)
    assert.ok(sent < 16 * 1024 ** 2, `${sent} bytes were sent`)
  })
})
