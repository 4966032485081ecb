// Lists: one page at a time, or all of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from './support/server.mjs'

/** A list of `count` accounts in pages of `size`. */
const listOf = (count, size) => ({ query }) => {
  const start = Number(query.get('after') ?? 0)
  const end = Math.min(count, start + size)
  const data = Array.from({ length: end - start }, (_, index) => ({ id: `apn_${start + index}`, created_at: '2024-01-01T00:00:00Z' }))
  return { headers: { 'x-page': String(start) }, body: { data, page_info: { count: data.length, total_count: count, end_cursor: end < count ? String(end) : null } } }
}

const clientOf = async (t, answer) => {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient(api.options) }
}
const ids = (accounts) => accounts.map(({ id }) => id)

test('a page has its items, the whole answer, and its head', async (t) => {
  const { client } = await clientOf(t, listOf(3, 2))
  const page = await client.accounts.list()
  assert.deepEqual(ids(page.data), ['apn_0', 'apn_1'])
  assert.deepEqual(page.data[0].createdAt, new Date('2024-01-01T00:00:00Z'))
  assert.equal(page.response.data, page.data)
  assert.deepEqual(page.response.pageInfo, { count: 2, totalCount: 3, endCursor: '2' })
  assert.equal(page.rawResponse.headers.get('x-page'), '0')
})

test('getNextPage() turns the page itself into the next', async (t) => {
  const { client, api } = await clientOf(t, listOf(3, 2))
  const page = await client.accounts.list({ externalUserId: 'u', before: 'b' })
  assert.equal(page.hasNextPage(), true)
  assert.equal(await page.getNextPage(), page)
  assert.deepEqual(ids(page.data), ['apn_2'])
  assert.equal(page.rawResponse.headers.get('x-page'), '2')
  assert.equal(page.hasNextPage(), false)
  assert.deepEqual([...api.requests[1].query], [['external_user_id', 'u'], ['after', '2'], ['before', 'b']])
})

test('past the last page is an error, and nothing is asked', async (t) => {
  const { client, api } = await clientOf(t, listOf(1, 2))
  const error = await failureOf((await client.accounts.list()).getNextPage())
  assert.ok(error instanceof PipedreamError)
  assert.equal(error.code, 'ERR_NO_NEXT_PAGE')
  assert.equal(api.requests.length, 1)
})

for (const info of [undefined, null, {}, { end_cursor: '' }, { end_cursor: null }]) {
  test(`page_info ${JSON.stringify(info)} means that there is no next page`, async (t) => {
    const { client } = await clientOf(t, () => ({ body: { data: [], page_info: info } }))
    assert.equal((await client.accounts.list()).hasNextPage(), false)
  })
}

test('a page without data is an empty one', async (t) => {
  const { client } = await clientOf(t, () => ({ body: {} }))
  assert.deepEqual((await client.accounts.list()).data, [])
  assert.deepEqual(await client.accounts.list().toArray(), [])
})

test('iterating a page gives the items of all pages; leaving early asks for no more', async (t) => {
  const { client, api } = await clientOf(t, listOf(5, 2))
  const all = []
  for await (const { id } of await client.accounts.list()) all.push(id)
  assert.deepEqual(all, ['apn_0', 'apn_1', 'apn_2', 'apn_3', 'apn_4'])
  assert.equal(api.requests.length, 3)
  for await (const { id } of client.accounts.list()) if (id === 'apn_1') break
  assert.equal(api.requests.length, 4)
})

test('a list can be iterated without await, and gathered', async (t) => {
  const { client, api } = await clientOf(t, listOf(5, 2))
  const all = []
  for await (const { id } of client.accounts.list()) all.push(id)
  assert.equal(all.length, 5)
  assert.deepEqual(ids(await client.accounts.list().toArray()), all)
  const before = api.requests.length
  assert.deepEqual(ids(await client.accounts.list().toArray({ limit: 2 })), ['apn_0', 'apn_1'])
  assert.equal(api.requests.length, before + 1, 'the second page is not needed')
  assert.deepEqual(await client.accounts.list().toArray({ limit: 0 }), [])
  assert.match((await failureOf(client.accounts.list().toArray({ limit: -1 }))).message, /limit must be a number from 0 on, got -1/)
})

test('a failure on a later page ends the iteration with its error', async (t) => {
  const { client } = await clientOf(t, (request) => (request.query.get('after') ? { status: 404, body: {} } : listOf(5, 2)(request)))
  const seen = []
  const error = await failureOf((async () => {
    for await (const { id } of client.accounts.list()) seen.push(id)
  })())
  assert.equal(error.statusCode, 404)
  assert.deepEqual(seen, ['apn_0', 'apn_1'])
  assert.equal((await failureOf(new PipedreamClient({ token: 't', projectId: 'p', baseUrl: 'http://127.0.0.1:9' }).accounts.list({}, { maxRetries: 0 }).toArray())) instanceof PipedreamError, true)
})

test('the caller’s request is not touched, frozen or not, and its options hold for every page', async (t) => {
  const { client, api } = await clientOf(t, listOf(4, 2))
  const request = Object.freeze({ limit: 2 })
  const options = Object.freeze({ headers: Object.freeze({ 'x-mine': 'yes' }), queryParams: Object.freeze({ extra: '1' }) })
  assert.equal((await client.accounts.list(request, options).toArray()).length, 4)
  assert.deepEqual(request, { limit: 2 })
  for (const { headers, query } of api.requests) assert.deepEqual([headers['x-mine'], query.get('extra'), query.get('limit')], ['yes', '1', '2'])
})

test('withRawResponse() of a list gives the page and its head', async (t) => {
  const { client } = await clientOf(t, listOf(3, 2))
  const { data: page, rawResponse } = await client.accounts.list().withRawResponse()
  assert.equal(rawResponse.status, 200)
  assert.equal((await page.getNextPage()).data.length, 1)
})

test('a signal that aborts between pages ends the iteration', async (t) => {
  const { client, api } = await clientOf(t, listOf(6, 2))
  const controller = new AbortController()
  const error = await failureOf((async () => {
    for await (const { id } of client.accounts.list({}, { abortSignal: controller.signal })) if (id === 'apn_1') controller.abort('enough')
  })())
  assert.equal(error.name, 'AbortError')
  assert.equal(error.cause, 'enough')
  assert.equal(api.requests.length, 1)
})
