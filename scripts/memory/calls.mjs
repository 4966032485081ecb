// A few hundred calls of all kinds for `scripts/memory-check.mjs`. Checks their results, but not their time.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Worker, isMainThread, workerData } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'
import { fileTokenStore } from 'pipedream-native/stores'
import { startEmulator } from 'pipedream-native/testing'

const ROUNDS = 10
const each = (count, make) => Promise.all(Array.from({ length: count }, (_, index) => make(index)))
const failure = (promise) =>
  promise.then(
    () => assert.fail('it did not fail'),
    (error) => error,
  )
let calls = 0
/** Counts calls. */
const counted = (promise) => {
  calls++
  return promise
}

if (isMainThread) await all()
else await inWorker(workerData)

async function all() {
  const api = await startEmulator()
  const server = await loopback()
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  try {
    const kinds = {
      json,
      pages,
      errors,
      aborts,
      downloads,
      uploads,
      credentialFunctions,
      stores,
      customFetch,
      closing,
      tokens,
      large,
      proxied,
      workers,
    }
    for (const [name, kind] of Object.entries(kinds)) {
      const before = calls
      await kind({ api, server, folder, options: api.clientOptions })
      console.log(`${name}: ${calls - before} calls`)
    }
  } finally {
    await api.close()
    server.http.closeAllConnections()
    server.http.close()
    rmSync(folder, { recursive: true, force: true })
  }
  assert.ok(calls >= 300, `${calls} calls are few`)
  console.log(`${calls} calls`)
}

/** A server for what the emulator does not do: closing connections, stalling, sending a requested number of bytes. */
async function loopback() {
  const http = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://x')
    const json = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json', 'x-odd': 'é"\\' }).end(JSON.stringify(body))
    if (pathname.endsWith('/oauth/token'))
      return json(200, { access_token: `tok-${Math.random()}`, token_type: 'Bearer', expires_in: 3600 })
    if (pathname.endsWith('/break')) return response.destroy()
    if (pathname.endsWith('/half')) return response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy())
    if (pathname.endsWith('/stall')) return
    if (pathname.endsWith('/bytes'))
      return response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.alloc(Number(searchParams.get('size')), 7))
    if (pathname.endsWith('/garbage')) return response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":')
    if (pathname.endsWith('/moved')) return response.writeHead(302, { location: '/bytes?size=10' }).end()
    let size = 0
    request.on('data', (piece) => (size += piece.length))
    request.on('end', () => json(200, { size, created_at: '2031-02-03T04:05:17.678Z' }))
    request.on('error', () => {})
  })
  http.on('clientError', (_error, socket) => socket.destroy())
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${http.address().port}`
  return { http, url, options: { baseUrl: url, clientId: 'c', clientSecret: 'hush-hush', projectId: 'p', maxRetries: 0 } }
}

async function json({ options }) {
  const client = new PipedreamClient(options)
  await each(ROUNDS * 3, (index) => counted(client.accounts.retrieve(`apn_${1 + (index % 3)}`)))
  await each(ROUNDS, () => counted(client.accounts.retrieve('apn_1').withRawResponse()))
  await each(ROUNDS, (index) => counted(client.tokens.create({ externalUserId: `user-é${index}` })))
  await each(ROUNDS, () => counted(client.request('GET', '/v1/connect/apps', { query: { limit: 2, q: 's' } })))
}

async function pages({ options }) {
  const client = new PipedreamClient(options)
  for (let round = 0; round < 3; round++) {
    let seen = 0
    for await (const account of client.accounts.list({ limit: 5 })) seen += account.id ? 1 : 0
    calls += 5
    assert.ok(seen >= 25)
    assert.equal((await counted(client.apps.list({ limit: 50 }).toArray({ limit: 70 }))).length, 70)
  }
}

async function errors({ api, server, options }) {
  const client = new PipedreamClient(options)
  await each(ROUNDS, async () => assert.equal((await failure(counted(client.accounts.retrieve('apn_none')))).statusCode, 404))
  await each(ROUNDS, async () => assert.equal((await failure(counted(client.accounts.retrieve('..')))).code, 'ERR_INVALID_ARGUMENT'))
  api.fail({ operation: 'accounts.retrieve', status: 503, times: 2 })
  await counted(client.accounts.retrieve('apn_1', undefined, { maxRetries: 3 }))
  const own = new PipedreamClient(server.options)
  for (const path of ['/break', '/half', '/garbage']) await each(ROUNDS, () => counted(own.request('GET', path).catch((error) => error)))
  await each(ROUNDS, async () =>
    assert.match((await failure(counted(own.request('GET', '/stall', { timeoutInSeconds: 0.2 })))).name, /Timeout/),
  )
  await each(ROUNDS, async () => assert.ok(await failure(counted(own.request('POST', '/x', { body: { deep: 1n } })))))
  await each(ROUNDS, () => counted(own.request('GET', '/moved').catch((error) => error)))
}

async function aborts({ server }) {
  const client = new PipedreamClient(server.options)
  await each(ROUNDS * 2, async (index) => {
    const controller = new AbortController()
    const call = failure(counted(client.request('GET', '/stall', { abortSignal: controller.signal })))
    if (index % 2) setTimeout(() => controller.abort(), 5)
    else controller.abort()
    assert.equal((await call).name, 'AbortError')
  })
}

async function downloads({ server }) {
  const client = new PipedreamClient(server.options)
  const bytes = (size) => counted(client.request('GET', '/bytes', { query: { size } }))
  await each(ROUNDS, async (index) => assert.equal((await (await bytes(index * 100_000)).bytes()).length, index * 100_000))
  await each(ROUNDS, async () => {
    let size = 0
    for await (const piece of (await bytes(500_000)).stream()) size += piece.length
    assert.equal(size, 500_000)
  })
  // One that is read halfway, and one that is never read.
  await each(ROUNDS, async () => {
    const reader = (await bytes(3_000_000)).stream().getReader()
    await reader.read()
    await reader.cancel()
  })
  await each(ROUNDS, () => bytes(1000))
}

async function uploads({ server }) {
  const client = new PipedreamClient(server.options)
  const post = (body) => counted(client.request('POST', '/up', { body }))
  await each(ROUNDS, async () => assert.equal((await post(Readable.from([Buffer.alloc(70_000), Buffer.alloc(5)]))).size, 70_005))
  await each(ROUNDS, async () => assert.equal((await post(Buffer.alloc(1000))).size, 1000))
  await each(ROUNDS, async () => assert.equal((await post(new Blob(['abc']))).size, 3))
  await each(ROUNDS, async () => {
    const broken = async function* () {
      yield Buffer.alloc(10)
      throw new Error('no more')
    }
    assert.ok(await failure(post(Readable.from(broken()))))
  })
  const form = new FormData()
  form.set('a', new Blob(['b']), 'c')
  assert.ok((await post(form)).size > 0)
}

async function credentialFunctions({ server }) {
  const of = (clientSecret, clientId) => new PipedreamClient({ ...server.options, clientId, clientSecret })
  await each(ROUNDS, (index) => counted(of(() => 'hush', `a${index}`).request('GET', '/x')))
  await each(ROUNDS, (index) => counted(of(async () => ['one', 'two'], `b${index}`).request('GET', '/x')))
  await each(ROUNDS, async (index) =>
    assert.ok(await failure(counted(of(() => Promise.reject(new Error('none')), `c${index}`).request('GET', '/x')))),
  )
  await each(ROUNDS, async () => counted(new PipedreamClient({ ...server.options, token: async () => 'tok' }).request('GET', '/x')))
}

async function stores({ server, folder }) {
  const map = new Map()
  const kept = {
    get: async (key) => map.get(key),
    set: async (key, value) => void map.set(key, value),
    delete: async (key) => void map.delete(key),
  }
  const broken = { get: () => Promise.reject(new Error('down')), set: () => assert.fail('down'), delete() {} }
  for (const tokenStore of [fileTokenStore({ folder }), kept, broken]) {
    await each(ROUNDS, (index) =>
      counted(new PipedreamClient({ ...server.options, clientId: `store-${index}`, tokenStore }).request('GET', '/x')),
    )
  }
}

async function customFetch({ server }) {
  const client = new PipedreamClient({ ...server.options, clientId: 'fetching', fetch: (...args) => fetch(...args) })
  await each(ROUNDS, () => counted(client.request('GET', '/x')))
  const broken = new PipedreamClient({ ...server.options, clientId: 'broken', fetch: () => Promise.reject(new Error('no network')) })
  await each(ROUNDS, async () => assert.ok(await failure(counted(broken.request('GET', '/x')))))
}

async function closing({ server }) {
  await each(ROUNDS, async () => {
    const client = new PipedreamClient(server.options)
    const open = counted(client.request('GET', '/x'))
    client.close()
    await open
    assert.equal((await failure(counted(client.request('GET', '/x')))).code, 'ERR_CLIENT_CLOSED')
  })
}

async function tokens({ api, options }) {
  const client = new PipedreamClient(options)
  for (let round = 0; round < ROUNDS; round++) {
    await counted(client.accessToken({ forceRefresh: true }))
    client.invalidateAccessToken()
    // The refresh budget does not allow replacing each token.
    api.fail({ operation: 'accounts.retrieve', status: 401, times: 1 })
    await counted(client.accounts.retrieve('apn_1').catch((error) => assert.equal(error.statusCode, 401)))
    client.accessTokenStats()
  }
}

/** Above 1 MB, decoding has a thread of its own. */
async function large({ server }) {
  const client = new PipedreamClient(server.options)
  const text = 'é"\n'.repeat(500_000)
  await each(3, async () => assert.ok((await counted(client.request('POST', '/up', { body: { text } }))).size > 2_000_000))
}

async function proxied({ options, server }) {
  const client = new PipedreamClient(options)
  const request = { externalUserId: 'user-1', accountId: 'apn_1' }
  await each(ROUNDS, () => counted(client.proxy.post({ ...request, url: 'https://slack.com/api/x', body: { a: 1 } })))
  await each(ROUNDS, () =>
    counted(
      client.proxy.get({ ...request, url: `${server.url}/bytes?size=100`, headers: { Accept: 'text/csv' } }).then(
        (body) => body.bytes?.(),
        (error) => error,
      ),
    ),
  )
}

/** Workers that end by themselves, and some that are terminated during calls. */
async function workers({ server }) {
  await each(ROUNDS, async (index) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { options: server.options, ends: index % 2 === 0 } })
    calls += 10
    if (index % 2) {
      await once(worker, 'message')
      return worker.terminate()
    }
    const [code] = await once(worker, 'exit')
    assert.equal(code, 0)
  })
}

async function inWorker({ options, ends }) {
  const { parentPort } = await import('node:worker_threads')
  const client = new PipedreamClient({ ...options, clientSecret: () => 'hush-hush' })
  const open = Array.from({ length: 10 }, (_, index) => client.request('GET', ends ? '/x' : index % 2 ? '/stall' : '/bytes?size=900000'))
  parentPort.postMessage('on their way')
  await Promise.all(open)
}
