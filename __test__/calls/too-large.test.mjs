// An answer that is too large for V8, or larger than maxResponseBytes, fails its own call and no other.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const LONGEST = 2 ** 29 - 24
const request = { url: 'https://app.example/a', externalUserId: 'u', accountId: 'apn_1' }
const text = (body, status = 200) => ({ status, headers: { 'content-type': 'text/plain' }, body })

/**
 * Makes the large call with twenty others while JavaScript is blocked, so that all answers arrive in one batch. Returns the outcome of the
 * large call.
 */
async function among(t, { size, byte, status = 200 }) {
  const sent = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('../support/too-large-worker.mjs', import.meta.url), { workerData: { size, byte, status, sent } })
  t.after(() => worker.terminate())
  const [baseUrl] = await once(worker, 'message')
  const client = new PipedreamClient({
    baseUrl,
    clientId: 'id',
    clientSecret: 'secret',
    projectId: 'proj_1',
    projectEnvironment: 'development',
    timeoutInSeconds: 240,
    maxRetries: 0,
  })
  await client.accessToken()
  const large = client.proxy.get(request).then(
    (value) => ({ value }),
    (error) => ({ error }),
  )
  const others = Array.from({ length: 20 }, () => client.accounts.retrieve('a'))
  for (let count = Atomics.load(sent, 0); count < 21; count = Atomics.load(sent, 0))
    assert.notEqual(Atomics.wait(sent, 0, count, 200_000), 'timed-out')
  // Wait for those in transit. How many arrive does not matter to the test.
  Atomics.wait(sent, 0, 21, 500)
  for (const { id } of await Promise.all(others)) assert.equal(id, 'apn_1')
  const outcome = await large
  assert.equal((await client.accounts.retrieve('a')).id, 'apn_1', 'a later call')
  return outcome
}

describe('an answer whose text', () => {
  const fine = {
    'would be six times as long in JSON': { size: 95e6, byte: 1 },
    'is 300 MB of quotes': { size: 300e6, byte: 0x22 },
    'is 300 MB of backslashes': { size: 300e6, byte: 0x5c },
  }
  for (const [name, body] of Object.entries(fine)) {
    test(`${name} arrives complete, and so do the others`, async (t) => {
      const { error, value } = await among(t, body)
      assert.equal(error, undefined)
      assert.equal(value.length, body.size)
      assert.ok(Buffer.from(value.slice(0, 1e6)).every((byte) => byte === body.byte))
    })
  }

  // No byte is valid UTF-8: each becomes U+FFFD, which has three bytes.
  for (const status of [200, 400]) {
    test(`is too long for V8 (status ${status}) fails its own call with a clear error, and no other`, async (t) => {
      const { error } = await among(t, { size: 190e6, byte: 0xff, status })
      assert.ok(error instanceof PipedreamError)
      assert.equal(error.code, 'ERR_BODY_TOO_LARGE')
      assert.match(error.message, /570000000 bytes cannot be passed to JavaScript.*maxResponseBytes/)
    })
  }

  test('is large and has an error status is the body of the error', async (t) => {
    const { error } = await among(t, { size: 60e6, byte: 1, status: 500 })
    assert.equal(error.statusCode, 500)
    assert.equal(error.body.length, 60e6)
  })
})

describe('maxResponseBytes', () => {
  const chunked = (body) => (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write(body.slice(0, 5))
    response.end(body.slice(5))
  }
  const json = '{"id":"apn_1","name":"0123456789"}'
  const ways = {
    'of the client': (api, bytes) => new PipedreamClient({ ...api.options, maxResponseBytes: bytes, maxRetries: 0 }).accounts.retrieve('a'),
    'of the call': (api, bytes) =>
      new PipedreamClient({ ...api.options, maxRetries: 0 }).accounts.retrieve('a', {}, { maxResponseBytes: bytes }),
    'of the call over that of the client': (api, bytes) =>
      new PipedreamClient({ ...api.options, maxResponseBytes: 1, maxRetries: 0 }).accounts.retrieve('a', {}, { maxResponseBytes: bytes }),
    'of client.request()': (api, bytes) =>
      new PipedreamClient({ ...api.options, maxRetries: 0 }).request('GET', '/v1/x', { maxResponseBytes: bytes }),
    'with a fetch of the caller’s': (api, bytes) =>
      new PipedreamClient({ ...api.options, fetch, maxResponseBytes: bytes, maxRetries: 0 }).accounts.retrieve('a'),
  }
  for (const [name, call] of Object.entries(ways)) {
    for (const [kind, answer] of Object.entries({
      'of a length that is said': () => ({ headers: { 'content-length': json.length }, body: json }),
      'of unknown length': chunked(json),
    })) {
      test(`${name} ends an answer ${kind} that is too large, and passes one that fits`, async (t) => {
        const api = await serve(t, answer)
        assert.equal((await call(api, json.length)).name, '0123456789')
        const error = await failureOf(call(api, json.length - 1))
        assert.equal(error.code, 'ERR_BODY_TOO_LARGE')
        assert.match(error.message, new RegExp(`status 200 .*maxResponseBytes.* ${json.length - 1} bytes`))
        assert.equal(api.requests.length, 2, 'it is not asked for again')
      })
    }
  }

  test('applies to errors and relayed answers, and not to streams', async (t) => {
    const api = await serve(t, ({ path }) =>
      path.includes('/proxy/')
        ? text('x'.repeat(1000))
        : path.includes('file_stash')
          ? { headers: { 'content-type': 'image/png' }, body: Buffer.alloc(1000) }
          : text('x'.repeat(1000), 400),
    )
    const client = new PipedreamClient({ ...api.options, maxResponseBytes: 999 })
    assert.equal((await failureOf(client.proxy.get(request))).code, 'ERR_BODY_TOO_LARGE')
    assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'ERR_BODY_TOO_LARGE')
    assert.equal((await (await client.fileStash.downloadFile({ s3Key: 'k' })).bytes()).length, 1000)
  })

  test('ends an endless answer without reading it all', async (t) => {
    let written = 0
    const api = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const piece = Buffer.alloc(1 << 16, ' ')
      const more = () => {
        while (!response.destroyed && response.write(piece)) written += piece.length
      }
      response.on('drain', more)
      more()
    })
    const error = await failureOf(
      new PipedreamClient({ ...api.options, maxRetries: 0 }).accounts.retrieve('a', {}, { maxResponseBytes: 1e6 }),
    )
    assert.equal(error.code, 'ERR_BODY_TOO_LARGE')
    assert.ok(written < 50e6, `${written} bytes were taken`)
  })

  test('ends an endless answer of a custom fetch without reading it all', async (t) => {
    const api = await serve(t)
    let given = 0
    const pull = (controller) => {
      given++
      controller.enqueue(new Uint8Array(1 << 16).fill(0x20))
    }
    const endless = () => new ReadableStream({ pull }, { highWaterMark: 0 })
    const fetch = async () => new Response(endless(), { headers: { 'content-type': 'application/json' } })
    const client = new PipedreamClient({ ...api.options, token: 'own', fetch, maxRetries: 0, maxResponseBytes: 1e6 })
    assert.equal((await failureOf(client.accounts.retrieve('a'))).code, 'ERR_BODY_TOO_LARGE')
    assert.ok(given <= 20, `${given} pieces were taken`)
  })

  const wrong = { 0: '0', '-1': '-1', 1.5: '1.5', [LONGEST + 1]: '536870889', text: '"text"' }
  for (const [given, shown] of Object.entries(wrong)) {
    test(`must be a whole number of bytes that V8 can hold, not ${given}`, async (t) => {
      const value = given === 'text' ? given : Number(given)
      const message = new RegExp(`maxResponseBytes must be a whole number of bytes from 1 to 536870888, got ${shown}`)
      const api = await serve(t)
      assert.throws(() => new PipedreamClient({ ...api.options, maxResponseBytes: value }), message)
      assert.match(
        (await failureOf(new PipedreamClient(api.options).accounts.retrieve('a', {}, { maxResponseBytes: value }))).message,
        message,
      )
      assert.equal(api.requests.length, 0)
    })
  }
})

for (const kind of ['list', 'proxy']) {
  test(`JSON of 400 MB (${kind}) becomes a value, and memory holds it twice at most`, async () => {
    const script = fileURLToPath(new URL('../support/large-json.mjs', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script, kind], { timeout: 300_000 })
    const { items, peak } = JSON.parse(stdout)
    assert.equal(items, 400)
    // Rust and V8 hold the text at the same time, and the value and the process need some memory. Only Linux reports the peak.
    if (peak !== undefined) assert.ok(peak < 400e6 * 3, `${(peak / 1e6).toFixed()} MB at the most`)
  })
}
