// What the emulator checks in an assertion. The assertions are signed with node:crypto.

import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { jwk, newEc, newRsa, pem } from '../support/keys.mjs'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ec = newEc()
const rsa = newRsa()
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An assertion for `api`. `header` and `claims` go over the right ones. */
function assertionFor(api, { key = ec, header, claims } = {}) {
  const now = Math.floor(api.clock.now() / 1000)
  const alg = key.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256'
  const data = [
    encode({ alg, typ: 'client-authentication+jwt', ...header }),
    encode({ iss: 'client-1', sub: 'client-1', aud: api.url, iat: now, exp: now + 60, jti: randomUUID(), ...claims }),
  ].join('.')
  return `${data}.${sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

async function request(api, body) {
  const all = { grant_type: 'client_credentials', client_id: 'client-1', client_assertion_type: TYPE, ...body }
  const answer = await fetch(`${api.url}/v1/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(all),
  })
  const said = await answer.json()
  return answer.status === 200 ? 'a token' : `${answer.status} ${said.error}: ${said.error_description}`
}

async function start(t, client = { publicKey: createPublicKey(ec) }) {
  const api = await startEmulator({ clients: [{ clientId: 'client-1', ...client }] })
  t.after(() => api.close({ unusedFaults: 'ignore' }))
  return api
}

const refused = (reason) => `401 invalid_client: Client authentication failed: ${reason}`

describe('the emulator', () => {
  for (const [key, form] of [
    [ec, createPublicKey(ec)],
    [ec, pem(createPublicKey(ec), 'spki')],
    [ec, JSON.stringify(jwk(createPublicKey(ec)))],
    [rsa, jwk(createPublicKey(rsa))],
    [rsa, rsa],
    [rsa, pem(rsa, 'pkcs1')],
    [ec, jwk(ec)],
  ]) {
    test(`takes an ${key.asymmetricKeyType} key as ${typeof form === 'string' ? form.slice(0, 26) : form.constructor.name}`, async (t) => {
      const api = await start(t, { publicKey: [newEc(), form] })
      assert.equal(await request(api, { client_assertion: assertionFor(api, { key }) }), 'a token')
      const now = await startEmulator()
      now.keys.register(form)
      assert.equal(await request(now, { client_assertion: assertionFor(now, { key }) }), 'a token')
      await now.close()
    })
  }

  test('refuses an assertion that is wrong in any part', async (t) => {
    const api = await start(t)
    const now = Math.floor(api.clock.now() / 1000)
    const cases = [
      [{ key: newEc() }, 'the signature of the assertion is wrong'],
      [{ key: rsa }, 'the alg of the assertion does not fit the key'],
      [{ header: { alg: 'none' } }, 'the alg of the assertion does not fit the key'],
      [{ header: { typ: 'JWT' } }, 'the typ of the assertion is not client-authentication+jwt'],
      [{ claims: { iss: 'other' } }, 'iss and sub of the assertion must be the client id'],
      [{ claims: { sub: 'other' } }, 'iss and sub of the assertion must be the client id'],
      [{ claims: { aud: 'https://api.pipedream.com' } }, `the aud of the assertion must be ${api.url}`],
      [{ claims: { aud: `${api.url}/` } }, `the aud of the assertion must be ${api.url}`],
      [{ claims: { iat: now - 100, exp: now - 40 } }, 'the assertion has expired'],
      [{ claims: { iat: now + 40, exp: now + 100 } }, 'the assertion is from the future'],
      [{ claims: { exp: now + 3600 } }, 'the assertion is valid for more than 300 s'],
      [{ claims: { exp: undefined } }, 'the assertion has no iat or no exp'],
      [{ claims: { jti: undefined } }, 'the assertion has no jti'],
    ]
    for (const [wrong, reason] of cases) {
      assert.equal(await request(api, { client_assertion: assertionFor(api, wrong) }), refused(reason))
    }
    for (const text of ['', 'a.b', `${assertionFor(api)}.x`, 'e30.e30'])
      assert.equal(await request(api, { client_assertion: text }), refused('the assertion is not a JWT'))
    const [head, , signature] = assertionFor(api).split('.')
    const forged = [head, assertionFor(api, { claims: { jti: 'mine' } }).split('.')[1], signature].join('.')
    assert.equal(await request(api, { client_assertion: forged }), refused('the signature of the assertion is wrong'))
  })

  test('allows for a small error of the clock', async (t) => {
    const api = await start(t)
    const now = Math.floor(api.clock.now() / 1000)
    assert.equal(await request(api, { client_assertion: assertionFor(api, { claims: { iat: now + 3, exp: now + 63 } }) }), 'a token')
    assert.equal(await request(api, { client_assertion: assertionFor(api, { claims: { iat: now - 61, exp: now - 1 } }) }), 'a token')
  })

  test('accepts an assertion once, also if a fault or the rate limit has answered it before', async (t) => {
    const api = await start(t)
    const used = refused('the assertion was used before')
    const first = assertionFor(api)
    assert.equal(await request(api, { client_assertion: first }), 'a token')
    assert.equal(await request(api, { client_assertion: first }), used)
    api.fail({ operation: 'oauthTokens.create', status: 503, body: { error: 'busy' } })
    const second = assertionFor(api)
    assert.match(await request(api, { client_assertion: second }), /^503/)
    assert.equal(await request(api, { client_assertion: second }), used)
    api.fail({ operation: 'oauthTokens.create', reset: 'after' })
    const third = assertionFor(api)
    await assert.rejects(request(api, { client_assertion: third }))
    assert.equal(await request(api, { client_assertion: third }), used)
    api.setTokenRateLimit(0)
    const fourth = assertionFor(api)
    await assert.rejects(request(api, { client_assertion: fourth }), 'an empty body')
    api.setTokenRateLimit(undefined)
    assert.equal(await request(api, { client_assertion: fourth }), used)
  })

  test('finds a key by its id, and a key without an id by any', async (t) => {
    const api = await start(t, { publicKey: createPublicKey(ec), keyId: 'one' })
    const sent = (kid, key) => request(api, { client_assertion: assertionFor(api, { key, header: { kid } }) })
    assert.equal(await sent('one'), 'a token')
    assert.equal(await sent(undefined), 'a token')
    assert.equal(await sent('two'), refused('no registered key has the kid of the assertion'))
    api.keys.register(rsa)
    assert.equal(await sent('anything', rsa), 'a token')
  })

  test('takes a secret or an assertion, and not both', async (t) => {
    const api = await start(t, { publicKey: createPublicKey(ec), clientSecret: 'secret-1' })
    const assertion = assertionFor(api)
    assert.equal(await request(api, { client_secret: 'secret-1' }), 'a token')
    assert.match(await request(api, { client_secret: 'secret-1', client_assertion: assertion }), /^400 invalid_request: .* both/)
    assert.match(
      await request(api, { client_assertion: assertion, client_assertion_type: 'x' }),
      /^400 invalid_request: client_assertion_type/,
    )
    assert.match(await request(api, {}), /^400 invalid_request/)
    const without = await start(t, { clientSecret: 'secret-1' })
    assert.equal(await request(without, { client_assertion: assertionFor(without) }), refused('the client has no key'))
    const keyOnly = await start(t)
    assert.match(await request(keyOnly, { client_secret: 'secret-1' }), /^401 invalid_client/)
  })

  test('refuses a key that clients cannot sign with, and does not show it', async (t) => {
    const api = await start(t)
    for (const key of [newEc('P-384'), generateKeyPairSync('ed25519').publicKey, 'hush', {}, 7, '{"kty":"EC"}', Buffer.from('hush')]) {
      assert.throws(
        () => api.keys.register(key),
        (error) => error instanceof TypeError && !/hush/.test(error.message),
      )
    }
    assert.throws(() => api.keys.register(ec, { clientId: 'other' }), /there is no client other; the clients are client-1/)
    assert.throws(() => api.keys.register(ec, { kid: 'x' }), /keys\.register\(\) has no option "kid"/)
    await assert.rejects(startEmulator({ clients: [{ clientId: 'c' }] }), /one of clientSecret, privateKey .* and publicKey/)
  })

  test('gives its first client’s private key with clientOptions, and resets it', async (t) => {
    const api = await start(t, { privateKey: pem(rsa), keyId: 'key-1' })
    const { clientSecret, ...options } = api.clientOptions
    assert.deepEqual([clientSecret, options.privateKey, options.keyId], [undefined, pem(rsa), 'key-1'])
    await new PipedreamClient(options).accounts.retrieve('apn_1')
    const rotated = api.keys.rotate({ keyId: 'key-2' })
    assert.deepEqual([api.clientOptions.privateKey, api.clientOptions.keyId], [rotated, 'key-2'])
    assert.match(await request(api, { client_assertion: assertionFor(api, { key: rsa }) }), /^401/)
    api.reset()
    assert.equal(api.clientOptions.privateKey, pem(rsa))
    assert.equal(await request(api, { client_assertion: assertionFor(api, { key: rsa }) }), 'a token')
  })

  test('corrects a client whose clock is wrong: its assertion is signed again with the time of the server', async (t) => {
    for (const seconds of [-7200, 7200]) {
      const api = await start(t, { privateKey: pem(newEc()) })
      api.clock.advanceSeconds(seconds)
      const client = new PipedreamClient(api.clientOptions)
      await client.accounts.retrieve('apn_1')
      await client.accessToken({ forceRefresh: true })
      assert.deepEqual(
        api.requestsOf('oauthTokens.create').map(({ status }) => status),
        [401, 200, 200],
      )
    }
  })
})
