// Processes with a low limit of file descriptors: every call ends, whatever waits for whatever, and the program can open its own files.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeServer } from '../support/server.mjs'

const WORKER = fileURLToPath(new URL('../support/descriptors-worker.mjs', import.meta.url))
const EVENT_STREAMS = fileURLToPath(new URL('../support/event-streams-child.mjs', import.meta.url))
const PIECE = Buffer.alloc(8_192, 'x')
const PIECES = 3
const LARGE = Buffer.alloc(200_000, 'x')

/** The API, and the app behind its proxy: gives a body, counts one, gives one back. */
function answer(request, response) {
  const target = request.url.includes('/proxy/')
    ? Buffer.from(decodeURIComponent(request.url.split('/proxy/')[1].split('?')[0]), 'base64url').toString()
    : request.url
  if (target.endsWith('/download')) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    for (let count = 0; count < PIECES; count++) response.write(PIECE)
    return response.end()
  }
  if (target.endsWith('/slow')) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).write(LARGE)
    return setTimeout(() => response.end(LARGE), 30)
  }
  if (target.endsWith('/echo')) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    return request.pipe(response)
  }
  let size = 0
  request.on('data', (piece) => (size += piece.length))
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'apn_1', size })))
}

async function servers(t, count) {
  const urls = []
  for (let index = 0; index < count; index++) {
    const server = createServer(answer)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => closeServer(server))
    urls.push(`http://127.0.0.1:${server.address().port}`)
  }
  return urls
}

/** The report of the worker process, which may have `files` descriptors. */
async function run(files, shape, count, urls) {
  const child = spawn('sh', ['-c', `ulimit -n ${files} && exec "$0" "$@"`, process.execPath, WORKER, shape, count, ...urls], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => (said += piece))
  await once(child, 'close')
  return JSON.parse(said)
}

/** Checks that the program could always open files, and that a quarter of the descriptors was left to it. */
function assertRoom({ unopened, most }, files) {
  assert.equal(unopened, 0)
  assert.ok(most <= files - 6 && most <= (files * 3) / 4 + 32, `${most} of ${files}`)
}

const skip = process.platform === 'win32' && 'sockets are not files there'

describe('calls that wait for each other never deadlock', { skip }, () => {
  const shapes = [
    'a download into an upload',
    'an upload that downloads after its first piece',
    'a download held while a call is made',
    'a download that is needed to ask for another',
    'a proxied upload whose answer goes into a third call',
    'all of them at once',
  ]
  for (const shape of shapes) {
    for (const [files, count] of [
      [1024, 512],
      [1024, 1000],
      [256, 300],
      [64, 60],
    ]) {
      test(`${shape}, ${count} at once with ${files} descriptors`, async (t) => {
        const seen = await run(files, shape, count, await servers(t, 1))
        assert.deepEqual(seen.errors, {})
        assert.equal(seen.done, count)
        assert.ok(seen.opened > 0)
        assertRoom(seen, files)
      })
    }
  }
})

describe('connections are counted over all hosts', { skip }, () => {
  for (const [files, count] of [
    [256, 10_000],
    [64, 1_000],
    [1024, 2_000],
  ]) {
    test(`with ${files} descriptors, ${count} calls to one host leave room for others`, async (t) => {
      const seen = await run(files, 'hosts', count, await servers(t, 12))
      assert.deepEqual(seen.errors, {})
      assert.equal(seen.done, 300 + 200 + 10 * 20 + 12 * 20)
      assertRoom(seen, files)
    })
  }

  test('a connection that is closed to make room for another is never in use', async (t) => {
    const seen = await run(64, 'turns', 4_000, await servers(t, 12))
    assert.deepEqual(seen.errors, {})
    assert.equal(seen.done, 40)
    assertRoom(seen, 64)
  })

  for (const [files, count] of [
    [64, 60],
    [200, 150],
    [1024, 600],
  ]) {
    test(`nor one whose next request has begun when the last answer is read, ${count} pipes between hosts with ${files} descriptors`, async (t) => {
      const seen = await run(files, 'pipes', count, await servers(t, 2))
      assert.deepEqual(seen.errors, {})
      assert.equal(seen.done, count)
      assertRoom(seen, files)
    })
  }

  test('an answer that arrives while its call is aborted keeps no connection open', async (t) => {
    const seen = await run(64, 'aborted', 40, await servers(t, 1))
    // An answer may arrive before the thread is blocked. How many do does not matter to the test.
    assert.ok(seen.aborted >= 60, `${seen.aborted} were aborted`)
    assert.deepEqual(seen.errors, {})
    assert.equal(seen.done, 40)
  })

  test('idle connections are closed for a new one if the program uses all other descriptors', async (t) => {
    const seen = await run(256, 'crowded', 8, await servers(t, 2))
    assert.equal(seen.filled, 'EMFILE')
    assert.deepEqual(seen.errors, {})
    assert.equal(seen.done, 40 + 8)
  })

  test('if bodies that nobody reads use all connections, a download fails with an EMFILE that says so, and plain calls go on', async (t) => {
    const seen = await run(256, 'unread', 500, await servers(t, 1))
    assert.equal(seen.full.code, 'EMFILE')
    assert.match(seen.full.message, /the bodies of \d+ others.*are neither read nor written; read or cancel them/)
    assert.ok(seen.held >= 128, seen.held)
    assert.deepEqual(seen.errors, {})
    assert.equal(seen.done, 500)
    assertRoom(seen, 256)
    assert.equal(seen.size, PIECE.length * PIECES)
  })
})

test('event streams that are read and silent do not keep other calls waiting until their time limit', { skip }, async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/mcp') return response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"apn_1"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => closeServer(server))
  const child = spawn(
    'sh',
    ['-c', 'ulimit -n 96 && exec "$0" "$@"', process.execPath, EVENT_STREAMS, 90, `http://127.0.0.1:${server.address().port}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
    },
  )
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => (said += piece))
  await once(child, 'close')
  const { opened, errors, id, again } = JSON.parse(said)
  assert.ok(opened > 10 && opened < 90, `${opened} streams`)
  assert.deepEqual([errors, id, again], [{ EMFILE: 1 }, 'apn_1', 200])
})
