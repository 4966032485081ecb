// Property tests: for any arguments of an operation, the request decodes to these arguments.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { PipedreamClient } from 'pipedream-native'
import { fieldsOf, holds, id, json, queryValue, text, anyOf, withUnknown } from '../support/arbitrary.mjs'
import { answerOf, api, encoded, meant, nameOf, operations } from '../support/reference.mjs'
import { resolve } from '../support/schema.mjs'
import { failureOf, serve } from '../support/server.mjs'

async function set(t, { body = {} } = {}) {
  const server = await serve(t, () => ({ body }), { maxHeaderSize: 1 << 20 })
  const client = new PipedreamClient({ ...server.options, projectId: 'proj /?#é', workflowDomain: '127.0.0.1', maxRetries: 0 })
  // Get the token first, so that only the call is recorded.
  await client.accessToken()
  const arrived = async (call) => {
    server.requests.length = server.tokens.length = 0
    await call()
    const all = [...server.requests, ...server.tokens]
    assert.equal(all.length, 1)
    return all[0]
  }
  return { client, arrived, url: server.url }
}

/** The decoded names and values of a query, in order. */
function pairsOf(url) {
  const [, query = ''] = url.split('?')
  assert.match(query, /^[A-Za-z0-9\-_.!~*'()%=&]*$/, 'all else is percent-encoded')
  return query === '' ? [] : query.split('&').map((pair) => pair.split('=').map(decodeURIComponent))
}

/** The pairs that a value in a query must become. */
function pairsFor(name, value) {
  if (value === null || value === undefined) return []
  return within(name, value)
}

function within(name, value) {
  if (Array.isArray(value))
    return value.flatMap((one) => (one !== null && typeof one === 'object' ? within(name, one) : [[name, written(one)]]))
  if (value !== null && typeof value === 'object') return Object.entries(value).flatMap(([key, one]) => within(`${name}[${key}]`, one))
  return [[name, written(value)]]
}

const written = (value) => (value === null ? '' : String(value))

/** What JSON makes of a value, `__proto__` included. */
const plain = (value) => JSON.parse(JSON.stringify(value))

function segmentsOf({ path, operation }, ids) {
  let next = 0
  const isOfClient = (piece) => operation.parameters?.some((one) => `{${one.name}}` === piece && one['x-from'] === 'client')
  return path.split('/').map((piece) => (isOfClient(piece) ? 'proj /?#é' : piece.startsWith('{') ? ids[next++] : piece))
}

/** Arguments of a described operation. */
function argumentsOf({ path, operation }) {
  const places = operation.parameters?.filter((one) => one.in === 'path' && one['x-from'] !== 'client') ?? []
  assert.equal(path.match(/\{/g)?.length ?? 0, (operation.parameters ?? []).filter((one) => one.in === 'path').length)
  const query = (operation.parameters ?? []).filter((one) => one.in === 'query')
  const body = operation.requestBody?.content['application/json'].schema
  const type = operation['x-request'] && resolve(api, `#/components/schemas/${operation['x-request'].type}`)
  const names = [
    ...Object.entries(type?.properties ?? {}).flatMap(([wire, field]) => [wire, nameOf(wire, field)]),
    ...query.flatMap(({ name }) => [name, nameOf(name, {})]),
  ]
  const inQuery = fc.record(
    Object.fromEntries(
      query.map(({ name, schema, required }) => {
        const value = fc.oneof({ arbitrary: anyOf(schema), weight: 6 }, ...(required ? [] : [fc.constantFrom(null, undefined)]))
        return [nameOf(name, {}), value]
      }),
    ),
  )
  const inBody = body
    ? withUnknown(
        fieldsOf(body, (wire) => !query.some(({ name }) => name === wire)),
        names,
      )
    : fc.constant({})
  const params = fc.dictionary(
    text.map((key) => `more ${key}`),
    queryValue,
    { maxKeys: 2 },
  )
  return { query, body, arbitrary: fc.record({ ids: fc.tuple(...places.map(() => id)), inQuery, inBody, params }) }
}

/** The arguments of `oauthTokens.create` with one of a secret and an assertion: the schema cannot say that it needs one. */
function withOneCredential({ clientSecret, clientAssertion, clientAssertionType, ...others }) {
  return typeof clientAssertion === 'string' && typeof clientSecret !== 'string'
    ? { ...others, clientAssertion, clientAssertionType: clientAssertionType ?? 'a type' }
    : { ...others, clientSecret: clientSecret ?? '' }
}

describe('the request decodes to the arguments', () => {
  for (const one of operations.filter(({ path, operation }) => path && !operation['x-relayed'])) {
    test(one.id, async (t) => {
      const { client, arrived } = await set(t, { body: meant(answerOf(one).schema).type === 'array' ? [] : {} })
      const [resource, method] = one.id.split('.')
      const { query, body, arbitrary } = argumentsOf(one)
      await holds(arbitrary, async ({ ids, inQuery, inBody: anyBody, params }) => {
        const inBody = one.id === 'oauthTokens.create' ? withOneCredential(anyBody) : anyBody
        const given = one.operation['x-request'] ? [{ ...inQuery, ...inBody }] : []
        const request = await arrived(() => client[resource][method](...ids, ...given, { queryParams: params }))
        assert.equal(request.method, one.method)
        assert.deepEqual(request.path.split('/').map(decodeURIComponent), segmentsOf(one, ids))
        const pairs = query.flatMap(({ name }) => pairsFor(name, inQuery[nameOf(name, {})]))
        assert.deepEqual(pairsOf(request.url), [...pairs, ...Object.entries(params).flatMap(([name, value]) => pairsFor(name, value))])
        if (!body) return assert.equal(request.text, '')
        assert.deepEqual(JSON.parse(request.text), { ...plain(encoded(body, inBody)), ...one.operation.requestBody['x-constants'] })
      })
    })
  }

  for (const one of operations.filter(({ id }) => id.startsWith('proxy.'))) {
    test(one.id, async (t) => {
      const { client, arrived } = await set(t)
      const hasBody = !['GET', 'DELETE'].includes(one.method)
      const arbitrary = fc.record({
        url: text.map((rest) => `https://x/${rest.replaceAll('?', '')}`),
        user: text.filter(Boolean),
        account: text.filter(Boolean),
        params: fc.dictionary(text, queryValue, { maxKeys: 3 }),
        body: json,
      })
      await holds(arbitrary, async ({ url, user, account, params, body }) => {
        const request = await arrived(() =>
          client.proxy[one.id.split('.')[1]]({ url, externalUserId: user, accountId: account, params, ...(hasBody && { body }) }),
        )
        const segments = request.path.split('/').map(decodeURIComponent)
        const target = Buffer.from(segments.pop(), 'base64').toString()
        assert.deepEqual([...segments, ''], segmentsOf(one, ['']))
        assert.deepEqual(pairsOf(request.url), [
          ['external_user_id', user],
          ['account_id', account],
        ])
        const [before, fragment] = url.split(/(?=#)(.*)/s)
        // The official client sends null as an empty value here.
        const pairs = Object.entries(params).flatMap(([name, value]) => (value === null ? [[name, '']] : pairsFor(name, value)))
        assert.ok(target.startsWith(before) && target.endsWith(fragment ?? ''))
        assert.deepEqual(pairsOf(target.slice(before.length, target.length - (fragment ?? '').length)), pairs)
        // Null is no body; every other JSON value but text is one.
        if (hasBody && body !== null)
          assert.deepEqual(
            typeof body === 'string' ? request.text : JSON.parse(request.text),
            typeof body === 'string' ? body : plain(body),
          )
        else assert.equal(request.text, '')
      })
    })
  }

  for (const method of ['invoke', 'invokeForExternalUser']) {
    test(`workflows.${method}`, async (t) => {
      const { client, arrived, url } = await set(t)
      // A header's value is Latin-1, without control characters and without space around it.
      const user = fc.string({
        unit: fc
          .integer({ min: 0x21, max: 0xff })
          .filter((code) => code < 0x7f || code > 0xa0)
          .map((code) => String.fromCharCode(code)),
        minLength: 1,
      })
      await holds(
        fc.record({
          path: text,
          user,
          body: json,
          params: fc.dictionary(
            text.map((key) => `q${key}`),
            queryValue,
            { maxKeys: 2 },
          ),
        }),
        async ({ path, user, body, params }) => {
          const urlOrEndpoint = `${url}/${encodeURIComponent(path)}`
          const request = await arrived(() =>
            client.workflows[method]({ urlOrEndpoint, externalUserId: user, body }, ...(method === 'invoke' ? ['none'] : []), {
              queryParams: params,
            }),
          )
          assert.equal(decodeURIComponent(request.path), `/${path}`)
          assert.deepEqual(
            pairsOf(request.url),
            Object.entries(params).flatMap(([name, value]) => pairsFor(name, value)),
          )
          assert.equal(request.headers['x-pd-external-user-id'], method === 'invoke' ? undefined : user)
          assert.deepEqual(request.text === '' ? null : JSON.parse(request.text), plain(body))
        },
      )
    })
  }

  test('an endpoint without a method', async (t) => {
    const { client, arrived } = await set(t)
    const path = fc.array(text, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.map((one) => `p${encodeURIComponent(one)}`))
    const arbitrary = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
      path,
      query: fc.dictionary(text, queryValue, { maxKeys: 4 }),
      body: json.filter((one) => typeof one !== 'string'),
    })
    await holds(arbitrary, async ({ method, path, query, body }) => {
      const request = await arrived(() => client.request(method, `/${path.join('/')}`, { query, body }))
      assert.equal(request.method, method)
      assert.equal(request.path, `/${path.join('/')}`)
      assert.deepEqual(
        pairsOf(request.url),
        Object.entries(query).flatMap(([name, value]) => pairsFor(name, value)),
      )
      assert.deepEqual(request.text === '' ? null : JSON.parse(request.text), plain(body))
    })
  })
})

test('a URL that is too long is refused with a clear error before it is sent', async (t) => {
  const { client } = await set(t)
  const error = await failureOf(client.accounts.list({ app: 'x'.repeat(70_000) }))
  assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
  assert.doesNotMatch(error.message, /connection was lost/)
})

test('an unknown field is sent, also by an operation without a body', async (t) => {
  const { client, arrived } = await set(t)
  const request = await arrived(() => client.accounts.list({ app: 'slack', newFilter: 'a' }))
  assert.deepEqual(pairsOf(request.url), [
    ['app', 'slack'],
    ['newFilter', 'a'],
  ])
})
