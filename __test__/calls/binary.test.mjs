// A body of bytes: read when asked for, at the reader's pace, and let go of when nobody reads.

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
/** What is held is what a collection leaves: V8 lets tens of MB of garbage lie, more of them on a busy machine. */
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

describe('all of it', () => {
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

  test('a blob has the type of the answer', async (t) => {
    const { client } = await set(t, () => ({ headers: { 'content-type': 'image/png' }, body: BYTES }))
    assert.equal((await (await client.fileStash.downloadFile({ s3Key: 'k' })).blob()).type, 'image/png')
  })

  test('bytes lie in memory of their own', async (t) => {
    const { client } = await set(t, () => ({ body: BYTES }))
    const buffer = await (await client.fileStash.downloadFile({ s3Key: 'k' })).arrayBuffer()
    assert.equal(buffer.byteLength, BYTES.length)
  })

  test('nothing is a body of no bytes', async (t) => {
    const { client } = await set(t, () => ({ status: 200 }))
    assert.equal((await (await client.fileStash.downloadFile({ s3Key: 'k' })).bytes()).length, 0)
  })

  test('JSON is bytes too, where a file is asked for', async (t) => {
    const { client } = await set(t, () => ({ body: { a: 1 } }))
    const { data, rawResponse } = await client.fileStash.downloadFile({ s3Key: 'k' }).withRawResponse()
    assert.equal(Buffer.from(await data.bytes()).toString(), '{"a":1}')
    assert.equal(rawResponse.headers.get('content-type'), 'application/json')
  })
})

describe('a reader who leaves', () => {
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

  test('never came: a body that is forgotten closes the connection', async (t) => {
    const server = await stalling(t)
    await server.download()
    const closed = server.closed.then(() => true)
    // What was made within this turn of the loop is still in reach of the stack.
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

test('an error answer is an error, not a file', async (t) => {
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

  test('comes whole, and is never held', async (t) => {
    const { download } = await gigabyte(t)
    const stream = (await download()).stream()
    let [length, looked, before, most] = [0, 0, undefined, 0]
    for await (const piece of stream) {
      length += piece.length
      if (length - looked < 4 * MB) continue
      looked = length
      collect()
      // What a finalizer frees, it frees in a turn of its own.
      await new Promise(setImmediate)
      const { rss } = process.memoryUsage()
      // What the first pieces need stays; from then on nothing is added.
      before ??= rss
      most = Math.max(most, rss - before)
    }
    assert.equal(length, 1024 * MB)
    t.diagnostic(`${(most / MB).toFixed(1)} MB more at the most`)
    assert.ok(most < 24 * MB, `${most / MB} MB more`)
  })

  test('waits for a reader who waits, goes on with them, and stops when they leave', async (t) => {
    const { download, state, until } = await gigabyte(t)
    const before = process.memoryUsage.rss()
    const reader = (await download()).stream().getReader()
    await reader.read()
    // It stands still when it waits and has got no further in a hundred looks.
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
  // As one that does not look at its signal does.
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
  // Before the answer, and in the turn in which it crosses.
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
