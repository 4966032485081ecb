// For each method: this package sends the request that was recorded from the official SDK, and makes the same value of the response.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { serve } from '../support/server.mjs'

const { records } = JSON.parse(readFileSync(new URL('../fixtures/wire-vectors.json', import.meta.url), 'utf8'))
const name = ({ resource, method }) => `${resource}.${method}`
const PROXIED = 'https://api.example.com/v1/things?x=1'

/** Where we differ on purpose: what replaces the recorded value, and why. */
const invoked = {
  reason: 'the parsed body is the value, not status and headers',
  decoded: { snake_key: 1, camelKey: { inner_key: null } },
}
const untouched = { reason: 'paging writes nothing into the caller’s object' }
const merged = {
  reason: 'params are merged into the query, not put after a second "?"',
  url: ({ url }) => url.replace(base64In(url), base64(`${PROXIED}&q=a%20b%26c&list=1&list=2&nested%5Bdeep%5D=v`)),
}
const departures = {
  ...Object.fromEntries(records.filter(({ nextPage }) => nextPage).map((record) => [name(record), [untouched]])),
  'proxy.get': [merged],
  'proxy.post': [merged],
  'proxy.put': [merged],
  'proxy.patch': [merged],
  'proxy.delete': [merged],
  'workflows.invoke': [invoked],
  'workflows.invokeForExternalUser': [invoked],
}

const base64In = (url) => /\/proxy\/([^?]+)/.exec(url)[1]
const base64 = (text) => encodeURIComponent(Buffer.from(text).toString('base64'))
const headersThatMatter = (headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^(accept|authorization|content-type|x-(?!fern-).*)$/.test(name)))

/** The recorded request with our departures. */
function expected(record) {
  const request = structuredClone(record.request)
  for (const departure of departures[name(record)] ?? []) {
    if (departure.url) request.url = departure.url(request)
  }
  return request
}

function answerOf({ status, body }) {
  if (body?.$base64 !== undefined)
    return { status, headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(body.$base64, 'base64') }
  return { status, body: body ?? undefined }
}

/** A recorded value as the value it stands for. */
function revived(value) {
  if (value === null || typeof value !== 'object') return value
  if (value.$date !== undefined) return new Date(value.$date)
  if (value.$undefined) return undefined
  return Array.isArray(value) ? value.map(revived) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revived(one)]))
}

const decodedOf = (record) => (departures[name(record)] ?? []).find(({ decoded }) => decoded)?.decoded ?? revived(record.decoded)

async function set(t, record) {
  const token = () => ({ body: { access_token: 'tok-1', token_type: 'Bearer', expires_in: 3600 } })
  let answer = answerOf(record.response)
  const api = await serve(t, () => answer, { token })
  api.say = (body) => (answer = { body })
  const client = new PipedreamClient({ ...api.options, projectId: 'proj_1/x', workflowDomain: '127.0.0.1' })
  const args = JSON.parse(JSON.stringify(revived(record.args)).replaceAll('http://127.0.0.1:PORT', api.url))
  return { api, args, call: () => client[record.resource][record.method](...args) }
}

const covered = new Set()

describe('each method sends and returns what was recorded', () => {
  for (const record of records) {
    test(name(record), async (t) => {
      covered.add(name(record))
      const { api, args, call } = await set(t, record)
      if (name(record) === 'oauthTokens.create') return tokenAsRecorded(t, record)
      const value = await call()
      await same(value, record)
      sameRequest(api.requests[0], expected(record))
      if (record.nextPage) await nextAsRecorded(api, value, record, args[0])
      assert.equal(api.requests.length, record.nextPage ? 2 : 1)
    })
  }

  // A method that the official SDK does not have needs no record.
  test('every record was compared', () => assert.deepEqual([...covered].sort(), records.map(name).sort()))

  test('each departure names a recorded method and has a reason', () => {
    for (const [method, list] of Object.entries(departures)) {
      assert.ok(covered.has(method), method)
      for (const { reason } of list) assert.ok(reason, method)
    }
  })
})

/** This method calls the token endpoint itself, so the server cannot tell its request from a client's own token request. */
async function tokenAsRecorded(t, record) {
  const api = await serve(t, undefined, { token: () => answerOf(record.response) })
  sameExactly(await new PipedreamClient(api.options).oauthTokens.create(...record.args), decodedOf(record))
  assert.equal(api.tokens.length, 1)
  sameRequest(api.tokens[0], expected(record))
}

async function nextAsRecorded(api, page, record, request) {
  const { nextPage } = record
  const before = structuredClone(request)
  api.say({ ...record.response.body, data: [], page_info: {} })
  assert.equal((await page.getNextPage()) === page, nextPage.returnsSameObject)
  sameRequest(api.requests[1], nextPage.request)
  assert.equal(page.hasNextPage(), nextPage.hasNextPageAfter)
  assert.deepEqual(request, before, untouched.reason)
  assert.notDeepEqual(request, nextPage.callerRequestAfter, 'a departure that is none any more')
}

async function same(value, record) {
  const { decoded } = record
  if (decoded?.$page) return samePage(value, decoded.$page)
  if (decoded?.$binary) return sameBinary(value, decoded.$binary)
  sameExactly(value, decodedOf(record))
}

function samePage(value, { data, response, hasNextPage, rawResponseKeys }) {
  sameExactly(value.data, revived(data))
  sameExactly(value.response, revived(response))
  assert.equal(value.hasNextPage(), hasNextPage)
  assert.deepEqual(Object.keys(value.rawResponse), rawResponseKeys)
}

function sameExactly(value, wanted) {
  assert.deepStrictEqual(value, wanted)
  assert.equal(JSON.stringify(value), JSON.stringify(wanted), 'in the same order')
}

async function sameBinary(value, { bodyUsedBefore, bytes, bodyUsedAfter }) {
  assert.equal(value.bodyUsed, bodyUsedBefore)
  assert.deepEqual(Buffer.from(await value.bytes()), Buffer.from(bytes.$base64, 'base64'))
  assert.equal(value.bodyUsed, bodyUsedAfter)
}

function sameRequest(request, { method, url, headers, body }) {
  assert.equal(request.method, method)
  assert.equal(request.url, url)
  assert.deepEqual(headersThatMatter(request.headers), headers)
  if (body === null) assert.equal(request.text, '')
  else assert.equal(request.text, JSON.stringify(body), 'the same bytes')
}
