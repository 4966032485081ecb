// The option `onProgress`: what it is called with, how often, and what happens when it throws.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { deferred, failureOf, serve } from '../support/server.mjs'
import { until } from '../support/stores.mjs'

/** A list of `pages` pages of two accounts. */
const pages =
  (pages, total = pages * 2) =>
  ({ query }) => {
    const at = Number(query.get('after') ?? 0)
    const data = [{ id: `${at}a` }, { id: `${at}b` }]
    return { body: { data, page_info: { total_count: total, count: 2, end_cursor: at + 1 < pages ? String(at + 1) : null } } }
  }
const fault = new Error('as it should')
const throwing = {
  throws() {
    throw fault
  },
  async rejects() {
    throw fault
  },
}

describe('a list', () => {
  test('with for await: once for each page, before its items', async (t) => {
    const api = await serve(t, pages(3))
    const seen = []
    const client = new PipedreamClient(api.options)
    for await (const { id } of client.accounts.list({}, { onProgress: (progress) => seen.push(progress) })) seen.push(id)
    const progress = (items, pages) => ({ kind: 'list', items, pages, total: 6 })
    assert.deepEqual(seen, [progress(2, 1), '0a', '0b', progress(4, 2), '1a', '1b', progress(6, 3), '2a', '2b'])
  })

  test('with toArray(), by its own option or that of the call', async (t) => {
    const api = await serve(t, pages(2, undefined))
    const client = new PipedreamClient(api.options)
    const own = []
    const ofCall = []
    await client.accounts.list({}, { onProgress: ({ items }) => ofCall.push(items) }).toArray()
    await client.accounts
      .list({}, { onProgress: ({ items }) => ofCall.push(items) })
      .toArray({ onProgress: ({ items }) => own.push(items) })
    assert.deepEqual(
      [own, ofCall],
      [
        [2, 4],
        [2, 4],
      ],
    )
  })

  test('with a limit: what is taken, and no page that is not needed', async (t) => {
    const api = await serve(t, pages(5))
    const seen = []
    const items = await new PipedreamClient(api.options).accounts
      .list()
      .toArray({ limit: 3, onProgress: (progress) => seen.push(progress) })
    assert.equal(items.length, 3)
    assert.deepEqual(seen, [
      { kind: 'list', items: 2, pages: 1, total: 3 },
      { kind: 'list', items: 3, pages: 2, total: 3 },
    ])
    assert.equal(api.requests.length, 2)
  })

  test('without a total, and without an item', async (t) => {
    const api = await serve(t, () => ({ body: { data: [], page_info: { total_count: 'many' } } }))
    const seen = []
    await new PipedreamClient(api.options).accounts.list().toArray({ onProgress: (progress) => seen.push(progress) })
    assert.deepEqual(seen, [{ kind: 'list', items: 0, pages: 1, total: undefined }])
  })

  test('a promise that it returns is awaited', async (t) => {
    const api = await serve(t, pages(2))
    const gate = deferred()
    const all = new PipedreamClient(api.options).accounts.list().toArray({ onProgress: () => gate.promise })
    await until(() => api.requests.length === 1)
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(api.requests.length, 1)
    gate.resolve()
    assert.equal((await all).length, 4)
  })

  for (const [how, onProgress] of Object.entries(throwing)) {
    test(`that ${how} ends the reading with that error, and no further page is requested`, async (t) => {
      const api = await serve(t, pages(3))
      const client = new PipedreamClient(api.options)
      assert.equal(await failureOf(client.accounts.list().toArray({ onProgress })), fault)
      const read = async () => {
        for await (const _ of client.accounts.list({}, { onProgress }));
      }
      assert.equal(await failureOf(read()), fault)
      assert.equal(api.requests.length, 2)
    })
  }
})

describe('a download', () => {
  const bytes = Buffer.alloc(300_000, 7)
  const file = () => ({ headers: { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) }, body: bytes })
  const reads = {
    bytes: async (body) => (await body.bytes()).length,
    arrayBuffer: async (body) => (await body.arrayBuffer()).byteLength,
    blob: async (body) => (await body.blob()).size,
    stream: async (body) => {
      let length = 0
      for await (const chunk of body.stream()) length += chunk.length
      return length
    },
  }
  const download = (api, onProgress) => new PipedreamClient(api.options).fileStash.downloadFile({ s3Key: 'a/b' }, { onProgress })

  for (const [name, read] of Object.entries(reads)) {
    test(`by ${name}(): from the first bytes to the last, with the total`, async (t) => {
      const api = await serve(t, file)
      const seen = []
      assert.equal(await read(await download(api, (progress) => seen.push(progress))), bytes.length)
      assert.ok(seen.length >= 1)
      assert.deepEqual(seen.at(-1), { kind: 'download', bytes: bytes.length, total: bytes.length })
      for (const [at, { bytes }] of seen.entries()) assert.ok(at === 0 || bytes > seen[at - 1].bytes)
    })
  }

  test('in a thousand chunks is reported at most ten times a second, and at its end', async (t) => {
    const api = await serve(t, async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      for (let at = 0; at < 1000; at++) {
        if (!response.write(Buffer.alloc(1000))) await new Promise((resolve) => response.once('drain', resolve))
        if (at % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      response.end()
    })
    const seen = []
    const body = await download(api, ({ bytes, total }) => seen.push([performance.now(), bytes, total]))
    await body.bytes()
    assert.deepEqual(seen.at(-1).slice(1), [1_000_000, undefined])
    for (let at = 1; at < seen.length - 1; at++) assert.ok(seen[at][0] - seen[at - 1][0] >= 99, 'two reports within 100 ms')
  })

  test('of client.fetch(), and of a compressed body, whose total is not known', async (t) => {
    const { gzipSync } = await import('node:zlib')
    const api = await serve(t, () => ({ headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' }, body: gzipSync(bytes) }))
    const seen = []
    const response = await new PipedreamClient(api.options).fetch('/file', undefined, { onProgress: (progress) => seen.push(progress) })
    assert.equal((await response.arrayBuffer()).byteLength, bytes.length)
    assert.deepEqual(seen.at(-1), { kind: 'download', bytes: bytes.length, total: undefined })
  })

  for (const [how, onProgress] of Object.entries(throwing)) {
    test(`that ${how} ends the reading with that error, and closes the connection`, async (t) => {
      const closed = deferred()
      const api = await serve(t, (request, response) => {
        request.socket.once('close', closed.resolve)
        response.writeHead(200, { 'content-type': 'application/octet-stream' })
        response.write('first')
      })
      const body = await download(api, onProgress)
      assert.equal(await failureOf(body.bytes()), fault)
      await closed.promise
    })
  }
})

describe('an upload of a stream', () => {
  async function* source() {
    yield Buffer.alloc(10)
    yield 'text'
  }
  const post = (api, body, onProgress) => new PipedreamClient(api.options).request('POST', '/up', { body, onProgress, maxRetries: 0 })

  test('is reported from its first bytes to its end; the total of a Blob is known', async (t) => {
    const api = await serve(t, () => ({ body: {} }))
    const seen = []
    await post(api, source(), (progress) => seen.push(progress))
    assert.deepEqual(
      [seen[0], seen.at(-1)],
      [
        { kind: 'upload', bytes: 10, total: undefined },
        { kind: 'upload', bytes: 14, total: undefined },
      ],
    )
    await post(api, new Blob(['12345']), (progress) => seen.push(progress))
    assert.deepEqual(seen.at(-1), { kind: 'upload', bytes: 5, total: 5 })
  })

  for (const [how, onProgress] of Object.entries(throwing)) {
    test(`that ${how} fails the call with that error`, async (t) => {
      const api = await serve(t, () => ({ body: {} }))
      assert.equal(await failureOf(post(api, source(), onProgress)), fault)
    })
  }

  test('that throws what is no object fails the call with an error', async (t) => {
    const api = await serve(t, () => ({ body: {} }))
    const error = await failureOf(
      post(api, source(), () => {
        throw null
      }),
    )
    assert.deepEqual([error.code, error.message], ['ERR_INVALID_ARGUMENT', 'onProgress threw null'])
  })
})

test('what is no function is refused before anything is sent, and null is left out', async (t) => {
  const api = await serve(t, pages(1))
  const client = new PipedreamClient(api.options)
  const refused = await failureOf(client.accounts.list({}, { onProgress: 'yes' }))
  assert.deepEqual([refused.code, refused.message], ['ERR_INVALID_ARGUMENT', 'onProgress must be a function, got yes'])
  assert.equal((await failureOf(client.fetch('/x', undefined, { onProgress: 1 }))).message, 'onProgress must be a function, got 1')
  assert.equal((await failureOf(client.request('GET', '/x', { onProgress: {} }))).code, 'ERR_INVALID_ARGUMENT')
  assert.equal(api.requests.length, 0)
  assert.equal((await failureOf(client.accounts.list().toArray({ onProgress: 1 }))).message, 'onProgress must be a function, got 1')
  assert.equal((await client.accounts.list({}, { onProgress: null }).toArray({ onProgress: null })).length, 2)
})
