// A client that shows a certificate to the API (mTLS).

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient } from 'pipedream-native'
import { AUTHORITY, certificate, forNames, openssl, serveTls } from '../support/certificates.mjs'
import { folderFor } from '../support/folders.mjs'
import { closeServer } from '../support/server.mjs'

const acts = []
const suite = { after: (act) => acts.push(act) }
test.after(async () => {
  for (const act of acts) await act()
})

let dir
let authority
let leaf
before(() => {
  dir = folderFor(suite)
  authority = certificate(dir, { subject: '/CN=test authority', lines: AUTHORITY })
  leaf = certificate(dir, { by: authority, lines: forNames('localhost') })
})

const client = (port, options) =>
  new PipedreamClient({
    baseUrl: `https://localhost:${port}`,
    clientId: `id-${Math.random()}`,
    clientSecret: 'secret-hush',
    projectId: 'proj_1',
    maxRetries: 0,
    caCertificates: authority.pem,
    ...options,
  })
const requiring = (more) => ({ key: leaf.key, cert: leaf.pem, ca: authority.pem, requestCert: true, rejectUnauthorized: true, ...more })
const issued = (subject, more) => certificate(dir, { subject: `/CN=${subject}`, by: authority, ...more })

for (const kind of ['P-256', 'P-384', 'RSA-2048', 'Ed25519']) {
  test(`a certificate with a ${kind} key is shown for calls and token requests`, async (t) => {
    const { port, seen } = await serveTls(t, requiring())
    const own = issued(kind, { kind })
    await client(port, { clientCertificate: own.pem, clientKey: own.key }).accounts.retrieve('apn_1')
    assert.deepEqual(
      seen.map(({ url, presented }) => [url.split('?')[0], presented]),
      [
        ['/v1/oauth/token', kind],
        ['/v1/connect/proj_1/accounts/apn_1', kind],
      ],
    )
  })
}

test('it is shown in TLS 1.2 too, with the certificates between, and it may be of version 1', async (t) => {
  const middle = issued('middle', { lines: AUTHORITY })
  const own = certificate(dir, { subject: '/CN=below', by: middle })
  const first = issued('version 1', { lines: null })
  for (const settings of [{}, { maxVersion: 'TLSv1.2' }]) {
    const { port, seen } = await serveTls(t, requiring(settings))
    await client(port, { clientCertificate: own.pem + middle.pem, clientKey: own.key }).accounts.retrieve('apn_1')
    await client(port, { clientCertificate: first.pem, clientKey: first.key }).accounts.retrieve('apn_1')
    assert.deepEqual(new Set(seen.map(({ presented }) => presented)), new Set(['below', 'version 1']))
  }
})

test('keys are read in each of the three forms, as text and as bytes', async (t) => {
  const { port } = await serveTls(t, requiring())
  const [rsa, ec] = [issued('rsa', { kind: 'RSA-2048' }), issued('ec')]
  const forms = [
    [rsa, openssl(dir, 'rsa', '-in', rsa.keyFile, '-traditional'), 'RSA PRIVATE KEY'],
    [ec, openssl(dir, 'ec', '-in', ec.keyFile), 'EC PRIVATE KEY'],
    [ec, ec.key, 'PRIVATE KEY'],
  ]
  for (const [own, key, label] of forms) {
    assert.match(key, new RegExp(`BEGIN ${label}`))
    for (const given of [key, Buffer.from(key), new Uint8Array(Buffer.from(`\ufeff${key}`))]) {
      const clientCertificate = typeof given === 'string' ? own.pem : Buffer.from(own.pem)
      await client(port, { clientCertificate, clientKey: given, caCertificates: Buffer.from(authority.pem) }).accounts.retrieve('apn_1')
    }
  }
})

test('clients with other certificates have connections of their own', async (t) => {
  const { port, seen } = await serveTls(t, requiring())
  const [one, two] = [issued('one'), issued('two')].map((own) => client(port, { clientCertificate: own.pem, clientKey: own.key }))
  for (const each of [one, two, one, two]) await each.accounts.retrieve('apn_1')
  const calls = seen.filter(({ url }) => url.includes('/accounts/')).map(({ presented }) => presented)
  assert.deepEqual(calls, ['one', 'two', 'one', 'two'])
})

test('a server that asks for one, or does not accept it, is an error that says so', async (t) => {
  for (const maxVersion of ['TLSv1.3', 'TLSv1.2']) {
    const { port } = await serveTls(t, requiring({ maxVersion }))
    const failed = await client(port)
      .accounts.retrieve('apn_1')
      .catch((error) => error)
    assert.equal(
      failed.code,
      maxVersion === 'TLSv1.3' ? 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' : 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    )
    assert.match(failed.message, /clientCertificate and clientKey/)
  }
  // Node's own server resets such a connection. Others send an alert, as OpenSSL's does.
  const files = ['-key', leaf.keyFile, '-cert', leaf.file, '-CAfile', authority.file]
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, '-Verify', '1', '-verify_return_error'])
  t.after(() => server.kill())
  const port = await new Promise((resolve) => {
    let said = ''
    server.stdout.on('data', (piece) => {
      said += piece
      const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    })
  })
  const stranger = certificate(dir, { subject: '/CN=stranger', by: certificate(dir, { subject: '/CN=other', lines: AUTHORITY }) })
  const failed = await client(port, { clientCertificate: stranger.pem, clientKey: stranger.key })
    .accounts.retrieve('apn_1')
    .catch((error) => error)
  assert.equal(failed.code, 'ERR_TLS_CLIENT_CERT_REFUSED')
})

test('where a redirect leads, and a workflow, do not get it', async (t) => {
  const other = await serveTls(t, { ...requiring(), rejectUnauthorized: false })
  const api = createSecureServer(requiring(), (request, response) => {
    request.resume()
    response.writeHead(307, { location: `https://localhost:${other.port}/v1/elsewhere` }).end()
  }).listen(0, '127.0.0.1')
  await once(api, 'listening')
  t.after(() => closeServer(api))
  const own = issued('own')
  const options = { token: 'mine', clientCertificate: own.pem, clientKey: own.key, workflowDomain: 'localhost' }
  const each = client(api.address().port, options)
  await each.accounts.retrieve('apn_1')
  await each.workflows.invoke({ urlOrEndpoint: `https://localhost:${other.port}/workflow` })
  assert.deepEqual(
    other.seen.map(({ url, presented }) => [url, presented]),
    [
      ['/v1/elsewhere', undefined],
      ['/workflow', undefined],
    ],
  )
})

test('a wrong certificate or key is refused by name when the client is made, and no key is shown', async () => {
  const [own, another] = [issued('own'), issued('another')]
  openssl(dir, 'pkey', '-in', own.keyFile, '-aes256', '-passout', 'pass:hush', '-out', 'encrypted.pem')
  openssl(dir, 'ec', '-in', own.keyFile, '-aes256', '-passout', 'pass:hush', '-out', 'older.pem')
  const cases = [
    [{ clientCertificate: own.pem }, /^clientKey is missing: clientCertificate needs/],
    [{ clientKey: own.key }, /^clientCertificate is missing: clientKey needs/],
    [{ clientCertificate: own.pem, clientKey: another.key }, /^clientKey must be the key of the first certificate in clientCertificate/],
    [{ clientCertificate: own.pem, clientKey: '' }, /^clientKey must be a private key in PEM/],
    [{ clientCertificate: own.pem, clientKey: Buffer.from([0xff]) }, /^clientKey must be a private key in PEM/],
    [{ clientCertificate: own.pem, clientKey: own.pem }, /^clientKey must be a private key in PEM/],
    [{ clientCertificate: own.pem, clientKey: 5 }, /^clientKey must be text in PEM, or a Buffer or Uint8Array with it, got a number/],
    [{ clientCertificate: own.key, clientKey: own.key }, /^clientCertificate must be PEM certificates/],
    [{ clientCertificate: 5, clientKey: own.key }, /^clientCertificate must be a string, got 5/],
    [{ clientCertificate: own.pem, clientKey: issued('p', { kind: 'P-521' }).key }, /^clientKey must be an RSA key of 2048 to 4096 bits/],
  ]
  for (const name of ['encrypted.pem', 'older.pem']) {
    const clientKey = readFileSync(join(dir, name), 'utf8')
    cases.push([{ clientCertificate: own.pem, clientKey }, /^clientKey .* it is encrypted: decrypt it first, with `openssl pkey/])
  }
  for (const [options, message] of cases) {
    assert.throws(
      () => client(1, options),
      (error) => {
        assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
        assert.match(error.message, message)
        assert.doesNotMatch(inspect(error, { depth: 9 }), /[A-Za-z0-9+/]{40}/)
        return true
      },
    )
  }
  const made = client(1, { clientCertificate: own.pem, clientKey: own.key })
  assert.doesNotMatch(inspect(made, { depth: 9, showHidden: true }), /PRIVATE KEY/)
})

test('http to another machine needs allowInsecureHttp', async (t) => {
  const api = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json').end('{"id":"apn_1"}')
  }).listen(0, '0.0.0.0')
  await once(api, 'listening')
  t.after(() => closeServer(api))
  const baseUrl = `http://0.0.0.0:${api.address().port}`
  const options = { baseUrl, token: 'mine', projectId: 'proj_1', maxRetries: 0 }
  assert.throws(() => new PipedreamClient(options), /allowInsecureHttp or PIPEDREAM_ALLOW_INSECURE_HTTP=1/)
  assert.throws(() => new PipedreamClient({ ...options, allowInsecureHttp: false }), /allowInsecureHttp/)
  const client = new PipedreamClient({ ...options, allowInsecureHttp: true, workflowDomain: '0.0.0.0' })
  assert.equal((await client.accounts.retrieve('apn_1')).id, 'apn_1')
  await client.workflows.invoke({ urlOrEndpoint: `${baseUrl}/workflow`, authType: 'oauth' })
  for (const wrong of ['1', 1, 'true', 'yes'])
    assert.throws(
      () => new PipedreamClient({ ...options, allowInsecureHttp: wrong }),
      /^PipedreamError: allowInsecureHttp must be true or false, got /,
    )
  t.after(() => delete process.env.PIPEDREAM_ALLOW_INSECURE_HTTP)
  for (const value of ['1', 'true', ' 1 ']) {
    process.env.PIPEDREAM_ALLOW_INSECURE_HTTP = value
    assert.equal((await new PipedreamClient(options).accounts.retrieve('apn_1')).id, 'apn_1')
    assert.throws(() => new PipedreamClient({ ...options, allowInsecureHttp: false }), /allowInsecureHttp/)
  }
  for (const value of ['0', 'false', ' ']) {
    process.env.PIPEDREAM_ALLOW_INSECURE_HTTP = value
    assert.throws(() => new PipedreamClient(options), /http would send/)
  }
  process.env.PIPEDREAM_ALLOW_INSECURE_HTTP = 'yes'
  assert.throws(() => new PipedreamClient(options), /PIPEDREAM_ALLOW_INSECURE_HTTP must be 1, true, 0 or false, got "yes"/)
})
