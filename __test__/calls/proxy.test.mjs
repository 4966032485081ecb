// Proxy calls: their URL, headers, body and answer.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { isBinaryResponse, Pipedream, PipedreamClient, PipedreamError } from 'pipedream-native'
import { closeServer, deferred, failureOf, serve } from '../support/server.mjs'

const to = { url: 'https://api.example.com/v1/things', externalUserId: 'user-1', accountId: 'apn_1' }
const verbs = ['get', 'post', 'put', 'patch', 'delete']

async function set(t, answer = () => ({ body: {} })) {
  const api = await serve(t, answer)
  return { api, proxy: new PipedreamClient({ ...api.options, maxRetries: 0 }).proxy }
}

const targetOf = ({ path }) => Buffer.from(decodeURIComponent(path.split('/').at(-1)), 'base64').toString()

describe('the URL', () => {
  for (const verb of verbs) {
    test(`${verb} is sent to the project’s proxy with the user and the account`, async (t) => {
      const { api, proxy } = await set(t)
      await proxy[verb](to)
      const [request] = api.requests
      assert.equal(request.method, verb.toUpperCase())
      assert.equal(
        request.url,
        `/v1/connect/proj_1/proxy/${encodeURIComponent(Buffer.from(to.url).toString('base64'))}?external_user_id=user-1&account_id=apn_1`,
      )
      assert.equal(request.headers.authorization, 'Bearer token-hush-1')
      assert.equal(request.headers['x-pd-environment'], 'development')
    })
  }

  const merged = [
    ['https://x/y', { a: 'b c' }, 'https://x/y?a=b%20c'],
    ['https://x/y?x=1', { a: 1, b: true }, 'https://x/y?x=1&a=1&b=true'],
    ['https://x/y?', { a: 1 }, 'https://x/y?a=1'],
    ['https://x/y?x=1&', { a: 1 }, 'https://x/y?x=1&a=1'],
    ['https://x/y#part', { a: 1 }, 'https://x/y?a=1#part'],
    ['https://x/y?x=1#part?z', { l: [1, 2], n: { d: 'v' } }, 'https://x/y?x=1&l=1&l=2&n%5Bd%5D=v#part?z'],
    ['https://x/y?x=1', { a: null, b: undefined }, 'https://x/y?x=1&a='],
    ['https://x/y?sig=%2f%2F&x', {}, 'https://x/y?sig=%2f%2F&x'],
    ['https://x/ü y?q=日本', { e: 'é&=' }, 'https://x/ü y?q=日本&e=%C3%A9%26%3D'],
    ['/relative/to/the/app', { a: 1 }, '/relative/to/the/app?a=1'],
  ]
  for (const [url, params, wanted] of merged) {
    test(`${url} with ${JSON.stringify(params)}`, async (t) => {
      const { api, proxy } = await set(t)
      await proxy.get({ ...to, url, params })
      assert.equal(targetOf(api.requests[0]), wanted)
    })
  }

  test('queryParams of the options are sent to the proxy itself, not to the app', async (t) => {
    const { api, proxy } = await set(t)
    await proxy.get(to, { queryParams: { extra: 'é' } })
    assert.equal(targetOf(api.requests[0]), to.url)
    assert.equal(api.requests[0].query.get('extra'), 'é')
  })

  const wrong = {
    'no request': [undefined, /proxy\.post needs a request/],
    'text for a request': ['https://x', /the request must be an object/],
    'no url': [{ ...to, url: '' }, /^url must be a non-empty string/],
    'no person': [{ ...to, externalUserId: undefined }, /^externalUserId must be a non-empty string/],
    'a number for an account': [{ ...to, accountId: 5 }, /^accountId must be a non-empty string, got 5/],
    'params that are a list': [{ ...to, params: ['a'] }, /params must be an object/],
    'a lone surrogate in params': [{ ...to, params: { a: '\ud800' } }, /params .*lone surrogate/],
    'a number that is none in the body': [{ ...to, body: { deep: [NaN] } }, /body\.deep\[0\] must be a finite number/],
  }
  for (const [name, [request, message]] of Object.entries(wrong)) {
    test(`${name} is refused before anything is sent`, async (t) => {
      const { api, proxy } = await set(t)
      const error = await failureOf(proxy.post(request))
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
      assert.match(error.message, message)
      assert.equal(api.requests.length + api.tokens.length, 0)
    })
  }
})

describe('headers', () => {
  test('are sent with their prefix once, whatever they are given as', async (t) => {
    const { api, proxy } = await set(t)
    await proxy.get({
      ...to,
      headers: {
        'X-One': '1',
        'x-pd-proxy-two': '2',
        Accept: 'text/csv',
        three: async () => '3',
        four: () => undefined,
        five: null,
        Authorization: 'Basic x',
      },
    })
    await proxy.get({ ...to, headers: new Headers({ 'x-one': 'é' }) })
    const forwarded = ({ headers }) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-pd-proxy-')))
    assert.deepEqual(forwarded(api.requests[0]), {
      'x-pd-proxy-x-one': '1',
      'x-pd-proxy-two': '2',
      'x-pd-proxy-accept': 'text/csv',
      'x-pd-proxy-three': '3',
      'x-pd-proxy-authorization': 'Basic x',
    })
    assert.equal(api.requests[0].headers.authorization, 'Bearer token-hush-1', 'the token goes to the proxy')
    assert.deepEqual(forwarded(api.requests[1]), { 'x-pd-proxy-x-one': 'é' })
  })

  test('of the options are sent to the proxy without a prefix', async (t) => {
    const { api, proxy } = await set(t)
    await proxy.get(to, { headers: { 'x-mine': '1' } })
    assert.equal(api.requests[0].headers['x-mine'], '1')
    assert.equal('x-pd-proxy-x-mine' in api.requests[0].headers, false)
  })

  const refused = [
    'accept-encoding',
    'access-control-request-method',
    'Access-Control-Request-Headers',
    'connection',
    'content-length',
    'cookie',
    'date',
    'dnt',
    'expect',
    'Host',
    'keep-alive',
    'origin',
    'permissions-policy',
    'referer',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'via',
    'x-pd-proxy-host',
    'X-PD-Proxy-Cookie',
  ]
  for (const name of refused) {
    test(`${name} is refused by name, as the proxy is documented to`, async (t) => {
      const { api, proxy } = await set(t)
      const error = await failureOf(proxy.get({ ...to, headers: { [name]: 'v' } }))
      assert.ok(error instanceof PipedreamError)
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
      assert.ok(error.message.includes(`"${name.toLowerCase().replace('x-pd-proxy-', '')}"] cannot be forwarded`), error.message)
      assert.equal(api.requests.length, 0)
    })
  }
})

describe('a body', () => {
  const pieces = async function* () {
    yield 'é'
    yield Buffer.from([0, 255])
    yield new Uint8Array([1])
  }
  const streamed = Buffer.concat([Buffer.from('é'), Buffer.from([0, 255, 1])])
  const json = 'application/json'
  const bodies = {
    'an object': [{ a_b: 1, cD: [null] }, '{"a_b":1,"cD":[null]}', json],
    'a list': [[1, 'x', null], '[1,"x",null]', json],
    'a number': [0, '0', json],
    true: [true, 'true', json],
    false: [false, 'false', json],
    'a date': [new Date(0), '"1970-01-01T00:00:00.000Z"', json],
    'an object with toJSON': [{ toJSON: () => ({ x: 1 }) }, '{"x":1}', json],
    text: ['é & 日本', 'é & 日本', 'text/plain;charset=UTF-8'],
    'empty text': ['', '', 'text/plain;charset=UTF-8'],
    'a Buffer': [Buffer.from([0, 1, 255]), Buffer.from([0, 1, 255]), 'application/octet-stream'],
    'a part of a Uint8Array': [new Uint8Array([9, 1, 2, 9]).subarray(1, 3), Buffer.from([1, 2]), 'application/octet-stream'],
    'an ArrayBuffer': [new Uint8Array([1, 2]).buffer, Buffer.from([1, 2]), 'application/octet-stream'],
    'another view': [new Uint16Array([0x0201]), Buffer.from([1, 2]), 'application/octet-stream'],
    'a form': [new URLSearchParams({ a: 'b c' }), 'a=b+c', 'application/x-www-form-urlencoded;charset=UTF-8'],
    'a Blob': [new Blob(['a', 'b'], { type: 'text/csv' }), 'ab', 'text/csv'],
    'an async iterable': [{ [Symbol.asyncIterator]: pieces }, streamed, 'application/octet-stream'],
    'a web stream': [
      ReadableStream.from ? ReadableStream.from(pieces()) : Readable.toWeb(Readable.from(pieces())),
      streamed,
      'application/octet-stream',
    ],
    'a Node stream': [Readable.from(pieces(), { objectMode: false }), streamed, 'application/octet-stream'],
    nothing: [undefined, '', undefined],
    null: [null, '', undefined],
  }
  for (const [name, [body, wanted, type]] of Object.entries(bodies)) {
    test(`may be ${name}`, async (t) => {
      const { api, proxy } = await set(t)
      await proxy.post({ ...to, body })
      assert.deepEqual(api.requests[0].bytes, Buffer.from(wanted))
      assert.equal(api.requests[0].headers['content-type'], type)
    })
  }

  test('may be a form with files', async (t) => {
    const { api, proxy } = await set(t)
    const form = new FormData()
    form.append('naïve', 'é & 日本')
    form.append('file', new Blob([Buffer.from([0, 255])], { type: 'image/png' }), 'é 1.png')
    await proxy.post({ ...to, body: form })
    const { bytes, headers } = api.requests[0]
    const arrived = await new Response(bytes, { headers: { 'content-type': headers['content-type'] } }).formData()
    assert.equal(arrived.get('naïve'), 'é & 日本')
    assert.equal(arrived.get('file').name, 'é 1.png')
    assert.equal(arrived.get('file').type, 'image/png')
    assert.deepEqual(Buffer.from(await arrived.get('file').arrayBuffer()), Buffer.from([0, 255]))
  })

  test('has the content type that the request names', async (t) => {
    const { api, proxy } = await set(t)
    for (const body of ['<a/>', Buffer.from('<a/>'), Readable.from(['<a/>'])]) {
      await proxy.put({ ...to, body, headers: { 'Content-Type': 'text/xml' } })
      const { headers, text } = api.requests.at(-1)
      assert.equal(headers['content-type'], 'text/xml')
      assert.equal(headers['x-pd-proxy-content-type'], 'text/xml')
      assert.equal(text, '<a/>')
    }
  })

  for (const verb of ['get', 'delete']) {
    test(`is not sent with ${verb}`, async (t) => {
      const { api, proxy } = await set(t)
      await proxy[verb]({ ...to, body: { a: 1 } })
      assert.equal(api.requests[0].text, '')
      assert.equal(api.requests[0].headers['content-type'], undefined)
    })
  }

  test('whose stream fails fails the call with its error as the cause', async (t) => {
    const thrown = new Error('the disk is gone')
    const { proxy } = await set(t)
    const error = await failureOf(
      proxy.post({
        ...to,
        body: (async function* () {
          yield 'a'
          throw thrown
        })(),
      }),
    )
    assert.ok(error instanceof PipedreamError)
    assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
    assert.match(error.message, /the body could not be read: the disk is gone/)
    assert.equal(error.cause, thrown)
  })

  test('may be sent while the answer is read, and its stream ends when nobody needs more of it', async (t) => {
    const { promise: left, resolve: leave } = deferred()
    const server = createServer((request, response) =>
      request.pipe(response.writeHead(200, { 'content-type': 'application/octet-stream' })),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => closeServer(server))
    const { proxy } = new PipedreamClient({ baseUrl: `http://127.0.0.1:${server.address().port}`, token: 'own', projectId: 'proj_1' })
    let given = 0
    async function* pieces() {
      try {
        for (;;) yield `piece ${++given}\n`
      } finally {
        leave()
      }
    }
    const reader = (await proxy.post({ ...to, body: pieces() })).stream().getReader()
    let text = ''
    while (!text.includes('piece 50\n')) text += Buffer.from((await reader.read()).value).toString()
    assert.ok(text.startsWith('piece 1\npiece 2\n'))
    await reader.cancel()
    await left
  })

  test('whose stream has a chunk that is not bytes fails the call', async (t) => {
    const { proxy } = await set(t)
    const error = await failureOf(
      proxy.post({
        ...to,
        body: (async function* () {
          yield 5
        })(),
      }),
    )
    assert.match(error.message, /the body could not be read: .*must give bytes or text, got number/)
  })
})

describe('an answer', () => {
  const answers = {
    'JSON as it is': [
      'application/json',
      '{"snake_key":{"createdAt":null},"created_at":"2031-02-03"}',
      { snake_key: { createdAt: null }, created_at: '2031-02-03' },
    ],
    'JSON of a kind of its own': ['application/vnd.api+json; charset=utf-8', '[1]', [1]],
    'a bare JSON value': ['application/json', '"text"', 'text'],
    'JSON null': ['application/json', 'null', null],
    'text as text': ['text/plain; charset=utf-8', 'é{', 'é{'],
    'HTML as text': ['text/html', '<p>', '<p>'],
    'text as UTF-8 whatever it is called, as with fetch': ['text/plain; charset=iso-8859-1', Buffer.from([0xe9]), '\ufffd'],
  }
  for (const [name, [type, body, wanted]] of Object.entries(answers)) {
    test(name, async (t) => {
      const { proxy } = await set(t, () => ({ headers: { 'content-type': type }, body }))
      assert.deepStrictEqual(await proxy.get(to), wanted)
    })
  }

  for (const type of ['application/pdf', 'image/png', 'application/octet-stream', 'application/x-jsonlines-not']) {
    test(`${type} as a BinaryResponse`, async (t) => {
      const { proxy } = await set(t, () => ({ headers: { 'content-type': type }, body: Buffer.from([0, 255]) }))
      const answer = await proxy.get(to)
      assert.equal(answer.bodyUsed, false)
      const blob = await answer.blob()
      assert.equal(blob.type, type)
      assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), new Uint8Array([0, 255]))
    })
  }

  test('is told by isBinaryResponse(), also for one of another copy of the package', async (t) => {
    let contentType
    const { api, proxy } = await set(t, () => ({ headers: { 'content-type': contentType }, body: '{"bodyUsed":false,"stream":1}' }))
    for (const [type, expected] of [
      ['application/pdf', true],
      ['image/svg+xml', true],
      ['application/json', false],
      ['text/plain', false],
      ['text/csv', false],
    ]) {
      contentType = type
      const answer = await proxy.get(to)
      assert.equal(isBinaryResponse(answer), expected, type)
      if (expected) assert.equal((await answer.bytes()).byteLength, 29)
    }
    const require = createRequire(import.meta.url)
    const path = require.resolve('pipedream-native')
    const loaded = require.cache[path]
    delete require.cache[path]
    const copy = require('pipedream-native')
    require.cache[path] = loaded
    contentType = 'application/pdf'
    const foreign = await new copy.PipedreamClient(api.options).proxy.get(to)
    assert.equal(isBinaryResponse(foreign), true)
    assert.equal(copy.isBinaryResponse(foreign), true)
    await foreign.bytes()
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const others = [
      undefined,
      null,
      '',
      'text',
      0,
      [],
      {},
      revoked.proxy,
      new Response('x'),
      new Blob(['x']),
      Readable.from(['x']),
      () => {},
    ]
    for (const other of others) assert.equal(isBinaryResponse(other), false)
  })

  test('that is empty is undefined', async (t) => {
    const { proxy } = await set(t, () => ({ status: 204 }))
    assert.equal(await proxy.delete(to), undefined)
  })

  test('with an error status of the app is an error with class, status and body', async (t) => {
    const { proxy } = await set(t, () => ({ status: 404, body: { snake_case: 1 } }))
    const error = await failureOf(proxy.get(to))
    assert.ok(error instanceof Pipedream.NotFoundError)
    assert.deepEqual(error.body, { snake_case: 1 })
  })

  test('has status and headers with withRawResponse()', async (t) => {
    const { proxy } = await set(t, () => ({ status: 201, headers: { 'x-upstream': 'yes' }, body: { a: 1 } }))
    const { data, rawResponse } = await proxy.post(to).withRawResponse()
    assert.deepEqual(data, { a: 1 })
    assert.equal(rawResponse.status, 201)
    assert.equal(rawResponse.headers.get('x-upstream'), 'yes')
  })
})
