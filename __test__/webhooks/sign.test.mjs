// signWebhook() makes deliveries as Pipedream sends them, for tests of a receiver. webhookId() recognizes copies of a delivery, and
// isConnectionEvent() the body of a connection webhook.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { isConnectionEvent, signWebhook, verifyWebhook, webhookId } from 'pipedream-native/webhooks'

const signingKey = 'signing-key-hush'
const timestamp = new Date(1_800_000_000_999)
const time = '1800000000'
const SUCCESS = {
  event: 'CONNECTION_SUCCESS',
  connect_token: 'ctok_1',
  environment: 'development',
  connect_session_id: 1.4058728083872854e38,
  account: { id: 'apn_1', external_id: 'user-1', dead: null, app: { name_slug: 'slack', name: 'Slack' } },
}
const digestOf = (body) => createHmac('sha256', signingKey).update(`${time}.`).update(body).digest('hex')

/** What `verifyWebhook` says of a delivery: its event, or the code of its error. */
function verdict(delivery) {
  try {
    return verifyWebhook({ signingKey, now: timestamp, ...delivery })
  } catch (error) {
    assert.ok(error instanceof PipedreamError, `${error.stack}`)
    assert.doesNotMatch(`${error.stack}`, /hush/)
    return error.code
  }
}

describe('signWebhook()', () => {
  const payloads = {
    'an object': [SUCCESS, JSON.stringify(SUCCESS)],
    'an array': [[1, 'é'], '[1,"é"]'],
    'a text as it is': ['{ "a" : "é" }\n', '{ "a" : "é" }\n'],
    'bytes as they are': [Buffer.from('{"a":"é"}'), Buffer.from('{"a":"é"}')],
    'a part of a buffer': [new TextEncoder().encode('..{}..').subarray(2, 4), new TextEncoder().encode('{}')],
    'an ArrayBuffer': [new Uint8Array([0x5b, 0x5d]).buffer, new Uint8Array([0x5b, 0x5d]).buffer],
    'an object with toJSON': [{ toJSON: () => ({ a: new Date(0) }) }, '{"a":"1970-01-01T00:00:00.000Z"}'],
  }
  for (const [name, [payload, body]] of Object.entries(payloads)) {
    test(`signs ${name}, as the API documents it`, () => {
      const signed = signWebhook({ payload, signingKey, timestamp })
      const signature = `t=${time},v1=${digestOf(body instanceof ArrayBuffer ? Buffer.from(body) : body)}`
      const headers = { 'content-type': 'application/json', 'x-pd-signature': signature }
      assert.deepEqual(signed, { body, headers, signature })
      const event = verdict({ body: signed.body, headers: signed.headers })
      assert.deepEqual(event, JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)))
    })
  }

  test('signs with the time of this machine unless it is given one', () => {
    const before = Math.floor(Date.now() / 1000)
    const signed = signWebhook({ payload: {}, signingKey })
    const [, seconds] = /^t=(\d+),/.exec(signed.signature)
    assert.ok(Number(seconds) >= before && Number(seconds) <= Date.now() / 1000)
    assert.deepEqual(verifyWebhook({ ...signed, signingKey }), {})
  })

  test('makes deliveries that verifyWebhook() refuses, too', () => {
    const signed = signWebhook({ payload: SUCCESS, signingKey, timestamp })
    const at = (seconds) => signWebhook({ payload: SUCCESS, signingKey, timestamp: new Date(timestamp.getTime() + seconds * 1000) })
    assert.deepEqual(verdict(signed), SUCCESS)
    assert.deepEqual(verdict(at(-299)), SUCCESS)
    assert.equal(verdict({ ...signed, body: signed.body.replace('user-1', 'user-2') }), 'ERR_WEBHOOK_SIGNATURE')
    assert.equal(verdict(at(-302)), 'ERR_WEBHOOK_SIGNATURE')
    assert.equal(verdict(at(302)), 'ERR_WEBHOOK_SIGNATURE')
    assert.equal(verdict(signWebhook({ payload: SUCCESS, signingKey: 'another', timestamp })), 'ERR_WEBHOOK_SIGNATURE')
    assert.equal(verdict({ ...at(-600), signature: undefined, headers: signed.headers }).event, 'CONNECTION_SUCCESS')
    assert.equal(verdict(signWebhook({ payload: 'not JSON', signingKey, timestamp })), 'ERR_WEBHOOK_BODY')
  })

  const wrong = {
    'no argument': [undefined, /^the argument of signWebhook\(\) must be an object, got undefined/],
    'no payload': [{ payload: undefined }, /^payload must be text, bytes or an object, got undefined/],
    'null for a payload': [{ payload: null }, /^payload must be .*, got null/],
    'a number for a payload': [{ payload: 7 }, /^payload must be .*, got number/],
    'a function for a payload': [{ payload: () => SUCCESS }, /^payload must be .*, got function/],
    'a form for a payload': [{ payload: new FormData() }, /^payload must be a value that JSON can hold, got a FormData/],
    'a Map in a payload': [{ payload: { a: [new Map()] } }, /^payload: its member "0" must be a value that JSON can hold, got a Map/],
    'a number that is not finite in a payload': [{ payload: { a: NaN } }, /^payload: its member "a" must be .*, got NaN/],
    'a bigint in a payload': [{ payload: { a: 1n } }, /^payload: its member "a" must be .*, got a bigint/],
    'a function in a payload': [{ payload: { a() {} } }, /^payload: its member "a" must be .*, got a function/],
    'a payload whose getter throws': [
      {
        payload: {
          get a() {
            throw new Error('gone')
          },
        },
      },
      /^payload cannot be written as JSON: gone/,
    ],
    'a payload that holds itself': [{ payload: cyclic() }, /^payload cannot be written as JSON: Converting circular structure to JSON$/],
    'no key': [{ signingKey: undefined }, /^signingKey must be a non-empty string, got undefined/],
    'an empty key': [{ signingKey: '' }, /^signingKey must be a non-empty string, got ""/],
    'several keys': [{ signingKey: ['hush'] }, /^signingKey must be a non-empty string, got an array/],
    'a number for a time': [{ timestamp: 1_800_000_000 }, /^timestamp must be a Date, got number/],
    'null for a time': [{ timestamp: null }, /^timestamp must be a Date, got null/],
    'an invalid date': [{ timestamp: new Date(NaN) }, /^timestamp must be a Date from 1970 on, got an invalid date/],
    'a date before 1970': [{ timestamp: new Date(-1) }, /^timestamp must be a Date from 1970 on, got 1969-12-31T23:59:59\.999Z/],
  }
  function cyclic() {
    const one = {}
    one.self = one
    return one
  }
  for (const [name, [given, message]] of Object.entries(wrong)) {
    test(`refuses by name: ${name}`, () => {
      assert.throws(
        () => signWebhook(given && { payload: {}, signingKey, timestamp, ...given }),
        (error) => {
          assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
          assert.match(error.message, message)
          assert.doesNotMatch(error.message, /hush/)
          return true
        },
      )
    })
  }

  test('warns of an option that does not exist, and names the right one', () => {
    const program = `require('pipedream-native/webhooks').signWebhook({ payload: {}, signingKey: 'k', secret: 'k', now: 1, timestmap: 1 })`
    const { stderr } = childOf(program)
    assert.match(stderr, /signWebhook ignores the unknown option `secret`: give `signingKey`/)
    assert.match(stderr, /signWebhook ignores the unknown option `now`: give `timestamp`/)
    assert.match(stderr, /signWebhook ignores the unknown option `timestmap`: did you mean `timestamp`\?/)
  })

  test('takes nothing from Object.prototype', () => {
    const program = `
      const { signWebhook } = require('pipedream-native/webhooks')
      Object.assign(Object.prototype, { signingKey: 'forged', payload: 'forged', timestamp: new Date(0) })
      for (const given of [{ payload: 'x' }, { signingKey: 'k' }]) try { console.log(signWebhook(given)) } catch (error) { console.log(error.code) }
      console.log(signWebhook({ payload: 'x', signingKey: 'k' }).signature.startsWith('t=0,'))`
    assert.deepEqual(childOf(program).stdout.trim().split('\n'), ['ERR_INVALID_ARGUMENT', 'ERR_INVALID_ARGUMENT', 'false'])
  })

  test('signs as the emulator does, which sends real deliveries', async (t) => {
    const api = await startEmulator()
    t.after(() => api.close())
    const server = createServer(async (request, response) => {
      const parts = []
      for await (const part of request) parts.push(part)
      const body = Buffer.concat(parts)
      const [, seconds] = /^t=(\d+),/.exec(request.headers['x-pd-signature'])
      const expected = signWebhook({ payload: body, signingKey: key, timestamp: new Date(seconds * 1000) })
      response.writeHead(expected.signature === request.headers['x-pd-signature'] ? 204 : 400).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close().closeAllConnections())
    const client = new PipedreamClient(api.clientOptions)
    const { data } = await client.triggers.deploy({
      externalUserId: 'user-1',
      id: 'slack-new-message',
      configuredProps: { slack: { authProvisionId: 'apn_1' } },
      webhookUrl: `http://127.0.0.1:${server.address().port}/`,
    })
    const { webhookSigningKey: key } = data
    const { deliveries } = await api.emitEvent(data.id, { text: 'Grüße' })
    assert.deepEqual(
      deliveries.map(({ status }) => status),
      [204],
    )
  })
})

/** Runs a program in a process of its own. Its warnings are on stderr. */
const childOf = (program) => spawnSync(process.execPath, ['-e', program], { cwd: new URL('../..', import.meta.url), encoding: 'utf8' })

describe('webhookId()', () => {
  const signed = signWebhook({ payload: SUCCESS, signingKey, timestamp })
  const id = webhookId(signed)

  test('is the SHA-256 of time and body', () => {
    assert.equal(id, createHash('sha256').update(`${time}.${signed.body}`).digest('hex'))
  })

  test('is the same for all copies that are genuine, however the header is written', () => {
    const { signature } = signed
    const [, digest] = signature.split('v1=')
    const copies = [
      signature,
      `t=${time},v1=${digest.toUpperCase()}`,
      ` v0=x, t = ${time} ,v1=${'0'.repeat(64)}, v1= ${digest} ,v2=`,
      `v1=${digest},t=${time}`,
    ]
    for (const copy of copies) {
      assert.deepEqual(verdict({ body: signed.body, signature: copy }), SUCCESS)
      for (const body of [signed.body, Buffer.from(signed.body)]) {
        assert.equal(webhookId({ body, signature: copy }), id)
        assert.equal(webhookId({ body, headers: new Headers({ 'X-Pd-Signature': copy }) }), id)
      }
    }
  })

  test('is another one for another time or body', () => {
    const others = [
      signWebhook({ payload: SUCCESS, signingKey, timestamp: new Date(timestamp.getTime() + 1000) }),
      signWebhook({ payload: { ...SUCCESS, environment: 'production' }, signingKey, timestamp }),
    ]
    assert.equal(new Set([id, ...others.map(webhookId)]).size, 3)
  })

  test('refuses what verifyWebhook() refuses', () => {
    assert.throws(() => webhookId({ body: signed.body, headers: {} }), { code: 'ERR_WEBHOOK_SIGNATURE' })
    assert.throws(() => webhookId({ ...signed, body: SUCCESS }), { code: 'ERR_INVALID_ARGUMENT', message: /^body must be/ })
    assert.throws(() => webhookId(null), { code: 'ERR_INVALID_ARGUMENT', message: 'webhookId takes an object, got null' })
  })
})

describe('isConnectionEvent()', () => {
  const ERROR = { event: 'CONNECTION_ERROR', connect_token: 'ctok_1', environment: 'production', connect_session_id: 1, error: 'denied' }

  test('knows the two events of the API', () => {
    assert.equal(isConnectionEvent(SUCCESS), true)
    assert.equal(isConnectionEvent(ERROR), true)
  })

  test('is false for anything else', () => {
    const { account } = SUCCESS
    const others = [
      ...[undefined, null, 7, 'CONNECTION_SUCCESS', [], {}, { text: 'Hello' }],
      { ...SUCCESS, event: 'CONNECTION_PAUSED' },
      { ...SUCCESS, account: undefined },
      { ...SUCCESS, account: { ...account, id: 1 } },
      { ...SUCCESS, account: { ...account, external_id: null } },
      { ...SUCCESS, account: { ...account, app: null } },
      { ...SUCCESS, connect_token: undefined },
      { ...ERROR, error: undefined },
      { event: 'CONNECTION_SUCCESS' },
    ]
    for (const one of others) assert.equal(isConnectionEvent(one), false, JSON.stringify(one))
  })
})

test('an object whose toJSON() gives nothing is refused, as other payloads that JSON cannot hold', () => {
  for (const toJSON of [() => undefined, () => () => {}, () => Symbol('x')])
    assert.throws(() => signWebhook({ payload: { toJSON }, signingKey: 'key' }), {
      code: 'ERR_INVALID_ARGUMENT',
      message: /^payload must be/,
    })
})
