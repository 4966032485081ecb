// AsyncLocalStorage (packaging.md, check 25): the code of the caller that a call runs has what the caller had when it made the call.

import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import diagnostics from 'node:diagnostics_channel'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'
import { until } from '../support/stores.mjs'

const store = new AsyncLocalStorage()
const account = () => ({ body: { id: 'apn_1' } })
const list = ({ query }) => ({
  body: { data: [{ id: 'a' }, { id: 'b' }], page_info: { end_cursor: query.get('after') === null ? 'x' : null } },
})

/** Runs `act` with each of these values at the same time, and returns what `note` was called with, by value. */
async function withEach(values, act) {
  const seen = Object.fromEntries(values.map((value) => [value, new Set()]))
  await Promise.all(values.map((value) => store.run(value, () => act((what) => seen[value].add(`${what}: ${store.getStore()}`)))))
  return seen
}

/** Asserts that each value saw itself, at each place. */
function assertKept(seen, places) {
  for (const [value, notes] of Object.entries(seen)) assert.deepEqual([...notes].sort(), places.map((place) => `${place}: ${value}`).sort())
}

const VALUES = ['one', 'two', 'three']

describe('calls that are made at the same time keep the values of their callers', () => {
  test('across await, then, catch and finally, also after retries', async (t) => {
    const api = await serve(t, (request, _response, count) =>
      request.path.endsWith('bad')
        ? { status: 404, body: {} }
        : count % 2 === 0
          ? account()
          : { status: 503, headers: { 'retry-after': '0' }, body: {} },
    )
    const client = new PipedreamClient(api.options)
    const seen = await withEach(VALUES, async (note) => {
      await client.accounts.retrieve('good', undefined, { maxRetries: 5 }).then(() => note('then'))
      note('await')
      await client.accounts
        .retrieve('bad')
        .catch(() => note('catch'))
        .finally(() => note('finally'))
      await client.accounts
        .retrieve('bad')
        .withRawResponse()
        .catch(() => note('raw'))
      await failureOf(client.accounts.retrieve('..'))
      note('refused')
    })
    assertKept(seen, ['then', 'await', 'catch', 'finally', 'raw', 'refused'])
  })

  test('in iterators and onProgress', async (t) => {
    const api = await serve(t, list)
    const client = new PipedreamClient(api.options)
    const seen = await withEach(VALUES, async (note) => {
      for await (const _ of client.accounts.list({}, { onProgress: () => note('progress') })) note('item')
      await client.accounts.list().toArray({ onProgress: () => note('toArray') })
      const page = await client.accounts.list()
      await page.getNextPage()
      note('next page')
    })
    assertKept(seen, ['progress', 'item', 'toArray', 'next page'])
  })

  test('in downloads and uploads', async (t) => {
    const api = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      response.write('first')
      setImmediate(() => response.end('last'))
    })
    const client = new PipedreamClient(api.options)
    const seen = await withEach(VALUES, async (note) => {
      const body = (async function* source() {
        note('upload')
        yield 'x'
        note('upload')
      })()
      const response = await client.request('POST', '/up', { body })
      for await (const _ of response.stream()) note('chunk')
      const other = await client.fetch('/down', undefined, { onProgress: () => note('download') })
      await other.text()
      note('text')
    })
    assertKept(seen, ['upload', 'chunk', 'download', 'text'])
  })

  test('in functions that give headers and the environment, and in loggers and events', async (t) => {
    const api = await serve(t, account)
    let note
    const notes = new Map()
    const noteFor = (what) => notes.get(store.getStore())?.(what)
    const log = () => noteFor('logger')
    const client = new PipedreamClient({
      ...api.options,
      headers: { 'x-client': async () => void noteFor('header of the client') },
      projectEnvironment: () => {
        noteFor('environment')
        return 'development'
      },
      logging: { debug: log, info: log, warn: log, error: log },
    })
    const names = ['pipedream:request:start', 'pipedream:request:end', 'pipedream:request:error']
    const tracing = ['call', 'request'].flatMap((name) =>
      ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((event) => `tracing:pipedream-native:${name}:${event}`),
    )
    const listener = (_event, name) => noteFor(name.startsWith('tracing') ? 'tracing' : 'event')
    for (const name of [...names, ...tracing]) {
      const channel = diagnostics.channel(name)
      channel.subscribe(listener)
      t.after(() => channel.unsubscribe(listener))
    }
    const seen = await withEach(VALUES, async (own) => {
      note = own
      notes.set(store.getStore(), note)
      await client.accounts.retrieve('a', undefined, { headers: { 'x-call': () => void noteFor('header of the call') } })
    })
    assertKept(seen, ['header of the client', 'header of the call', 'environment', 'logger', 'event', 'tracing'])
  })

  test('in the option fetch, with retries and redirects, traced or not', async (t) => {
    const api = await serve(t, (request, _response, count) =>
      request.path === '/there'
        ? account()
        : count % 2 === 0
          ? { status: 503, headers: { 'retry-after': '0' }, body: {} }
          : { status: 307, headers: { location: '/there' }, body: {} },
    )
    const notes = new Map()
    const own = async (...given) => {
      const { url } = { url: given[0] }
      // A token belongs to no call: it is fetched where the client was made.
      if (!url.endsWith('/oauth/token')) notes.get(store.getStore())?.('fetch')
      const response = await fetch(...given)
      if (!url.endsWith('/oauth/token')) notes.get(store.getStore())?.('fetch')
      return response
    }
    const client = new PipedreamClient({ ...api.options, fetch: own })
    for (const isTraced of [false, true]) {
      const channel = diagnostics.channel('tracing:pipedream-native:request:start')
      const listener = () => {}
      if (isTraced) channel.subscribe(listener)
      const seen = await withEach(VALUES, async (note) => {
        notes.set(store.getStore(), note)
        await client.accounts.retrieve('a', undefined, { maxRetries: 5 })
      })
      channel.unsubscribe(listener)
      assertKept(seen, ['fetch'])
    }
  })
})

test('a function that gives a credential, and a token store, have what there was when the client was made: calls share them', async (t) => {
  const api = await serve(t, account)
  const seen = new Set()
  const note = (what) => void seen.add(`${what}: ${store.getStore()}`)
  const tokenStore = {
    get: async () => note('get'),
    set: async () => note('set'),
    delete: async () => note('delete'),
  }
  const secret = async () => {
    await Promise.resolve()
    note('secret')
    return 'hush'
  }
  const client = store.run('client', () => new PipedreamClient({ ...api.options, clientSecret: secret, tokenStore }))
  await store.run('call', () => client.accounts.retrieve('a'))
  const provided = store.run(
    'client',
    () =>
      new PipedreamClient({
        ...api.options,
        clientId: undefined,
        clientSecret: undefined,
        tokenProvider: {
          getToken() {
            note('provider')
            return 'hush'
          },
        },
      }),
  )
  await store.run('call', () => provided.accounts.retrieve('a'))
  await until(() => [...seen].some((one) => one.startsWith('set')))
  for (const one of seen) assert.match(one, /: client$/)
  for (const what of ['secret', 'get', 'set', 'provider']) assert.ok(seen.has(`${what}: client`), what)
})

test('events of tokens do not have what the first client of the process had', async (t) => {
  const api = await serve(t, account)
  const code = `
    const { AsyncLocalStorage } = require('node:async_hooks')
    const store = new AsyncLocalStorage()
    const { PipedreamClient } = require('pipedream-native')
    require('node:diagnostics_channel').channel('pipedream:token:fetched').subscribe(() => console.log(String(store.getStore())))
    store.run('first', () => new PipedreamClient(${JSON.stringify(api.options)}).prefetch()).then(() => setImmediate(() => {}))`
  const { execFile } = await import('node:child_process')
  const out = await new Promise((resolve, reject) =>
    execFile(process.execPath, ['-e', code], { cwd: new URL('../..', import.meta.url) }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    ),
  )
  assert.equal(out.trim(), 'undefined')
})
