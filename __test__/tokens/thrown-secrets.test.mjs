// Functions of the caller that throw a text with a key or a secret in it. The error quotes the text without the secret, in each form in which it
// is printed. The cause itself is what was thrown.

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient } from 'pipedream-native'
import { saidDuring } from '../support/looks.mjs'
import { failureOf, serve } from '../support/server.mjs'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const pem = (key) => key.export({ type: 'pkcs8', format: 'pem' })
const jwk = (key) => key.export({ format: 'jwk' })
const base64 = rsa.export({ type: 'pkcs8', format: 'der' }).toString('base64')
const opaque = 'pd7Xk2mQ9vLr4TzN8bWc1YhE5aGs0Ju3'

/** Texts that a function may throw, and what must not be seen of each. */
const texts = {
  'PEM on lines': [`cannot read ${pem(ec)} of the vault`, pem(ec).slice(40, 80)],
  'PEM with \\n': [`bad key: ${JSON.stringify(pem(rsa))}`, pem(rsa).slice(100, 140)],
  'PEM that is cut off': [`bad key: ${pem(rsa).slice(0, 600)}`, pem(rsa).slice(100, 140)],
  'base64 without the lines of PEM': [`bad key: ${base64}`, base64.slice(300, 340)],
  'a JWK': [`bad key: ${JSON.stringify(jwk(ec))}`, jwk(ec).d],
  'an RSA key as JWK': [`bad key: ${JSON.stringify(jwk(rsa))}`, jwk(rsa).p],
  'a secret of random characters': [`the vault refused ${opaque}.`, opaque],
  'a secret in hex': ['no such secret 0f1e2d3c4b5a69788796a5b4c3d2e1f0', '0f1e2d3c'],
  'a named secret': ['request failed: client_secret=hush-hush-1&grant_type=x', 'hush-hush-1'],
  'a named secret in JSON': ['{"clientSecret":"hush-hush-1"}', 'hush-hush-1'],
  'a bearer': ['401 for Authorization: Bearer hush-hush-1', 'hush-hush-1'],
  'a password in a URL': ['connect ECONNREFUSED redis://cache:hush7@vault.example:6379', 'hush7'],
}

const fail = (thrown) => async () => {
  throw thrown
}
let clientCount = 0
const clients = {
  clientSecret: (options, thrown) => ({ ...options, clientSecret: fail(thrown) }),
  clientId: (options, thrown) => ({ ...options, clientId: fail(thrown) }),
  privateKey: (options, thrown) => ({ ...options, clientSecret: undefined, privateKey: fail(thrown) }),
  token: (options, thrown) => ({ ...options, token: fail(thrown) }),
  auth: ({ baseUrl, projectId }, thrown) => ({ baseUrl, projectId, auth: fail(thrown) }),
  headers: (options, thrown) => ({ ...options, headers: { 'x-a': fail(thrown) } }),
  // Another client id each time: after a failure clients of the same credentials share the pause and the error.
  fetch: (options, thrown) => ({ ...options, clientId: `client-${++clientCount}`, fetch: fail(thrown), maxRetries: 0 }),
}

const printed = (error) => [
  error.message,
  String(error.stack),
  JSON.stringify(error),
  inspect(error, { depth: 5 }),
  inspect({ error }, { showHidden: true }),
]

describe('a function that throws a text with a secret:', () => {
  for (const [supplier, optionsOf] of Object.entries(clients)) {
    test(supplier, async (t) => {
      const api = await serve(t)
      const fails = async ([what, [text, secret]]) => {
        for (const thrown of [Object.assign(new RangeError(text), { code: 'EVAULT', detail: text }), text]) {
          const error = await failureOf(new PipedreamClient(optionsOf(api.options, thrown)).accounts.retrieve('a'))
          assert.equal(error.cause, thrown, 'the cause is what was thrown')
          for (const one of printed(error)) assert.ok(!one.includes(secret), `${what}: ${one}`)
        }
      }
      // At the same time, because a failed token request is tried again after a pause.
      const said = await saidDuring(t, () => Promise.all(Object.entries(texts).map(fails)))
      const messages = said.filter((one) => one.startsWith('{"cause"'))
      for (const one of messages)
        for (const [what, [, secret]] of Object.entries(texts)) assert.ok(!one.includes(secret), `${what}, event: ${one}`)
    })
  }

  test('a secret that it gave before, of any form', async (t) => {
    const api = await serve(t, () => ({ body: {} }))
    let asked = 0
    const clientSecret = async () => {
      if (++asked === 1) return 'my-own-hush'
      throw Object.assign(new Error('no entry my-own-hush in the vault'), { hint: 'my-own-hush' })
    }
    const error = await failureOf(new PipedreamClient({ ...api.options, clientSecret }).accounts.retrieve('a'))
    assert.equal(error.message, 'the function given as clientSecret failed: no entry [redacted] in the vault')
    assert.equal(error.cause.message, 'no entry my-own-hush in the vault')
    for (const one of printed(error)) assert.doesNotMatch(one, /hush/)

    let given = 0
    const token = async () => {
      if (++given === 1) return 'my-own-hush'
      throw new Error('my-own-hush has expired')
    }
    const client = new PipedreamClient({ ...api.options, token })
    await client.accounts.retrieve('a')
    const later = await failureOf(client.accounts.retrieve('a'))
    assert.equal(later.message, 'the function given as token failed: [redacted] has expired')
    for (const one of printed(later)) assert.doesNotMatch(one, /hush/)
  })

  test('what helps to find the fault stays', async (t) => {
    const api = await serve(t)
    for (const text of [
      "ENOENT: no such file or directory, open '/run/secrets/pipedream/client_secret.pem'",
      'Secrets Manager can’t find the specified secret.',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/pipedream-AbCdEf is not there',
      'request 3f2b8c1e-5d4a-4f6b-9c8d-7e6f5a4b3c2d: AccessDeniedException',
      'getaddrinfo ENOTFOUND vault.internal.example.com',
      'connect ECONNREFUSED 10.0.12.34:8200',
      'password: incorrect',
      'token expired at 2026-01-15T10:20:30.123Z',
      'https://vault.example/v1/secret/data/pipedream: permission denied',
      'a key is missing: PIPEDREAM_CLIENT_SECRET_PRODUCTION',
    ]) {
      const error = await failureOf(new PipedreamClient({ ...api.options, clientSecret: fail(new Error(text)) }).accounts.retrieve('a'))
      assert.equal(error.message, `the function given as clientSecret failed: ${text}`)
    }
  })
})
