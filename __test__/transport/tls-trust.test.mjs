// Which certificates a process trusts: the variables, the flags of Node, and the forms of PEM. Each case is a process of its own, because a
// process reads them once.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AUTHORITY, certificate, forNames, openssl, serveTls } from '../support/certificates.mjs'
import { folderFor } from '../support/folders.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const after = []
const t = { after: (act) => after.push(act) }

/** One call in a process with this environment and these flags. Returns what it saw, and what the process wrote to stderr. */
async function ask(port, { env = {}, flags = [], options = {}, inWorker = false } = {}) {
  const given = {
    baseUrl: `https://localhost:${port}`,
    token: 'mine',
    projectId: 'proj_1',
    maxRetries: 0,
    timeoutInSeconds: 20,
    ...options,
  }
  const call = `new (require('pipedream-native').PipedreamClient)(${JSON.stringify(given)}).accounts.retrieve('apn_1').then((account) => console.log('ok'), (error) => console.log(error.code))`
  const text = inWorker ? `new (require('node:worker_threads').Worker)(${JSON.stringify(call)}, { eval: true })` : call
  const {
    NODE_EXTRA_CA_CERTS: _,
    SSL_CERT_FILE: __,
    SSL_CERT_DIR: ___,
    NODE_OPTIONS: ____,
    NODE_USE_SYSTEM_CA: _____,
    ...others
  } = process.env
  const child = spawn(process.execPath, [...flags, '-e', text], { cwd: root, env: { ...others, ...env }, timeout: 60_000 })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (piece) => (said.out += piece))
  child.stderr.setEncoding('utf8').on('data', (piece) => (said.err += piece))
  await once(child, 'close')
  return { saw: said.out.trim(), warned: said.err.split('\n').filter((line) => line.startsWith('pipedream-native: ')) }
}

let dir
let authority
let port
/** A file in the folder of the test. */
const file = (name, content) => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}

before(async () => {
  dir = folderFor(t)
  authority = certificate(dir, { subject: '/CN=test authority', lines: AUTHORITY })
  const leaf = certificate(dir, { by: authority, lines: forNames('localhost') })
  port = (await serveTls(t, { key: leaf.key, cert: leaf.pem })).port
})
test.after(async () => {
  for (const act of after) await act()
})

const UNTRUSTED = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'

describe('trusted certificates', { concurrency: 2 }, () => {
  test('nothing is trusted without them', async () => {
    assert.deepEqual(await ask(port), { saw: UNTRUSTED, warned: [] })
  })

  test('NODE_EXTRA_CA_CERTS and SSL_CERT_FILE name a file', async () => {
    for (const variable of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])
      assert.deepEqual(await ask(port, { env: { [variable]: authority.file } }), { saw: 'ok', warned: [] }, variable)
  })

  test('every form of PEM that OpenSSL reads is read, in a file and as an option', async () => {
    const trusted = openssl(dir, 'x509', '-in', authority.file, '-trustout', '-addtrust', 'serverAuth')
    assert.match(trusted, /BEGIN TRUSTED CERTIFICATE/)
    const forms = {
      bom: `\ufeff${authority.pem}`,
      crlf: authority.pem.replaceAll('\n', '\r\n'),
      text: openssl(dir, 'x509', '-in', authority.file, '-text'),
      older: authority.pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'),
      trusted,
    }
    for (const [name, text] of Object.entries(forms)) {
      assert.deepEqual(await ask(port, { env: { NODE_EXTRA_CA_CERTS: file(`${name}.pem`, text) } }), { saw: 'ok', warned: [] }, name)
      assert.deepEqual(await ask(port, { options: { caCertificates: text } }), { saw: 'ok', warned: [] }, `${name} as an option`)
    }
  })

  test('a certificate that is its own authority is trusted, as openssl req -x509 makes it', async () => {
    openssl(
      dir,
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'self.key', '-out', 'self.pem'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    )
    const [key, pem] = ['self.key', 'self.pem'].map((name) => readFileSync(join(dir, name), 'utf8'))
    assert.match(openssl(dir, 'x509', '-in', 'self.pem', '-text'), /CA:TRUE/)
    const { port } = await serveTls(t, { key, cert: pem })
    assert.equal((await ask(port)).saw, 'DEPTH_ZERO_SELF_SIGNED_CERT')
    for (const variable of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])
      assert.equal((await ask(port, { env: { [variable]: join(dir, 'self.pem') } })).saw, 'ok', variable)
    assert.equal((await ask(port, { options: { caCertificates: [pem] } })).saw, 'ok')
    assert.equal(
      (await ask(port, { options: { caCertificates: pem, baseUrl: `https://other.localhost:${port}` } })).saw,
      'ERR_TLS_CERT_ALTNAME_INVALID',
    )
  })

  test('SSL_CERT_DIR names folders, in which anything may be', async () => {
    const [empty, full] = ['empty', 'full'].map((name) => join(dir, name))
    for (const path of [empty, full]) mkdirSync(path)
    mkdirSync(join(full, 'folder'))
    symlinkSync(join(full, 'nowhere'), join(full, 'broken'))
    writeFileSync(join(full, 'README'), 'certificates')
    execFileSync('mkfifo', [join(full, 'pipe')])
    symlinkSync(authority.file, join(full, '0a1b2c3d.0'))
    assert.deepEqual(await ask(port, { env: { SSL_CERT_DIR: full } }), { saw: 'ok', warned: [] })
    const { saw, warned } = await ask(port, { env: { SSL_CERT_DIR: [empty, '/nowhere', full].join(':') } })
    assert.equal(saw, 'ok')
    assert.equal(warned.length, 2)
    assert.match(warned[0], /SSL_CERT_DIR was ignored: no certificate was found in .*empty/)
    assert.match(warned[1], /SSL_CERT_DIR was ignored: \/nowhere cannot be read/)
  })

  test('a file that cannot be used is named once, and never waited for', async () => {
    const pipe = join(dir, 'pipe')
    execFileSync('mkfifo', [pipe])
    const large = file('large.pem', authority.pem)
    truncateSync(large, 100_000_000)
    const der = file('authority.der', Buffer.from(authority.pem.replace(/-----.*-----|\s/g, ''), 'base64'))
    const cases = {
      [pipe]: /pipe cannot be read: it is not a regular file/,
      [dir]: /cannot be read: it is a folder/,
      [large]: /it has more than 16 MB/,
      '/nowhere.pem': /\/nowhere\.pem cannot be read: No such file/,
      [der]: /it is DER, not PEM: convert it with `openssl x509 -inform der/,
      [file('empty.pem', '\n')]: /it is empty/,
      [file('no-pem.pem', 'hello')]: /there is no certificate in PEM in it/,
    }
    for (const variable of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
      for (const [path, text] of Object.entries(cases)) {
        // Node itself opens this file when it starts, and waits for somebody who writes into a pipe.
        if (variable === 'NODE_EXTRA_CA_CERTS' && path === pipe) continue
        const { saw, warned } = await ask(port, { env: { [variable]: path } })
        assert.equal(saw, UNTRUSTED, path)
        assert.equal(warned.length, 1, path)
        assert.ok(warned[0].startsWith(`pipedream-native: ${variable} was ignored: `), warned[0])
        assert.match(warned[0], text)
      }
    }
    const some = file('some.pem', `${authority.pem}-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n`)
    assert.deepEqual(await ask(port, { env: { NODE_EXTRA_CA_CERTS: some } }), {
      saw: 'ok',
      warned: [`pipedream-native: NODE_EXTRA_CA_CERTS: 1 of the 2 certificates in ${some} cannot be read and were ignored`],
    })
  })

  test("the system's authorities are trusted where Node would trust them", async (t) => {
    const file = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem'].find((path) => {
      try {
        return readFileSync(path).length > 0
      } catch {
        return false
      }
    })
    if (file === undefined) return t.skip('this machine has no file of authorities')
    const asked = { NODE_USE_SYSTEM_CA: '1' }
    for (const [env, flags] of [
      [asked, []],
      [{ NODE_OPTIONS: '--use-openssl-ca' }, []],
      [{}, ['--use-openssl-ca']],
    ]) {
      const { saw, warned } = await ask(port, { env, flags })
      assert.deepEqual({ saw, warned }, { saw: UNTRUSTED, warned: [] })
      assert.equal((await ask(port, { env: { ...env, SSL_CERT_FILE: authority.file }, flags })).saw, 'ok')
    }
  })

  test('settings without an effect are named once', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=AES128-SHA' }
    const { saw, warned } = await ask(port, { env })
    assert.equal(saw, UNTRUSTED)
    assert.equal(warned.length, 3)
    assert.match(warned[0], /NODE_TLS_REJECT_UNAUTHORIZED=0 was ignored: certificates are always verified/)
    assert.match(warned[1], /--tls-min-v1\.0 was ignored/)
    assert.match(warned[2], /--tls-cipher-list was ignored/)
    for (const inWorker of [false, true])
      assert.match((await ask(port, { flags: ['--tls-min-v1.1'], inWorker })).warned.join(), /--tls-min-v1\.1 was ignored/)
  })

  test('--tls-min-v1.3 and --tls-max-v1.2 are followed', async () => {
    const leaf = certificate(dir, { by: authority, lines: forNames('localhost') })
    const older = await serveTls(t, { key: leaf.key, cert: leaf.pem, maxVersion: 'TLSv1.2' })
    const newer = await serveTls(t, { key: leaf.key, cert: leaf.pem, minVersion: 'TLSv1.3' })
    const env = { NODE_EXTRA_CA_CERTS: authority.file }
    const version = 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'
    assert.equal((await ask(older.port, { env, flags: ['--tls-min-v1.3'] })).saw, version)
    assert.equal((await ask(newer.port, { env, flags: ['--tls-max-v1.2'] })).saw, version)
    assert.equal((await ask(older.port, { env })).saw, 'ok')
    assert.equal((await ask(newer.port, { env })).saw, 'ok')
  })
})
