// The faults that a test can plan.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as open } from 'node:http'
import { test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { emulated, grant } from '../support/emulator-calls.mjs'

const ACCOUNT = '/v1/connect/proj_1/accounts/apn_1'

/** Sends a GET with node:http. Returns what has come so far, and how it ended: `end` is the code of the error, `end`, or undefined. */
async function raw(api, token, path = ACCOUNT) {
  const request = open(api.url + path, { headers: { authorization: `Bearer ${token}`, 'x-pd-environment': 'development' } })
  const response = { status: undefined, headers: undefined, chunks: [], bytes: 0, end: undefined, request }
  response.ended = new Promise((resolve) => {
    const finish = (end) => {
      response.end = end
      resolve(end)
    }
    request.on('error', (error) => finish(error.code))
    request.on('response', (incoming) => {
      response.status = incoming.statusCode
      response.headers = incoming.headers
      incoming.on('data', (chunk) => {
        response.chunks.push(chunk)
        response.bytes += chunk.length
        request.emit('progress')
      })
      incoming.on('end', () => finish('end'))
      incoming.on('error', (error) => finish(error.code))
    })
  })
  request.end()
  return response
}

const tokenOf = async (api) => (await grant(api)).body.access_token

test('a fault with a status replaces the response `times` times', async (t) => {
  const { api, call } = await emulated(t)
  const fault = api.fail({ operation: 'accounts.retrieve', status: 429, headers: { 'retry-after': 7 }, times: 2 })
  const first = await call('GET', ACCOUNT)
  assert.deepEqual([first.status, first.headers.get('retry-after'), typeof first.body.error], [429, '7', 'string'])
  assert.equal((await call('GET', '/v1/connect/proj_1/accounts')).status, 200)
  assert.equal((await call('GET', ACCOUNT)).status, 429)
  assert.equal((await call('GET', ACCOUNT)).status, 200)
  assert.equal(fault.used, 2)
})

test('a request whose response is replaced has no effect', async (t) => {
  const { api, call } = await emulated(t)
  api.fail({ operation: 'accounts.delete', status: 503 })
  assert.equal((await call('DELETE', ACCOUNT)).status, 503)
  assert.equal((await call('GET', ACCOUNT)).status, 200)
})

test('the body of a fault is JSON, text, bytes or HTML', async (t) => {
  const { api, call } = await emulated(t)
  for (const [fault, status, type, text] of [
    [{ body: { odd: true } }, 200, /json/, '{"odd":true}'],
    [{ status: 500, body: 'plain' }, 500, /text\/plain/, 'plain'],
    [{ body: new Uint8Array([65, 66]) }, 200, /octet-stream/, 'AB'],
    [{ body: '{"not', headers: { 'content-type': 'application/json' } }, 200, /application\/json/, '{"not'],
    [{ html: '<p>x</p>', status: 502 }, 502, /text\/html/, '<p>x</p>'],
    [{ status: 204 }, 204, /^null$/, ''],
  ]) {
    api.fail({ path: ACCOUNT, ...fault })
    const response = await fetch(api.url + ACCOUNT)
    assert.equal(response.status, status)
    assert.match(String(response.headers.get('content-type')), type)
    assert.equal(await response.text(), text)
  }
  assert.equal((await call('GET', ACCOUNT)).status, 200)
})

test('faults match requests by operation, path, pattern and method, and can skip some', async (t) => {
  const { api, call } = await emulated(t)
  assert.equal((await call('GET', ACCOUNT)).status, 200)
  api.fail({ path: /\/users\//, status: 418 })
  api.fail({ method: 'delete', status: 419 })
  api.fail({ operation: 'accounts.retrieve', skip: 1, status: 420 })
  assert.equal((await call('GET', ACCOUNT)).status, 200)
  assert.equal((await call('GET', ACCOUNT)).status, 420)
  assert.equal((await call('GET', '/v1/connect/proj_1/users/user-1/accounts')).status, 418)
  assert.equal((await call('DELETE', ACCOUNT)).status, 419)
})

test('delays and headers keep the real response', async (t) => {
  const { api, call } = await emulated(t)
  await call('GET', ACCOUNT)
  api.fail({ delayMs: 120, headers: { 'x-more': 'yes' } })
  const start = performance.now()
  const { status, body, headers } = await call('GET', ACCOUNT)
  assert.ok(performance.now() - start >= 115)
  assert.deepEqual([status, body.id, headers.get('x-more')], [200, 'apn_1', 'yes'])
})

test('a reset ends the connection without a response; the request has its effect only with `handled`', async (t) => {
  const { api, call } = await emulated(t)
  const token = await tokenOf(api)
  for (const reset of [true, 'before', 'after']) {
    api.fail({ operation: 'accounts.retrieve', reset })
    const response = await raw(api, token)
    assert.equal(await response.ended, 'ECONNRESET')
    assert.equal(response.status, undefined)
  }
  api.fail({ operation: 'accounts.delete', reset: 'after' })
  await assert.rejects(call('DELETE', ACCOUNT))
  assert.equal((await call('GET', ACCOUNT)).status, 200)
  api.fail({ operation: 'accounts.delete', reset: 'handled' })
  await assert.rejects(call('DELETE', ACCOUNT))
  assert.equal((await call('GET', ACCOUNT)).status, 404)
})

test('stalled headers never come, and the log has no status', async (t) => {
  const { api } = await emulated(t)
  const token = await tokenOf(api)
  api.fail({ operation: 'accounts.retrieve', stall: 'headers' })
  const response = await raw(api, token)
  // When another request has been answered, the first one was read and its response is withheld.
  const other = await raw(api, token, '/v1/connect/proj_1/accounts')
  assert.equal(await other.ended, 'end')
  assert.deepEqual([response.status, response.end, api.requestsOf('accounts.retrieve')[0].status], [undefined, undefined, undefined])
  await api.close()
  assert.equal(await response.ended, 'ECONNRESET')
})

test('a stalled body stops in the middle', async (t) => {
  const { api } = await emulated(t)
  const token = await tokenOf(api)
  api.fail({ operation: 'accounts.retrieve', stall: 'body' })
  const response = await raw(api, token)
  await once(response.request, 'progress')
  assert.equal(response.status, 200)
  assert.ok(response.bytes > 0 && response.bytes < Number(response.headers['content-length']))
  await api.close()
  assert.notEqual(await response.ended, 'end')
})

test('a truncated body ends before its content-length', async (t) => {
  const { api } = await emulated(t)
  api.fail({ operation: 'accounts.retrieve', truncate: true })
  const response = await raw(api, await tokenOf(api))
  assert.notEqual(await response.ended, 'end')
  assert.ok(response.bytes < Number(response.headers['content-length']))
})

test('a dripping body comes complete, byte by byte', async (t) => {
  const { api } = await emulated(t)
  api.fail({ operation: 'accounts.retrieve', dripMs: 1, body: { slow: true } })
  const response = await raw(api, await tokenOf(api))
  assert.equal(await response.ended, 'end')
  assert.equal(Buffer.concat(response.chunks).toString(), '{"slow":true}')
  assert.ok(response.chunks.length > 5, `${response.chunks.length} pieces`)
})

test('faults apply to downloads', async (t) => {
  const { api } = await emulated(t)
  const token = await tokenOf(api)
  const path = '/v1/connect/proj_1/file_stash/download?s3_key=example.txt'
  api.fail({ operation: 'fileStash.downloadFile', truncate: true })
  const response = await raw(api, token, path)
  assert.notEqual(await response.ended, 'end')
  assert.equal(await (await raw(api, token, path)).ended, 'end')
})

test('close() throws once for a fault that no request met, unless unused faults are ignored', async () => {
  const unused = await startEmulator()
  unused.fail({ operation: 'accounts.list', status: 500 })
  await assert.rejects(unused.close(), /no request met the fault .*accounts\.list/)
  await unused.close()

  const ignored = await startEmulator()
  ignored.fail({ status: 500 })
  await ignored.close({ unusedFaults: 'ignore' })

  const removed = await startEmulator()
  removed.fail({ status: 500 }).remove()
  await removed.close()
})

test('a fault that could never occur is refused when it is planned', async (t) => {
  const { api } = await emulated(t)
  for (const [fault, message] of [
    [{ operation: 'accounts.retreive' }, /there is no operation "accounts\.retreive"/],
    [{ statsu: 500 }, /fail\(\) has no option "statsu" \(it was a number\); the options are operation, path/],
    [{ status: 42 }, /status/],
    [{ times: -1 }, /times/],
    [{ reset: 'maybe' }, /reset/],
    [{ stall: 'footers' }, /stall/],
    [{ path: 7 }, /path/],
    [null, /object/],
  ])
    assert.throws(() => api.fail(fault), { name: 'TypeError', message })
})

test('latencyMs delays every response', async (t) => {
  const { api } = await emulated(t, { latencyMs: 60 })
  const start = performance.now()
  await grant(api)
  assert.ok(performance.now() - start >= 55)
})
