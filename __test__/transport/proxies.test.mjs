// The option `proxy`: HTTP, HTTPS and SOCKS5 proxies, and what the caller sees if one refuses.

import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { describe, test } from 'node:test'
import { createServer } from 'node:net'
import { PipedreamClient } from 'pipedream-native'
import { HOST, fixture, startApi, startHttpProxy, startSocksProxy } from '../support/proxies.mjs'
import { failureOf, listening } from '../support/server.mjs'
import { assertPlain } from '../support/words.mjs'

const clientOf = (proxy, options) =>
  new PipedreamClient({
    baseUrl: `https://${HOST}`,
    token: 'own',
    projectId: 'proj_1',
    caCertificates: fixture('named-authority.pem'),
    maxRetries: 0,
    timeoutInSeconds: 20,
    proxy,
    ...options,
  })
const retrieve = async (client) => (await client.accounts.retrieve('apn_1')).host
const post = (client) => client.tokens.create({ externalUserId: 'u' })
const basic = (text) => `Basic ${Buffer.from(text).toString('base64')}`

describe('the option proxy', () => {
  test('has an http proxy open a tunnel, with user and password, and the server is asked through it', async (t) => {
    const { port, asked: paths } = await startApi(t)
    const { at, asked } = await startHttpProxy(t, { port })
    assert.equal(await retrieve(clientOf(`http://us%40er:pass%20word@${at}`)), HOST)
    assert.equal(await retrieve(clientOf(new URL(`http://us%40er:pass%20word@${at}`))), HOST)
    assert.deepEqual(asked, [{ url: `${HOST}:443`, host: `${HOST}:443`, authorization: basic('us@er:pass word') }])
    assert.equal(paths.length, 2)
  })

  test('has an https proxy: TLS to the proxy, and TLS to the server within it', async (t) => {
    const { port } = await startApi(t)
    const { at, asked } = await startHttpProxy(t, { port, secure: true })
    const caCertificates = [fixture('named-authority.pem'), fixture('authority.pem')]
    assert.equal(await retrieve(clientOf(`https://user:pass@${at}`, { caCertificates })), HOST)
    assert.deepEqual(asked, [{ url: `${HOST}:443`, host: `${HOST}:443`, authorization: basic('user:pass') }])
    const error = await failureOf(retrieve(clientOf(`https://user:pass@${at}`)))
    assert.equal(error.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    assert.match(error.message, /the proxy https:\/\/localhost:\d+/)
  })

  test('has a SOCKS5 proxy resolve the name (socks5h), with and without a login', async (t) => {
    const { port } = await startApi(t)
    const open = await startSocksProxy(t, { port })
    for (const login of ['', 'user:unused@']) assert.equal(await retrieve(clientOf(`socks5h://${login}${open.at}`)), HOST)
    assert.deepEqual(open.asked, [
      { methods: [0], command: 1, kind: 3, host: HOST, port: 443 },
      { methods: [0, 2], command: 1, kind: 3, host: HOST, port: 443 },
    ])
    const closed = await startSocksProxy(t, { port, login: ['us@er', 'pass word'] })
    assert.equal(await retrieve(clientOf(`socks5h://us%40er:pass%20word@${closed.at}`)), HOST)
    assert.deepEqual([closed.asked[0].user, closed.asked[0].password], ['us@er', 'pass word'])
  })

  test('with socks5 resolves the name on this machine: a name without an address is not asked for', async (t) => {
    const { port } = await startApi(t)
    const { at, asked } = await startSocksProxy(t, { port })
    const error = await failureOf(retrieve(clientOf(`socks5://${at}`)))
    assert.match(error.code, /^(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT)$/)
    assert.match(error.message, new RegExp(`the name of https://${HOST.replaceAll('.', '\\.')} could not be resolved`))
    assertPlain(error)
    assert.deepEqual(asked, [])
    // An address needs no resolver. The certificate is for the name, so the call ends with TLS, through the tunnel.
    const other = await failureOf(retrieve(clientOf(`socks5://${at}`, { baseUrl: 'https://192.0.2.7:8443' })))
    assert.equal(other.code, 'ERR_TLS_CERT_ALTNAME_INVALID')
    assert.deepEqual(asked, [{ methods: [0], command: 1, kind: 1, host: '192.0.2.7', port: 8443 }])
  })

  test('also carries the token request, and pools connections by proxy', async (t) => {
    const { port, asked: paths } = await startApi(t)
    const [one, other] = [await startSocksProxy(t, { port }), await startHttpProxy(t, { port })]
    const secret = { token: undefined, clientId: 'through-a-proxy', clientSecret: 'secret-hush' }
    for (const proxy of [`socks5h://${one.at}`, `http://${other.at}`, `socks5h://${one.at}`]) await retrieve(clientOf(proxy, secret))
    assert.equal(one.asked.length, 1)
    assert.equal(other.asked.length, 1)
    assert.equal(paths.filter((path) => path === '/v1/oauth/token').length, 1)
  })

  test('is not used for servers on this machine', async (t) => {
    const { at, asked } = await startSocksProxy(t, { port: 1 })
    const api = createServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{"host":"here"}')),
    )
    assert.equal(await retrieve(clientOf(`socks5h://${at}`, { baseUrl: `http://localhost:${await listening(t, api)}` })), 'here')
    assert.deepEqual(asked, [])
  })

  const invalid = {
    'another scheme': 'ftp://user:hush@proxy.example',
    SOCKS4: 'socks4://user:hush@proxy.example',
    'no host': 'http://',
    'no host but a login': 'http://user:hush@',
    'port 99999': 'http://user:hush@proxy.example:99999',
    'port 0': 'http://proxy.example:0',
    'a space in it': 'http://user:hush@pro xy.example',
    'nothing but a space': ' ',
    'an empty text': '',
    'a password with #': 'http://user:hush#@proxy.example',
    'a letter outside ASCII': 'http://user:hush@próxy.example',
    true: true,
    'a number': 3128,
    'an object': { hidden: 0 },
    'an array': ['http://proxy.example'],
    'a function': () => 'http://proxy.example',
  }
  for (const [name, proxy] of Object.entries(invalid)) {
    test(`with ${name} is an error that names it and shows no password`, () => {
      assert.throws(
        () => clientOf(proxy, { token: 'token-hush' }),
        (error) => {
          assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
          assert.match(error.message, /^proxy must be the URL of a proxy/)
          assert.doesNotMatch(inspect(error), /hush/)
          return true
        },
      )
    })
  }

  test('is in no text that a client prints', () => {
    const client = clientOf('http://user:password-hush@127.0.0.1:1')
    assert.doesNotMatch(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client), /hush/)
  })
})

// Most of them wait a second, for the pause before the second try.
describe('a proxy that refuses', { concurrency: true }, () => {
  const status =
    (line, body = '') =>
    (socket) =>
      socket.end(`HTTP/1.1 ${line}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  const http = {
    407: [
      status('407 Proxy Authentication Required'),
      'ERR_PROXY_AUTHENTICATION',
      1,
      /status 407 Proxy Authentication Required; put its user/,
    ],
    403: [status('403 Forbidden', 'policy'), 'ERR_PROXY_REFUSED', 1, /status 403 Forbidden; check proxy/],
    404: [status('404 Not Found'), 'ERR_PROXY_REFUSED', 1, /status 404 Not Found/],
    302: [status('302 Found'), 'ERR_PROXY_REFUSED', 1, /status 302 Found/],
    502: [
      status('502 Bad Gateway', '<html>no</html>'),
      'ERR_PROXY_CONNECT',
      2,
      /status 502 Bad Gateway; the proxy could not reach the host/,
    ],
    503: [status('503 Service Unavailable'), 'ERR_PROXY_CONNECT', 2, /status 503/],
    504: [status('504 Gateway Timeout'), 'ERR_PROXY_CONNECT', 2, /status 504/],
    599: [status('599'), 'ERR_PROXY_CONNECT', 2, /status 599;/],
    garbage: [
      (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
      'ERR_PROXY_ANSWER',
      1,
      /something that is not HTTP; check scheme and port in proxy/,
    ],
    'a close': [(socket) => socket.end(), 'ECONNRESET', 2, /the other side closed it/],
    'half an answer': [(socket) => socket.end('HTTP/1.1 200 O'), 'ECONNRESET', 2, /the other side closed it/],
    'a reset': [(socket) => socket.resetAndDestroy(), 'ECONNRESET', 2, /reset|closed/],
    'bytes behind its 200': [
      (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nsurplus'),
      'ERR_PROXY_ANSWER',
      1,
      /sent more than its answer/,
    ],
  }
  for (const [name, [answer, code, connects, message]] of Object.entries(http)) {
    test(`CONNECT with ${name} fails a POST with ${code}, which was ${connects > 1 ? '' : 'not '}tried again`, async (t) => {
      const { at, asked } = await startHttpProxy(t, { answer })
      const error = await failureOf(post(clientOf(`http://user:password-hush@${at}`, { maxRetries: 1 })))
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.match(error.message, new RegExp(`no connection to https://${HOST}.*the proxy http://${at}`))
      assert.doesNotMatch(inspect(error), /hush|cGFzc3dvcmQ/)
      assertPlain(error)
      assert.equal(asked.length, connects)
    })
  }

  test('with 502 at first opens the tunnel at the second try', async (t) => {
    const { port } = await startApi(t)
    let count = 0
    const { at } = await startSocksProxy(t, { port, reply: () => (++count === 1 ? 4 : 0) })
    assert.equal((await post(clientOf(`socks5h://${at}`, { maxRetries: 1 }))).host, HOST)
    assert.equal(count, 2)
  })

  test('with 407 fails the token request at once, with the same code', async (t) => {
    const { at, asked } = await startHttpProxy(t, { answer: status('407 Proxy Authentication Required') })
    const options = { token: undefined, clientId: 'proxy-407', clientSecret: 'secret-hush', maxRetries: 2 }
    const error = await failureOf(retrieve(clientOf(`http://${at}`, options)))
    assert.equal(error.code, 'ERR_PROXY_AUTHENTICATION')
    assert.match(error.message, /the token request failed: no connection to .* the proxy .* 407/)
    assertPlain(error)
    assert.equal(asked.length, 1)
  })

  test('by not answering is named when the limit of a connection is over', async (t) => {
    const { at } = await startHttpProxy(t, { answer: () => {} })
    const error = await failureOf(retrieve(clientOf(`http://${at}`)))
    assert.equal(error.code, 'ETIMEDOUT')
    assert.match(error.message, new RegExp(`no connection to https://${HOST} through the proxy http://${at} within 4 s`))
  })

  test('by not listening, or with a name without an address, is named', async (t) => {
    const server = createServer()
    const port = await listening(t, server)
    server.close()
    const refused = await failureOf(retrieve(clientOf(`http://127.0.0.1:${port}`)))
    assert.equal(refused.code, 'ECONNREFUSED')
    assert.match(refused.message, new RegExp(`no connection to https://${HOST} through the proxy http://127.0.0.1:${port}: `))
    assertPlain(refused)
    const unknown = await failureOf(retrieve(clientOf('socks5h://no-such-host.invalid')))
    assert.match(unknown.code, /^(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT)$/)
    assert.match(unknown.message, /the name of the proxy socks5h:\/\/no-such-host\.invalid:1080 could not be resolved/)
    assertPlain(unknown)
  })

  const replies = {
    1: ['ERR_PROXY_CONNECT', 2],
    2: ['ERR_PROXY_REFUSED', 1],
    3: ['ERR_PROXY_CONNECT', 2],
    4: ['ERR_PROXY_CONNECT', 2],
    5: ['ERR_PROXY_CONNECT', 2],
    6: ['ERR_PROXY_CONNECT', 2],
    7: ['ERR_PROXY_REFUSED', 1],
    8: ['ERR_PROXY_REFUSED', 1],
    99: ['ERR_PROXY_CONNECT', 2],
  }
  for (const [reply, [code, connects]] of Object.entries(replies)) {
    test(`SOCKS5 with reply ${reply} fails a POST with ${code}, which was ${connects > 1 ? '' : 'not '}tried again`, async (t) => {
      const { at, asked } = await startSocksProxy(t, { reply: () => Number(reply) })
      // A host of its own, because the hosts of the tests before have used up their retries.
      const baseUrl = `https://reply-${reply}.example`
      const error = await failureOf(post(clientOf(`socks5h://${at}`, { baseUrl, maxRetries: 1 })))
      assert.equal(error.code, code)
      assert.match(error.message, new RegExp(`the proxy socks5h://${at} .*\\(SOCKS5 reply ${reply}\\)`))
      assertPlain(error)
      assert.equal(asked.length, connects)
    })
  }

  const logins = {
    'a wrong password': [{ login: ['user', 'right'] }, 'user:wrong-hush@', /does not accept the user and password/],
    'no login': [{ login: ['user', 'right'] }, '', /does not let anybody in without a password/],
    'no way to log in': [{ noMethod: true }, 'user:wrong-hush@', /accepts neither/],
  }
  for (const [name, [options, login, message]] of Object.entries(logins)) {
    test(`SOCKS5 with ${name} is ERR_PROXY_AUTHENTICATION`, async (t) => {
      const { at } = await startSocksProxy(t, options)
      const error = await failureOf(retrieve(clientOf(`socks5h://${login}${at}`, { maxRetries: 1 })))
      assert.equal(error.code, 'ERR_PROXY_AUTHENTICATION')
      assert.match(error.message, message)
      assert.doesNotMatch(inspect(error), /hush/)
      assertPlain(error)
    })
  }

  test('because it is an HTTP server and not SOCKS5, or closes, has a code', async (t) => {
    const { at } = await startHttpProxy(t, {})
    const garbage = await failureOf(retrieve(clientOf(`socks5h://${at}`)))
    assert.equal(garbage.code, 'ERR_PROXY_ANSWER')
    assertPlain(garbage)
    const closing = await listening(
      t,
      createServer((socket) => socket.once('data', () => socket.end(Buffer.from([5])))),
    )
    const closed = await failureOf(retrieve(clientOf(`socks5h://127.0.0.1:${closing}`)))
    assert.equal(closed.code, 'ECONNRESET')
    assertPlain(closed)
  })
})
