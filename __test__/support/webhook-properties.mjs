// Properties of verifyWebhook and signWebhook for any delivery. `__test__/webhooks/properties.test.mjs` runs them, and `fuzz/webhook.mjs` for longer.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { PipedreamError } from 'pipedream-native'
import { signWebhook, verifyWebhook, webhookId } from 'pipedream-native/webhooks'

const NOW = 1_700_000_000
const signed = (key, time, body) => createHmac('sha256', key).update(`${time}.`).update(body).digest('hex')
const headerOf = (key, time, body) => `t=${time},v1=${signed(key, time, body)}`

/** The outcome of a delivery: its event, or the code of its error. */
function verdict(delivery) {
  try {
    return { event: verifyWebhook({ now: new Date(NOW * 1000), ...delivery }) }
  } catch (error) {
    assert.ok(error instanceof PipedreamError, `${error?.stack}`)
    return { code: error.code }
  }
}

/** The expected outcome, from a simple parser of the header. */
function expected({ body, signature, signingKey }) {
  const parts = signature
    .split(',')
    .filter((part) => part.includes('='))
    .map((part) => part.split(/=(.*)/s).map((text) => text.trim()))
  const named = (name) => parts.filter(([its]) => its === name).map(([, value]) => value)
  // Two timestamps make two headers.
  const time = named('t').length === 1 ? named('t')[0] : undefined
  const digests = named('v1')
    .filter((digest) => /^[0-9a-fA-F]{64}$/.test(digest))
    .map((digest) => digest.toLowerCase())
  const isRecent = time !== undefined && /^[0-9]{1,15}$/.test(time) && Math.abs(NOW - Number(time)) <= 300
  if (!isRecent || !digests.includes(signed(signingKey, time, body))) return { code: 'ERR_WEBHOOK_SIGNATURE' }
  try {
    return { event: JSON.parse(Buffer.from(body).toString()) }
  } catch {
    return { code: 'ERR_WEBHOOK_BODY' }
  }
}

const bytes = fc.uint8Array({ maxLength: 40 }).map((body) => Buffer.from(body))
const body = fc.oneof(fc.json({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 20 }), bytes)
const key = fc.string({ minLength: 1, maxLength: 12 })
const time = fc.oneof(fc.integer({ min: NOW - 400, max: NOW + 400 }), fc.nat(), fc.constantFrom(NOW - 300, NOW + 300, NOW - 301, NOW + 301))

/** Parts of a header: valid ones, and those that could be mistaken for valid ones. */
const header = fc.array(
  fc.oneof(
    { arbitrary: fc.constantFrom('time', 'digest', 'DIGEST', 'other digest'), weight: 4 },
    { arbitrary: fc.constantFrom(',', ', ', ' ', '=', 't=', 'v1=', 'v2=', 't', 'T=1', 'v1=é', '\t', ',,', `t=${NOW}`, 'v1=00'), weight: 3 },
    { arbitrary: fc.string({ maxLength: 6 }), weight: 1 },
  ),
  { maxLength: 12 },
)

const filled = (pieces, { key, time, body }) => {
  const digest = signed(key, time, body)
  const known = {
    time: `t=${time}`,
    digest: `v1=${digest}`,
    DIGEST: `v1=${digest.toUpperCase()}`,
    'other digest': `v1=${signed(`${key}x`, time, body)}`,
  }
  return pieces.map((piece) => (Object.hasOwn(known, piece) ? known[piece] : piece)).join('')
}

export const properties = {
  'what signWebhook() signs is genuine for its key and its time only': fc.property(
    body,
    fc.json({ maxDepth: 2 }),
    key,
    key,
    fc.integer({ min: NOW - 1000, max: NOW + 1000 }),
    (text, json, key, other, time) => {
      const timestamp = new Date(time * 1000 + 999)
      const signed = signWebhook({ payload: text, signingKey: key, timestamp })
      assert.equal(signed.body, text)
      assert.deepEqual(verdict({ ...signed, signingKey: key }), expected({ ...signed, signingKey: key }))
      assert.equal(signed.signature, headerOf(key, time, text))
      assert.match(webhookId(signed), /^[0-9a-f]{64}$/)
      if (other !== key) assert.deepEqual(verdict({ ...signed, signingKey: other }), { code: 'ERR_WEBHOOK_SIGNATURE' })
      const given = JSON.parse(json)
      if (given === null || typeof given !== 'object') return
      const event = verdict({ ...signWebhook({ payload: given, signingKey: key, timestamp: new Date(NOW * 1000) }), signingKey: key })
      assert.deepEqual(event, { event: given })
    },
  ),

  'a genuine delivery is its event': fc.property(
    fc.json({ maxDepth: 2 }),
    key,
    fc.integer({ min: NOW - 300, max: NOW + 300 }),
    (text, key, time) => {
      assert.deepEqual(verdict({ body: text, signature: headerOf(key, time, text), signingKey: key }), { event: JSON.parse(text) })
    },
  ),

  'whatever is changed in a delivery is found out': fc.property(
    body,
    key,
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    fc.constantFrom('body', 'header', 'key'),
    (given, key, place, change, where) => {
      const original = Buffer.from(given)
      const signature = headerOf(key, NOW, original)
      const edited = (buffer) => {
        const copy = Buffer.concat([buffer, Buffer.alloc(buffer.length === 0 ? 1 : 0)])
        copy[place % copy.length] ^= change
        return copy
      }
      const changed = {
        body: { body: edited(original), signature, signingKey: key },
        header: { body: original, signature: edited(Buffer.from(signature)).toString('latin1'), signingKey: key },
        key: { body: original, signature, signingKey: `${key}${String.fromCharCode(change)}` },
      }[where]
      // Hexadecimal digits may be upper or lower case.
      if (changed.signature.toLowerCase() === signature && where === 'header') return
      assert.deepEqual(verdict(changed), { code: 'ERR_WEBHOOK_SIGNATURE' })
    },
  ),

  'any header is read as its form says': fc.property(header, body, key, time, (pieces, body, key, time) => {
    const signature = filled(pieces, { key, time, body })
    assert.deepEqual(verdict({ body, signature, signingKey: key }), expected({ body, signature, signingKey: key }), signature)
  }),

  'any text and any value is answered in words': fc.property(
    fc.anything(),
    fc.anything(),
    fc.anything(),
    fc.anything(),
    (body, signature, signingKey, headers) => {
      for (const delivery of [
        { body, signature, signingKey },
        { body: '{}', signature, signingKey: 'k' },
        { body: '{}', headers, signingKey: 'k' },
        { body, headers: { 'x-pd-signature': signature }, signingKey },
      ]) {
        const { code } = verdict(delivery)
        assert.ok(['ERR_WEBHOOK_SIGNATURE', 'ERR_INVALID_ARGUMENT'].includes(code), code)
      }
    },
  ),
}
