// Answers with many headers, and with a large head.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, grant, serve } from '../support/server.mjs'

const many = (count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, `${n}`]))
const own = (api) => new PipedreamClient({ baseUrl: api.url, token: 'own', projectId: 'proj_1', maxRetries: 0 })

test('an answer may have 300 headers, and almost 1,000', async (t) => {
  for (const count of [300, 990]) {
    const api = await serve(t, () => ({ headers: many(count), body: { id: 'apn_1' } }))
    const { data, rawResponse } = await own(api).accounts.retrieve('a').withRawResponse()
    assert.equal(data.id, 'apn_1')
    for (const n of [0, 99, count - 1]) assert.equal(rawResponse.headers.get(`x-${n}`), `${n}`)
  }
})

test('errors, streams and token answers may have as many', async (t) => {
  let status = 404
  const token = (...exchange) => ({ ...grant(...exchange), headers: many(300) })
  const api = await serve(t, () => ({ status, headers: { ...many(300), 'content-type': 'image/png' }, body: 'bytes' }), { token })
  const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
  assert.equal((await failureOf(client.accounts.retrieve('a'))).rawResponse.headers.get('x-299'), '299')
  status = 200
  assert.equal(Buffer.from(await (await client.fileStash.downloadFile({ s3Key: 'k' })).bytes()).toString(), 'bytes')
})

test('an answer with more than 1,000 headers is an error that says so', async (t) => {
  const api = await serve(t, () => ({ headers: many(1001), body: {} }))
  const error = await failureOf(own(api).accounts.retrieve('a'))
  assert.equal(error.code, 'ERR_INVALID_HTTP_RESPONSE')
  assert.match(error.message, /more than 1000 headers/)
})
