// HTTP proxies of the environment. Each test runs a process of its own, because a process reads the variables once.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeServer } from '../support/server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
const HOST = 'api.connect.example'

/** A proxy that connects every tunnel to one server, whatever host it names. */
async function setUp(t) {
  const asked = []
  const api = createSecureServer({ key: fixture('named.key'), cert: fixture('named.pem') }, (request, response) => {
    request.resume()
    const isToken = request.url === '/v1/oauth/token'
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(
        isToken ? { access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600 } : { id: 'apn_1', host: request.headers.host },
      ),
    )
  })
  const proxy = createServer((request, response) => response.writeHead(400).end(request.url))
  proxy.on('connect', ({ url, headers }, socket) => {
    asked.push({ url, authorization: headers['proxy-authorization'] })
    const onward = connect(api.address().port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const end of [socket, onward]) end.on('error', () => onward.destroy(socket.destroy()))
  })
  for (const server of [api, proxy]) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => closeServer(server))
  }
  return { asked, proxy: `127.0.0.1:${proxy.address().port}` }
}

/** The outcome of one call in a process with this environment. */
async function ask(env, options = {}) {
  const given = JSON.stringify({
    baseUrl: `https://${HOST}`,
    clientId: 'id',
    clientSecret: 'secret-hush',
    projectId: 'proj_1',
    caCertificates: fixture('named-authority.pem'),
    maxRetries: 0,
    timeoutInSeconds: 10,
    ...options,
  })
  const text = `new (require('pipedream-native').PipedreamClient)(${given}).accounts.retrieve('apn_1').then((account) => console.log(account.host), (error) => console.log(error.code, error.message, require('util').inspect(error)))`
  const { HTTPS_PROXY: _, https_proxy: __, ALL_PROXY: ___, all_proxy: ____, NO_PROXY: _____, no_proxy: ______, ...others } = process.env
  const child = spawn(process.execPath, ['-e', text], { cwd: root, env: { ...others, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => (said += piece))
  await once(child, 'close')
  return said.trim()
}

describe('a proxy', { concurrency: true }, () => {
  for (const variable of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
    test(`named by ${variable} is used for every connection, with its user and password`, async (t) => {
      const { asked, proxy } = await setUp(t)
      assert.equal(await ask({ [variable]: `http://user:pass%20word@${proxy}` }), HOST)
      assert.ok(asked.length > 0)
      for (const one of asked)
        assert.deepEqual(one, { url: `${HOST}:443`, authorization: `Basic ${Buffer.from('user:pass word').toString('base64')}` })
    })
  }

  test('that refuses is named in the error without its password', async (t) => {
    const { asked } = await setUp(t)
    const closed = createServer((_request, response) => response.writeHead(407).end())
    closed.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    closed.listen(0, '127.0.0.1')
    await once(closed, 'listening')
    t.after(() => closed.close())
    const said = await ask({ HTTPS_PROXY: `http://user:password-hush@127.0.0.1:${closed.address().port}` })
    assert.match(said, /no connection to https:\/\/api\.connect\.example.*/)
    assert.doesNotMatch(said, /hush/)
    assert.equal(asked.length, 0)
  })

  for (const excluded of [HOST, '.connect.example', '*.connect.example', 'other.example, *.connect.example', `${HOST}:443`, '*']) {
    test(`is not used with NO_PROXY=${excluded}`, async (t) => {
      const { asked, proxy } = await setUp(t)
      // The name does not resolve, so the call fails. Only the proxy's requests matter.
      const said = await ask({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: excluded }, { timeoutInSeconds: 2, token: 'mine' })
      assert.match(said, /^(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT) /)
      assert.deepEqual(asked, [])
    })
  }

  for (const other of ['connect.example.org', '*.example.org', `${HOST}:8443`]) {
    test(`is used with NO_PROXY=${other}`, async (t) => {
      const { asked, proxy } = await setUp(t)
      assert.equal(await ask({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: other }), HOST)
      assert.ok(asked.length > 0)
    })
  }

  test('is never used for servers on this machine', async (t) => {
    const { asked, proxy } = await setUp(t)
    const api = createServer((request, response) => response.end(JSON.stringify({ host: request.headers.host }))).listen(0, '127.0.0.1')
    await once(api, 'listening')
    t.after(() => api.close())
    const here = `127.0.0.1:${api.address().port}`
    assert.equal(
      await ask({ HTTP_PROXY: `http://${proxy}`, ALL_PROXY: `http://${proxy}` }, { baseUrl: `http://${here}`, token: 'mine' }),
      here,
    )
    assert.deepEqual(asked, [])
  })
})
