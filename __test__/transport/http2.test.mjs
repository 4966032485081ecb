// HTTP/2 with real servers: which requests are sent again, how bodies flow, and what ends when.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:http2'
import { createServer } from 'node:https'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { PipedreamClient } from 'pipedream-native'
import { clientFor, fixture, json, serveHttp2, textOf } from '../support/http2.mjs'
import { HOST, startHttpProxy } from '../support/proxies.mjs'
import { closeServer, deferred, failureOf, grant, serve } from '../support/server.mjs'

const MB = 1 << 20
const echo = (stream, headers) => {
  const answer = (body) => json(stream, { path: headers[':path'], body })
  textOf(stream).then(answer, () => {})
}
const post = (client, path, body, more) => client.request('POST', path, { body, ...more })
const many = (count, call) => Promise.all(Array.from({ length: count }, (_, n) => call(n)))

describe('the protocol', () => {
  test('is HTTP/2 where the server offers it, and calls share a few connections', async (t) => {
    const { client, seen } = await serveHttp2(t, echo)
    assert.deepEqual(await client.request('GET', '/v1/x'), { path: '/v1/x', body: '' })
    await many(64, (n) => post(client, `/v1/${n}`, { n }))
    assert.equal(seen.paths.length, 65)
    assert.ok(seen.connections <= 9, `${seen.connections} connections`)
  })

  test('is HTTP/1.1 where the server has nothing else', async (t) => {
    const [server, seen] = [createServer({ key: fixture('server.key'), cert: fixture('server.pem') }), []]
    server.on('request', (request, response) => {
      seen.push(request.httpVersion)
      response.end('{"id":"apn_1"}')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => closeServer(server))
    const client = clientFor(`https://localhost:${server.address().port}`)
    await many(8, () => client.request('GET', '/v1/x'))
    assert.deepEqual(new Set(seen), new Set(['1.1']))
  })

  for (const [value, expected] of [
    ['0', [0, 1]],
    ['1', [1, 0]],
    ['', [1, 0]],
  ]) {
    test(`is what PIPEDREAM_HTTP2=${value} allows`, async (t) => {
      const { baseUrl, seen } = await serveHttp2(t, echo, { http1: (_request, response) => response.end('{"id":"apn_1"}') })
      const program = `
        import { clientFor } from ${JSON.stringify(new URL('../support/http2.mjs', import.meta.url))}
        await clientFor(${JSON.stringify(baseUrl)}).request('GET', '/v1/x')`
      const args = ['--input-type=module', '--eval', program]
      const child = spawn(process.execPath, args, { env: { ...process.env, PIPEDREAM_HTTP2: value }, stdio: 'inherit' })
      assert.deepEqual((await once(child, 'exit'))[0], 0)
      assert.deepEqual([seen.paths.length, seen.http1], expected)
    })
  }

  test('is HTTP/2 through a tunnel too', async (t) => {
    const { port, seen } = await serveHttp2(t, echo, { name: 'named' })
    const proxy = await startHttpProxy(t, { port })
    const client = clientFor(`https://${HOST}`, { proxy: `http://${proxy.at}`, caCertificates: fixture('named-authority.pem') })
    assert.ok(await client.request('GET', '/v1/x'))
    assert.deepEqual(seen.paths, ['/v1/x'])
    assert.equal(proxy.asked.length, 1)
  })

  test('has the host in the URL, the length of a body, and no header about the connection', async (t) => {
    const { client, port } = await serveHttp2(t, async (stream, headers) => {
      await textOf(stream)
      json(stream, { ...headers })
    })
    const headers = await post(client, '/v1/x', { a: 1 }, { headers: { connection: 'close', te: 'gzip', 'x-own': 'yes' } })
    assert.equal(headers[':authority'], `localhost:${port}`)
    assert.equal(headers['content-length'], '7')
    assert.equal(headers['x-own'], 'yes')
    for (const name of ['host', 'connection', 'te']) assert.equal(headers[name], undefined, name)
  })
})

describe('a request that the server has not processed is sent again, whatever it is', () => {
  test('after REFUSED_STREAM', async (t) => {
    let refused = 0
    const { client } = await serveHttp2(t, (stream, headers) => {
      if (refused++ < 2) stream.close(constants.NGHTTP2_REFUSED_STREAM)
      else echo(stream, headers)
    })
    assert.deepEqual(await post(client, '/v1/x', { n: 1 }), { path: '/v1/x', body: '{"n":1}' })
    assert.equal(refused, 3)
  })

  test('after REFUSED_STREAM in the middle of an upload', async (t) => {
    let refused = 0
    const { client } = await serveHttp2(t, async (stream, headers) => {
      if (refused++ > 0) return echo(stream, headers)
      await once(stream, 'data')
      stream.close(constants.NGHTTP2_REFUSED_STREAM)
    })
    const body = Readable.from([Buffer.from('one '), Buffer.from('two '), Buffer.from('three')])
    assert.deepEqual(await post(client, '/v1/x', body), { path: '/v1/x', body: 'one two three' })
  })

  test('but not for ever', async (t) => {
    const { client, seen } = await serveHttp2(t, (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM))
    const error = await failureOf(post(client, '/v1/x', { n: 1 }))
    assert.equal(error.code, 'ECONNRESET')
    assert.match(error.message, /did not process the request/)
    assert.ok(seen.paths.length < 20, `${seen.paths.length} times`)
  })

  test('after GOAWAY, as nginx sends it with its 100th request', async (t) => {
    const done = new Map()
    const { client, seen } = await serveHttp2(t, async (stream) => {
      const { session } = stream
      // Node tells of a stream in the next tick, when the connection may have ended. It was not processed either.
      if (session === undefined) return
      session.count = (session.count ?? 0) + 1
      // What comes after the last stream is never looked at.
      if (session.count > 100) return
      if (session.count === 100) session.goaway(constants.NGHTTP2_NO_ERROR, stream.id)
      const { n } = JSON.parse(await textOf(stream))
      done.set(n, (done.get(n) ?? 0) + 1)
      json(stream, { n })
    })
    for (let round = 0; round < 5; round++) {
      const answers = await many(200, (n) => post(client, '/v1/x', { n: round * 200 + n }))
      assert.deepEqual(
        answers.map(({ n }) => n),
        Array.from({ length: 200 }, (_, n) => round * 200 + n),
      )
    }
    assert.equal(done.size, 1000)
    assert.deepEqual(new Set(done.values()), new Set([1]))
    assert.ok(seen.connections >= 10 && seen.connections <= 100, `${seen.connections} connections`)
  })

  test('with HTTP/1.1, if the server wants that', async (t) => {
    const { client, seen } = await serveHttp2(t, (stream) => stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED), {
      http1: (request, response) => request.resume().on('end', () => response.end('{"id":"apn_1"}')),
    })
    for (let n = 0; n < 2; n++) assert.deepEqual(await post(client, '/v1/x', { n }), { id: 'apn_1' })
    assert.deepEqual([seen.paths.length, seen.http1], [1, 2])
  })
})

describe('a connection', () => {
  test('carries no more requests than the server allows', async (t) => {
    const open = new Map()
    let most = 0
    const { client } = await serveHttp2(
      t,
      async (stream, headers) => {
        const { session } = stream
        open.set(session, (open.get(session) ?? 0) + 1)
        most = Math.max(most, open.get(session))
        await sleep(5)
        open.set(session, open.get(session) - 1)
        echo(stream, headers)
      },
      { settings: { maxConcurrentStreams: 3 } },
    )
    await client.request('GET', '/v1/x')
    await many(100, () => client.request('GET', '/v1/x'))
    assert.ok(most <= 3, `${most} at a time`)
  })

  test('that the server cuts gives ECONNRESET, and the next call has another one', async (t) => {
    const { client, sessions, seen } = await serveHttp2(t, (stream, headers) => {
      if (headers[':path'] === '/v1/cut') stream.session.cut()
      else echo(stream, headers)
    })
    assert.equal((await failureOf(post(client, '/v1/cut', {}))).code, 'ECONNRESET')
    assert.ok(await client.request('GET', '/v1/x'))
    assert.equal(seen.connections, sessions.length)
    assert.equal(seen.connections, 2)
  })

  test('goes on when one of its calls is given up, and the server learns of it', async (t) => {
    const cancelled = deferred()
    const { client, seen } = await serveHttp2(t, (stream, headers) => {
      if (headers[':path'] !== '/v1/slow') return echo(stream, headers)
      stream.on('close', () => cancelled.resolve(stream.rstCode))
    })
    await client.request('GET', '/v1/x')
    const controller = new AbortController()
    const slow = failureOf(client.request('GET', '/v1/slow', { abortSignal: controller.signal }))
    while (!seen.paths.includes('/v1/slow')) await sleep(5)
    controller.abort()
    await slow
    assert.equal(await cancelled.promise, constants.NGHTTP2_CANCEL)
    await client.request('GET', '/v1/x')
    assert.equal(seen.connections, 1)
  })

  test('gets no further call after one that brought no answer', async (t) => {
    const { client, seen } = await serveHttp2(t, (stream, headers) => {
      if (headers[':path'] !== '/v1/slow') echo(stream, headers)
    })
    await client.request('GET', '/v1/x')
    assert.equal((await failureOf(client.request('GET', '/v1/slow', { timeoutInSeconds: 0.5 }))).name, 'PipedreamTimeoutError')
    await client.request('GET', '/v1/x')
    assert.equal(seen.connections, 2)
  })

  test('serves others while answers on it are not read', async (t) => {
    const big = Buffer.alloc(8 * MB)
    const { client, seen } = await serveHttp2(t, (stream, headers) => {
      if (headers[':path'] !== '/v1/big') return echo(stream, headers)
      stream.respond({ ':status': 200 })
      stream.end(big)
    })
    const unread = await many(20, () => client.fetch('/v1/big'))
    assert.ok(await client.request('GET', '/v1/x'))
    const sizes = await Promise.all(unread.map(async (response) => (await response.arrayBuffer()).byteLength))
    assert.deepEqual(new Set(sizes), new Set([8 * MB]))
    assert.ok(seen.connections <= 6, `${seen.connections} connections`)
  })
})

describe('bodies', () => {
  test('of 20 MB arrive whole in both directions', async (t) => {
    const { client } = await serveHttp2(t, (stream) => {
      stream.respond({ ':status': 200 })
      stream.pipe(stream)
    })
    const sent = Buffer.from(Array.from({ length: 20 * 16 }, (_, n) => String.fromCharCode(97 + (n % 26)).repeat(64 << 10)).join(''))
    const body = Readable.from(Array.from({ length: 40 }, (_, n) => sent.subarray(n * (MB / 2), (n + 1) * (MB / 2))))
    const response = await client.fetch('/v1/x', { method: 'POST', body, duplex: 'half' })
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(sent))
  })

  test('of requests wait for a server that does not read', async (t) => {
    const [arrived, go] = [deferred(), deferred()]
    const { client } = await serveHttp2(t, async (stream) => {
      arrived.resolve()
      await go.promise
      json(stream, { bytes: (await textOf(stream)).length })
    })
    let given = 0
    const body = new Readable({
      read() {
        given += 64 << 10
        this.push(given > 8 * MB ? null : Buffer.alloc(64 << 10, 'a'))
      },
    })
    const call = post(client, '/v1/x', body)
    await arrived.promise
    await sleep(200)
    assert.ok(given < 4 * MB, `${given} bytes were read from the source`)
    go.resolve()
    assert.deepEqual(await call, { bytes: 8 * MB })
  })

  for (const [kind, code] of [['resets the rest', constants.NGHTTP2_NO_ERROR], ['goes on reading']]) {
    test(`413 during an upload of 20 MB is what the caller gets from a server that ${kind}`, async (t) => {
      const { client, seen } = await serveHttp2(t, (stream) => {
        stream.once('data', () => {
          json(stream, { error: 'too large' }, 413)
          if (code === undefined) stream.resume()
          else stream.on('finish', () => stream.close(code))
        })
      })
      for (const body of [() => new Uint8Array(20 * MB), () => Readable.from(Array.from({ length: 320 }, () => Buffer.alloc(64 << 10)))]) {
        const errors = await many(3, () => failureOf(post(client, '/v1/x', body())))
        assert.deepEqual(
          errors.map(({ statusCode, body }) => [statusCode, body]),
          Array.from({ length: 3 }, () => [413, { error: 'too large' }]),
        )
      }
      assert.ok(seen.connections <= 4, `${seen.connections} connections`)
    })
  }

  test('that the server gives up in the middle are ECONNRESET, and the connection goes on', async (t) => {
    const { client, seen } = await serveHttp2(t, (stream, headers) => {
      if (headers[':path'] !== '/v1/half') return echo(stream, headers)
      stream.respond({ ':status': 200 })
      stream.write('{"half":', () => stream.destroy(new Error('a test')))
    })
    const error = await failureOf(client.request('GET', '/v1/half'))
    assert.deepEqual([error.code, error.phase], ['ECONNRESET', 'body'])
    await client.request('GET', '/v1/x')
    assert.equal(seen.connections, 1)
  })
})

describe('headers', () => {
  const withHeaders = (count, size) => (stream) => {
    const more = Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, 'v'.repeat(size)]))
    stream.respond({ ':status': 200, 'content-type': 'application/json', ...more })
    stream.end('{}')
  }

  test('300 of them arrive', async (t) => {
    const { client } = await serveHttp2(t, withHeaders(300, 10))
    assert.equal((await client.fetch('/v1/x')).headers.get('x-299'), 'vvvvvvvvvv')
  })

  test('more than 1,000 are an error that says so', async (t) => {
    const { client } = await serveHttp2(t, withHeaders(1001, 1))
    const error = await failureOf(client.request('GET', '/v1/x'))
    assert.equal(error.code, 'ERR_INVALID_HTTP_RESPONSE')
    assert.match(error.message, /more than 1000 headers/)
  })
})

describe('a burst of 1,000 cold calls', () => {
  const credentials = { token: undefined, clientId: 'client-id', clientSecret: 'client-secret-hush' }
  const until = async (isTrue) => {
    while (!isTrue()) await sleep(5)
  }

  test('shares a few connections, which are opened while the token is on its way', async (t) => {
    const token = deferred()
    const { client, seen } = await serveHttp2(t, echo, { options: credentials, token: token.promise })
    const calls = many(1000, () => client.request('GET', '/v1/x'))
    await until(() => seen.connections === 50)
    token.resolve()
    assert.equal((await calls).length, 1000)
    assert.equal(seen.paths.filter((path) => path === '/v1/oauth/token').length, 1)
    assert.equal(seen.connections, 50)
  })

  test('has 64 connections of HTTP/1.1, which are opened while the token is on its way', async (t) => {
    const token = deferred()
    const api = await serve(t, undefined, { token: (...request) => token.promise.then(() => grant(...request)) })
    let connections = 0
    api.server.on('connection', () => connections++)
    const client = new PipedreamClient(api.options)
    const calls = many(1000, () => client.request('GET', '/v1/x'))
    await until(() => connections === 64)
    token.resolve()
    assert.equal((await calls).length, 1000)
    assert.equal(connections, 64)
  })

  test('of one call only has one connection', async (t) => {
    const { client, seen } = await serveHttp2(t, echo, { options: credentials, token: sleep(100) })
    await client.request('GET', '/v1/x')
    assert.equal(seen.connections, 1)
  })
})
