// Does what a test plans to go wrong go wrong, in that way and no other?

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as open } from 'node:http'
import { test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { emulated, grant } from '../support/emulator-calls.mjs'

const ACCOUNT = '/v1/connect/proj_1/accounts/apn_1'

/** Sends a GET by hand; gives what came: `bytes` so far, and `end`, how it ended (`end`, `reset`, or not yet). */
async function raw(api, token, path = ACCOUNT) {
  const request = open(api.url + path, { headers: { authorization: `Bearer ${token}`, 'x-pd-environment': 'development' } })
  const seen = { status: undefined, headers: undefined, chunks: [], bytes: 0, end: undefined, request }
  seen.ended = new Promise((resolve) => {
    const endedBy = (how) => {
      seen.end = how
      resolve(how)
    }
    request.on('error', (error) => endedBy(error.code))
    request.on('response', (response) => {
      seen.status = response.statusCode
      seen.headers = response.headers
      response.on('data', (chunk) => {
        seen.chunks.push(chunk)
        seen.bytes += chunk.length
        request.emit('some')
      })
      response.on('end', () => endedBy('end'))
      response.on('error', (error) => endedBy(error.code))
    })
  })
  request.end()
  return seen
}

const tokenOf = async (api) => (await grant(api)).body.access_token

test('a fault with a status takes the place of the answer, as often as it was asked for, and then no more', async (t) => {
  const { api, call } = await emulated(t)
  const fault = api.fail({ operation: 'accounts.retrieve', status: 429, headers: { 'retry-after': 7 }, times: 2 })
  const first = await call('GET', ACCOUNT)
  assert.deepEqual([first.status, first.headers.get('retry-after'), typeof first.body.error], [429, '7', 'string'])
  assert.equal((await call('GET', '/v1/connect/proj_1/accounts')).status, 200)
  assert.equal((await call('GET', ACCOUNT)).status, 429)
  assert.equal((await call('GET', ACCOUNT)).status, 200)
  assert.equal(fault.used, 2)
})

test('a request that a fault answers has no effect', async (t) => {
  const { api, call } = await emulated(t)
  api.fail({ operation: 'accounts.delete', status: 503 })
  assert.equal((await call('DELETE', ACCOUNT)).status, 503)
  assert.equal((await call('GET', ACCOUNT)).status, 200)
})

test('bodies of a fault are JSON, text, bytes or HTML', async (t) => {
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

test('faults find their requests by operation, path, pattern and method, and may let some pass', async (t) => {
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

test('delays and headers go with the real answer', async (t) => {
  const { api, call } = await emulated(t)
  await call('GET', ACCOUNT)
  api.fail({ delayMs: 120, headers: { 'x-more': 'yes' } })
  const start = performance.now()
  const { status, body, headers } = await call('GET', ACCOUNT)
  assert.ok(performance.now() - start >= 115)
  assert.deepEqual([status, body.id, headers.get('x-more')], [200, 'apn_1', 'yes'])
})

test('a reset ends the connection without an answer; only when it was handled did the request have its effect', async (t) => {
  const { api, call } = await emulated(t)
  const token = await tokenOf(api)
  for (const reset of [true, 'before', 'after']) {
    api.fail({ operation: 'accounts.retrieve', reset })
    const seen = await raw(api, token)
    assert.equal(await seen.ended, 'ECONNRESET')
    assert.equal(seen.status, undefined)
  }
  api.fail({ operation: 'accounts.delete', reset: 'after' })
  await assert.rejects(call('DELETE', ACCOUNT))
  assert.equal((await call('GET', ACCOUNT)).status, 200)
  api.fail({ operation: 'accounts.delete', reset: 'handled' })
  await assert.rejects(call('DELETE', ACCOUNT))
  assert.equal((await call('GET', ACCOUNT)).status, 404)
})

test('stalled headers never come, and the log has no status for them', async (t) => {
  const { api } = await emulated(t)
  const token = await tokenOf(api)
  api.fail({ operation: 'accounts.retrieve', stall: 'headers' })
  const seen = await raw(api, token)
  // Another request is answered meanwhile: the first was read, and is being held.
  const other = await raw(api, token, '/v1/connect/proj_1/accounts')
  assert.equal(await other.ended, 'end')
  assert.deepEqual([seen.status, seen.end, api.requestsOf('accounts.retrieve')[0].status], [undefined, undefined, undefined])
  await api.close()
  assert.equal(await seen.ended, 'ECONNRESET')
})

test('a stalled body stops in its middle', async (t) => {
  const { api } = await emulated(t)
  const token = await tokenOf(api)
  api.fail({ operation: 'accounts.retrieve', stall: 'body' })
  const seen = await raw(api, token)
  await once(seen.request, 'some')
  assert.equal(seen.status, 200)
  assert.ok(seen.bytes > 0 && seen.bytes < Number(seen.headers['content-length']))
  await api.close()
  assert.notEqual(await seen.ended, 'end')
})

test('a truncated body ends before its length', async (t) => {
  const { api } = await emulated(t)
  api.fail({ operation: 'accounts.retrieve', truncate: true })
  const seen = await raw(api, await tokenOf(api))
  assert.notEqual(await seen.ended, 'end')
  assert.ok(seen.bytes < Number(seen.headers['content-length']))
})

test('a dripping body comes byte by byte, and whole', async (t) => {
  const { api } = await emulated(t)
  api.fail({ operation: 'accounts.retrieve', dripMs: 1, body: { slow: true } })
  const seen = await raw(api, await tokenOf(api))
  assert.equal(await seen.ended, 'end')
  assert.equal(Buffer.concat(seen.chunks).toString(), '{"slow":true}')
  assert.ok(seen.chunks.length > 5, `${seen.chunks.length} pieces`)
})

test('faults spoil downloads, too', async (t) => {
  const { api } = await emulated(t)
  const token = await tokenOf(api)
  const path = '/v1/connect/proj_1/file_stash/download?s3_key=example.txt'
  api.fail({ operation: 'fileStash.downloadFile', truncate: true })
  const seen = await raw(api, token, path)
  assert.notEqual(await seen.ended, 'end')
  assert.equal(await (await raw(api, token, path)).ended, 'end')
})

test('close() throws for a fault that no request met, once, and not when told to ignore it', async () => {
  const unused = await startEmulator()
  unused.fail({ operation: 'accounts.list', status: 500 })
  await assert.rejects(unused.close(), /no request met the fault .*accounts\.list/)
  await unused.close()

  const ignored = await startEmulator()
  ignored.fail({ status: 500 })
  await ignored.close({ unusedFaults: 'ignore' })

  const takenBack = await startEmulator()
  takenBack.fail({ status: 500 }).remove()
  await takenBack.close()
})

test('a fault that could never happen is refused when it is planned', async (t) => {
  const { api } = await emulated(t)
  for (const [fault, message] of [
    [{ operation: 'accounts.retreive' }, /no operation "accounts\.retreive"/],
    [{ statsu: 500 }, /knows no "statsu"/],
    [{ status: 42 }, /status/],
    [{ times: -1 }, /times/],
    [{ reset: 'maybe' }, /reset/],
    [{ stall: 'footers' }, /stall/],
    [{ path: 7 }, /path/],
    [null, /object/],
  ])
    assert.throws(() => api.fail(fault), { name: 'TypeError', message })
})

test('every answer waits for the latency there is', async (t) => {
  const { api } = await emulated(t, { latencyMs: 60 })
  const start = performance.now()
  await grant(api)
  assert.ok(performance.now() - start >= 55)
})
