// Webhook deliveries: which are accepted, which are refused, and the cost of refusing one.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { verifyWebhook } from 'pipedream-native/webhooks'

const signingKey = 'signing-key-hush'
const body = '{"event":"é"}'
const now = new Date(1_800_000_000_000)
const time = String(now.getTime() / 1000)
const digestOf = (text, by = signingKey, at = time) => createHmac('sha256', by).update(`${at}.${text}`).digest('hex')
const signature = `t=${time},v1=${digestOf(body)}`
const verify = (delivery) => verifyWebhook({ body, signature, signingKey, now, ...delivery })
const foreign = (code) => runInContext(code, createContext({ signature, body }))
const digests = (count) => `v1=${'a'.repeat(64)},`.repeat(count)

function refuses(delivery, message, code = 'ERR_WEBHOOK_SIGNATURE') {
  assert.throws(
    () => verify(delivery),
    (error) => {
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /hush/)
      return true
    },
  )
}

describe('a genuine delivery', () => {
  const bodies = {
    text: body,
    'a Buffer': Buffer.from(body),
    'an ArrayBuffer': new TextEncoder().encode(body).buffer,
    'a part of a view': Buffer.from(`..${body}..`).subarray(2, -2),
    'a Uint8Array of another realm': foreign('Uint8Array.from(unescape(encodeURIComponent(body)), (one) => one.charCodeAt(0))'),
    'an ArrayBuffer of another realm': foreign('Uint8Array.from(unescape(encodeURIComponent(body)), (one) => one.charCodeAt(0)).buffer'),
  }
  for (const [name, given] of Object.entries(bodies))
    test(`has its body as ${name}`, () => assert.deepEqual(verify({ body: given }), { event: 'é' }))

  const name = 'X-PD-Signature'
  const headers = {
    'Headers of fetch': new Headers({ [name]: signature }),
    'headers of node:http': { host: 'a', 'x-pd-signature': signature },
    'headers in other letters': { Host: 'a', [name]: signature },
    'an array of one, as in headersDistinct': { 'x-pd-signature': [signature] },
    'a Map': new Map([
      ['Host', 'a'],
      [name, signature],
    ]),
    'a Map of another realm': foreign(`new Map([['X-Pd-Signature', signature]])`),
    pairs: [
      ['host', 'a'],
      [name, signature],
    ],
    'names and values in turn, as in rawHeaders': ['Host', 'a', name, signature],
    'an object with get(), as other frameworks have': { get: (one) => (one === 'x-pd-signature' ? signature : undefined) },
  }
  for (const [which, given] of Object.entries(headers)) {
    test(`has its signature in ${which}`, () => assert.deepEqual(verify({ signature: undefined, headers: given }), { event: 'é' }))
  }

  test('may give its signature as an array of one', () => assert.deepEqual(verify({ signature: [signature] }), { event: 'é' }))
  test('may be signed with any of several keys, and its signature header may have further parts', () => {
    const other = digestOf(body, 'other')
    assert.ok(
      verify({
        signingKey: ['a', signingKey, 'b'],
        signature: ` v0=x , t = ${time} , v1=${other}, v1= ${digestOf(body).toUpperCase()} ,v2=y,,=`,
      }),
    )
  })
})

describe('a delivery is refused', () => {
  const rows = {
    'without a header': [{ signature: undefined, headers: {} }, /has no x-pd-signature header/],
    'with an empty list of headers': [{ signature: [] }, /has no x-pd-signature header/],
    'that has no time': [{ signature: `v1=${digestOf(body)}` }, /not of the form/],
    'that has no digest': [{ signature: `t=${time}` }, /not of the form/],
    'whose digest is no digest': [{ signature: `t=${time},v1=${'g'.repeat(64)}` }, /not of the form/],
    'whose time is no number': [{ signature: `t=1e9,v1=${digestOf(body, signingKey, '1e9')}` }, /not of the form/],
    'whose time has no end': [{ signature: `t=${'1'.repeat(3000)},v1=${digestOf(body)}` }, /not of the form/],
    'that says its time twice': [{ signature: `${signature},t=${time}` }, /several x-pd-signature headers/],
    'with two headers in an array': [{ signature: [signature, signature] }, /2 x-pd-signature headers where there must be one/],
    'with two headers of one name': [
      { signature: undefined, headers: { 'x-pd-signature': signature, 'X-Pd-Signature': signature } },
      /2 x-pd-signature headers/,
    ],
    'with two headers in rawHeaders': [
      { signature: undefined, headers: ['X-Pd-Signature', signature, 'x-pd-signature', signature] },
      /2 x-pd-signature headers/,
    ],
    'with two headers that fetch has joined': [
      {
        signature: undefined,
        headers: new Headers([
          ['x-pd-signature', signature],
          ['x-pd-signature', signature],
        ]),
      },
      /several x-pd-signature headers/,
    ],
    'with too many digests': [{ signature: `t=${time},${digests(20)}` }, /20 digests; 16 are allowed/],
    'of another key': [{ signingKey: 'other' }, /not signed with this key/],
    'whose body was read before': [
      { body: '' },
      /not as it was sent\. The body is empty: a body parser has read it before.*`bodyParser: false`/,
    ],
    'whose body is in base64': [{ body: Buffer.from(body).toString('base64') }, /not as it was sent\. The body is base64: decode it first/],
    'whose body was parsed and written again': [{ body: JSON.stringify(JSON.parse(body), null, 1) }, /its body is not as it was sent$/],
    'that is old': [{ now: new Date(now.getTime() + 301_000) }, /301 s away from now; 300 s are allowed/],
  }
  for (const [name, [delivery, message]] of Object.entries(rows)) test(name, () => refuses(delivery, message))

  test('if its signature header is over 4 KB, before the body is read', () => {
    const untouched = new Proxy(
      { signature: `t=${time},v1=${digestOf(body)},x=${'a'.repeat(4096)}`, signingKey },
      {
        get(target, name) {
          assert.notEqual(name, 'body')
          return target[name]
        },
      },
    )
    assert.throws(() => verifyWebhook(untouched), { code: 'ERR_WEBHOOK_SIGNATURE', message: /header has \d+ characters; 4096 are allowed/ })
    refuses({ signature: undefined, headers: new Headers({ 'x-pd-signature': 'a'.repeat(5000) }) }, /5000 characters/)
    refuses({ signature: undefined, headers: { 'x-pd-signature': ['a'.repeat(5000)] } }, /5000 characters/)
  })

  const wrong = {
    'a body that was parsed': [
      { body: { event: 'a' } },
      /body must be the request's body as it came.*got an object: a body parser has parsed it/,
    ],
    'a body that was parsed to a list': [
      { body: [1] },
      /got an array: a body parser has parsed it.*express\.raw\(.*bodyParser: false.*rawBody: true/,
    ],
    'a body that nothing has read': [
      { body: undefined },
      /got undefined: nothing has read the body\. Give the bytes\. Express: `express\.raw\(/,
    ],
    'a promise of a body': [{ body: Promise.resolve(body) }, /got a Promise: await it$/],
    'a whole request': [{ body: new Request('http://a', { method: 'POST', body }) }, /got a Request: give `await request\.text\(\)`$/],
    'a stream': [{ body: Readable.from([body]) }, /: read it to its end, and give all of its bytes$/],
    'a stream of fetch': [{ body: new Response(body).body }, /got a ReadableStream: read it to its end, and give all of its bytes$/],
    'a form for a body': [{ body: new FormData() }, /got a FormData/],
    'a buffer that was given away': [{ body: givenAway() }, /transferred to somebody else/],
    'no key': [{ signingKey: undefined }, /^signingKey must be a non-empty string or a list of them, got undefined/],
    'a key under a name that is misspelt': [{ signingKey: undefined, key: signingKey }, /^signingKey must be .* got undefined/],
    'an empty key': [{ signingKey: '' }, /^signingKey must be .* got ""/],
    'an empty list of keys': [{ signingKey: [] }, /^signingKey must be .* got an empty list/],
    'headers that are text': [{ signature: undefined, headers: 'x' }, /headers must be the request's headers, got string/],
    'an invalid date': [{ now: new Date(NaN) }, /^now must be a Date, got an invalid date/],
    'text for a time': [{ now: 'today' }, /^now must be a Date, got string/],
    'a number for a time': [{ now: now.getTime() }, /^now must be a Date, got number/],
    'null for a time': [{ now: null }, /^now must be a Date, got null/],
    'no key, in a delivery without a signature': [
      { signature: undefined, headers: {}, signingKey: undefined },
      /^signingKey must be .*got undefined/,
    ],
    'a tolerance below zero': [{ toleranceSeconds: -1 }, /toleranceSeconds must be a number from 0 on, got -1/],
  }
  function givenAway() {
    const buffer = new ArrayBuffer(1)
    structuredClone(buffer, { transfer: [buffer] })
    return buffer
  }
  for (const [name, [delivery, message]] of Object.entries(wrong))
    test(`by name: ${name}`, () => refuses(delivery, message, 'ERR_INVALID_ARGUMENT'))
})

/** Long enough that quadratic work takes minutes. */
const HUGE = 4_000_000

describe('a hostile delivery takes linear time', () => {
  const hostile = {
    'white space before a name': `t=1${' '.repeat(HUGE)}x,v1=${'a'.repeat(64)}`,
    'white space at the start': `${' '.repeat(HUGE)}t`,
    'white space in a value': `t=${' '.repeat(HUGE)}x`,
    'nothing but letters': 'a'.repeat(HUGE),
    'nothing but commas': ','.repeat(HUGE),
    'nothing but equals signs': '='.repeat(HUGE),
    'digests without end': `t=${time},${digests(HUGE / 68)}`,
    'a time without end': `t=${'1'.repeat(HUGE)},v1=${'a'.repeat(64)}`,
  }
  for (const [name, given] of Object.entries(hostile)) {
    test(name, () => {
      const began = performance.now()
      refuses({ signature: given }, /4096 are allowed/)
      // The longest header that is allowed, verified a thousand times.
      for (let round = 0; round < 1000; round++) assert.throws(() => verify({ signature: given.slice(0, 4096) }))
      assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`)
    })
  }

  test('many headers, and long ones', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`x-header-${at}`, 'a']))
    const began = performance.now()
    for (const headers of [
      many,
      Object.entries(many),
      Object.entries(many).flat(),
      new Map(Object.entries(many)),
      { ['A'.repeat(HUGE)]: 'a' },
    ]) {
      refuses({ signature: undefined, headers }, /has no x-pd-signature header/)
    }
    assert.ok(verify({ signature: undefined, headers: { ...many, 'X-Pd-Signature': signature } }))
    assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`)
  })

  test('many keys', () => {
    const keys = Array.from({ length: 2_000 }, (_, at) => `key ${at}`)
    const began = performance.now()
    refuses({ signingKey: keys, signature: `${signature},${digests(15)}` }, /not signed with this key/)
    assert.ok(verify({ signingKey: [...keys, signingKey] }))
    assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`)
  })
})

test('a member of Object.prototype is neither key, signature, header nor body of a delivery', () => {
  const forged = `t=${time},v1=${digestOf(body, 'forged')}`
  const program = `
    const { verifyWebhook } = require('pipedream-native/webhooks')
    const { body, signature, forged, signingKey, now: text } = JSON.parse(process.argv[1])
    const now = new Date(text)
    const harm = { signingKey: 'forged', signature: forged, headers: { 'x-pd-signature': forged }, body: '{}', toleranceSeconds: 1e12, now, get: () => forged, 'x-pd-signature': forged }
    for (const [name, value] of Object.entries(harm)) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true, writable: true })
      const said = [{ body, signature, signingKey, now }, { body, signature: forged, signingKey, now }, { body, signature: forged, now }, { body, signingKey, now }, { body, signingKey, now, headers: {} }, { signature, signingKey, now }, { body, signature, signingKey }].map((delivery) => {
        try { return verifyWebhook(delivery).event } catch (error) { return error.code }
      })
      delete Object.prototype[name]
      console.log(JSON.stringify(said))
    }
  `
  const given = JSON.stringify({ body, signature, forged, signingKey, now })
  const lines = execFileSync(process.execPath, ['-e', program, given], { cwd: new URL('../..', import.meta.url), encoding: 'utf8' })
    .trim()
    .split('\n')
  assert.equal(lines.length, 8)
  const refused = 'ERR_WEBHOOK_SIGNATURE'
  for (const line of lines)
    assert.deepEqual(JSON.parse(line), ['é', refused, 'ERR_INVALID_ARGUMENT', refused, refused, 'ERR_INVALID_ARGUMENT', refused])
})

test('a delivery may be an instance of a class or inherit its members', () => {
  class Delivery {
    get body() {
      return body
    }
    get signature() {
      return signature
    }
  }
  const delivery = Object.create(Object.assign(new Delivery(), { signingKey }), { now: { value: now } })
  assert.deepEqual(verifyWebhook(delivery), { event: 'é' })
})
