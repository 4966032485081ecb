// Which connection a call gets: idle ones that the server is about to close, ones that are dead, and few for many calls.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { PipedreamClient } from 'pipedream-native'
import { closeServer, deferred, failureOf, listening, serve } from '../support/server.mjs'

const fixture = (name) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const own = (baseUrl, options) =>
  new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', maxRetries: 0, timeoutInSeconds: 30, ...options })
const post = (client) => client.tokens.create({ externalUserId: 'u' })

/**
 * A server of raw sockets. `answer(socket, count)` is called for each request, with the number of it on its connection, and returns
 * headers for the answer, or undefined for none.
 */
async function raw(t, answer) {
  const sockets = []
  const server = createServer((socket) => {
    sockets.push(socket)
    let count = 0
    socket.on('data', async () => {
      const headers = await answer(socket, count++)
      if (headers === undefined || socket.destroyed) return
      const body = '{"id":"apn_1","token":"ctok_1"}'
      socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`)
    })
  })
  return { url: `http://127.0.0.1:${await listening(t, server)}`, sockets }
}

/** A function that resolves for all callers when it has been called `count` times. */
function meeting(count) {
  const { promise, resolve } = deferred()
  let arrived = 0
  return () => {
    if (++arrived === count) resolve()
    return promise
  }
}

describe('an idle connection', () => {
  test('is not used in the last second of the time that the server gave', async (t) => {
    const hints = ['keep-alive: timeout=2, max=99\r\n', 'Keep-Alive: max=5, timeout=60\r\n', 'keep-alive: timeout=1\r\n', '', '']
    let requests = 0
    const api = await raw(t, () => hints[requests++])
    const client = own(api.url)
    const used = []
    for (const idle of [0, 0, 1_100, 0]) {
      await sleep(idle)
      await client.accounts.retrieve('a')
      used.push(api.sockets.length)
    }
    // The second answer replaces the hint of the first, and the third one forbids to use the connection again.
    assert.deepEqual(used, [1, 1, 1, 2])
    await client.accounts.retrieve('a')
    assert.equal(api.sockets.length, 2)
  })

  for (const [name, headers, limit] of [
    ['with a hint of 2 s', 'keep-alive: timeout=2\r\n', 2_000],
    ['without a hint, after 5 s', '', 5_000],
  ]) {
    test(`gets no POST when the server is about to close it, ${name}`, async (t) => {
      const all = meeting(18)
      let lost = 0
      const api = await raw(t, async (socket, count) => {
        // What arrives within one round trip of the close is lost.
        if (performance.now() - socket.idleSince > limit - 100) {
          lost++
          socket.resetAndDestroy()
          return undefined
        }
        if (count === 0 && api.sockets.length <= 18) await all()
        socket.idleSince = performance.now()
        return headers
      })
      const client = own(api.url)
      const outcomes = times(18, async (index) => {
        await post(client)
        await sleep(limit - 90 + index * 10)
        return post(client)
      })
      const failed = (await Promise.allSettled(outcomes)).filter(({ status }) => status === 'rejected')
      assert.deepEqual(failed, [])
      assert.equal(lost, 0)
    })
  }
})

describe('ten idle connections that do not work any more', () => {
  /** A server whose first ten connections work once. Then `broken(socket)` gets their requests. */
  async function tenConnections(t, broken) {
    const all = meeting(10)
    const api = await raw(t, async (socket, count) => {
      if (!api.sockets.slice(0, 10).includes(socket)) return ''
      if (count > 0) return broken(socket)
      await all()
      return ''
    })
    await Promise.all(times(10, () => own(api.url).accounts.retrieve('a')))
    assert.equal(api.sockets.length, 10)
    return api
  }

  for (const [name, options, call] of [
    ['a time limit', { timeoutInSeconds: 1 }, (client) => client.accounts.retrieve('a')],
    ['an abort signal', {}, (client) => client.accounts.retrieve('a', {}, { abortSignal: AbortSignal.timeout(600) })],
    ['a time limit, with POST', { timeoutInSeconds: 1 }, post],
  ]) {
    test(`fail two calls in a row at most: ${name}`, async (t) => {
      const api = await tenConnections(t, () => undefined)
      const client = own(api.url, options)
      const outcomes = []
      for (let count = 0; count < 5; count++)
        outcomes.push(
          await call(client).then(
            () => 'ok',
            () => 'failed',
          ),
        )
      assert.ok(outcomes.indexOf('ok') <= 2 && outcomes.indexOf('ok') >= 0, outcomes.join())
      assert.ok(!outcomes.slice(outcomes.indexOf('ok')).includes('failed'), outcomes.join())
    })
  }

  test('fail no read if they are reset', async (t) => {
    let resets = 0
    const api = await tenConnections(t, (socket) => {
      resets++
      socket.resetAndDestroy()
    })
    for (let count = 0; count < 10; count++) await own(api.url).accounts.retrieve('a')
    assert.equal(resets, 1)
  })
})

describe('a burst', () => {
  /** A TLS server that counts handshakes, and connections that are open at a time. */
  async function secure(t, answer, accept = () => true) {
    const seen = { handshakes: 0, requests: 0 }
    const server = createSecureServer({ key: fixture('server.key'), cert: fixture('server.pem') }, async (request, response) => {
      seen.requests++
      request.resume()
      await answer?.(request)
      response.setHeader('content-type', 'application/json')
      response.end('{"id":"apn_1","token":"ctok_1"}')
    })
    const open = new Set()
    server.on('connection', (socket) => {
      socket.on('close', () => open.delete(socket))
      socket.on('error', () => {})
      if (!accept(open.size)) return socket.destroy()
      open.add(socket)
    })
    server.on('tlsClientError', () => {})
    server.on('secureConnection', () => seen.handshakes++)
    server.listen(0, '127.0.0.1', 4096)
    await once(server, 'listening')
    t.after(() => closeServer(server))
    return { ...seen, seen, client: own(`https://localhost:${server.address().port}`, { caCertificates: fixture('authority.pem') }) }
  }

  for (const [name, call] of [
    ['reads', (client) => client.accounts.retrieve('a')],
    ['writes', post],
    ['requests through the proxy', (client) => client.proxy.get({ url: 'https://x.example/', externalUserId: 'u', accountId: 'a' })],
  ]) {
    // It is 64 where exchanges take less than 200 ms: src/transport/connections/tests/burst.rs has a clock of its own. A busy machine takes
    // longer, and then more are opened (86 were seen). Without a limit there are 360 or more.
    test(`of a thousand ${name} needs a handshake for a quarter of them at most`, async (t) => {
      const { client, seen } = await secure(t)
      await Promise.all(times(1_000, () => call(client)))
      assert.equal(seen.requests, 1_000)
      assert.ok(seen.handshakes <= 250, `${seen.handshakes} handshakes`)
    })
  }

  test('of slow calls is not stuck behind 64 of them', async (t) => {
    // No call is answered before all have arrived.
    const { client, seen } = await secure(t, meeting(200))
    await Promise.all(times(200, () => client.accounts.retrieve('a')))
    assert.equal(seen.requests, 200)
  })

  test('is served by a server that accepts eight connections', async (t) => {
    const { client, seen } = await secure(t, undefined, (open) => open < 8)
    await Promise.all(times(300, () => client.accounts.retrieve('a')))
    assert.equal(seen.requests, 300)
    assert.ok(seen.handshakes <= 8, `${seen.handshakes} handshakes`)
  })

  test('to one host delays no call to another', async (t) => {
    const end = deferred()
    const slow = await secure(t, () => end.promise)
    const other = await serve(t)
    const burst = times(3_000, () => slow.client.accounts.retrieve('a'))
    for (let count = 0; count < 20; count++) await own(other.url, { timeoutInSeconds: 10 }).accounts.retrieve('a')
    assert.equal(other.requests.length, 20)
    end.resolve()
    await Promise.all(burst)
  })

  test('whose waiting calls are aborted, or reach their time limit, sends none of those', async (t) => {
    const end = deferred()
    const arrived = deferred()
    const paths = []
    const { client } = await secure(t, ({ url }) => {
      if (paths.push(url.at(-1)) === 64) arrived.resolve()
      return end.promise
    })
    const first = times(64, () => client.accounts.retrieve('a'))
    // The process has nothing else to do then, so the calls below are aborted before those above are taken for stuck.
    await arrived.promise
    const abort = new AbortController()
    const aborted = times(500, () => failureOf(client.accounts.retrieve('b', {}, { abortSignal: abort.signal })))
    const late = times(20, () => failureOf(client.accounts.retrieve('c', {}, { timeoutInSeconds: 0.2 })))
    await sleep(0)
    abort.abort()
    for (const error of await Promise.all(aborted)) assert.equal(error.name, 'AbortError')
    for (const error of await Promise.all(late)) assert.equal(error.name, 'PipedreamTimeoutError')
    end.resolve()
    await Promise.all(first)
    await Promise.all(times(100, () => client.accounts.retrieve('d')))
    assert.equal(paths.join(''), 'a'.repeat(64) + 'd'.repeat(100))
  })
})
