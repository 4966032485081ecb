// Input that is made to be slow to read. Each text is so long that work in proportion to the square of its length takes minutes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { emulated, grant } from '../support/emulator-calls.mjs'
import { failureOf, serve } from '../support/server.mjs'

const LONG = 4_000_000

async function assertFast(act) {
  const began = performance.now()
  const given = await act()
  assert.ok(performance.now() - began < 20_000, `${performance.now() - began} ms`)
  return given
}

const dates = {
  digits: `2031-02-03T00:00:00.${'1'.repeat(LONG)}x`,
  signs: '+'.repeat(LONG),
  'white space': `2031-02-03${' '.repeat(LONG)}x`,
}
for (const [name, text] of Object.entries(dates)) {
  test(`a date with millions of ${name} stays a text`, async (t) => {
    const { options } = await serve(t, () => ({ body: { id: 'apn_1', created_at: text } }))
    assert.ok((await assertFast(() => new PipedreamClient(options).accounts.retrieve('apn_1'))).createdAt === text)
  })
}

const types = {
  'plus signs': `application/${'+'.repeat(LONG)}`,
  words: `application/${'a+'.repeat(LONG / 2)}jso`,
  'white space': `application/json${' '.repeat(LONG)}x`,
}
for (const [name, type] of Object.entries(types)) {
  for (const status of [200, 500]) {
    test(`a content type with millions of ${name}, in a response with ${status}`, async () => {
      const fetch = async () => ({
        status,
        ok: status === 200,
        headers: [['content-type', type]],
        arrayBuffer: async () => new TextEncoder().encode('{}').buffer,
      })
      const client = new PipedreamClient({ baseUrl: 'https://a.test', projectId: 'proj_1', token: 'mine', maxRetries: 0, fetch })
      await assertFast(() => client.request('GET', '/v1/x').catch(() => {}))
    })
  }
}

test('a form whose names and values are millions of line breaks and quotes', async (t) => {
  const { requests, options } = await serve(t)
  const form = new FormData()
  form.append('\r\n"'.repeat(LONG / 4), '\r'.repeat(LONG))
  await assertFast(() => new PipedreamClient(options).request('POST', '/v1/x', { body: form }))
  assert.ok(requests[0].bytes.length > 2 * LONG)
})

test('headers whose names and values are millions of characters long are refused', async (t) => {
  const { options, requests } = await serve(t)
  const client = new PipedreamClient({ ...options, maxRetries: 0 })
  const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`x-${at}`, at === 199_999 ? {} : 'a']))
  for (const headers of [{ [' '.repeat(LONG)]: 'a' }, { 'x-a': `${' '.repeat(LONG)}\n` }, many]) {
    assert.equal((await assertFast(() => failureOf(client.accounts.list({}, { headers })))).code, 'ERR_INVALID_ARGUMENT')
  }
  assert.equal(requests.length, 0)
})

test('the emulator reads long input in time proportional to its length', async (t) => {
  const { api, call, inProject } = await emulated(t)
  const { status } = await assertFast(() => grant(api, { scope: `a${' '.repeat(LONG)}b` }))
  assert.equal(status, 400)
  assert.equal((await assertFast(() => grant(api, { scope: '* '.repeat(LONG / 4) }))).status, 200)
  const trigger = '/deployed-triggers/dc_1?external_user_id=user-1'
  assert.equal((await assertFast(() => inProject('PUT', trigger, { body: { name: `${'-'.repeat(LONG)}a` } }))).status, 200)
  await assertFast(() => call('POST', '/v1/connect/projects', { body: { name: 'a', logo: `data:image/${'+.'.repeat(LONG / 2)};base6` } }))
  assert.equal((await assertFast(() => inProject('GET', `/accounts?${'app=a&'.repeat(2_000)}`))).status, 200)
  assert.equal((await assertFast(() => call('GET', `/v1/${'a'.repeat(12_000)}`))).status, 500)
  assert.equal(
    (await assertFast(() => call('GET', '/v1/connect/projects', { headers: { authorization: `Bearer${' '.repeat(12_000)}x y` } }))).status,
    401,
  )
})
