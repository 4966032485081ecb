// A name that is no field of a request gets one process warning, which names the nearest field. The request is sent all the same.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { operations } from '../support/reference.mjs'
import { serve } from '../support/server.mjs'
import { importSource } from '../support/source.mjs'
import { warningsOf } from '../support/warnings.mjs'

const camel = (wire) => wire.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())
const { operations: examples } = await importSource('resources/operations.ts')
const { operations: described } = await importSource('cli/generated/operations.ts')

/** Each name is reported once in a process, and a hundred names in all: this begins anew. */
const forget = () => delete globalThis[Symbol.for('pipedream-native.unknownOptions')]

async function clientOf(t) {
  const api = await serve(t, () => ({ body: { data: [], page_info: {} } }))
  return { api, client: new PipedreamClient({ ...api.options, maxRetries: 0 }) }
}

/** A good request of an operation, and the ids that stand before it. */
function exampleOf(id, url) {
  const workflow = { urlOrEndpoint: `${url}/workflow` }
  if (id === 'workflows.invoke') return { ids: [], request: workflow }
  if (id === 'workflows.invokeForExternalUser') return { ids: [], request: { ...workflow, externalUserId: 'user-1' } }
  const { example } = examples.find(({ name }) => name === id)
  const { ids } = described.find((one) => one.id === id)
  const request = example.request && Object.fromEntries(Object.entries(example.request).map(([wire, value]) => [camel(wire), value]))
  return { ids: ids.map(() => 'apn_1'), request }
}

/** The field with its first two neighbours that differ swapped. */
function misspelt(name) {
  const at = [...name].findIndex((letter, index) => index > 0 && name[index + 1] !== undefined && letter !== name[index + 1])
  return at < 0 ? undefined : name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)
}

describe('a field that a request does not have', () => {
  test('is named for each of the operations, with the field that it is like', async (t) => {
    const { api, client } = await clientOf(t)
    let tried = 0
    for (const { id } of operations) {
      const [resource, method] = id.split('.')
      const { request: known } = described.find((one) => one.id === id)
      const { ids, request } = exampleOf(id, api.url)
      // What the server of this test answers is not what each operation expects.
      const call = (more) => client[resource][method](...ids, ...(known ? [{ ...request, ...more }] : [])).catch(() => {})
      forget()
      assert.deepEqual(await warningsOf(() => call()), [], `${id} with its example`)
      for (const { name } of known ?? []) {
        for (const wrong of [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), misspelt(name), name.toUpperCase()]) {
          // Where a wrong name is that of another field, or the field's own.
          if (wrong === undefined || known.some((one) => one.name === wrong)) continue
          const said = await warningsOf(() => call({ [wrong]: 'hush' }))
          assert.equal(said.length, 1, `${id} with ${wrong}: ${said.join('\n')}`)
          assert.match(
            said[0],
            new RegExp(`^${resource}\\.${method}\\(\\) (sends|ignores) the unknown field \`${wrong}\`.*: did you mean`),
            id,
          )
          if (name.length > 4) assert.ok(said[0].endsWith(`: did you mean \`${name}\`?`), `${id}: ${said[0]}`)
          assert.deepEqual(await warningsOf(() => call({ [wrong]: 'hush' })), [], 'said once')
          tried += 1
        }
      }
    }
    assert.ok(tried > 500, `${tried} names`)
  })

  test('is sent as it was, as before; the proxy and workflows take only their own', async (t) => {
    const { api, client } = await clientOf(t)
    forget()
    const said = await warningsOf(async () => {
      await client.accounts.list({ externalUserID: 'user-1' })
      await client.tokens.create({ externalUserId: 'user-1', newField: [1] })
      await client.proxy.get({ url: 'https://slack.com/x', externalUserId: 'user-1', accountId: 'apn_1', query: { a: 1 } })
    })
    assert.deepEqual(said, [
      'accounts.list() sends the unknown field `externalUserID` as it is: did you mean `externalUserId`?',
      'tokens.create() sends the unknown field `newField` as it is',
      'proxy.get() ignores the unknown field `query`',
    ])
    assert.equal(api.requests[0].query.get('externalUserID'), 'user-1')
    assert.deepEqual(JSON.parse(api.requests[1].text), { external_user_id: 'user-1', newField: [1] })
    assert.deepEqual([...api.requests[2].query.keys()], ['external_user_id', 'account_id'])
  })

  test('is said once, however many pages a list has, and not of the second page if it was harmless on the first', async (t) => {
    let count = 0
    const api = await serve(t, () => ({
      body: { data: [{ id: `apn_${++count}` }], page_info: count < 3 ? { end_cursor: `c${count}` } : {} },
    }))
    const client = new PipedreamClient(api.options)
    class Filter {
      externalUserId = 'user-1'
      createdByUs = true
    }
    forget()
    assert.deepEqual(await warningsOf(() => client.accounts.list(new Filter()).toArray()), [])
    count = 0
    assert.equal((await warningsOf(() => client.accounts.list({ pageSize: 5 }).toArray())).length, 1)
    assert.equal(api.requests.length, 6)
  })

  test('has the line of the caller among the first five of its stack', async (t) => {
    const { client } = await clientOf(t)
    const ids = { externalUserId: 'user-1', accountId: 'apn_1' }
    const workflow = { urlOrEndpoint: `${client.baseUrl}/workflow` }
    const wrong = {
      json: () => client.tokens.create({ externalUserID: 'user-1' }),
      page: () => client.accounts.list({ externalUserID: 'user-1' }),
      noValue: () => client.accounts.delete('apn_1', { externalUserID: 'user-1' }),
      binary: () => client.fileStash.downloadFile({ s3Key: 'a', s3key: 'a' }),
      proxy: () => client.proxy.get({ ...ids, url: '/x', accountID: 'apn_1' }),
      workflow: () => client.workflows.invoke({ ...workflow, bodyy: 1 }),
      rateLimit: () => client.rateLimits.create({ windowSizeSeconds: 1, requestsPerWindow: 1, windowSize: 1 }),
      options: () => client.accounts.list({}, { timeoutInSecond: 3 }),
      fetch: () => client.fetch('/x', {}, { maxRetry: 3 }),
      client: () => new PipedreamClient({ clientID: 'client-1' }),
    }
    const lines = {}
    for (const [name, act] of Object.entries(wrong)) {
      forget()
      const warned = once(process, 'warning')
      // Calls and the constructor may fail: what the server of this test answers is not what each of them expects.
      await (async () => act())().catch(() => {})
      const [{ stack }] = await warned
      const frames = stack.split('\n').filter((line) => /^ +at /.test(line))
      lines[name] = frames.findIndex((line) => line.includes(`Object.${name} `) || line.includes(`${name} (`)) + 1
      assert.ok(lines[name] >= 1 && lines[name] <= 5, `${name}: ${stack}`)
    }
    assert.equal(lines.page, 2, 'one line of the package: the method that was called')
  })

  test('shows no value, no secret in a name, and not the whole of a long name', async (t) => {
    const { client } = await clientOf(t)
    forget()
    const said = await warningsOf(async () => {
      await client.accounts.list({ apiKee: 'sk-hush-hush-hush' })
      await client.tokens.create({ externalUserId: 'user-1', ['x'.repeat(100_000)]: 1 })
      await client.accounts.list({ 'token=a1b2c3d4e5f6a7b8': 1 })
      await client.accounts.list({ 'line\nbreak': 1 })
      // It begins before the 80th letter and ends behind it.
      await client.accounts.list({ [`${'x'.repeat(60)} ctok_a1b2c3d4e5f6a7b8a1b2c3d4e5f6a7b8`]: 1 })
    })
    assert.equal(said.length, 5)
    assert.ok(
      said.every((one) => one.length < 200 && !/hush|ctok_a1|a1b2c3d4e5f6a7b8|\n/.test(one)),
      said.join('|'),
    )
  })

  test('shows no character that a terminal takes for a command', async (t) => {
    const { client } = await clientOf(t)
    // C0, DEL, C1 (U+009B begins a sequence as ESC [ does), line ends of Unicode, and those that change the direction of text.
    const codes = [0x00, 0x0a, 0x1b, 0x7f, 0x85, 0x9b, 0x61c, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066]
    forget()
    const said = await warningsOf(async () => {
      for (const code of codes) await client.accounts.list({ [`external${String.fromCharCode(code)}UserId${code}`]: 1 })
    })
    assert.equal(said.length, codes.length)
    for (const one of said) assert.match(one, /^[\x20-\x7e]+$/)
  })
})

describe('nothing is said of', () => {
  const silent = async (t, act) => {
    const { api, client } = await clientOf(t)
    forget()
    assert.deepEqual(await warningsOf(() => act(client, api)), [])
  }

  test('what callers put into a field', (t) =>
    silent(t, async (client) => {
      const free = { externalUserID: 1, url_: 2, nested: { external_user_id: 3 } }
      await client.actions.run({ id: 'x', externalUserId: 'user-1', configuredProps: free })
      await client.triggers.deploy({ id: 'x', externalUserId: 'user-1', configuredProps: free })
      await client.actions.configureProp({ id: 'x', externalUserId: 'u', propName: 'p', prevContext: free, configuredProps: free })
      const target = { url: 'https://slack.com/x', externalUserId: 'user-1', accountId: 'apn_1' }
      await client.proxy.post({ ...target, body: free, params: free, headers: { externaluserid: 'x' } })
      await client.rateLimits.create({ windowSizeSeconds: 1, requestsPerWindow: 1 })
    }))

  test('the query of a call, which is for parameters that this version does not know', (t) =>
    silent(t, (client) => client.accounts.list({}, { queryParams: { externalUserID: 'user-1' } })))

  test('fields that are left out', (t) => silent(t, (client) => client.accounts.list({ leftOut: undefined, leftOutToo: null })))

  test('properties that are not own and enumerable, and symbols', (t) =>
    silent(t, async (client) => {
      class Filter {
        externalUserId = 'user-1'
        get externalUserID() {
          return 'a getter of the class'
        }
      }
      await client.accounts.list(new Filter())
      await client.accounts.list(Object.create({ externalUserID: 1 }))
      await client.accounts.list(Object.defineProperty({ [Symbol('appp')]: 1 }, 'externalUserID', { value: 1 }))
    }))

  test('other properties of an instance of a class and of a Proxy, unless they are misspelt', async (t) => {
    const fields = { externalUserId: 'user-1', region: 'eu', _app: 'own' }
    class Filter {
      constructor() {
        Object.assign(this, fields)
      }
    }
    await silent(t, async (client) => {
      for (let i = 0; i < 3; i++) await client.accounts.list(new Filter())
      await client.accounts.list(new Proxy(fields, {}))
    })
    const { client } = await clientOf(t)
    for (const odd of [Object.assign(new Filter(), { oauth_app_id: 'oa_1' }), new Proxy({ ...fields, oauthApId: 'oa_1' }, {})]) {
      const said = await warningsOf(() => client.accounts.list(odd))
      assert.equal(said.length, 1)
      assert.match(said[0], /did you mean `oauthAppId`\?$/)
    }
  })

  test('an object that says itself how it is written', (t) =>
    silent(t, async (client, api) => {
      class Filter {
        externalUserID = 'user-1'
        toJSON() {
          return { externalUserId: this.externalUserID }
        }
      }
      await client.accounts.retrieve('apn_1', new Filter())
      assert.equal(api.requests.length, 1)
    }))

  test('what is an error: a function, a list, a text, a getter or a Proxy that throws', (t) =>
    silent(t, async (client, api) => {
      const wrong = [
        { externalUserID: () => 'user-1' },
        ['user-1'],
        'user-1',
        {
          get externalUserID() {
            throw new Error('no')
          },
        },
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('no list')
            },
          },
        ),
      ]
      for (const request of wrong) await assert.rejects(client.accounts.retrieve('apn_1', request), { code: 'ERR_INVALID_ARGUMENT' })
      assert.equal(api.requests.length, 0)
    }))

  test('a polluted Object.prototype', (t) =>
    silent(t, async (client) => {
      Object.prototype.externalUserID = 'polluted'
      try {
        await client.accounts.list({ app: 'slack' })
      } finally {
        delete Object.prototype.externalUserID
      }
    }))
})

test('a getter is called once, by the call itself', async (t) => {
  const { client } = await clientOf(t)
  let calls = 0
  const request = {
    get externalUserID() {
      calls += 1
      return 'user-1'
    },
  }
  forget()
  assert.equal((await warningsOf(() => client.accounts.retrieve('apn_1', request))).length, 1)
  const withWarning = calls
  calls = 0
  assert.equal((await warningsOf(() => client.accounts.retrieve('apn_1', request))).length, 0)
  assert.equal(withWarning, calls)
})

test('a request with very many unknown names takes no time to speak of, and fills neither log nor memory', async (t) => {
  const { client } = await clientOf(t)
  forget()
  class Row {}
  const row = new Row()
  for (let i = 0; i < 20_000; i++) row[`column${i}`] = 1
  assert.deepEqual(await warningsOf(() => client.tokens.create(Object.assign(row, { externalUserId: 'user-1' }))), [])
  const said = await warningsOf(() => client.tokens.create({ ...row }))
  assert.equal(said.length, 100)
})
