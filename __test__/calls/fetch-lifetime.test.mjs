// How long a `client.fetch()` lives: retries, time limits, signals, and the connection of a body that is read late or never.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { PipedreamAbortError, PipedreamClient, PipedreamError, PipedreamTimeoutError } from 'pipedream-native'
import { deferred, failureOf, serve } from '../support/server.mjs'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

async function set(t, answer, more = {}) {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient({ ...api.options, maxRetries: 0, ...more }) }
}

/** A server that sends the head and the start of a body, and then nothing. `closed` is when the connection is gone. */
async function stalling(t, more) {
  const closed = deferred()
  const { api, client } = await set(
    t,
    (_request, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.on('close', closed.resolve)
      response.write('start')
    },
    more,
  )
  return { api, client, closed: closed.promise }
}

describe('retries', () => {
  const busy = (status) => (_request, _response, count) =>
    count < 3 ? { status, headers: { 'retry-after': '0' }, body: 'busy' } : { body: 'done' }

  test('a GET is repeated after 500 and 503', async (t) => {
    for (const status of [500, 503]) {
      const { api, client } = await set(t, busy(status))
      const response = await client.fetch('/x', undefined, { maxRetries: 2 })
      assert.deepEqual([await response.text(), api.requests.length], ['done', 3])
    }
  })

  test('a POST is repeated after 503, and not after 500', async (t) => {
    const { api, client } = await set(t, busy(503), { maxRetries: 2 })
    const post = { method: 'POST', body: 'text' }
    assert.equal((await client.fetch(new Request(`${api.url}/x`, post))).status, 200)
    assert.deepEqual(
      api.requests.map(({ text }) => text),
      ['text', 'text', 'text'],
    )
    const other = await set(t, busy(500), { maxRetries: 2 })
    const response = await other.client.fetch('/x', post)
    assert.deepEqual([response.status, await response.text(), other.api.requests.length], [500, 'busy', 1])
  })

  test('the last answer is a Response', async (t) => {
    const { api, client } = await set(t, () => ({ status: 429, headers: { 'retry-after': '0' }, body: 'slow down' }))
    const response = await client.fetch('/x', {}, { maxRetries: 1 })
    assert.deepEqual([response.status, await response.text(), api.requests.length], [429, 'slow down', 2])
  })

  test('a streamed body is sent once', async (t) => {
    const { api, client } = await set(t, () => ({ status: 503, body: 'busy' }), { maxRetries: 2 })
    async function* pieces() {
      yield 'one'
      yield 'two'
    }
    assert.equal((await client.fetch('/x', { method: 'PUT', body: pieces() })).status, 503)
    assert.deepEqual(
      api.requests.map(({ text }) => text),
      ['onetwo'],
    )
  })
})

describe('bodies that are sent', () => {
  test('the stream of a Request that waits is sent while it is written', async (t) => {
    const { api, client } = await set(t)
    const arrived = once(api.server, 'request')
    const { readable, writable } = new TransformStream()
    const writer = writable.getWriter()
    const sent = client.fetch(new Request(`${api.url}/x`, { method: 'POST', body: readable, duplex: 'half' }))
    await writer.write(Buffer.from('one'))
    // The token request is the first.
    await arrived
    await writer.write(Buffer.from('two'))
    await writer.close()
    assert.equal((await sent).status, 200)
    assert.equal(api.requests[0].text, 'onetwo')
  })

  test('a stream that fails fails the call with its error', async (t) => {
    const { client, api } = await set(t)
    const broken = new Error('the disk is gone')
    const streams = {
      'of a Request': () => new Request(`${api.url}/x`, { method: 'POST', body: failing(), duplex: 'half' }),
      'of a Request, at once': () => new Request(`${api.url}/x`, { method: 'POST', body: ReadableStream.from(now()), duplex: 'half' }),
    }
    // biome-ignore lint/correctness/useYield: it fails before
    async function* now() {
      throw broken
    }
    const failing = () =>
      new ReadableStream({
        async pull(controller) {
          await new Promise(setImmediate)
          controller.error(broken)
        },
      })
    for (const [name, input] of Object.entries(streams)) {
      const error = await failureOf(client.fetch(input()))
      assert.ok(error instanceof PipedreamError, name)
      assert.deepEqual([error.code, error.cause], ['ERR_INVALID_ARGUMENT', broken], name)
    }
    const error = await failureOf(client.fetch('/x', { method: 'POST', body: failing() }))
    assert.equal(error.cause, broken)
  })

  test('a Blob of two megabytes is a stream', async (t) => {
    const { client, api } = await set(t)
    await client.fetch('/x', { method: 'POST', body: new Blob([Buffer.alloc(2 << 20, 'a')], { type: 'a/b' }) })
    assert.deepEqual([api.requests[0].bytes.length, api.requests[0].headers['content-type']], [2 << 20, 'a/b'])
  })
})

describe('a signal', () => {
  const reason = new Error('the user left')
  /** Ways to give the signal of `abort`. */
  const given = {
    'of init': (abort) => ['/x', { signal: abort.signal }],
    'of the options': (abort) => ['/x', {}, { abortSignal: abort.signal }],
    'of a Request': (abort, url) => [new Request(`${url}/x`, { signal: abort.signal })],
    ...('any' in AbortSignal && {
      'of init, beside one of the options': (abort) => ['/x', { signal: abort.signal }, { abortSignal: new AbortController().signal }],
      'of the options, beside one of init': (abort) => ['/x', { signal: new AbortController().signal }, { abortSignal: abort.signal }],
    }),
  }
  for (const [name, args] of Object.entries(given)) {
    test(`${name}: it ends the call before the head`, async (t) => {
      const gone = deferred()
      const abort = new AbortController()
      const { api, client } = await set(t, (request) => {
        request.socket.on('close', gone.resolve)
        abort.abort(reason)
      })
      const error = await failureOf(client.fetch(...args(abort, api.url)))
      assert.ok(error instanceof PipedreamAbortError)
      assert.deepEqual([error.name, error.code, error.cause], ['AbortError', 'ABORT_ERR', reason])
      await gone.promise
    })

    test(`${name}: it ends the body after the head`, async (t) => {
      const { api, client, closed } = await stalling(t)
      const abort = new AbortController()
      const response = await client.fetch(...args(abort, api.url))
      collect()
      const text = response.text()
      abort.abort(reason)
      const error = await failureOf(text)
      assert.ok(error instanceof PipedreamAbortError)
      assert.equal(error.cause, reason)
      await closed
    })

    test(`${name}: aborted already, nothing is sent`, async (t) => {
      const { api, client } = await set(t)
      const abort = new AbortController()
      abort.abort(reason)
      assert.equal((await failureOf(client.fetch(...args(abort, api.url)))).cause, reason)
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }

  test('null in init removes that of the Request', async (t) => {
    const { api, client } = await set(t)
    assert.equal((await client.fetch(new Request(`${api.url}/x`, { signal: AbortSignal.abort() }), { signal: null })).status, 200)
  })

  test('of AbortSignal.timeout() is the cause', async (t) => {
    const { client } = await set(t, () => undefined)
    const error = await failureOf(client.fetch('/x', { signal: AbortSignal.timeout(20) }))
    assert.deepEqual([error.name, error.cause.name], ['AbortError', 'TimeoutError'])
  })
})

describe('time limits and failures', () => {
  test('timeoutInSeconds is that of the head', async (t) => {
    const { client } = await set(t, () => undefined)
    const error = await failureOf(client.fetch('/x', {}, { timeoutInSeconds: 0.1 }))
    assert.ok(error instanceof PipedreamTimeoutError)
    assert.match(error.message, /GET \/x/)
  })

  test('timeoutInSeconds is that of each chunk', async (t) => {
    const { client, closed } = await stalling(t)
    const response = await client.fetch('/x', {}, { timeoutInSeconds: 0.5 })
    assert.ok((await failureOf(response.text())) instanceof PipedreamTimeoutError)
    await closed
  })

  test('a server that refuses connections is a PipedreamError with its code', async (t) => {
    const { api, client } = await set(t)
    api.server.closeAllConnections()
    api.server.close()
    await once(api.server, 'close')
    const error = await failureOf(client.fetch(`${api.url}/x?secret=hush`, { headers: { authorization: 'own' } }))
    assert.ok(error instanceof PipedreamError)
    assert.equal(error.code, 'ECONNREFUSED')
    assert.doesNotMatch(error.message, /hush/)
  })

  test('a body that ends before its length is an error', async (t) => {
    const { client } = await set(t, (request, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('half', () => request.socket.destroy())
    })
    assert.equal((await failureOf((await client.fetch('/x')).text())).code, 'ECONNRESET')
  })

  test('a closed client', async (t) => {
    const { client } = await set(t)
    client.close()
    assert.equal((await failureOf(client.fetch('/x'))).code, 'ERR_CLIENT_CLOSED')
  })
})

describe('the connection of a body', () => {
  test('that is cancelled is closed', async (t) => {
    const { client, closed } = await stalling(t)
    await (await client.fetch('/x')).body.cancel()
    await closed
  })

  test('of a Response that was collected unread is closed', async (t) => {
    const { client, closed } = await stalling(t)
    await client.fetch('/x')
    const isClosed = closed.then(() => true)
    // Objects of the current turn of the event loop are still reachable from the stack.
    do collect()
    while (!(await Promise.race([isClosed, new Promise((resolve) => setImmediate(resolve, false))])))
  })

  test('that is being read stays open without its Response', async (t) => {
    const more = deferred()
    const { client } = await set(t, async (_request, response) => {
      response.writeHead(200, { 'content-length': 8 })
      response.write('half')
      await more.promise
      response.end('full')
    })
    const text = (await client.fetch('/x')).text()
    for (let turn = 0; turn < 20; turn++) {
      collect()
      await new Promise(setImmediate)
    }
    more.resolve()
    assert.equal(await text, 'halffull')
  })

  test('of a response without one is used again', async (t) => {
    const sockets = new Set()
    const { client } = await set(t, ({ socket, path }) => {
      sockets.add(socket)
      return { status: Number(path.slice(1)) }
    })
    for (const status of [204, 304, 205]) assert.equal((await client.fetch(`/${status}`)).body, null)
    await client.fetch('/200', { method: 'HEAD' })
    await (await client.fetch('/200')).text()
    assert.equal(sockets.size, 1)
  })

  test('waits while nobody reads', async (t) => {
    const finished = deferred()
    const { client } = await set(t, (_request, response) => {
      response.writeHead(200)
      const piece = Buffer.alloc(1 << 20)
      let sent = 0
      const write = () => {
        while (sent < 64) {
          sent++
          if (!response.write(piece)) return response.once('drain', write)
        }
        response.end()
        finished.resolve()
      }
      write()
    })
    const response = await client.fetch('/x')
    const early = await Promise.race([finished.promise.then(() => true), waitALittle()])
    assert.equal(early, false)
    assert.equal((await response.arrayBuffer()).byteLength, 64 << 20)
  })
})

/** Many turns of the event loop, in which a server that nobody holds back would send everything. */
async function waitALittle() {
  for (let turn = 0; turn < 2000; turn++) await new Promise(setImmediate)
  return false
}

test('a client does not load undici before its first fetch', () => {
  const script = `
    const { PipedreamClient } = require('pipedream-native')
    new PipedreamClient({ token: 'own', projectId: 'proj_1' }).fetch
    console.log(process.moduleLoadList.filter((name) => name.includes('undici/undici')).length)`
  assert.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim(), '0')
})
