// The table of docs/tls.md: what Node accepts, and this package. Each row is a server with certificates that openssl makes.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { AUTHORITY, askNode, askUs, certificate, forNames, openssl, serveTls } from '../support/certificates.mjs'
import { folderFor } from '../support/folders.mjs'

const acts = []
const suite = { after: (act) => acts.push(act) }
test.after(async () => {
  for (const act of acts) await act()
})

const page = readFileSync(new URL('../../docs/tls.md', import.meta.url), 'utf8')
/** What the table says, by the server. */
const documented = new Map(
  page
    .slice(page.indexOf('| the server | Node'))
    .split('\n')
    .filter((line) => /^\| (?:has|speaks) /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map(([, server, node, ours]) => [
      server.replace(/ \(.*?\)/g, ''),
      { node: node.replace('yes', 'ok'), ours: ours.replace('yes', 'ok') },
    ]),
)

let dir
let authority
before(() => {
  dir = folderFor(suite)
  authority = certificate(dir, { subject: '/CN=test authority', lines: AUTHORITY })
})

const LOCALHOST = forNames('localhost')
/** A server with a certificate that the authority issued. */
const issued = (more, settings) => () => ({ leaf: certificate(dir, { by: authority, lines: LOCALHOST, ...more }), settings })
/** A server whose authority has another key. */
const byAuthority = (kind) => () => {
  const by = certificate(dir, { subject: `/CN=${kind} authority`, kind, lines: AUTHORITY })
  return { leaf: certificate(dir, { by, lines: LOCALHOST }), trust: by }
}
/** A server with so many certificates between its own and the authority's. */
const below = (count) => () => {
  const chain = []
  for (let index = 0; index < count; index++)
    chain.unshift(certificate(dir, { subject: `/CN=intermediate ${index}`, by: chain[0] ?? authority, lines: AUTHORITY }))
  return { leaf: certificate(dir, { by: chain[0], lines: LOCALHOST }), chain }
}
const older = (settings) => issued({ kind: 'RSA-2048' }, { maxVersion: 'TLSv1.2', ...settings })

const servers = {
  'has a certificate that is its own authority, and is added': () => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'self.key', '-out', 'self.pem']
    openssl(dir, 'req', '-x509', ...key, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost')
    const leaf = { pem: readFileSync(join(dir, 'self.pem'), 'utf8'), key: readFileSync(join(dir, 'self.key'), 'utf8') }
    return { leaf, trust: leaf }
  },
  'has a certificate with CA:TRUE, issued by an added authority': issued({ lines: ['basicConstraints=CA:TRUE', ...LOCALHOST] }),
  'has a certificate of version 1, issued by an added authority': issued({ lines: null }),
  'has no alternative name, only a common name, issued by an added authority': issued({ lines: [] }),
  'has a name with a wildcard such as a*.example.com, issued by an added authority': () => ({
    ...issued({ lines: forNames('a*.test.localhost') })(),
    host: 'api.test.localhost',
  }),
  'has a certificate that is added, its authority is not': () => {
    const leaf = certificate(dir, { by: authority, lines: LOCALHOST })
    return { leaf, trust: leaf }
  },
  'has a certificate whose intermediate authority is added, the root is not': () => {
    const { leaf, chain } = below(1)()
    return { leaf, chain, trust: chain[0] }
  },
  "has six certificates between its own and the authority's": below(6),
  "has seven certificates between its own and the authority's": below(7),
  'has an RSA key of 1024 bits': issued({ kind: 'RSA-1024' }),
  'has an authority with an RSA key of 1024 bits': byAuthority('RSA-1024'),
  'has a P-521 key': issued({ kind: 'P-521' }),
  'has an Ed448 key': issued({ kind: 'Ed448' }),
  'has an RSA-PSS key': issued({ kind: 'RSA-PSS' }),
  'has an authority with a P-521 key': byAuthority('P-521'),
  'has an authority with an Ed448 key': byAuthority('Ed448'),
  'has an authority with an RSA-PSS key': byAuthority('RSA-PSS'),
  'has an authority with a P-256 key that signs with SHA-512': issued({ hash: 'sha512' }),
  'speaks TLS 1.2 with CBC only': older({ ciphers: 'ECDHE-RSA-AES128-SHA256' }),
  'speaks TLS 1.2 with RSA key exchange only': older({ ciphers: 'AES128-GCM-SHA256' }),
  'speaks TLS 1.2 with DHE only': older({ ciphers: 'DHE-RSA-AES128-GCM-SHA256', dhparam: 'auto' }),
  'speaks the key exchange P-521 only': issued({}, { ecdhCurve: 'P-521' }),
  'speaks TLS 1.1 only': older({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }),
}

/** Node 24 has a newer OpenSSL, which refuses more. */
const isDocumentedNode = Number(process.versions.node.split('.')[0]) < 24

describe('the table of docs/tls.md', () => {
  test('has a row for each server that is tried here', () => {
    assert.deepEqual([...documented.keys()], Object.keys(servers))
  })

  for (const [name, make] of Object.entries(servers)) {
    test(`a server that ${name}`, async (t) => {
      const { leaf, chain = [], trust = authority, host = 'localhost', settings } = make()
      const cert = [leaf, ...chain].map(({ pem }) => pem).join('')
      const { port } = await serveTls(t, { key: leaf.key, cert, ...settings })
      const ours = await askUs(PipedreamClient, port, { host, caCertificates: trust.pem })
      assert.equal(ours.split(':')[0], documented.get(name).ours, ours)
      assert.doesNotMatch(ours, /Other\(|Error\(|Context|invalid peer|fatal alert|\{/)
      if (isDocumentedNode) assert.equal(await askNode(port, { servername: host, ca: trust.pem }), documented.get(name).node)
    })
  }
})

describe('what is added is checked', () => {
  const strange = () => certificate(dir, { subject: '/CN=another authority', lines: AUTHORITY })
  const cases = {
    'another name': [
      () => ({ leaf: certificate(dir, { by: authority, lines: forNames('other.example') }) }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    'another common name': [issued({ subject: '/CN=other.example', lines: [] }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    'a common name beside other alternative names': [issued({ lines: forNames('other.example') }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    'a wildcard that does not fit': [
      () => ({ ...issued({ lines: forNames('a*.test.localhost') })(), host: 'other.test.localhost' }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    'an expired certificate of version 1': [issued({ lines: null, days: -1 }), 'CERT_HAS_EXPIRED'],
    'a certificate for clients': [issued({ lines: [...LOCALHOST, 'extendedKeyUsage=clientAuth'] }), 'INVALID_PURPOSE'],
    'an unknown authority, one certificate': [() => ({ ...issued()(), trust: strange() }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    'an unknown authority, of version 1': [() => ({ ...issued({ lines: null })(), trust: strange() }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    'an unknown authority, several certificates': [() => ({ ...below(1)(), trust: strange() }), 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    'an unknown authority, which is sent': [
      () => {
        const { leaf, chain } = below(1)()
        return { leaf, chain: [...chain, authority], trust: strange() }
      },
      'SELF_SIGNED_CERT_IN_CHAIN',
    ],
    'its own authority, not added': [
      () => ({ leaf: certificate(dir, { subject: '/CN=itself', lines: LOCALHOST }), trust: strange() }),
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    'an added certificate for another name': [
      () => {
        const leaf = certificate(dir, { lines: ['basicConstraints=CA:TRUE', ...forNames('other.example')] })
        return { leaf, trust: leaf }
      },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    'an added certificate that has expired': [
      () => {
        const leaf = certificate(dir, { lines: ['basicConstraints=CA:TRUE', ...LOCALHOST], days: -1 })
        return { leaf, trust: leaf }
      },
      'CERT_HAS_EXPIRED',
    ],
  }
  for (const [name, [make, code]] of Object.entries(cases)) {
    test(name, async (t) => {
      const { leaf, chain = [], trust = authority, host = 'localhost' } = make()
      const { port } = await serveTls(t, { key: leaf.key, cert: [leaf, ...chain].map(({ pem }) => pem).join('') })
      assert.equal((await askUs(PipedreamClient, port, { host, caCertificates: trust.pem })).split(':')[0], code)
      assert.equal(await askNode(port, { servername: host, ca: trust.pem }), code)
    })
  }

  test('a signature that is not of the authority, under a name that is', async (t) => {
    const same = certificate(dir, { subject: '/CN=test authority', lines: AUTHORITY })
    for (const lines of [LOCALHOST, null, ['basicConstraints=CA:TRUE', ...LOCALHOST]]) {
      const leaf = certificate(dir, { by: same, lines })
      const { port } = await serveTls(t, { key: leaf.key, cert: leaf.pem })
      assert.match(await askUs(PipedreamClient, port, { caCertificates: authority.pem }), /^CERT_SIGNATURE_FAILURE: .*another key/)
    }
  })
})
