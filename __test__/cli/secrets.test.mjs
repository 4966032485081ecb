// No secret is an argument of a process, and none is printed.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { emulated, file, run, start } from '../support/cli.mjs'
import { deferred, serve } from '../support/server.mjs'

const HUSH = 'hush-5f2c'

test('a secret as an argument is refused with the reason, and is not printed', async (t) => {
  const { api, env } = await emulated(t)
  for (const words of [
    ['token', '--client-secret', HUSH],
    ['token', `--client-secret=${HUSH}`],
    ['doctor', '--private-key', HUSH],
    ['call', 'accounts.list', '--access-token', HUSH],
    ['call', 'oauthApps.create', '--app', 'slack', '--client-id', 'x', '--client-secret', HUSH],
    ['call', 'oauthApps.create', '--json', JSON.stringify({ app: 'slack', clientId: 'x', clientSecret: HUSH })],
    ['call', 'oauthApps.create', '--json', JSON.stringify({ app: 'slack', client_id: 'x', client_secret: HUSH })],
    ['call', 'tokens.validate', HUSH],
    ['call', 'appOverrides.create', '--app', 'slack', '--name', 'x', '--cfmap', `key=${HUSH}`],
  ]) {
    const { code, stdout, stderr } = await run(words, { env })
    assert.match(stderr, /every user of this machine can see the arguments of a process \(ps\)/, String(words))
    assert.match(stderr, /--input -|- to read it from stdin/)
    assert.deepEqual([code, (stdout + stderr).includes(HUSH)], [2, false], String(words))
  }
  assert.equal(api.requestCount, 0)
})

test('an option that does not exist is named without its value', async () => {
  for (const words of [
    ['token', `--secret=${HUSH}`],
    ['call', 'accounts.list', `--token=${HUSH}`],
    ['emulator', `--client-secret=${HUSH}`],
    ['call', 'accounts.list', '--json', `{"x":"${HUSH}"`],
    ['call', 'accounts.list', '--input', 'x', '--json', `${HUSH}`],
  ]) {
    const { code, stdout, stderr } = await run(words)
    assert.deepEqual([code, (stdout + stderr).includes(HUSH)], [2, false], `${words}: ${stderr}`)
  }
})

test('a secret comes from stdin, from a file or from a variable', async (t) => {
  const { api, env } = await emulated(t)
  const words = ['call', 'oauthApps.create', '--app', 'slack', '--client-id', 'x', '--client-secret']
  for (const [value, options] of [
    ['-', { input: `${HUSH}\n` }],
    [`@${file(t, 'secret', `${HUSH}\n`)}`, {}],
    ['env:SLACK_SECRET', { env: { SLACK_SECRET: HUSH } }],
  ]) {
    const { code, stderr } = await run([...words, value], { ...options, env: { ...env, ...options.env } })
    assert.equal(code, 0, stderr)
    assert.equal(api.requestsOf('oauthApps.create').at(-1).body.client_secret, HUSH)
  }
  const input = JSON.stringify({ clientSecret: HUSH })
  const whole = await run(['call', 'oauthApps.create', '--app', 'slack', '--client-id', 'x', '--input', '-'], { env, input })
  assert.equal(whole.code, 0, whole.stderr)
  for (const [value, message] of [
    ['env:NOT_SET', /--client-secret env:NOT_SET: the variable NOT_SET is not set/],
    ['@/nowhere', /--client-secret cannot read \/nowhere: it does not exist/],
    ['@', /--client-secret needs the name of a file after the @/],
    ['-', /--client-secret is empty/],
  ]) {
    const { code, stderr } = await run([...words, value], { env })
    assert.match(stderr, message)
    assert.equal(code, 2)
  }
  const twice = await run(['call', 'oauthApps.create', '--input', '-', '--client-secret', '-'], { env, input: '{}' })
  assert.match(twice.stderr, /--client-secret cannot read stdin: --input has read it/)
})

test('the secret of the OAuth client comes from stdin too', async (t) => {
  const { env } = await emulated(t)
  const { PIPEDREAM_CLIENT_SECRET: input, ...others } = env
  const { code, stdout, stderr } = await run(['token', '--client-secret', '-'], { env: others, input })
  assert.equal(code, 0, stderr)
  assert.match(stdout, /^\S+\n$/)
})

test('the doctor shows no secret, also not those in URLs', async (t) => {
  const { env } = await emulated(t)
  const secrets = {
    PIPEDREAM_CLIENT_SECRET: HUSH,
    PIPEDREAM_MCP_URL: `http://user:${HUSH}@127.0.0.1:1/`,
    HTTPS_PROXY: `http://user:${HUSH}@127.0.0.1:1`,
    HTTP_PROXY: `http://user:${HUSH}@127.0.0.1:1`,
    PIPEDREAM_SECRET: HUSH,
    PIPEDREAM_WORKFLOW_DOMAIN: `https://x.example/?token=${HUSH}`,
  }
  for (const words of [
    ['doctor'],
    ['doctor', '--json'],
    ['doctor', '--base-url', `https://user:${HUSH}@api.example`],
    ['doctor', '--base-url', `x//u:${HUSH}@y`],
    ['doctor', '--base-url', `https://127.0.0.1:1/?token=${HUSH}`],
  ]) {
    const { stdout, stderr } = await run(words, { env: { ...env, ...secrets } })
    assert.ok(stdout.includes('PIPEDREAM_CLIENT_SECRET'))
    assert.ok(!(stdout + stderr).includes(HUSH), stdout + stderr)
  }
})

test('the arguments of the process are what was typed, and a running call has no secret among them', {
  skip: process.platform !== 'linux' && 'reads /proc',
}, async (t) => {
  const arrived = deferred()
  const { options } = await serve(t, () => {
    arrived.resolve()
    return new Promise(() => {})
  })
  const words = ['call', 'oauthApps.create', '--app', 'slack', '--client-id', 'x', '--client-secret', '-', '--base-url', options.baseUrl]
  const child = start(words, { env: { PIPEDREAM_CLIENT_ID: 'a', PIPEDREAM_CLIENT_SECRET: 'b', PIPEDREAM_PROJECT_ID: 'p' } })
  t.after(() => child.kill('SIGKILL'))
  child.stdin.end(HUSH)
  await arrived.promise
  const line = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
  assert.ok(line.includes('oauthApps.create') && !line.includes(HUSH))
})

test('a Connect token that the server repeats in its error is not printed', async (t) => {
  const { options } = await serve(t, ({ path }) => ({ status: 404, body: { error: `there is nothing at ${decodeURIComponent(path)}` } }))
  const env = { PIPEDREAM_CLIENT_ID: 'a', PIPEDREAM_CLIENT_SECRET: 'b', PIPEDREAM_PROJECT_ID: 'p', PIPEDREAM_BASE_URL: options.baseUrl }
  for (const start of ['ctok_', '%63tok_', 'CTOK%5f']) {
    const { code, stderr } = await run(['call', 'tokens.validate', '-'], { env, input: `${start}${HUSH}` })
    assert.equal(code, 1)
    assert.ok(stderr.includes('ctok_…') && !stderr.includes('5f2c'), stderr)
  }
})

test('JSON and secrets of Windows may begin with a byte order mark', async (t) => {
  const { api, env } = await emulated(t)
  const words = ['call', 'oauthApps.create', '--app', 'slack', '--client-id', 'x']
  const json = `\ufeff${JSON.stringify({ clientSecret: HUSH })}`
  for (const [more, input] of [
    [['--input', '-'], json],
    [['--json', `@${file(t, 'a.json', json)}`], ''],
    [['--client-secret', '-'], `\ufeff${HUSH}\r\n`],
  ]) {
    const { code, stderr } = await run([...words, ...more], { env, input })
    assert.equal(code, 0, stderr)
    assert.equal(api.requestsOf('oauthApps.create').at(-1).body.client_secret, HUSH)
  }
})
