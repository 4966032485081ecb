// `doctor`: each thing that calls need, broken for real, gives a failing line with what to do.

import assert from 'node:assert/strict'
import { createServer as createHttp } from 'node:http'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { AUTHORITY, certificate, forNames, serveTls } from '../support/certificates.mjs'
import { emulated, folder, root, run } from '../support/cli.mjs'
import { startHttpProxy, startSocksProxy } from '../support/proxies.mjs'
import { listening, serve } from '../support/server.mjs'
import { spawnSync } from 'node:child_process'

const CREDENTIALS = {
  PIPEDREAM_CLIENT_ID: 'client-1',
  PIPEDREAM_CLIENT_SECRET: 'secret-hush',
  PIPEDREAM_PROJECT_ID: 'proj_1',
  PIPEDREAM_PROJECT_ENVIRONMENT: 'development',
}

/** Runs the doctor. Returns its checks by name, and checks what holds for every report. */
async function examined(env, words = []) {
  const { code, stdout, stderr } = await run(['doctor', '--json', ...words], { env })
  const report = JSON.parse(stdout || `{"stderr":${JSON.stringify(stderr)}}`)
  const failing = report.checks.filter(({ status }) => status === 'fail')
  assert.equal(report.ok, failing.length === 0)
  assert.equal(code, failing.length === 0 ? 0 : 1, stderr)
  for (const { name, status, fix } of report.checks) if (status === 'fail' || status === 'warn') assert.ok(fix, name)
  assert.ok(!(stdout + stderr).includes('hush'))
  return {
    ...Object.fromEntries(report.checks.map((check) => [check.name, check])),
    failing: failing.map(({ name }) => name),
    checks: report.checks,
  }
}

const matches = (check, status, detail, fix) => {
  assert.equal(check?.status, status, JSON.stringify(check))
  assert.match(check.detail, detail)
  if (fix) assert.match(check.fix, fix)
}

test('where all is well each line is ok and the exit code is 0', async (t) => {
  const { env } = await emulated(t)
  const { code, stdout } = await run(['doctor'], { env })
  assert.equal(code, 0, stdout)
  const lines = stdout.trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => line.split(/ +/).slice(0, 2)),
    [
      ['ok', 'versions'],
      ['ok', 'binary'],
      ['ok', 'variables'],
      ['ok', 'credentials'],
      ['ok', 'project'],
      ['ok', 'proxy'],
      ['ok', 'name'],
      ['ok', 'connection'],
      ['skip', 'tls'],
      ['ok', 'authorities'],
      ['ok', 'clock'],
      ['ok', 'token'],
      ['ok', 'api'],
      ['Everything', 'is'],
    ],
  )
  assert.match(stdout, new RegExp(`Node ${process.versions.node}, ${process.platform}-${process.arch}`))
})

test('without credentials it says what is missing and still tests the way', async (t) => {
  const { env } = await emulated(t)
  const found = await examined({ PIPEDREAM_BASE_URL: env.PIPEDREAM_BASE_URL })
  assert.deepEqual(found.failing, ['credentials', 'project'])
  matches(
    found.credentials,
    'fail',
    /PIPEDREAM_CLIENT_ID and PIPEDREAM_CLIENT_SECRET \(or PIPEDREAM_PRIVATE_KEY\) are not set/,
    /--env-file \.env.*pipedream-native emulator/,
  )
  matches(found.project, 'fail', /PIPEDREAM_PROJECT_ID is not set/, /--project-id/)
  matches(found.connection, 'ok', /answered with status 401/)
  matches(found.clock, 'ok', /within a second/)
  matches(found.token, 'skip', /no complete credentials/)
})

test('variables: misspelt, blank, quoted and ignored ones are named', async (t) => {
  const { env } = await emulated(t)
  const found = await examined({
    ...env,
    PIPEDREAM_CLIENTID: 'x',
    PIPEDREAM_SECRET: 'hush',
    PIPEDREAM_KEY_ID: 'k',
    PIPEDREAM_MCP_URL: ' ',
    PIPEDREAM_WORKFLOW_DOMAIN: '"m.pipedream.net"',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  })
  matches(found.variables, 'warn', /PIPEDREAM_CLIENT_SECRET/)
  for (const advice of [
    'PIPEDREAM_CLIENTID is not read: did you mean PIPEDREAM_CLIENT_ID?',
    'PIPEDREAM_SECRET is not read: did you mean PIPEDREAM_CLIENT_SECRET?',
    'PIPEDREAM_KEY_ID has no effect without PIPEDREAM_PRIVATE_KEY',
    'PIPEDREAM_MCP_URL is blank, so it counts as unset',
    'PIPEDREAM_WORKFLOW_DOMAIN has quotes around its value',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored',
  ])
    assert.ok(found.variables.fix.includes(advice), found.variables.fix)
  const switched = await examined({ ...env, PIPEDREAM_HTTP2: '0' })
  matches(switched.variables, 'ok', /PIPEDREAM_HTTP2=0/)
  const both = await examined({ ...env, PIPEDREAM_ACCESS_TOKEN: 'hush' })
  assert.match(both.variables.fix, /PIPEDREAM_ACCESS_TOKEN goes over PIPEDREAM_CLIENT_ID, PIPEDREAM_CLIENT_SECRET, which are ignored/)
})

test('a name that does not exist', async () => {
  const found = await examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: 'https://nowhere.invalid' })
  matches(found.name, 'fail', /^nowhere\.invalid has no address \((?:ENOTFOUND|EAI_AGAIN)\)$/, /name server/)
  matches(found.connection, 'fail', /(?:ENOTFOUND|EAI_AGAIN)/, /see the name look-up above/)
  matches(found.token, 'skip', /cannot be reached/)
  matches(found.clock, 'skip', /no answer/)
})

test('a port where nothing listens', async () => {
  const found = await examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: 'http://127.0.0.1:1' })
  assert.deepEqual(found.failing, ['connection'])
  matches(found.connection, 'fail', /ECONNREFUSED/, /nothing listens there: check host and port of PIPEDREAM_BASE_URL/)
})

test('a server that does not answer', async (t) => {
  const { options } = await serve(t, () => new Promise(() => {}))
  const found = await examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: options.baseUrl }, ['--timeout', '0.5'])
  matches(found.connection, 'fail', /ETIMEDOUT/, /check the network and the firewall/)
})

test('a server that is not the API', async (t) => {
  const { options } = await serve(t, () => ({ status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }))
  const found = await examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: options.baseUrl })
  matches(found.connection, 'warn', /status 200/, /check PIPEDREAM_BASE_URL/)
})

test('a base URL that is none', async () => {
  const found = await examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: 'api.pipedream.com' })
  matches(found.options, 'fail', /must be an https URL/)
  matches(found.address, 'fail', /"api\.pipedream\.com" is no URL/, /like https:\/\/api\.pipedream\.com/)
})

test('a project environment that does not exist', async (t) => {
  const { env } = await emulated(t)
  const found = await examined({ ...env, PIPEDREAM_PROJECT_ENVIRONMENT: 'staging' })
  matches(found.project, 'fail', /"staging"/, /must be development or production/)
})

test('a secret that is wrong', async (t) => {
  const { env } = await emulated(t)
  const found = await examined({ ...env, PIPEDREAM_CLIENT_SECRET: 'wrong-hush' })
  assert.deepEqual(found.failing, ['token'])
  matches(found.token, 'fail', /invalid_client/, /check PIPEDREAM_CLIENT_ID and PIPEDREAM_CLIENT_SECRET/)
})

test('a project that does not exist, and a token that may not read it', async (t) => {
  const { env } = await emulated(t)
  matches((await examined({ ...env, PIPEDREAM_PROJECT_ID: 'proj_x' })).api, 'fail', /status 404|status 403/, /PIPEDREAM_PROJECT_ID|scope/)
  const scoped = await emulated(t, { clients: [{ clientId: 'client-1', clientSecret: 'secret-1', scope: 'connect:accounts:read' }] })
  matches((await examined(scoped.env)).api, 'warn', /may not read the project/, /connect:projects:read/)
})

test('a clock that is an hour off', async (t) => {
  const { api, env } = await emulated(t)
  api.clock.advanceSeconds(3600)
  const behind = await examined(env)
  matches(behind.clock, 'fail', /^3(?:600|599|601) s behind the server$/, /set the clock of this machine/)
  assert.ok(Math.abs(behind.clock.data.skewSeconds + 3600) < 30)
  api.clock.advanceSeconds(-7200)
  matches((await examined(env)).clock, 'fail', /s ahead of the server$/)
})

test('a certificate of an authority that is not trusted, then trusted', async (t) => {
  const place = folder(t)
  const authority = certificate(place, { subject: '/CN=Company CA', lines: AUTHORITY })
  const own = certificate(place, { by: authority, lines: forNames('localhost'), days: 90 })
  const { port } = await serveTls(t, { key: own.key, cert: own.pem + authority.pem })
  const env = { ...CREDENTIALS, PIPEDREAM_BASE_URL: `https://localhost:${port}` }
  const refused = await examined(env)
  matches(refused.connection, 'fail', /CERT|SIGNATURE/, /NODE_EXTRA_CA_CERTS/)
  matches(
    refused.tls,
    'fail',
    /the certificate is refused \([A-Z_]+\)/,
    /if you trust "Company CA", save its certificate as PEM and set NODE_EXTRA_CA_CERTS/,
  )
  assert.match(refused.tls.more[0], /^localhost, issued by Company CA, expires on \d{4}-\d\d-\d\d \(in (?:89|90) days\)$/)
  assert.match(refused.tls.more[1], /^Company CA, issued by Company CA/)
  const accepted = await examined({ ...env, NODE_EXTRA_CA_CERTS: authority.file })
  matches(accepted.tls, 'ok', /^TLSv1\.[23], \S+, trusted$/)
  matches(accepted.authorities, 'ok', /^\d+ built in, 1 added \(NODE_EXTRA_CA_CERTS\)$/)
  matches(accepted.name, 'ok', /^localhost is (?:127\.0\.0\.1|::1)/)
})

test('a certificate that expires soon, one that has expired, and one for another host', async (t) => {
  const place = folder(t)
  const authority = certificate(place, { subject: '/CN=Company CA', lines: AUTHORITY })
  const shown = async (settings) => {
    const own = certificate(place, { by: authority, ...settings })
    const { port } = await serveTls(t, { key: own.key, cert: own.pem })
    return examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: `https://localhost:${port}`, NODE_EXTRA_CA_CERTS: authority.file })
  }
  matches((await shown({ lines: forNames('localhost'), days: 5 })).tls, 'warn', /trusted/, /have it renewed/)
  matches((await shown({ lines: forNames('elsewhere.example') })).tls, 'fail', /ALTNAME/, /for another host/)
  const expired = await shown({ lines: forNames('localhost'), days: -1 }).catch((error) => error)
  // An openssl that makes no certificate with a negative time is left out.
  if (!(expired instanceof Error)) matches(expired.tls, 'fail', /CERT_HAS_EXPIRED/, /clock of this machine/)
})

test('a file of authorities that does not exist', async (t) => {
  const { env } = await emulated(t)
  const found = await examined({ ...env, NODE_EXTRA_CA_CERTS: '/nowhere.pem' })
  matches(found.authorities, 'warn', /built in/, /check that \/nowhere\.pem exists and has certificates as PEM/)
})

test('a proxy: which one and why, its name, and the chain behind it', async (t) => {
  const place = folder(t)
  const authority = certificate(place, { subject: '/CN=Company CA', lines: AUTHORITY })
  const own = certificate(place, { by: authority, lines: forNames('api.connect.example') })
  const { port } = await serveTls(t, { key: own.key, cert: own.pem })
  const proxy = await startHttpProxy(t, { port })
  const base = { ...CREDENTIALS, PIPEDREAM_BASE_URL: 'https://api.connect.example', NODE_EXTRA_CA_CERTS: authority.file }
  const found = await examined({ ...base, HTTPS_PROXY: `http://user:hush@${proxy.at}` })
  matches(found.proxy, 'ok', new RegExp(`^http://${proxy.at}, from HTTPS_PROXY$`))
  matches(found['proxy name'], 'ok', /is an address|localhost is/)
  assert.equal(found.name, undefined)
  matches(found.tls, 'ok', /trusted/)
  assert.match(found.tls.more[0], /^localhost, issued by Company CA|api\.connect\.example|issued by Company CA/)
  const direct = await examined({ ...base, HTTPS_PROXY: `http://${proxy.at}`, NO_PROXY: '.connect.example' })
  matches(direct.proxy, 'ok', /^none: NO_PROXY lists the host$/)
  const wrong = await examined({ ...base, HTTPS_PROXY: 'gopher://user:hush@a' })
  matches(wrong.proxy, 'fail', /HTTPS_PROXY must be the URL of a proxy/, /correct the variable/)
  const unused = await examined({ ...base, HTTP_PROXY: `http://${proxy.at}` })
  matches(unused.proxy, 'ok', /HTTP_PROXY counts for http only/)
})

test('a proxy that wants a password, one that refuses, and none at its port', async (t) => {
  const answering = async (head) =>
    startHttpProxy(t, { port: 1, answer: (socket) => socket.end(`HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`) })
  const base = { ...CREDENTIALS, PIPEDREAM_BASE_URL: 'https://api.connect.example' }
  const asking = await examined({ ...base, HTTPS_PROXY: `http://${(await answering('407 Proxy Authentication Required')).at}` })
  matches(asking.connection, 'fail', /ERR_PROXY_AUTHENTICATION/, /http:\/\/user:password@proxy\.example:3128/)
  matches(asking.tls, 'skip', /the proxy answered CONNECT with 407/)
  const refusing = await examined({ ...base, HTTPS_PROXY: `http://${(await answering('403 Forbidden')).at}` })
  matches(refusing.connection, 'fail', /ERR_PROXY_REFUSED/, /allow the host/)
  const dead = await examined({ ...base, HTTPS_PROXY: 'http://127.0.0.1:1' })
  matches(dead.connection, 'fail', /ECONNREFUSED/, /or of the proxy/)
})

test('a SOCKS proxy is used, and its chain is not shown', async (t) => {
  const place = folder(t)
  const authority = certificate(place, { subject: '/CN=Company CA', lines: AUTHORITY })
  const own = certificate(place, { by: authority, lines: forNames('api.connect.example') })
  const { port } = await serveTls(t, { key: own.key, cert: own.pem })
  const proxy = await startSocksProxy(t, { port })
  const env = { ...CREDENTIALS, PIPEDREAM_BASE_URL: 'https://api.connect.example', NODE_EXTRA_CA_CERTS: authority.file }
  const found = await examined({ ...env, ALL_PROXY: `socks5h://${proxy.at}` })
  matches(found.proxy, 'ok', /^socks5h:\/\/.*, from ALL_PROXY$/)
  matches(found.connection, 'warn', /answered with status 200/)
  matches(found.tls, 'skip', /this kind of proxy/)
})

test('a server without a date leaves the clock out', async (t) => {
  const server = createHttp({}, (_request, response) => {
    response.sendDate = false
    response.writeHead(401).end()
  })
  const port = await listening(t, server)
  const found = await examined({ ...CREDENTIALS, PIPEDREAM_BASE_URL: `http://127.0.0.1:${port}` })
  matches(found.clock, 'skip', /no answer has a date/)
})

test('an addon that cannot be loaded is a failing line, and what needs it is left out', (t) => {
  const place = folder(t)
  mkdirSync(join(place, 'dist'))
  for (const name of ['dist/cli.js', 'dist/index.js', 'dist/load-failure.js', 'package.json']) cpSync(join(root, name), join(place, name))
  writeFileSync(join(place, 'pipedream-native.linux-x64-gnu.node'), 'not an addon')
  const { status, stdout } = spawnSync(process.execPath, [join(place, 'dist/cli.js'), 'doctor', '--json'], { encoding: 'utf8' })
  assert.equal(status, 1)
  const { checks } = JSON.parse(stdout)
  const check = checks.find(({ name }) => name === 'binary')
  assert.equal(check.status, 'fail')
  assert.equal(check.data.code, 'ERR_PIPEDREAM_NATIVE_LOAD')
  assert.ok(check.fix)
  assert.equal(checks.at(-1).status, 'skip')
  const called = spawnSync(process.execPath, [join(place, 'dist/cli.js'), 'call', 'projects.list'], { encoding: 'utf8' })
  assert.equal(called.status, 1)
  assert.ok(called.stderr.startsWith(`error: ${check.detail}`), called.stderr)
  assert.doesNotMatch(called.stderr, /Hint/)
})
