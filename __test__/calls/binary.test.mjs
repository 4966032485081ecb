// `BinaryResponse`: the body is fetched as fast as the reader takes it, and the connection is released when nobody reads any more.

import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { deferred, failureOf, serve } from '../support/server.mjs'

const MB = 1 << 20
/** Memory in use after a collection. Without one, V8 leaves tens of MB of garbage, and more on a busy machine. */
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const BYTES = Buffer.from([0, 1, 2, 250, 255])

async function set(t, answer) {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient({ ...api.options, maxRetries: 0 }) }
}

/** A server that sends two pieces of a body and then waits; `closed` is when the connection is gone. */
async function stalling(t, pieces = ['one', 'two']) {
  const closed = deferred()
  const { client } = await set(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 1000 })
    response.on('close', closed.resolve)
    for (const piece of pieces) response.write(piece)
  })
  return { client, closed: closed.promise, download: (options) => client.fileStash.downloadFile({ s3Key: 'k' }, options) }
}

describe('the whole body', () => {
  const readings = {
    bytes: (body) => body.bytes(),
    arrayBuffer: async (body) => new Uint8Array(await body.arrayBuffer()),
    blob: async (body) => new Uint8Array(await (await body.blob()).arrayBuffer()),
    stream: async (body) => {
      const pieces = []
      for await (const piece of body.stream()) pieces.push(piece)
      return new Uint8Array(Buffer.concat(pieces))
    },
    'stream with a reader': async (body) => {
      const reader = body.stream().getReader()
      const pieces = []
      for (let one = await reader.read(); !one.done; one = await reader.read()) pieces.push(one.value)
      return new Uint8Array(Buffer.concat(pieces))
    },
    'stream as a Response': async (body) => new Uint8Array(await new Response(body.stream()).arrayBuffer()),
  }
  for (const [name, read] of Object.entries(readings)) {
    test(`as ${name}, once`, async (t) => {
      const { api, client } = await set(t, () => ({ headers: { 'content-type': 'image/png' }, body: BYTES }))
      const body = await client.fileStash.downloadFile({ s3Key: 'a b/é' })
      assert.equal(api.requests[0].url, '/v1/connect/proj_1/file_stash/download?s3_key=a%20b%2F%C3%A9')
      assert.equal(body.bodyUsed, false)
      assert.deepEqual(await read(body), new Uint8Array(BYTES))
      assert.equal(body.bodyUsed, true)
      assert.throws(() => body.stream(), { code: 'ERR_BODY_USED' })
      for (const again of ['bytes', 'arrayBuffer', 'blob']) assert.equal((await failureOf(body[again]())).code, 'ERR_BODY_USED')
    })
  }

  test('blob() has the content type of the answer', async (t) => {
    const { client } = await set(t, () => ({ headers: { 'content-type': 'image/png' }, body: BYTES }))
    assert.equal((await (await client.fileStash.downloadFile({ s3Key: 'k' })).blob()).type, 'image/png')
  })

  test('bytes() returns a copy of its own', async (t) => {
    const { client } = await set(t, () => ({ body: BYTES }))
    const buffer = await (await client.fileStash.downloadFile({ s3Key: 'k' })).arrayBuffer()
    assert.equal(buffer.byteLength, BYTES.length)
  })

  test('an empty body has no bytes', async (t) => {
    const { client } = await set(t, () => ({ status: 200 }))
    assert.equal((await (await client.fileStash.downloadFile({ s3Key: 'k' })).bytes()).length, 0)
  })

  test('a JSON answer to a download is bytes', async (t) => {
    const { client } = await set(t, () => ({ body: { a: 1 } }))
    const { data, rawResponse } = await client.fileStash.downloadFile({ s3Key: 'k' }).withRawResponse()
    assert.equal(Buffer.from(await data.bytes()).toString(), '{"a":1}')
    assert.equal(rawResponse.headers.get('content-type'), 'application/json')
  })
})

describe('a reader that stops early', () => {
  const leavings = {
    'cancels the stream': async ({ download }) => (await download()).stream().cancel('enough'),
    'cancels its reader while a read waits': async ({ download }) => {
      const reader = (await download()).stream().getReader()
      let read = ''
      while (read.length < 6) read += Buffer.from((await reader.read()).value)
      const waiting = reader.read()
      await reader.cancel()
      assert.equal((await waiting).done, true)
    },
    'breaks out of the loop': async ({ download }) => {
      for await (const piece of (await download()).stream()) {
        assert.ok(piece.length > 0)
        break
      }
    },
    'aborts the call’s signal before reading': async ({ download }) => {
      const abort = new AbortController()
      const body = await download({ abortSignal: abort.signal })
      const stream = body.stream()
      abort.abort()
      assert.equal((await failureOf(stream.getReader().read())).name, 'AbortError')
    },
    'aborts the call’s signal while a read waits': async ({ download }) => {
      const abort = new AbortController()
      const bytes = (await download({ abortSignal: abort.signal })).bytes()
      const reason = new Error('the user left')
      abort.abort(reason)
      const error = await failureOf(bytes)
      assert.ok(error instanceof PipedreamError)
      assert.equal(error.cause, reason)
    },
  }
  for (const [name, leave] of Object.entries(leavings)) {
    test(`${name}: the connection closes`, async (t) => {
      const server = await stalling(t)
      await leave(server)
      await server.closed
    })
  }

  test('a body that nobody reads closes the connection when it is collected', async (t) => {
    const server = await stalling(t)
    await server.download()
    const closed = server.closed.then(() => true)
    // Objects of the current turn of the event loop are still reachable from the stack.
    do collect()
    while (!(await Promise.race([closed, new Promise((resolve) => setImmediate(resolve, false))])))
  })
})

test('a body that ends before its length is an error, not a short file', async (t) => {
  const { client } = await set(t, (request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 1000 })
    response.write('half', () => request.socket.destroy())
  })
  const body = await client.fileStash.downloadFile({ s3Key: 'k' })
  const error = await failureOf(body.bytes())
  assert.ok(error instanceof PipedreamError)
  assert.equal(error.code, 'ECONNRESET')
})

test('an answer with an error status is an error, not a file', async (t) => {
  const { client } = await set(t, () => ({ status: 404, body: { error: 'gone' } }))
  const error = await failureOf(client.fileStash.downloadFile({ s3Key: 'k' }))
  assert.deepEqual([error.statusCode, error.body], [404, { error: 'gone' }])
})

describe('a gigabyte', () => {
  async function gigabyte(t) {
    const child = fork(fileURLToPath(new URL('../support/gigabyte-server.mjs', import.meta.url)))
    t.after(() => child.kill())
    const [{ url }] = await once(child, 'message')
    const client = new PipedreamClient({ baseUrl: url, clientId: 'id', clientSecret: 'secret', projectId: 'proj_1' })
    const state = async () => {
      child.send('state')
      return (await once(child, 'message'))[0]
    }
    return { state, until: (holds) => until(state, holds), download: () => client.fileStash.downloadFile({ s3Key: String(1024 * MB) }) }
  }

  async function until(state, holds) {
    for (;;) {
      const now = await state()
      if (holds(now)) return now
    }
  }

  test('is downloaded completely without being held in memory', async (t) => {
    const { download } = await gigabyte(t)
    const stream = (await download()).stream()
    let [length, looked, before, most] = [0, 0, undefined, 0]
    for await (const piece of stream) {
      length += piece.length
      if (length - looked < 4 * MB) continue
      looked = length
      collect()
      // Finalizers run in a turn of their own.
      await new Promise(setImmediate)
      const { rss } = process.memoryUsage()
      // The buffers that the first chunks allocate are used again. After that memory does not grow.
      before ??= rss
      most = Math.max(most, rss - before)
    }
    assert.equal(length, 1024 * MB)
    t.diagnostic(`${(most / MB).toFixed(1)} MB more at the most`)
    assert.ok(most < 24 * MB, `${most / MB} MB more`)
  })

  test('waits while the reader waits, continues with it, and stops when it cancels', async (t) => {
    const { download, state, until } = await gigabyte(t)
    const before = process.memoryUsage.rss()
    const reader = (await download()).stream().getReader()
    await reader.read()
    // The server counts as stopped if it waits and has sent nothing in a hundred checks.
    let [last, looks] = [-1, 0]
    const still = await until((now) => {
      looks = now.waits && now.handed === last ? looks + 1 : 0
      last = now.handed
      return looks === 100
    })
    assert.ok(still.handed < 32 * MB, `${still.handed / MB} MB sent to nobody`)
    collect()
    assert.ok(process.memoryUsage.rss() - before < 32 * MB)
    for (let length = 0; length < 64 * MB; ) length += (await reader.read()).value.length
    assert.ok((await state()).handed >= 64 * MB)
    assert.equal((await state()).closed, 0)
    await reader.cancel()
    const { handed } = await until(({ closed }) => closed > 0)
    assert.ok(handed < 256 * MB, `${handed / MB} MB sent`)
  })
})

test('the body that a custom fetch gives after its call was aborted is cancelled', async () => {
  const gates = []
  let cancelled = 0
  // A fetch that ignores its signal does this.
  const fetch = () =>
    new Promise((resolve) =>
      gates.push(() =>
        resolve(new Response(new ReadableStream({ cancel: () => void cancelled++ }), { headers: { 'content-type': 'image/png' } })),
      ),
    )
  const client = new PipedreamClient({ baseUrl: 'https://x.example', token: 'own', projectId: 'proj_1', fetch, maxRetries: 0 })
  const turns = async (until) => {
    while (!until()) await new Promise(setImmediate)
  }
  // Abort before the fetch resolves, and in the turn of the event loop in which it resolves.
  for (const order of ['before', 'after']) {
    const controller = new AbortController()
    const call = client.proxy
      .get({ url: 'https://app.example/', externalUserId: 'u', accountId: 'a' }, { abortSignal: controller.signal })
      .catch(() => {})
    await turns(() => gates.length > 0)
    if (order === 'before') controller.abort()
    gates.pop()()
    await new Promise(setImmediate)
    controller.abort()
    await call
    await turns(() => cancelled === 1)
    cancelled = 0
  }
})
