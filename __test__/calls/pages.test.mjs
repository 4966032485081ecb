// Lists: page by page, or iterated to the end.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

/** A list of `count` accounts in pages of `size`. */
const listOf =
  (count, size) =>
  ({ query }) => {
    const start = Number(query.get('after') ?? 0)
    const end = Math.min(count, start + size)
    const data = Array.from({ length: end - start }, (_, index) => ({ id: `apn_${start + index}`, created_at: '2024-01-01T00:00:00Z' }))
    return {
      headers: { 'x-page': String(start) },
      body: { data, page_info: { count: data.length, total_count: count, end_cursor: end < count ? String(end) : null } },
    }
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
  assert.deepEqual(
    [...api.requests[1].query],
    [
      ['external_user_id', 'u'],
      ['after', '2'],
      ['before', 'b'],
    ],
  )
})

test('getNextPage() after the last page is an error, and nothing is sent', async (t) => {
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

test('iterating a page gives the items of all pages, and stopping early requests no more', async (t) => {
  const { client, api } = await clientOf(t, listOf(5, 2))
  const all = []
  for await (const { id } of await client.accounts.list()) all.push(id)
  assert.deepEqual(all, ['apn_0', 'apn_1', 'apn_2', 'apn_3', 'apn_4'])
  assert.equal(api.requests.length, 3)
  for await (const { id } of client.accounts.list()) if (id === 'apn_1') break
  assert.equal(api.requests.length, 4)
})

test('a list can be iterated without await, and collected with toArray()', async (t) => {
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
  const error = await failureOf(
    (async () => {
      for await (const { id } of client.accounts.list()) seen.push(id)
    })(),
  )
  assert.equal(error.statusCode, 404)
  assert.deepEqual(seen, ['apn_0', 'apn_1'])
  assert.equal(
    (await failureOf(
      new PipedreamClient({ token: 't', projectId: 'p', baseUrl: 'http://127.0.0.1:9' }).accounts.list({}, { maxRetries: 0 }).toArray(),
    )) instanceof PipedreamError,
    true,
  )
})

test('the request object is not changed, frozen or not, and the call’s options apply to every page', async (t) => {
  const { client, api } = await clientOf(t, listOf(4, 2))
  const request = Object.freeze({ limit: 2 })
  const options = Object.freeze({ headers: Object.freeze({ 'x-mine': 'yes' }), queryParams: Object.freeze({ extra: '1' }) })
  assert.equal((await client.accounts.list(request, options).toArray()).length, 4)
  assert.deepEqual(request, { limit: 2 })
  for (const { headers, query } of api.requests)
    assert.deepEqual([headers['x-mine'], query.get('extra'), query.get('limit')], ['yes', '1', '2'])
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
  const error = await failureOf(
    (async () => {
      for await (const { id } of client.accounts.list({}, { abortSignal: controller.signal }))
        if (id === 'apn_1') controller.abort('enough')
    })(),
  )
  assert.equal(error.name, 'AbortError')
  assert.equal(error.cause, 'enough')
  assert.equal(api.requests.length, 1)
})

const idsOf = async (list, most = Infinity) => {
  const all = []
  for await (const { id } of list) {
    all.push(id)
    if (all.length >= most) break
  }
  return all
}

describe('a list that is iterated more than once', () => {
  test('a page gives the same items each time, and iterating does not change it', async (t) => {
    const { client, api } = await clientOf(t, listOf(5, 2))
    const page = await client.accounts.list()
    const all = ['apn_0', 'apn_1', 'apn_2', 'apn_3', 'apn_4']
    assert.deepEqual(await idsOf(page), all)
    assert.deepEqual(ids(page.data), ['apn_0', 'apn_1'])
    assert.equal(page.rawResponse.headers.get('x-page'), '0')
    assert.equal(page.hasNextPage(), true)
    assert.deepEqual(await idsOf(page), all)
    assert.equal(api.requests.length, 5, 'the first page is asked for once')
  })

  test('the promise of a page gives the same items each time', async (t) => {
    const { client } = await clientOf(t, listOf(5, 2))
    const list = client.accounts.list()
    const all = ['apn_0', 'apn_1', 'apn_2', 'apn_3', 'apn_4']
    assert.deepEqual(await idsOf(list), all)
    assert.deepEqual(ids(await list.toArray()), all)
    assert.deepEqual(ids(await list.toArray()), all)
    assert.deepEqual(await idsOf(list), all)
  })

  test('a new iteration begins at the first item of the page after one that stopped early', async (t) => {
    const { client } = await clientOf(t, listOf(5, 2))
    const page = await client.accounts.list()
    assert.deepEqual(await idsOf(page, 3), ['apn_0', 'apn_1', 'apn_2'])
    assert.deepEqual(await idsOf(page, 3), ['apn_0', 'apn_1', 'apn_2'])
    await page.getNextPage()
    assert.deepEqual(await idsOf(page), ['apn_2', 'apn_3', 'apn_4'])
  })

  test('two concurrent iterations and getNextPage() do not affect each other', async (t) => {
    const { client } = await clientOf(t, listOf(6, 2))
    const page = await client.accounts.list()
    const [one, other] = [page[Symbol.asyncIterator](), page[Symbol.asyncIterator]()]
    const seen = { one: [], other: [] }
    for (let round = 0; round < 6; round++) {
      seen.one.push((await one.next()).value.id)
      if (round === 1) await page.getNextPage()
      if (round % 2 === 0) seen.other.push((await other.next()).value.id)
    }
    while (seen.other.length < 6) seen.other.push((await other.next()).value.id)
    const all = ['apn_0', 'apn_1', 'apn_2', 'apn_3', 'apn_4', 'apn_5']
    assert.deepEqual(seen, { one: all, other: all })
    assert.deepEqual(
      [await one.next(), await other.next()].map(({ done }) => done),
      [true, true],
    )
  })

  test('changes to the request object after the call do not affect later pages', async (t) => {
    const { client, api } = await clientOf(t, listOf(4, 2))
    const request = { externalUserId: 'user-1' }
    const page = await client.accounts.list(request)
    request.externalUserId = 'somebody-else'
    request.after = '3'
    await idsOf(page)
    assert.deepEqual(
      [...api.requests[1].query],
      [
        ['external_user_id', 'user-1'],
        ['after', '2'],
      ],
    )
  })
})

describe('a list whose cursors repeat', () => {
  /** A client whose server answers each request with the cursor that `next` returns for it. */
  const roundOf =
    (next) =>
    ({ query }) => ({ body: { data: [{ id: query.get('after') ?? 'first' }], page_info: { end_cursor: next(query.get('after')) } } })
  const ended = async (list) => {
    const seen = []
    const error = await failureOf(
      (async () => {
        for await (const { id } of list) if (seen.push(id) > 10_000) throw new Error('the iteration does not end')
      })(),
    )
    assert.ok(error instanceof PipedreamError, String(error))
    assert.equal(error.code, 'ERR_CURSOR_REPEATED')
    return { seen, error }
  }

  test('a cursor that stays the same ends the list with ERR_CURSOR_REPEATED, which names the operation', async (t) => {
    const { client, api } = await clientOf(
      t,
      roundOf(() => 'same'),
    )
    const { seen, error } = await ended(client.accounts.list())
    assert.deepEqual(seen, ['first', 'same'])
    assert.match(error.message, /^accounts\.list gave the cursor "same" a second time/)
    assert.equal(api.requests.length, 2)
    assert.equal((await failureOf(client.apps.list().toArray())).code, 'ERR_CURSOR_REPEATED')
    assert.deepEqual(ids(await client.accounts.list().toArray({ limit: 2 })), ['first', 'same'], 'what is there is given')
  })

  test('a cursor that equals the one of the request ends the list without another request', async (t) => {
    const { client, api } = await clientOf(
      t,
      roundOf((after) => after),
    )
    assert.deepEqual((await ended(client.accounts.list({ after: 'x' }))).seen, ['x'])
    assert.equal(api.requests.length, 1)
  })

  test('a cycle of several pages ends where it closes', async (t) => {
    const around = { a: 'b', b: 'c', c: 'b' }
    const { client, api } = await clientOf(
      t,
      roundOf((after) => (after === null ? 'a' : around[after])),
    )
    assert.deepEqual((await ended(await client.accounts.list())).seen, ['first', 'a', 'b', 'c'])
    assert.equal(api.requests.length, 4)
  })

  test('a cycle longer than the list of remembered cursors ends too', async (t) => {
    const { client, api } = await clientOf(
      t,
      roundOf((after) => `page-${((after === null ? -1 : Number(after.slice(5))) + 1) % 1100}`),
    )
    await ended(client.accounts.list())
    assert.ok(api.requests.length > 1100 && api.requests.length < 4400, String(api.requests.length))
  })

  test('getNextPage() ends too, and works again after a failed page', async (t) => {
    let fails = true
    const { client } = await clientOf(t, (request) => {
      if (request.query.get('after') === 'b' && fails) return { status: 404, body: {} }
      return roundOf((after) => ({ a: 'b', b: 'a' })[after] ?? 'a')(request)
    })
    const page = await client.accounts.list()
    await page.getNextPage()
    assert.equal((await failureOf(page.getNextPage())).statusCode, 404)
    fails = false
    assert.deepEqual(ids((await page.getNextPage()).data), ['b'])
    assert.equal((await failureOf(page.getNextPage())).code, 'ERR_CURSOR_REPEATED')
    assert.deepEqual(ids(page.data), ['b'], 'the page stays what it is')
  })

  test('the message shortens a long cursor, and cursors that are not strings are compared too', async (t) => {
    const { client } = await clientOf(
      t,
      roundOf(() => 'c'.repeat(5000)),
    )
    assert.ok((await ended(client.accounts.list())).error.message.length < 200)
    const { client: other } = await clientOf(t, () => ({ body: { data: [], page_info: { end_cursor: 7 } } }))
    await ended(other.accounts.list())
  })

  test('empty pages with new cursors do not end the list', async (t) => {
    const { client } = await clientOf(t, ({ query }) => {
      const at = Number(query.get('after') ?? 0)
      return { body: { data: at < 5 ? [] : [{ id: 'late' }], page_info: { end_cursor: at < 5 ? String(at + 1) : null } } }
    })
    assert.deepEqual(await idsOf(client.accounts.list()), ['late'])
  })
})

test('concurrent calls of getNextPage() send one request, and a late answer does not move the page back', async (t) => {
  const { api, client } = await clientOf(t, listOf(6, 2))
  const page = await client.accounts.list()
  const turned = await Promise.all([page.getNextPage(), page.getNextPage(), page.getNextPage()])
  assert.deepEqual(
    turned.map((one) => one === page),
    [true, true, true],
  )
  assert.equal(api.requests.length, 2)
  assert.equal(page.data[0].id, 'apn_2')
  assert.equal((await page.getNextPage()).data[0].id, 'apn_4')
  assert.equal(page.hasNextPage(), false)
})

test('getNextPage() can be called again after it failed', async (t) => {
  let isBroken = true
  const pages = listOf(4, 2)
  const { client } = await clientOf(t, (request) =>
    request.query.get('after') !== null && isBroken ? { status: 400, body: {} } : pages(request),
  )
  const page = await client.accounts.list()
  const failures = await Promise.all([failureOf(page.getNextPage()), failureOf(page.getNextPage())])
  assert.deepEqual(
    failures.map(({ statusCode }) => statusCode),
    [400, 400],
  )
  isBroken = false
  assert.equal((await page.getNextPage()).data[0].id, 'apn_2')
})

test('a cursor that is nested too deep to be sent ends the list with a PipedreamError', async (t) => {
  const { client } = await clientOf(t, () => ({
    headers: { 'content-type': 'application/json' },
    body: `{"data":[],"page_info":{"end_cursor":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  }))
  const page = await client.accounts.list()
  for (const call of [() => client.accounts.list().toArray(), () => page.getNextPage()]) {
    const error = await failureOf(call())
    assert.equal(error.code, 'ERR_UNREADABLE_ANSWER')
    assert.match(error.message, /cursor/)
  }
})
