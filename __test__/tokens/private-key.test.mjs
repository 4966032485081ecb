// Clients that authenticate with a private key (RFC 7523): which keys they take, what they send, and how a key is replaced.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'
import { assertOneRequest } from '../support/fleet.mjs'
import { folderFor } from '../support/folders.mjs'
import { bodyOf, isSignedBy, jwk, newEc, newRsa, pem, readAssertion } from '../support/keys.mjs'
import { failureOf, serve } from '../support/server.mjs'
import { account } from '../support/stores.mjs'

const ec = newEc()
const rsa = newRsa()
const REFUSED = { status: 401, body: { error: 'invalid_client' } }

/** The options of a client with a key, for a server of serve(). */
const optionsOf = (api, more) => ({ ...api.options, clientSecret: undefined, maxRetries: 0, ...more })

/** Sets variables of the environment until the test ends. */
function setEnvironment(t, variables) {
  for (const [name, value] of Object.entries(variables)) process.env[name] = value
  t.after(() => {
    for (const name of Object.keys(variables)) delete process.env[name]
  })
}

/** Makes a call, and gives the assertion that its token request had. */
async function assertionOf(t, options) {
  const api = await serve(t, account)
  const client = new PipedreamClient(optionsOf(api, options(api)))
  await client.accounts.retrieve('a')
  assert.equal(api.tokens.length, 1)
  return { assertion: bodyOf(api.tokens[0]), origin: api.url, client }
}

const texts = {
  'EC, PKCS#8': [ec, pem(ec)],
  'EC, SEC1': [ec, pem(ec, 'sec1')],
  'EC, JWK': [ec, JSON.stringify(jwk(ec))],
  'RSA, PKCS#8': [rsa, pem(rsa)],
  'RSA, PKCS#1': [rsa, pem(rsa, 'pkcs1')],
  'RSA, JWK': [rsa, JSON.stringify(jwk(rsa), undefined, 2)],
}
const ways = {
  text: (text) => text,
  'text with white space, CRLF and a byte order mark': (text) => `\ufeff \r\n${text.replaceAll('\n', '\r\n')}\r\n\t`,
  bytes: (text) => Buffer.from(text),
  function: (text) => () => text,
  promise: (text) => Promise.resolve(text),
  'async function of a list': (text) => async () => [text],
  list: (text) => [text],
  object: (_text, key) => jwk(key),
  KeyObject: (_text, key) => key,
  'function of a KeyObject': (_text, key) => async () => key,
}

describe('a private key as', () => {
  for (const [format, [key, text]] of Object.entries(texts)) {
    for (const [way, give] of Object.entries(ways)) {
      test(`${format}, given as ${way}`, async (t) => {
        const { assertion, origin } = await assertionOf(t, () => ({ privateKey: give(text, key) }))
        const [header, { iat, exp, jti, ...claims }] = readAssertion(assertion)
        assert.ok(isSignedBy(key, assertion), 'node:crypto accepts the signature')
        assert.deepEqual(header, { alg: key === ec ? 'ES256' : 'RS256', typ: 'client-authentication+jwt' })
        assert.deepEqual(claims, { iss: 'client-id', sub: 'client-id', aud: origin })
        assert.ok(Math.abs(Date.now() / 1000 - iat) < 30 && exp === iat + 60, `${iat} ${exp}`)
        assert.match(jti, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      })
    }
    test(`${format}, in the environment, on one line`, async (t) => {
      setEnvironment(t, { PIPEDREAM_PRIVATE_KEY: text.trim().replaceAll('\n', '\\n'), PIPEDREAM_KEY_ID: 'key-7' })
      const { assertion } = await assertionOf(t, () => ({}))
      assert.ok(isSignedBy(key, assertion))
      assert.equal(readAssertion(assertion)[0].kid, 'key-7')
    })
  }

  for (const bits of [3072, 4096]) {
    test(`RSA of ${bits} bits`, async (t) => {
      const key = newRsa(bits)
      const { assertion } = await assertionOf(t, () => ({ privateKey: pem(key) }))
      assert.ok(isSignedBy(key, assertion))
    })
  }

  test('EC, as `openssl ecparam` writes it, with the parameters of the curve before it', async (t) => {
    const text = execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey'], { encoding: 'utf8' })
    assert.match(text, /BEGIN EC PARAMETERS/)
    const { assertion } = await assertionOf(t, () => ({ privateKey: text }))
    assert.ok(isSignedBy(createPrivateKey(text.slice(text.indexOf('-----BEGIN EC PRIVATE'))), assertion))
  })

  test('EC keys whose numbers begin with zeros', async (t) => {
    // One of 256 keys has such a number: OpenSSL then writes it in full.
    let key
    do key = newEc()
    while (Object.values(jwk(key)).every((number) => number.startsWith?.('AA') !== true && number.startsWith?.('AB') !== true))
    const { assertion } = await assertionOf(t, () => ({ privateKey: jwk(key) }))
    assert.ok(isSignedBy(key, assertion))
  })

  test('EC without its public point, which OpenSSL completes', async (t) => {
    const place = join(folderFor(t), 'key.pem')
    const complete = ec.export({ type: 'sec1', format: 'der' })
    // ECPrivateKey { 1, scalar, [0] curve }, without [1] (RFC 5915)
    const body = Buffer.concat([complete.subarray(3, 3 + 34 + 2), complete.subarray(39, 51)])
    const der = Buffer.concat([
      Buffer.from([0x30, body.length]),
      complete.subarray(2, 5),
      complete.subarray(5, 39),
      complete.subarray(39, 51),
    ])
    der[1] = der.length - 2
    const text = `-----BEGIN EC PRIVATE KEY-----\n${der.toString('base64')}\n-----END EC PRIVATE KEY-----\n`
    assert.throws(
      () => new PipedreamClient({ clientId: 'i', projectId: 'p', privateKey: text }),
      /privateKey must be .* got an EC key without its public point; `openssl ec -in key\.pem -conv_form uncompressed -out complete\.pem`/,
    )
    writeFileSync(place, text)
    const completed = execFileSync('openssl', ['ec', '-in', place, '-conv_form', 'uncompressed'], { encoding: 'utf8', stdio: 'pipe' })
    for (const privateKey of [completed, createPrivateKey(text)]) {
      const { assertion } = await assertionOf(t, () => ({ privateKey }))
      assert.ok(isSignedBy(ec, assertion))
    }
  })
})

describe('a key is refused when the client is made:', () => {
  const ed25519 = generateKeyPairSync('ed25519').privateKey
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey
  const encrypted = (type) => ec.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush' })
  const cut = (text) => text.replace(/-----END.*/, '')
  const wrong = {
    'a public key': [pem(createPublicKey(ec), 'spki'), /got a public key$/],
    'a public key as JWK': [jwk(createPublicKey(rsa)), /got a public key, as JWK$/],
    'a public KeyObject': [createPublicKey(ec), /got a public key$/],
    'a secret KeyObject': [createSecretKey(Buffer.from('hush-hush')), /got a secret key, which is symmetric$/],
    'another curve': [pem(newEc('P-384')), /got an EC key on the curve P-384$/],
    'another curve, SEC1': [pem(newEc('secp256k1'), 'sec1'), /got an EC key on the curve secp256k1$/],
    'another curve, KeyObject': [newEc('P-521'), /got an EC key on the curve P-521$/],
    'another curve, JWK': [jwk(newEc('P-384')), /got an EC key on the curve P-384$/],
    Ed25519: [pem(ed25519), /got an Ed25519 key$/],
    'Ed25519, JWK': [jwk(ed25519), /got an Ed25519 key$/],
    'RSA-PSS': [pss, /got an RSA-PSS key$/],
    encrypted: [encrypted('pkcs8'), /got an encrypted private key; decrypt it first/],
    'encrypted, SEC1': [encrypted('sec1'), /got an encrypted private key; decrypt it first/],
    'RSA of 1024 bits': [pem(newRsa(1024)), /got an RSA key of 1024 bits$/],
    'RSA of 8 bits more than it can use': [pem(newRsa(2056)), /got an RSA key of 2056 bits, which is no multiple of 512$/],
    'RSA of one more byte': [{ ...jwk(rsa), dp: jwk(rsa).dq }, /got a private key that is damaged/],
    'cut off': [cut(pem(ec)), /got PEM that is cut off/],
    'DER as bytes': [ec.export({ type: 'pkcs8', format: 'der' }), /got a key in DER, which is binary; `openssl pkey -inform DER/],
    'DER as text': [rsa.export({ type: 'pkcs1', format: 'der' }).toString('utf8'), /got a key in DER, which is binary/],
    'DER as base64': [ec.export({ type: 'pkcs8', format: 'der' }).toString('base64'), /got a key in DER as base64, which is PEM without/],
    'a JWK for encryption': [{ ...jwk(rsa), use: 'enc' }, /got a JWK whose use is not "sig": it is not meant for signatures$/],
    'a JWK for other operations': [{ ...jwk(ec), key_ops: ['deriveBits'] }, /got a JWK whose key_ops have no "sign"/],
    'a JWK for another algorithm': [{ ...jwk(rsa), alg: 'PS256' }, /got a JWK whose alg is PS256; a key of its kty signs with RS256/],
    'an EC key for another algorithm': [{ ...jwk(ec), alg: 'ECDH-ES' }, /got a JWK whose alg is ECDH-ES; .* signs with ES256/],
    'a JWK for an unknown algorithm': [JSON.stringify({ ...jwk(ec), alg: 'hush' }), /got a JWK whose alg is another algorithm; /],
    garbage: ['hush-hush', /got a text that is neither PEM nor a JWK$/],
    'an empty text': ['', /got a text without content$/],
    'an empty list': [[], /got an empty array$/],
    'a list with a wrong key': [[pem(ec), 'hush-hush'], /privateKey\[1\] must be .* got a text that is neither PEM nor a JWK$/],
    'a function in a list': [[() => pem(ec)], /got a function$/],
    'undefined in a list': [[undefined], /got undefined$/],
    'a number': [7, /got a number$/],
    true: [true, /got a boolean$/],
    'a Map': [new Map(), /got a Map$/],
    'an object': [{}, /got JSON that is no JWK: it has no kty$/],
  }
  for (const [what, [privateKey, message]] of Object.entries(wrong)) {
    test(what, () => {
      const error = (() => {
        try {
          new PipedreamClient({ clientId: 'i', projectId: 'p', privateKey })
        } catch (error) {
          return error
        }
      })()
      assert.equal(error?.code, 'ERR_INVALID_ARGUMENT')
      assert.match(error.message, /^privateKey(\[1\])? must be a private key/)
      assert.match(error.message, message)
      assert.doesNotMatch(inspect(error, { depth: 5 }), /hush|MI[GHI][A-Za-z0-9]/, 'no byte of the key')
    })
  }

  test('but not a JWK that says itself that it is for these signatures', () => {
    const options = { clientId: 'i', projectId: 'p' }
    new PipedreamClient({ ...options, privateKey: { ...jwk(ec), use: 'sig', alg: 'ES256', key_ops: ['sign'] } })
    new PipedreamClient({ ...options, privateKey: JSON.stringify({ ...jwk(rsa), use: 'sig', alg: 'RS256', key_ops: ['sign', 'verify'] }) })
  })

  test('a key id that is no text, or of another number', () => {
    const make = (more) => () => new PipedreamClient({ clientId: 'i', projectId: 'p', privateKey: [pem(ec), pem(rsa)], ...more })
    assert.throws(make({ keyId: 7 }), /keyId must be a non-empty string without line breaks, or an array with one for each key, got 7/)
    assert.throws(make({ keyId: ' ' }), /keyId must be a non-empty string/)
    assert.throws(make({ keyId: ['a', 'b', 'c'] }), /keyId must be one key id, or one for each key, got 3 key ids for 2 keys/)
    assert.throws(
      make({ privateKey: undefined, clientSecret: 's', keyId: 'a' }),
      /keyId is the id of a privateKey, but the client has a secret/,
    )
    make({ keyId: ['a', 'b'] })()
  })

  test('a key in the environment, by the name of its variable', (t) => {
    setEnvironment(t, { PIPEDREAM_PRIVATE_KEY: 'hush-hush' })
    assert.throws(
      () => new PipedreamClient({ clientId: 'i', projectId: 'p' }),
      /^[^:]*: ?PIPEDREAM_PRIVATE_KEY must be|PIPEDREAM_PRIVATE_KEY must be a private key/,
    )
  })
})

describe('the credentials of a client', () => {
  const make = (more) => new PipedreamClient({ clientId: 'i', projectId: 'p', ...more })

  test('are a secret or a key: both is an error that names both', (t) => {
    assert.throws(() => make({ clientSecret: 's', privateKey: pem(ec) }), /clientSecret and privateKey are both given/)
    assert.throws(() => make(), /clientSecret is missing: .*privateKey/)
    setEnvironment(t, { PIPEDREAM_CLIENT_SECRET: 'hush', PIPEDREAM_PRIVATE_KEY: pem(ec) })
    assert.throws(() => make(), /PIPEDREAM_CLIENT_SECRET and PIPEDREAM_PRIVATE_KEY are both set/)
  })

  test('need a client id', () => {
    assert.throws(() => new PipedreamClient({ projectId: 'p', privateKey: pem(ec) }), /clientId is missing/)
  })

  test('that were given go over the other one in the environment', async (t) => {
    const set = { PIPEDREAM_CLIENT_SECRET: 'hush', PIPEDREAM_PRIVATE_KEY: 'garbage', PIPEDREAM_ACCESS_TOKEN: 'hush' }
    setEnvironment(t, { ...set, PIPEDREAM_KEY_ID: 'of-the-environment' })
    const { assertion } = await assertionOf(t, () => ({ privateKey: jwk(ec, { kid: 'of-the-jwk' }), keyId: 'given' }))
    assert.equal(readAssertion(assertion)[0].kid, 'given')
    const api = await serve(t, account)
    await new PipedreamClient(api.options).accounts.retrieve('a')
    assert.equal(JSON.parse(api.tokens[0].text).client_secret, 'client-secret-hush')
  })

  test('have the key id of the JWK, unless another one is given', async (t) => {
    const { assertion } = await assertionOf(t, () => ({ privateKey: jwk(ec, { kid: 'of-the-jwk' }) }))
    assert.equal(readAssertion(assertion)[0].kid, 'of-the-jwk')
  })

  test('have as audience the origin of a base URL with a path', async (t) => {
    const { assertion, origin } = await assertionOf(t, (api) => ({ privateKey: ec, baseUrl: `${api.url}/some/path/` }))
    assert.equal(readAssertion(assertion)[1].aud, origin)
  })

  test('are not printed', async (t) => {
    const { client } = await assertionOf(t, () => ({ privateKey: jwk(ec, { kid: 'key-1' }) }))
    const shown = `${inspect(client, { depth: 9, showHidden: true })} ${JSON.stringify(client)} ${JSON.stringify(client.accessTokenStats())}`
    for (const number of [jwk(ec).d, jwk(ec).x, 'BEGIN']) assert.ok(!shown.includes(number), number)
  })
})

describe('each attempt is signed anew', () => {
  const jtis = (api) => api.tokens.map((request) => readAssertion(bodyOf(request))[1].jti)
  const first = {
    'after a 503': () => ({ status: 503, body: '' }),
    'after a 429': () => ({ status: 429, headers: { 'retry-after': '0' }, body: '' }),
    'after a broken connection': (request) => void request.socket.destroy(),
    'after a connection that breaks within the response': (request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{', () => request.socket.destroy())
    },
  }
  for (const [what, answer] of Object.entries(first)) {
    test(what, async (t) => {
      const ok = { body: { access_token: 'token', expires_in: 3600 } }
      const api = await serve(t, account, { token: (request, response, count) => (count === 1 ? answer(request, response) : ok) })
      await new PipedreamClient(optionsOf(api, { privateKey: ec })).accounts.retrieve('a')
      assert.equal(api.tokens.length, 2)
      assert.equal(new Set(jtis(api)).size, 2)
    })
  }

  test('also on a connection that the server has closed before', async (t) => {
    const api = await serve(t, account)
    const client = new PipedreamClient(optionsOf(api, { privateKey: newEc() }))
    await client.accounts.retrieve('a')
    for (let round = 0; round < 5; round++) {
      api.server.closeIdleConnections()
      await client.accessToken({ forceRefresh: true })
    }
    const seen = jtis(api)
    assert.equal(new Set(seen).size, seen.length)
  })

  test('and the error of a refused one does not show it', async (t) => {
    const token = ({ text }) => ({ status: 401, body: { error: 'invalid_client', error_description: JSON.parse(text).client_assertion } })
    const api = await serve(t, account, { token })
    const error = await failureOf(new PipedreamClient(optionsOf(api, { privateKey: newEc() })).accounts.retrieve('a'))
    const signature = bodyOf(api.tokens[0]).split('.')[2]
    assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(signature))
  })
})

describe('a key that is replaced', () => {
  test('[current, next]: the next one is used when the current one is refused', async (t) => {
    const [current, next] = [newEc(), newRsa()]
    const token = ({ text }) =>
      isSignedBy(next, JSON.parse(text).client_assertion) ? { body: { access_token: 't', expires_in: 60 } } : REFUSED
    const api = await serve(t, account, { token })
    const client = new PipedreamClient(optionsOf(api, { privateKey: [current, next], keyId: ['a', 'b'] }))
    await client.accounts.retrieve('a')
    await client.accessToken({ forceRefresh: true })
    assert.deepEqual(
      api.tokens.map((request) => readAssertion(bodyOf(request))[0].kid),
      ['a', 'b', 'b'],
    )
  })

  test('a function is called for each token, and its error says what it gave', async (t) => {
    const keys = [newEc(), newEc(), 'hush-hush']
    const api = await serve(t, account)
    const client = new PipedreamClient(optionsOf(api, { privateKey: async () => keys[0] }))
    await client.accounts.retrieve('a')
    keys.shift()
    await client.accessToken({ forceRefresh: true })
    assert.ok(isSignedBy(keys[0], bodyOf(api.tokens[1])))
    keys.shift()
    const error = await failureOf(client.accessToken({ forceRefresh: true }))
    assert.match(
      error.message,
      /function given as privateKey failed: it must give a private key.* got a text that is neither PEM nor a JWK/,
    )
    assert.doesNotMatch(error.message, /hush/)
    keys[0] = createPublicKey(ec)
    assert.match((await failureOf(client.accessToken({ forceRefresh: true }))).message, /privateKey failed: .*got a public key/)
  })

  test('on the emulator, at run time', async (t) => {
    const api = await startEmulator()
    t.after(() => api.close())
    const [current, next] = [api.keys.rotate({ keyId: 'one' }), newRsa()]
    const { clientSecret, privateKey, keyId } = api.clientOptions
    assert.deepEqual([clientSecret, privateKey, keyId], [undefined, current, 'one'])
    const client = new PipedreamClient({ ...api.clientOptions, privateKey: [current, next], keyId: ['one', 'two'] })
    await client.accounts.retrieve('apn_1')
    api.keys.register(createPublicKey(next), { keyId: 'two' })
    api.keys.remove(current)
    assert.throws(() => api.keys.remove(current), /the client client-1 has no such key/)
    await client.accessToken({ forceRefresh: true })
    const sent = api.requestsOf('oauthTokens.create')
    assert.deepEqual(
      sent.map(({ status, body }) => [status, readAssertion(body.client_assertion)[0].kid]),
      [
        [200, 'one'],
        [401, 'one'],
        [200, 'two'],
      ],
    )
    assert.doesNotMatch(inspect(sent, { depth: 9 }), new RegExp(sent[0].body.client_assertion))
    api.keys.rotate()
    assert.equal((await failureOf(client.accessToken({ forceRefresh: true }))).code, 'invalid_client')
    await new PipedreamClient(api.clientOptions).accounts.retrieve('apn_1')
  })
})

describe('the manager of a key', () => {
  test('24 processes that share a file store send one assertion', async (t) => {
    const privateKey = pem(newEc())
    await assertOneRequest(t, async () => ({ kind: 'files', where: folderFor(t) }), { clientSecret: undefined, privateKey })
  })

  test('clients share a token, in whatever format they were given the key, and so do worker threads', async (t) => {
    const api = await serve(t, account)
    const key = newRsa()
    const clients = [pem(key), pem(key, 'pkcs1'), jwk(key), key, [key]].map(
      (privateKey) => new PipedreamClient(optionsOf(api, { privateKey })),
    )
    await Promise.all(clients.map((client) => client.accounts.retrieve('a')))
    const source = `const { workerData, parentPort } = require('node:worker_threads')
      const { PipedreamClient } = require('pipedream-native')
      new PipedreamClient(workerData).accounts.retrieve('a').then(({ id }) => parentPort.postMessage(id))`
    const { maxRetries, clientSecret, ...options } = optionsOf(api, { privateKey: pem(key) })
    const ids = [1, 2, 3, 4].map(() => {
      const worker = new Worker(source, { eval: true, workerData: options })
      return new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject))
    })
    assert.deepEqual(await Promise.all(ids), Array(4).fill('apn_1'))
    assert.equal(api.tokens.length, 1)
  })

  test('asks once for a hundred calls, and once more after a hundred answers with 401', async (t) => {
    let live = 'token-hush-1'
    const api = await serve(t, (request) =>
      request.headers.authorization === `Bearer ${live}` ? account(request) : { status: 401, body: {} },
    )
    const client = new PipedreamClient(optionsOf(api, { privateKey: newEc() }))
    const calls = () => Promise.all(Array.from({ length: 100 }, () => client.accounts.retrieve('a')))
    await calls()
    assert.equal(api.tokens.length, 1)
    live = 'token-hush-2'
    await calls()
    assert.equal(api.tokens.length, 2)
  })
})

describe('oauthTokens.create', () => {
  test('takes an assertion, which the emulator accepts once', async (t) => {
    const key = newEc()
    const api = await startEmulator({ clients: [{ clientId: 'client-1', privateKey: pem(key) }] })
    t.after(() => api.close())
    const client = new PipedreamClient(api.clientOptions)
    await client.accounts.retrieve('apn_1')
    const [{ body }] = api.requestsOf('oauthTokens.create')
    const given = { clientId: 'client-1', clientAssertion: body.client_assertion }
    const error = await failureOf(client.oauthTokens.create(given))
    assert.equal(error.statusCode, 401)
    assert.match(error.body.error_description, /the assertion was used before/)
    assert.ok(!inspect(error, { depth: 9 }).includes(body.client_assertion))
    assert.equal(api.requestsOf('oauthTokens.create').length, 2, 'it is not repeated')
    api.fail({ operation: 'oauthTokens.create', status: 503 })
    await failureOf(client.oauthTokens.create({ ...given, clientAssertionType: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }))
    assert.equal(api.requestsOf('oauthTokens.create').length, 3, 'nor after a 503')
    for (const more of [{ clientSecret: 's' }, { clientAssertion: undefined }]) {
      const wrong = await failureOf(client.oauthTokens.create({ ...given, ...more }))
      assert.equal(wrong.code, 'ERR_INVALID_ARGUMENT')
    }
  })
})
