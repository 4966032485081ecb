// HTTP proxies of the environment. Each test runs a process of its own, because a process reads the variables once.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HOST, fixture, startApi, startHttpProxy, startSocksProxy } from '../support/proxies.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** An http proxy that connects every tunnel to one server, whatever host it names. */
async function setUp(t) {
  const { port } = await startApi(t)
  const { at, asked } = await startHttpProxy(t, { port })
  return { asked, proxy: at, port }
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
  return run(text, env)
}

/** What a program prints in a process with this environment. */
async function run(text, env) {
  const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)))
  const child = spawn(process.execPath, ['-e', text], { cwd: root, env: { ...others, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => (said += piece))
  await once(child, 'close')
  return said.trim()
}

describe('a proxy', { concurrency: true }, () => {
  for (const variable of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
    test(`named by ${variable} is used for every connection, with its user and password`, async (t) => {
      const { asked, proxy } = await setUp(t)
      assert.equal(await ask({ [variable]: `http://user:pass%20word@${proxy}` }), HOST)
      assert.ok(asked.length > 0)
      for (const one of asked)
        assert.deepEqual(one, {
          url: `${HOST}:443`,
          host: `${HOST}:443`,
          authorization: `Basic ${Buffer.from('user:pass word').toString('base64')}`,
        })
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
    assert.match(said, /^ERR_PROXY_AUTHENTICATION .*no connection to https:\/\/api\.connect\.example.* into HTTPS_PROXY/)
    assert.doesNotMatch(said, /hush/)
    assert.equal(asked.length, 0)
  })

  for (const variable of ['ALL_PROXY', 'all_proxy', 'HTTPS_PROXY']) {
    test(`that speaks SOCKS5 is used when ${variable} names it`, async (t) => {
      const { port } = await startApi(t)
      const { at, asked } = await startSocksProxy(t, { port, login: ['user', 'pass word'] })
      assert.equal(await ask({ [variable]: `socks5h://user:pass%20word@${at}` }), HOST)
      assert.ok(asked.length > 0)
      for (const { host, port, user } of asked) assert.deepEqual([host, port, user], [HOST, 443, 'user'])
    })
  }

  test('of the scheme wins over ALL_PROXY, lower case over upper case, and a blank variable counts as unset', async (t) => {
    const { proxy, port } = await setUp(t)
    const other = await startSocksProxy(t, { port })
    const [right, wrong] = [`http://${proxy}`, `socks5h://${other.at}`]
    for (const env of [
      { HTTPS_PROXY: right, ALL_PROXY: wrong },
      { https_proxy: right, HTTPS_PROXY: wrong },
      { https_proxy: '', HTTPS_PROXY: right, all_proxy: wrong },
      { HTTPS_PROXY: ' ', https_proxy: right },
      { HTTPS_PROXY: '', ALL_PROXY: right },
      { HTTP_PROXY: wrong, ALL_PROXY: right },
      { ALL_PROXY: right, NO_PROXY: '', no_proxy: 'other.example' },
    ])
      assert.equal(await ask(env), HOST, JSON.stringify(env))
    assert.deepEqual(other.asked, [])
  })

  test('of the environment is replaced by the option proxy, and NO_PROXY does not matter to that', async (t) => {
    const { asked, proxy, port } = await setUp(t)
    const other = await startSocksProxy(t, { port })
    assert.equal(await ask({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: '*' }, { proxy: `socks5h://${other.at}` }), HOST)
    assert.ok(other.asked.length > 0)
    const said = await ask({ HTTPS_PROXY: `http://${proxy}` }, { proxy: false, timeoutInSeconds: 2, token: 'mine' })
    assert.match(said, /^(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT) /)
    assert.deepEqual(asked, [])
  })

  const invalid = [
    'ftp://user:hush@proxy.example',
    'http://user:hush@proxy.example:99999',
    'http://user:hush@pro xy.example',
    'http://',
    'socks4://a:1',
  ]
  for (const value of invalid) {
    test(`with the invalid URL ${value} fails the first call with the name of its variable`, async () => {
      for (const variable of ['HTTPS_PROXY', 'all_proxy']) {
        const said = await ask({ [variable]: value })
        assert.match(said, new RegExp(`^ERR_INVALID_ARGUMENT ${variable} must be the URL of a proxy`))
        assert.doesNotMatch(said, /hush/)
      }
    })
  }

  test('that is invalid does not matter to the hosts that do not use it', async (t) => {
    const { proxy } = await setUp(t)
    assert.equal(await ask({ HTTP_PROXY: 'ftp://a', ALL_PROXY: 'ftp://a', HTTPS_PROXY: `http://${proxy}` }), HOST)
    const said = await ask({ HTTPS_PROXY: 'ftp://a', NO_PROXY: HOST }, { timeoutInSeconds: 2, token: 'mine' })
    assert.match(said, /^(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT) /)
  })

  test('does not matter to the option fetch', async (t) => {
    const { asked, proxy } = await setUp(t)
    const fetched = `new (require('pipedream-native').PipedreamClient)({ token: 'mine', projectId: 'proj_1', proxy: 'http://${proxy}', fetch: async () => Response.json({ id: 'apn_1' }) }).accounts.retrieve('apn_1').then(({ id }) => console.log(id), console.log)`
    assert.equal(await run(fetched, { HTTPS_PROXY: 'ftp://a' }), 'apn_1')
    assert.deepEqual(asked, [])
  })

  for (const excluded of [
    HOST,
    '.connect.example',
    '*.connect.example',
    'other.example, *.connect.example',
    'other.example .connect.example',
    `other.example\t${HOST}`,
    `${HOST}:443`,
    '*',
  ]) {
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
