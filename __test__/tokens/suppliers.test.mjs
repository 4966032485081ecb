// Credentials given as functions, promises, arrays and providers, and their failures.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const account = ({ headers }) => ({ body: { id: 'apn_1', authorization: headers.authorization } })
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const sent = ({ text }) => {
  const { client_id: id, client_secret: secret } = JSON.parse(text)
  return [id, secret]
}

/** Blocks the event loop of this thread. */
const block = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

test('guarantee 26: a blocked event loop does not count towards the time limit of a function', async (t) => {
  const api = await serve(t, account)
  const { clientId, clientSecret, ...place } = api.options
  const given = async () => 'given'
  const variants = {
    clientId: { clientId: given, clientSecret },
    clientSecret: { clientId, clientSecret: given },
    'several clients': { clientId: 'several', clientSecret: given },
    'one more client': { clientId: 'several', clientSecret: given },
    token: { token: given },
    tokenProvider: { tokenProvider: { getToken: given } },
    'a fetch that carries the token request': { clientId: 'by-fetch', clientSecret, fetch: (...args) => globalThis.fetch(...args) },
  }
  const calls = Object.values(variants).map((variant) =>
    new PipedreamClient({ ...place, ...variant, maxRetries: 0 }).accounts.retrieve('a'),
  )
  // Rust calls the function while this thread is blocked, for longer than a function, a token request and its retries may take.
  block(13_500)
  for (const [index, outcome] of (await Promise.allSettled(calls)).entries())
    assert.equal(outcome.status, 'fulfilled', `${Object.keys(variants)[index]}: ${outcome.reason}`)
})

describe('the forms of a credential', () => {
  const forms = {
    text: (value) => value,
    'a promise': (value) => Promise.resolve(value),
    'a function': (value) => () => value,
    'a function of a promise': (value) => async () => value,
    'a promise that is settled later': (value) => new Promise((resolve) => setImmediate(resolve, value)),
    'a thenable': (value) => ({ then: (resolve) => resolve(value) }),
  }
  for (const [name, form] of Object.entries(forms)) {
    test(`clientId and clientSecret as ${name}`, async (t) => {
      const api = await serve(t, account)
      await new PipedreamClient({ ...api.options, clientId: form('an-id'), clientSecret: form('a-secret') }).accounts.retrieve('a')
      await new PipedreamClient({
        ...api.options,
        scope: 'several',
        clientId: form('an-id'),
        clientSecret: form(['one', 'two']),
      }).accounts.retrieve('a')
      assert.deepEqual(api.tokens.map(sent), [
        ['an-id', 'a-secret'],
        ['an-id', 'one'],
      ])
    })

    test(`token as ${name}`, async (t) => {
      const api = await serve(t, account)
      const client = new PipedreamClient({ baseUrl: api.url, projectId: 'proj_1', token: form('mine') })
      assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer mine')
      assert.equal(await client.accessToken(), 'mine')
      assert.equal(await client.rawAccessToken, 'mine')
      assert.equal(api.tokens.length, 0)
    })
  }

  test('guarantee 34: a secret has the same cache key in every form', async (t) => {
    const api = await serve(t, account)
    for (const form of Object.values(forms))
      await new PipedreamClient({ ...api.options, clientSecret: form('client-secret-hush') }).accounts.retrieve('a')
    assert.equal(api.tokens.length, 1)
  })

  test('a token function and getToken() of a provider are called for every call, the latter with the provider as `this`', async (t) => {
    const api = await serve(t, account)
    const place = { baseUrl: api.url, projectId: 'proj_1' }
    let given = 0
    const client = new PipedreamClient({ ...place, token: () => `own-${++given}` })
    for (const expected of ['own-1', 'own-2', 'own-3'])
      assert.equal((await client.accounts.retrieve('a')).authorization, `Bearer ${expected}`)
    class Provider {
      #count = 0
      async getToken() {
        return `provided-${++this.#count}`
      }
    }
    const provided = new PipedreamClient({ ...place, tokenProvider: new Provider() })
    for (const expected of ['provided-1', 'provided-2'])
      assert.equal((await provided.accounts.retrieve('a')).authorization, `Bearer ${expected}`)
  })

  test('guarantee 33: a secret function is called once for each token request, however many calls wait', async (t) => {
    const api = await serve(t, account)
    let asked = 0
    const client = new PipedreamClient({ ...api.options, clientSecret: async () => `secret-${++asked}` })
    await Promise.all(times(100, () => client.accounts.retrieve('a')))
    const first = asked
    assert.ok(first <= 2, `${first} times: once for the key, once for the flight`)
    await Promise.all(times(100, () => client.accounts.retrieve('a')))
    assert.equal(asked, first, 'not while the token lives')
    await client.accessToken({ forceRefresh: true })
    assert.equal(asked, first + 1)
    assert.deepEqual(sent(api.tokens.at(-1)), ['client-id', `secret-${asked}`])
  })

  test('creating a client calls no function', async (t) => {
    const api = await serve(t, account)
    let asked = 0
    const ask = () => {
      asked++
      return 'x'
    }
    new PipedreamClient({ ...api.options, clientId: ask, clientSecret: ask })
    new PipedreamClient({ ...api.options, token: ask })
    await new Promise(setImmediate)
    assert.equal(asked, 0)
  })
})

describe('a function that fails', () => {
  const wrong = {
    throws: [
      () => {
        throw new Error('the vault is closed')
      },
      /the vault is closed/,
    ],
    rejects: [() => Promise.reject(new Error('the vault is closed')), /the vault is closed/],
    'throws text': [
      () => {
        throw 'the vault is closed'
      },
      /the vault is closed/,
    ],
    'throws nothing': [
      () => {
        throw undefined
      },
      /failed/,
    ],
    'throws an error that has no text': [
      () => {
        throw Object.create(null)
      },
      /failed/,
    ],
    'gives nothing': [() => undefined, /must give a string, got undefined/],
    'gives null': [async () => null, /must give a string, got null/],
    'gives a number': [async () => 42, /must give a string, got number/],
    'gives an object': [() => ({ secret: 'hush' }), /must give a string, got object/],
    'gives a symbol': [() => Symbol('hush'), /must give a string, got symbol/],
    'gives nothing but white space': [() => '  ', /non-empty string/],
    'gives an empty text': [() => '', /non-empty string/],
    'gives a line break': [() => 'hush\r\nhush', /line breaks/],
    'gives an empty list': [() => [], /must give a string/],
    'gives a list with a number in it': [() => ['hush', 1], /must give a string/],
    'gives a list with an empty text in it': [() => ['hush', ''], /string/],
  }
  for (const option of ['clientId', 'clientSecret', 'token', 'tokenProvider']) {
    for (const [name, [supplier, message]] of Object.entries(wrong)) {
      test(`gives a clear error and sends nothing: a ${option} that ${name}`, async (t) => {
        const api = await serve(t, account)
        const { clientId: _, clientSecret: __, ...place } = api.options
        const options = option.startsWith('client') ? api.options : place
        const client = new PipedreamClient({ ...options, [option]: option === 'tokenProvider' ? { getToken: supplier } : supplier })
        for (const call of [() => client.accounts.retrieve('a'), () => client.accessToken()]) {
          const error = await failureOf(call())
          assert.ok(error instanceof PipedreamError, inspect(error))
          assert.match(error.message, message)
          assert.match(error.message, option === 'tokenProvider' ? /token/ : new RegExp(option))
          assert.equal(error.code, 'ERR_SUPPLIER')
          assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }), /hush/)
        }
        assert.equal(api.tokens.length + api.requests.length, 0)
      })
    }
  }

  test('is the cause of the error of every call that waited for it', async (t) => {
    const api = await serve(t, account)
    const thrown = Object.assign(new RangeError('the vault is shut'), { code: 'EVAULT' })
    const fail = async () => {
      throw thrown
    }
    const options = { ...api.options, maxRetries: 0 }
    const clients = {
      'the function given as clientSecret failed: the vault is shut': { ...options, clientSecret: fail },
      'the function given as clientId failed: the vault is shut': { ...options, clientId: fail },
      'the function given as token failed: the vault is shut': { ...options, token: fail },
      'the given fetch failed: the vault is shut': { ...options, token: 'mine', fetch: fail },
      'the token request failed: the given fetch failed: the vault is shut': { ...options, scope: 'of fetch', fetch: fail },
      'the body that the given fetch returned failed: the vault is shut': {
        ...options,
        token: 'mine',
        fetch: async () => new Response(new ReadableStream({ pull: fail }), { headers: { 'content-type': 'image/png' } }),
      },
    }
    for (const [message, one] of Object.entries(clients)) {
      const client = new PipedreamClient(one)
      const call = async () => (await client.fileStash.downloadFile({ s3Key: 'a' })).bytes()
      for (const error of await Promise.all(times(3, () => failureOf(call())))) {
        assert.ok(error instanceof PipedreamError)
        assert.equal(error.message, message)
        assert.equal(error.cause, thrown, message)
        assert.deepEqual(error.toJSON().cause, { name: 'RangeError', message: 'the vault is shut', code: 'EVAULT' })
      }
    }
  })

  test('is called again by the next call', async (t) => {
    const api = await serve(t, account)
    let asked = 0
    const client = new PipedreamClient({
      ...api.options,
      clientSecret: () => {
        if (++asked === 1) throw new Error('not yet')
        return 'a-secret'
      },
    })
    assert.match((await failureOf(client.accounts.retrieve('a'))).message, /not yet/)
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
  })

  test('fails only its own client: another one with equal credentials has its own function', async (t) => {
    const api = await serve(t, account)
    let isOpen = true
    const own = () => {
      if (!isOpen) throw new Error('the vault is closed')
      return 'client-secret-hush'
    }
    const one = new PipedreamClient({ ...api.options, clientSecret: own })
    await one.accounts.retrieve('a')
    isOpen = false
    const other = new PipedreamClient(api.options)
    other.invalidateAccessToken()
    assert.equal((await other.accounts.retrieve('a')).id, 'apn_1')
  })

  test('as a rejected promise fails each call, and is no unhandled rejection', async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient({ ...api.options, clientSecret: Promise.reject(new Error('the vault is closed')) })
    await new Promise(setImmediate)
    for (let round = 0; round < 2; round++) assert.match((await failureOf(client.accounts.retrieve('a'))).message, /the vault is closed/)
  })
})

/** A worker whose client has a function that reports that it was called and never settles. */
const asking = `
  const { workerData, parentPort } = require('node:worker_threads')
  const { PipedreamClient } = require(workerData.root)
  let asked = 0
  const clientSecret = () => (++asked > workerData.answers ? (parentPort.postMessage('asked'), new Promise(() => {})) : 'shared-secret')
  const client = new PipedreamClient({ ...workerData.options, clientSecret })
  const act = { call: () => client.accounts.retrieve('a'), refresh: () => client.accessToken().then(() => client.accessToken({ forceRefresh: true })) }
  act[workerData.act]()
  setInterval(() => {}, 1000)
`

describe('guarantee 26', { concurrency: true }, () => {
  for (const option of ['clientId', 'clientSecret', 'token', 'tokenProvider']) {
    const name = option === 'tokenProvider' ? 'token' : option
    const isOfGrant = option.startsWith('client')
    const made = (api, ask) => {
      const { clientId: _, clientSecret: __, ...place } = api.options
      return new PipedreamClient({
        ...(isOfGrant ? api.options : place),
        maxRetries: 0,
        [option]: option === 'tokenProvider' ? { getToken: ask } : ask,
      })
    }

    test(`guarantee 26: a ${option} that never settles fails the call after 5 s`, async (t) => {
      const api = await serve(t, account)
      const began = performance.now()
      const error = await failureOf(made(api, () => new Promise(() => {})).accounts.retrieve('a'))
      const took = performance.now() - began
      assert.ok(error instanceof PipedreamError)
      assert.match(error.message, new RegExp(`${name} gave nothing within 5 s`))
      assert.ok(took > 4_900 && took < 30_000, `${took} ms`)
      assert.equal(api.tokens.length + api.requests.length, 0)
    })

    test(`guarantee 26: all calls that wait for a ${option} that never settles fail at the same time`, async (t) => {
      const api = await serve(t, account)
      const client = made(api, () => new Promise(() => {}))
      const began = performance.now()
      await Promise.all(times(3, () => failureOf(client.accounts.retrieve('a'))))
      const took = performance.now() - began
      assert.ok(took < 30_000, `${took} ms`)
    })

    test(`guarantee 26: a ${option} that calls its own client is an error, not a deadlock or endless recursion`, async (t) => {
      const api = await serve(t, account)
      let asked = 0
      const client = made(api, async () => (++asked > 1_000 ? 'enough' : (await client.accounts.retrieve('a')).id))
      const error = await failureOf(client.accounts.retrieve('a'))
      assert.ok(error instanceof PipedreamError)
      assert.match(error.message, new RegExp(name))
      assert.ok(asked < 100, `it was asked ${asked} times`)
      assert.equal(api.tokens.length + api.requests.length, 0)
    })
  }

  test('guarantee 26: if the worker of the function ends during its call, waiting calls elsewhere use their own functions', async (t) => {
    const api = await serve(t, account)
    const options = { ...api.options, scope: 'worker-ends' }
    // Its first two calls find the cache key and get the first token. The forced refresh hangs.
    const worker = new Worker(asking, { eval: true, workerData: { root, options, answers: 2, act: 'refresh' } })
    await once(worker, 'message')
    const client = new PipedreamClient({ ...options, clientSecret: () => 'shared-secret' })
    const token = await client.accessToken()
    client.invalidateAccessToken()
    const waiting = times(10, () => client.accounts.retrieve('a'))
    await worker.terminate()
    const accounts = await Promise.all(waiting)
    assert.ok(accounts.every(({ authorization }) => authorization !== `Bearer ${token}`))
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
  })

  test('guarantee 26: if the worker of the function ends before another call waits, the next client gets a token', async (t) => {
    const api = await serve(t, account)
    const options = { ...api.options, scope: 'worker-gone' }
    const worker = new Worker(asking, { eval: true, workerData: { root, options, answers: 1, act: 'call' } })
    await once(worker, 'message')
    await worker.terminate()
    const client = new PipedreamClient({ ...options, clientSecret: () => 'shared-secret' })
    assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
    assert.equal(api.tokens.length, 1)
  })
})
