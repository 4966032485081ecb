// `emulator`: a server for tests in any language.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { file, run, start } from '../support/cli.mjs'

/** Starts the emulator and waits until it has said where it is. Returns its variables. */
async function started(t, args = [], options = {}) {
  const child = start(['emulator', '--port', '0', ...args], options)
  t.after(() => child.kill('SIGKILL'))
  await until(() => child.output.stderr.includes('listening') || child.exitCode !== null)
  assert.equal(child.exitCode, null, child.output.stderr)
  const variables = Object.fromEntries(
    child.output.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  )
  return { child, variables, url: variables.PIPEDREAM_BASE_URL }
}

async function until(isSo) {
  while (!isSo()) await pause(10)
}

test('its variables are all that a client needs, one a line on stdout', async (t) => {
  const { child, variables } = await started(t)
  assert.deepEqual(Object.keys(variables), [
    'PIPEDREAM_BASE_URL',
    'PIPEDREAM_CLIENT_ID',
    'PIPEDREAM_CLIENT_SECRET',
    'PIPEDREAM_PROJECT_ID',
    'PIPEDREAM_PROJECT_ENVIRONMENT',
    'PIPEDREAM_MCP_URL',
    'PIPEDREAM_WORKFLOW_DOMAIN',
  ])
  const path = file(t, '.env', child.output.stdout)
  const { code, stdout, stderr } = await run(['call', 'accounts.retrieve', 'apn_1', '--env-file', path])
  assert.equal(code, 0, stderr)
  assert.equal(JSON.parse(stdout).id, 'apn_1')
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`${signal} ends it with exit code 0, also with an open connection`, { skip: process.platform === 'win32' }, async (t) => {
    const { child, url } = await started(t)
    await (await fetch(`${url}/v1/connect/projects`)).text()
    child.kill(signal)
    assert.deepEqual(await once(child, 'exit'), [0, null])
  })
}

test('each request is a line with method, path, status and time; no query, no token', async (t) => {
  const { child, url, variables } = await started(t)
  await run(['call', 'accounts.list', '--app', 'secret-query'], { env: variables })
  const proxied = [
    'call',
    'proxy.get',
    '--url',
    'https://slack.com/?key=secret-query',
    '--external-user-id',
    'user-1',
    '--account-id',
    'apn_1',
  ]
  await run(proxied, { env: variables })
  await run(['call', 'tokens.validate', 'env:CTOK'], { env: { ...variables, CTOK: 'ctok_secret-path' } })
  await (await fetch(`${url}/nowhere?ctok_secret-query`)).text()
  await (await fetch(`${url}/v1/connect/tokens/%63tok_secret-path/validate`)).text()
  const lines = () => child.output.stderr.trimEnd().split('\n').slice(1)
  const expected = [
    /^POST \/v1\/oauth\/token 200 \d+ ms$/,
    /^GET \/v1\/connect\/proj_1\/accounts 200 \d+ ms$/,
    /^POST \/v1\/oauth\/token 200 \d+ ms$/,
    /^GET \/v1\/connect\/proj_1\/proxy\/… 200 \d+ ms$/,
    /^POST \/v1\/oauth\/token 200 \d+ ms$/,
    /^GET \/v1\/connect\/tokens\/ctok_…\/validate 40\d \d+ ms$/,
    /^GET \/nowhere 500 \d+ ms$/,
    /^GET \/v1\/connect\/tokens\/ctok_…\/validate 401 \d+ ms$/,
  ]
  await until(() => lines().length >= expected.length)
  for (const [at, pattern] of expected.entries()) assert.match(lines()[at], pattern)
  assert.equal(lines().length, expected.length, child.output.stderr)
  const base64 = Buffer.from('https://slack.com/?key=secret-query').toString('base64').slice(0, 20)
  for (const secret of ['secret-', 'Bearer', 'secret-1', base64]) assert.ok(!child.output.stderr.includes(secret), secret)
})

/** Sends a request with this target as it is; fetch would write it otherwise. */
async function send(url, target) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.end(`GET ${target} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`)
  await once(socket.resume(), 'close')
}

test('no line has a secret, however the path is written', async (t) => {
  const { child, url } = await started(t)
  const targets = {
    '/v1/connect/proj_1/PROXY/secret-1': '/v1/connect/proj_1/PROXY/…',
    '/v1/connect/proj_1/%70roxy/secret-1': '/v1/connect/proj_1/%70roxy/…',
    '//v1/connect/proj_1/proxy/secret-1': '//v1/connect/proj_1/proxy/…',
    '/base/v1/connect/proj_1/proxy;a=b/secret-1/secret-2': '/base/v1/connect/proj_1/proxy;a=b/…/…',
    '/v1/connect/proj_1/proxy%2Fsecret-1': '/v1/connect/proj_1/…',
    '/v1/connect/proj_1\\proxy\\secret-1': '/v1/connect/proj_1/proxy/…',
    '/v1/connect/tokens/%2563tok_secret-1/validate': '/v1/connect/tokens/ctok_…/validate',
    '/v1/connect/proj_1/accounts#secret-1': '/v1/connect/proj_1/accounts',
    'http://user:secret-1@api.pipedream.com/v1/connect/proj_1/proxy/secret-2': 'http://api.pipedream.com/v1/connect/proj_1/proxy/…',
  }
  for (const target of Object.keys(targets)) await send(url, target)
  const lines = () => child.output.stderr.trimEnd().split('\n').slice(1)
  await until(() => lines().length >= Object.keys(targets).length)
  assert.deepEqual(
    lines().map((line) => line.split(' ')[1]),
    Object.values(targets),
  )
  assert.ok(!child.output.stderr.includes('secret-'), child.output.stderr)
})

test('--quiet writes no line for requests', async (t) => {
  const { child, url } = await started(t, ['--quiet'])
  await (await fetch(`${url}/v1/connect/projects`)).text()
  child.kill()
  await once(child, 'exit')
  assert.equal(child.output.stderr.trimEnd().split('\n').length, 1)
})

test('a seed says what is there at the start', async (t) => {
  const seed = {
    clients: [{ clientId: 'mine', clientSecret: 'my-secret', scope: 'connect:*' }],
    projects: ['proj_9'],
    accounts: [{ id: 'apn_x', externalId: 'ada', app: 'github', healthy: false }],
    triggers: [{ id: 'dc_x', webhooks: [{ url: 'http://127.0.0.1:1/hook' }] }],
    projectEnvironment: 'production',
    tokenLifetimeSeconds: 60,
    rateLimits: true,
    latencyMs: 1,
  }
  const { variables } = await started(t, ['--seed', file(t, 'seed.json', seed)])
  assert.equal(variables.PIPEDREAM_PROJECT_ID, 'proj_9')
  assert.equal(variables.PIPEDREAM_PROJECT_ENVIRONMENT, 'production')
  const { stdout, stderr } = await run(['call', 'accounts.list', '--all'], { env: variables })
  assert.deepEqual(
    JSON.parse(stdout || stderr).map(({ id, externalId, healthy, app }) => [id, externalId, healthy, app.nameSlug]),
    [['apn_x', 'ada', false, 'github']],
  )
})

test('a wrong seed names the file, the field and what is allowed', async (t) => {
  for (const [seed, message] of [
    [{ accounts: [{}, {}, { healthy: 'yes' }] }, /accounts\[2\]\.healthy must be true or false, got text$/],
    [{ accounts: { id: 'x' } }, /accounts must be a list, got an object$/],
    [{ acounts: [] }, /acounts is no field; did you mean accounts\?$/],
    [{ accounts: [{ external_id: 'x' }] }, /accounts\[0\]\.external_id is no field; did you mean externalId\?$/],
    [{ accounts: [{ app: { name: 'x' } }] }, /accounts\[0\]\.app\.nameSlug is missing$/],
    [{ accounts: [{ app: 'nowhere' }] }, /nowhere/],
    [{ accounts: [{ createdAt: 'soon' }] }, /accounts\[0\]\.createdAt must be a time such as "2026-01-02T03:04:05Z", got text$/],
    [{ triggers: [{ webhooks: [{ url: 'x' }] }] }, /triggers\[0\]\.webhooks\[0\]\.url must be a URL, got text$/],
    [{ projects: [] }, /projects must have at least one item$/],
    [{ clients: [{ clientSecret: 'hush' }] }, /clients\[0\]\.clientId is missing$/],
    [{ clients: [{ clientId: 'a' }] }, /clientSecret/],
    [{ projectEnvironment: 'staging' }, /projectEnvironment must be one of "development", "production", got text$/],
    [{ tokenLifetimeSeconds: 0 }, /tokenLifetimeSeconds must be a number above 0, got 0$/],
    [{ port: 1 }, /port is no field of a seed: give --port$/],
    [[], /the file must be an object, got a list$/],
    ['{"accounts": [\n  {"id": hush}]}', /is not JSON \(line 2, column 10\)$/],
    ['', /is not JSON/],
  ]) {
    const { code, stdout, stderr } = await run(['emulator', '--port', '0', '--seed', file(t, 'seed.json', seed)])
    assert.match(stderr.trimEnd(), message)
    assert.match(stderr, /^error: --seed: /)
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr)
    assert.ok(!stderr.includes('hush'))
  }
  const { code, stderr } = await run(['emulator', '--seed', '/nowhere.json'])
  assert.equal(code, 2)
  assert.match(stderr, /--seed cannot read \/nowhere\.json: it does not exist/)
})

test('a port that is in use, and an address that is not ours, are said plainly', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address()
  const taken = await run(['emulator', '--port', String(port)])
  assert.equal(taken.code, 1)
  assert.equal(
    taken.stderr,
    `error: emulator: port ${port} of 127.0.0.1 is in use (EADDRINUSE): give another --port, or --port 0 for a free one; a file to which the variables go is empty now (--env-out would have made none)\n`,
  )
  const elsewhere = await run(['emulator', '--port', '0', '--host', '192.0.2.1'])
  assert.equal(elsewhere.code, 1)
  assert.match(elsewhere.stderr, /192\.0\.2\.1 is no address of this machine \(EADDRNOTAVAIL\)/)
  for (const [words, message] of [
    [['--port', '99999'], /--port must be a whole number from 0 to 65535 \(0: a free port\); got "99999"/],
    [['--port', 'http'], /--port must be a whole number/],
    [['--prot', '1'], /has no option "--prot": did you mean --port\?/],
    [['8787'], /too many arguments/],
  ]) {
    const { code, stderr } = await run(['emulator', ...words])
    assert.match(stderr, message)
    assert.equal(code, 2)
  }
})
