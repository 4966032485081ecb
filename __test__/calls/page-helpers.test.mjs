// The methods of the official SDK's page that its declarations hide: code that calls them, as `page['iterMessages']()`, runs here too.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

/** Three accounts, one on each page; the cursor is the page's number, and the header `x-page` too. */
function answer({ query }) {
  const at = Number(query.get('after') ?? 0)
  const body = {
    data: [{ id: `apn_${at}`, created_at: '2024-01-01T00:00:00Z' }],
    page_info: { end_cursor: at < 2 ? String(at + 1) : null },
  }
  return { headers: { 'x-page': String(at) }, body }
}

const firstPage = async (t) => {
  const api = await serve(t, answer)
  return { api, page: await new PipedreamClient(api.options).accounts.list({ externalUserId: 'u' }) }
}
const ids = (accounts) => accounts.map(({ id }) => id)

test('getItems() gives the items of a response of the list', async (t) => {
  const { page } = await firstPage(t)
  assert.equal(page.getItems(page.response), page.data)
  assert.deepEqual(ids(page.getItems(await page.loadNextPage(page.response))), ['apn_1'])
  assert.deepEqual(page.getItems({ data: null }), [])
  assert.deepEqual(page.getItems({}), [])
})

test('loadNextPage() gives the response that follows the one it got, with its head, and leaves the page as it is', async (t) => {
  const { api, page } = await firstPage(t)
  const { data: second, rawResponse } = await page.loadNextPage(page.response).withRawResponse()
  assert.equal(rawResponse.headers.get('x-page'), '1')
  assert.deepEqual(second.data, [{ id: 'apn_1', createdAt: new Date('2024-01-01T00:00:00Z') }])
  const third = await page.loadNextPage(second)
  assert.deepEqual(ids(third.data), ['apn_2'])
  assert.deepEqual(ids(page.data), ['apn_0'])
  assert.deepEqual(ids((await page.loadNextPage()).data), ['apn_1'])
  assert.deepEqual(
    api.requests.map(({ query }) => [query.get('external_user_id'), query.get('after')]),
    [
      ['u', null],
      ['u', '1'],
      ['u', '2'],
      ['u', '1'],
    ],
  )
})

test('loadNextPage() of the last response is an error, and nothing is sent', async (t) => {
  const { api, page } = await firstPage(t)
  const last = await page.loadNextPage(await page.loadNextPage())
  for (const act of [() => page.loadNextPage(last), () => page.loadNextPage(last).withRawResponse(), () => page.loadNextPage(null)]) {
    const error = await failureOf(act())
    assert.ok(error instanceof PipedreamError)
    assert.equal(error.code, 'ERR_NO_NEXT_PAGE')
  }
  assert.equal(api.requests.length, 3)
})

test('loadNextPage() fails as the call of the next page does', async (t) => {
  const api = await serve(t, (request) => (request.query.has('after') ? { status: 404, body: { error: 'gone' } } : answer(request)))
  const page = await new PipedreamClient(api.options).accounts.list()
  assert.equal((await failureOf(page.loadNextPage())).statusCode, 404)
  assert.equal((await failureOf(page.loadNextPage().withRawResponse())).statusCode, 404)
})

test('iterMessages() gives the items of this page and of those that follow, as often as it is called', async (t) => {
  const { page } = await firstPage(t)
  for (let round = 0; round < 2; round++) {
    const found = []
    for await (const { id } of page.iterMessages()) found.push(id)
    assert.deepEqual(found, ['apn_0', 'apn_1', 'apn_2'])
  }
  assert.equal(page.hasNextPage(), true)
})
