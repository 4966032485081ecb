// Forms, bytes, streams and answers that other realms and packages create are sent and read as such.

import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { describe, test } from 'node:test'
import LegacyForm from 'form-data'
import * as formdataNode from 'formdata-node'
import { PipedreamClient } from 'pipedream-native'
import * as undici from 'undici'
import { WindowForm, foreign, oldStream, set, to } from '../support/foreign.mjs'
import { failureOf, serve } from '../support/server.mjs'

describe('a form is sent as multipart/form-data', () => {
  const makes = {
    'of Node': [FormData, Blob],
    'of undici': [undici.FormData, Blob],
    'of formdata-node': [formdataNode.FormData, formdataNode.Blob],
    'of a window, with a file of Node’s': [
      WindowForm,
      class extends Blob {
        name = 'é "1".csv'
      },
    ],
  }
  for (const [name, [Form, File]] of Object.entries(makes)) {
    test(name, async (t) => {
      const { api, client } = await set(t)
      const form = new Form()
      form.append('naïve "name"', 'é\n日本')
      form.append('file', new File([Buffer.from([0, 255])], { type: 'image/png' }), 'é "1".csv')
      form.append('file', 'and a text')
      await client.proxy.post({ ...to, body: form })
      const { bytes, headers } = api.requests[0]
      const arrived = await new Response(bytes, { headers: { 'content-type': headers['content-type'] } }).formData()
      assert.deepEqual([...arrived.keys()], ['naïve "name"', 'file', 'file'])
      assert.equal(arrived.get('naïve "name"'), 'é\r\n日本')
      const [file, text] = arrived.getAll('file')
      assert.equal(text, 'and a text')
      assert.deepEqual([file.name, file.type, ...Buffer.from(await file.arrayBuffer())], ['é "1".csv', 'image/png', 0, 255])
    })

    test(`${name}, of text fields only, has a Content-Length and can be sent again`, async (t) => {
      const { api, client } = await set(t, ({ headers }) =>
        headers.authorization.endsWith('-1') ? { status: 401, headers: { 'x-pd-from': 'us' }, body: {} } : { body: {} },
      )
      const form = new Form()
      form.append('a', 'b')
      await client.request('POST', '/v1/x', { body: form })
      assert.equal(api.requests.length, 2)
      assert.equal(api.requests[0].text, api.requests[1].text)
      assert.equal(api.requests[0].headers['content-length'], String(api.requests[0].bytes.length))
    })
  }

  test('of the package form-data, which is a stream, keeps its content type', async (t) => {
    const { api, client } = await set(t)
    const form = new LegacyForm()
    form.append('a', 'b')
    form.append('buffer', Buffer.from('bytes'), { filename: 'b.txt' })
    form.append('stream', Readable.from([Buffer.from('streamed')]), { filename: 's.csv' })
    await client.proxy.post({ ...to, body: form })
    const [{ bytes, headers }] = api.requests
    assert.equal(headers['content-type'], form.getHeaders()['content-type'])
    const arrived = await new Response(bytes, { headers: { 'content-type': headers['content-type'] } }).formData()
    assert.equal(arrived.get('a'), 'b')
    assert.equal(await arrived.get('buffer').text(), 'bytes')
    assert.deepEqual([arrived.get('stream').name, await arrived.get('stream').text()], ['s.csv', 'streamed'])
    const error = await failureOf(client.proxy.post({ ...to, body: form }))
    assert.match(error.message, /has been read already/, 'it is empty now')
    assert.equal(api.requests.length, 1)
  })

  test('sends a file as application/octet-stream if its type contains a line break', async (t) => {
    const { api, client } = await set(t)
    const form = new WindowForm()
    form.append('a', { [Symbol.toStringTag]: 'File', name: 'a\r\nx', type: 'a/b\r\nx: y', arrayBuffer: async () => new ArrayBuffer(1) })
    await client.proxy.post({ ...to, body: form })
    assert.match(api.requests[0].text, /name="a"; filename="a%0D%0Ax"\r\nContent-Type: application\/octet-stream\r\n\r\n\0\r\n--/)
  })
})

describe('a body has the bytes and content type that fetch would send', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(3))
  shared.set([65, 66, 67])
  const bytes = 'application/octet-stream'
  const json = 'application/json'
  const bodies = {
    'a Uint8Array of another realm': ['new Uint8Array([65, 66])', 'AB', bytes],
    'an ArrayBuffer of another realm': ['new Uint8Array([65, 66]).buffer', 'AB', bytes],
    'a Uint16Array of another realm': ['new Uint16Array([0x4241])', 'AB', bytes],
    'a DataView of another realm': ['new DataView(new Uint8Array([65, 66]).buffer, 1)', 'B', bytes],
    'an object of another realm': ['({ a: [1] })', '{"a":[1]}', json],
    'a list of another realm': ['[1, { a: 2 }]', '[1,{"a":2}]', json],
    'a date of another realm': ['new Date(0)', '"1970-01-01T00:00:00.000Z"', json],
    'a generator of another realm': ['(function* () { yield "é"; yield new Uint8Array([65]) })()', 'éA', bytes],
    'an async generator of another realm': ['(async function* () { yield "é"; yield new Uint8Array([65]).buffer })()', 'éA', bytes],
    'shared memory': [() => shared.buffer, 'ABC', bytes],
    'a part of shared memory': [() => shared.subarray(1), 'BC', bytes],
    'a class of bytes': [() => new (class extends Uint8Array {})([65]), 'A', bytes],
    'a Blob of formdata-node': [() => new formdataNode.Blob(['blob'], { type: 'text/csv' }), 'blob', 'text/csv'],
    'a File of formdata-node': [() => new formdataNode.File(['file'], 'a.csv', { type: 'text/csv' }), 'file', 'text/csv'],
    'parameters of a window': [
      () => ({ [Symbol.toStringTag]: 'URLSearchParams', toString: () => 'a=b+c' }),
      'a=b+c',
      'application/x-www-form-urlencoded;charset=UTF-8',
    ],
    'an old stream': [() => oldStream(['é', Buffer.from('old')]), 'éold', bytes],
    'a web stream without an iterator': [() => ({ getReader: () => new Blob(['web']).stream().getReader() }), 'web', bytes],
    'a Node stream in object mode': [() => Readable.from(['a', Buffer.from('b')]), 'ab', bytes],
    'both ends of a stream': [() => new PassThrough().end('both'), 'both', bytes],
    'a String object': [() => new String('text'), 'text', 'text/plain;charset=UTF-8'],
    'a Number object': [() => new Number(5), '5', json],
    'a Boolean object': [() => new Boolean(false), 'false', json],
    'a URL': [() => new URL('https://a.b/c'), '"https://a.b/c"', json],
    'an object with fields behind a Proxy': [() => new Proxy({ a: 1 }, {}), '{"a":1}', json],
    'an object without a prototype': [() => Object.assign(Object.create(null), { a: {} }), '{"a":{}}', json],
    'an object of a class that has no fields yet': [
      () =>
        new (class Filter {
          check() {}
        })(),
      '{}',
      json,
    ],
    'a Buffer among others, which says itself what it is': [
      () => ({ a: Buffer.from('A'), b: {} }),
      '{"a":{"type":"Buffer","data":[65]},"b":{}}',
      json,
    ],
    'keys that look like a prototype': [
      () => JSON.parse('{"__proto__":{"x":{}},"constructor":{"prototype":{"y":1}}}'),
      '{"__proto__":{"x":{}},"constructor":{"prototype":{"y":1}}}',
      json,
    ],
  }
  for (const [name, [make, wanted, type]] of Object.entries(bodies)) {
    test(name, async (t) => {
      const { api, client } = await set(t)
      const made = () => (typeof make === 'string' ? foreign(make) : make())
      await client.proxy.post({ ...to, body: made() })
      await client.request('POST', '/v1/x', { body: made() })
      for (const request of api.requests) {
        assert.equal(request.text, wanted)
        assert.equal(request.headers['content-type'], type)
      }
      assert.equal(api.requests.length, 2)
      assert.equal({}.x, undefined)
    })
  }
})

describe('a stream that is not Node’s own', () => {
  test('that emits an error fails the call with it as the cause', async (t) => {
    const { client } = await set(t)
    const thrown = new Error('the disk is gone')
    const error = await failureOf(client.proxy.post({ ...to, body: oldStream(['a'], (stream) => stream.emit('error', thrown)) }))
    assert.match(error.message, /the body could not be read: the disk is gone/)
    assert.equal(error.cause, thrown)
  })

  for (const [name, piece] of Object.entries({ 'an object': {}, null: null, 'a number': 5 })) {
    test(`that emits ${name} fails the call, and emit() throws nothing`, async (t) => {
      const { client } = await set(t)
      const error = await failureOf(client.proxy.post({ ...to, body: oldStream(['a', piece]) }))
      assert.match(error.message, /the body could not be read: a body's stream must give bytes or text/)
    })
  }

  const unending = {
    'an old stream is destroyed': (left) =>
      Object.assign(
        oldStream(['a'], () => {}),
        { destroy: left },
      ),
    'a web stream is cancelled, also while it is waited for': (left) =>
      new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('a')), pull: () => new Promise(() => {}), cancel: left }),
  }
  for (const [name, make] of Object.entries(unending)) {
    test(`is destroyed when nobody reads it any more: ${name}`, async (t) => {
      const started = new EventEmitter()
      const api = await serve(t)
      api.server.prependListener(
        'request',
        (request) => request.url.includes('/proxy/') && request.once('data', () => started.emit('piece')),
      )
      const controller = new AbortController()
      const piece = once(started, 'piece')
      let tell
      const left = new Promise((resolve) => (tell = resolve))
      const call = failureOf(
        new PipedreamClient({ ...api.options, maxRetries: 0 }).proxy.post(
          { ...to, body: make(() => tell()) },
          { abortSignal: controller.signal },
        ),
      )
      await piece
      controller.abort()
      assert.equal((await call).name, 'AbortError')
      await left
    })
  }
})

describe('an answer of a custom fetch is read whichever package made it', () => {
  const json = { 'content-type': 'application/json' }
  const file = { 'content-type': 'image/png' }
  const answers = {
    'a Response of undici': [() => new undici.Response('{"a":1}', { headers: json }), { a: 1 }],
    'one with a Map of headers and text only': [
      () => ({ status: 200, ok: true, headers: new Map(Object.entries(json)), text: async () => '{"a":1}' }),
      { a: 1 },
    ],
    'one whose bytes are of another realm': [
      () => ({ status: 200, ok: true, headers: json, arrayBuffer: async () => foreign('new Uint8Array([91, 93]).buffer') }),
      [],
    ],
    'a file of undici': [() => new undici.Response('file', { headers: file }), 'file'],
    'a file whose body is a Node stream, as node-fetch has it': [
      () => ({ status: 200, ok: true, headers: file, body: Readable.from(['fi', 'le']) }),
      'file',
    ],
    'a file whose pieces are of another realm': [
      () => ({
        status: 200,
        ok: true,
        headers: file,
        body: foreign('(async function* () { yield new Uint8Array([102, 105, 108, 101]) })()'),
      }),
      'file',
    ],
  }
  for (const [name, [answer, wanted]] of Object.entries(answers)) {
    test(name, async () => {
      const client = new PipedreamClient({ baseUrl: 'https://a.test', projectId: 'proj_1', token: 'mine', fetch: async () => answer() })
      const given = await client.request('GET', '/v1/x')
      assert.deepEqual(typeof wanted === 'string' ? Buffer.from(await given.bytes()).toString() : given, wanted)
    })
  }

  for (const [name, given] of Object.entries({ nothing: undefined, text: 'a', 'an object': {} })) {
    test(`${name} is not a Response, and the error says so`, async () => {
      const client = new PipedreamClient({
        baseUrl: 'https://a.test',
        projectId: 'proj_1',
        token: 'mine',
        maxRetries: 0,
        fetch: async () => given,
      })
      const error = await failureOf(client.request('GET', '/v1/x'))
      assert.match(`${error.message} ${error.cause?.message}`, /fetch must give a Response/)
    })
  }
})

test('a deep or wide body is refused in time proportional to its size', async (t) => {
  const { api, client } = await set(t)
  let deep = { end: 5n }
  for (let depth = 0; depth < 200_000; depth++) deep = { deep }
  const wide = Array.from({ length: 200_000 }, () => ({ a: [null, {}] }))
  const began = performance.now()
  assert.match(
    (await failureOf(client.proxy.post({ ...to, body: deep }))).message,
    /must be a value that JSON can hold|cannot be written as JSON/,
  )
  assert.match((await failureOf(client.proxy.post({ ...to, body: [...wide, new Map()] }))).message, /^body\[200000\] must be .*a Map/)
  assert.ok(performance.now() - began < 20_000, `${performance.now() - began} ms`)
  assert.equal(api.requests.length, 0)
})
