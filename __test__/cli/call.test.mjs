// `call`: where arguments come from, what is refused before anything is sent, and how failures are said.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { emulated, file, run, start } from '../support/cli.mjs'
import { deferred, serve } from '../support/server.mjs'

const call = async (t, args, options = {}) => {
  const { api, env } = await emulated(t, options.emulator)
  const result = await run(['call', ...args], { ...options, env: { ...env, ...options.env } })
  return { api, ...result }
}

test('a call prints the JSON of the client’s result, with exit code 0', async (t) => {
  const { code, stdout, stderr } = await call(t, ['accounts.retrieve', 'apn_1'])
  assert.equal(code, 0, stderr)
  const account = JSON.parse(stdout)
  assert.equal(account.id, 'apn_1')
  assert.equal(account.app.nameSlug, 'slack')
  assert.equal(account.createdAt, '2026-01-02T03:04:05.678Z')
  assert.equal(stderr, '')
})

test('an id is an argument or a flag, and the operation may be written in other ways', async (t) => {
  const { env } = await emulated(t)
  for (const words of [
    ['accounts.retrieve', '--account-id', 'apn_2'],
    ['accounts', 'retrieve', 'apn_2'],
    ['Accounts.Retrieve', 'apn_2'],
    ['accounts.retrieve', 'apn_2', '--include-credentials=false'],
    ['accounts.retrieve', 'apn_2', '--no-include-credentials'],
    ['accounts.retrieve', '--json', '{"accountId":"apn_2"}'],
    ['accounts.retrieve', '--json', '{"account_id":"apn_2"}'],
  ]) {
    const { code, stdout, stderr } = await run(['call', ...words], { env })
    assert.equal(code, 0, `${words}: ${stderr}`)
    assert.equal(JSON.parse(stdout).id, 'apn_2')
  }
})

test('fields come from --json, from a file and from stdin, and flags go before them', async (t) => {
  const { api, env } = await emulated(t)
  const fields = { externalUserId: 'user-9', allowed_origins: ['https://a.example'] }
  for (const [words, input] of [
    [['--json', JSON.stringify(fields)], ''],
    [['--json', `@${file(t, 'fields.json', fields)}`], ''],
    [['--input', file(t, 'fields.json', fields)], ''],
    [['--input', '-'], JSON.stringify(fields)],
    [['--json', '-', '--external-user-id', 'user-9'], JSON.stringify({ ...fields, externalUserId: 'other' })],
  ]) {
    const { code, stdout, stderr } = await run(['call', 'tokens.create', ...words], { env, input })
    assert.equal(code, 0, `${words}: ${stderr}`)
    assert.match(JSON.parse(stdout).token, /^ctok_/)
    assert.deepEqual(api.requestsOf('tokens.create').at(-1).body, { external_user_id: 'user-9', allowed_origins: ['https://a.example'] })
  }
})

test('a wrong use names the flag, what it was and what is allowed; nothing is sent, and the exit code is 2', async (t) => {
  const { api, env } = await emulated(t)
  for (const [words, message] of [
    [['accounts.retrieve'], /accounts\.retrieve needs <accountId> \(or --account-id\)/],
    [['actions.run', '--external-user-id', 'u'], /actions\.run needs --id;/],
    [['usage.list'], /usage\.list needs --start-ts and --end-ts;/],
    [['accounts.list', '--limit', 'many'], /--limit must be a number; got "many"/],
    [
      ['rateLimits.create', '--window-size-seconds', '0.5', '--requests-per-window', '1'],
      /--window-size-seconds must be a whole number of at least 1; got "0\.5"/,
    ],
    [['apps.list', '--sort-key', 'size'], /--sort-key must be one of name, name_slug, featured_weight; got "size"/],
    [['accounts.list', '--app', 'slack', '--app', 'github'], /--app was given twice/],
    [['accounts.list', '--environment', 'staging'], /--environment must be one of development, production; got "staging"/],
    [['accounts.list', '--output', 'xml'], /--output must be one of json, jsonl, table; got "xml"/],
    [['accounts.list', '--timeout', '-1'], /--timeout must be a number of seconds above 0; got "-1"/],
    [['accounts.list', '--retries', '999'], /--retries must be a whole number from 0 to 100; got "999"/],
    [['accounts.list', '--max-items', 'x'], /--max-items must be a whole number from 0; got "x"/],
    [['accounts.list', '--json', '{"colour":1}'], /--json: accounts\.list has no field "colour"; its fields are externalUserId, /],
    [
      ['accounts.list', '--json', '{"external_userID":"user-1"}'],
      /--json: .* has no field "external_userID"; did you mean externalUserId\?/,
    ],
    [['accounts.list', '--json', '[1]'], /--json must be a JSON object with the fields of accounts\.list/],
    [['accounts.list', '--json', '{"app":'], /--json must be JSON; what was given is not valid/],
    [['accounts.list', '--json', '{}', '--input', 'x'], /--json and --input give the same/],
    [['accounts.list', '--input', '/nowhere.json'], /--input cannot read \/nowhere\.json: it does not exist \(ENOENT\)/],
    [['accounts.list', '--input', '/'], /--input cannot read \/: it is a folder \(EISDIR\)/],
    [['accounts.list', 'apn_1'], /too many arguments for 'accounts\.list'/],
    [['accounts.retrieve', 'a', '--account-id', 'b'], /accountId was given twice/],
    [['accounts.retrieve', '..'], /accountId/],
    [['actions.run', '--id', 'x', '--external-user-id', 'u', '--configured-props', '[1]'], /--configured-props must be a JSON object/],
    [['actions.run', '--id', 'x', '--external-user-id', 'u', '--configured-props', 'a:=b'], /--configured-props a must be JSON/],
    [
      ['projects.updateLogo', 'proj_1', '--logo', `@${file(t, 'logo.txt', 'no picture')}`],
      /--logo must be a PNG or JPEG picture; the file is neither/,
    ],
    [['accounts.lst'], /there is no operation "accounts\.lst": did you mean accounts\.list\?/],
    [['acounts.list'], /did you mean accounts\.list\?/],
    [['accounts'], /"accounts" is a resource; its operations are accounts\.list, accounts\.create/],
    [['accounts.frobnicate'], /there is no operation "accounts\.frobnicate": accounts has accounts\.list/],
    [['frobnicate'], /"pipedream-native call --help" lists them/],
    [['accounts.list', '--externalUserId', 'u'], /has no option "--externalUserId": did you mean --external-user-id\?/],
    [['accounts.list', '--external-usr-id', 'u'], /did you mean --external-user-id\?/],
    [['accounts.list', '--app'], /option '--app <text>' argument missing/],
  ]) {
    const { code, stdout, stderr } = await run(['call', ...words], { env })
    assert.match(stderr, message)
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr)
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, `${words}: ${stderr}`)
  }
  assert.equal(api.requestCount, 0)
})

test('a failed call is one line with what the server said, the status, the id of the request and what to do', async (t) => {
  const { code, stdout, stderr } = await call(t, ['accounts.retrieve', 'apn_99'])
  assert.equal(code, 1)
  assert.equal(stdout, '')
  assert.match(
    stderr,
    /^error: accounts\.retrieve: account apn_99 not found \(status 404, request req_\d+\)\. Hint: check the id, and which project and environment it is in \(--project-id, --environment\)\n$/,
  )
})

test('hints name the scope, the credentials and the doctor', async (t) => {
  const scoped = { clients: [{ clientId: 'client-1', clientSecret: 'secret-1', scope: 'connect:projects:read' }] }
  const forbidden = await call(t, ['accounts.list'], { emulator: scoped })
  assert.match(forbidden.stderr, /status 403.*Hint: the token may lack the scope connect:accounts:read/)
  const refused = await call(t, ['accounts.list'], { env: { PIPEDREAM_CLIENT_SECRET: 'wrong-hush' } })
  assert.match(refused.stderr, /invalid_client.*Hint: check PIPEDREAM_CLIENT_ID and PIPEDREAM_CLIENT_SECRET/)
  assert.ok(!refused.stderr.includes('wrong-hush'))
  const dead = await run(['call', 'accounts.list', '--base-url', 'http://127.0.0.1:1', '--retries', '0'], {
    env: { PIPEDREAM_CLIENT_ID: 'a', PIPEDREAM_CLIENT_SECRET: 'b', PIPEDREAM_PROJECT_ID: 'proj_1' },
  })
  assert.match(dead.stderr, /ECONNREFUSED.*Hint: "npx pipedream-native doctor" tests name look-up, proxy, TLS and credentials/)
  assert.deepEqual([forbidden.code, refused.code, dead.code], [1, 1, 1])
  const none = await run(['call', 'accounts.list'])
  assert.match(
    none.stderr,
    /PIPEDREAM_CLIENT_ID.*Hint: set the variables, or give --env-file \.env; without a project of yours: "npx pipedream-native emulator"/,
  )
  assert.equal(none.code, 2)
})

test('what a server says cannot command the terminal', async (t) => {
  const { options } = await serve(t, () => ({ status: 400, body: { error: 'bad\u001b[31m\nthing\u202e \u009b2J' } }))
  const env = { PIPEDREAM_CLIENT_ID: 'a', PIPEDREAM_CLIENT_SECRET: 'b', PIPEDREAM_PROJECT_ID: 'proj_1' }
  const { code, stderr } = await run(['call', 'accounts.list', '--base-url', options.baseUrl], { env })
  assert.equal(code, 1)
  assert.match(stderr, /^error: accounts\.list: bad/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  assert.doesNotMatch(stderr.trimEnd(), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
})

test('a .env file gives the credentials; variables that are set go before it', async (t) => {
  const { api, env } = await emulated(t, { projects: ['proj_1', 'proj_2'] })
  const lines = Object.entries({ ...env, PIPEDREAM_PROJECT_ID: 'proj_2' }).map(([name, value]) => `${name}="${value}" # a comment`)
  const path = file(t, '.env', lines.join('\n'))
  const { code, stderr } = await run(['call', 'accounts.list', '--env-file', path])
  assert.equal(code, 0, stderr)
  assert.equal(api.requests.at(-1).path, '/v1/connect/proj_2/accounts')
  await run(['call', 'accounts.list', '--env-file', path], { env: { PIPEDREAM_PROJECT_ID: 'proj_1' } })
  assert.equal(api.requests.at(-1).path, '/v1/connect/proj_1/accounts')
  await run(['call', 'accounts.list', '--env-file', path, '--project-id', 'proj_1', '--environment', 'production'])
  assert.equal(api.requests.at(-1).path, '/v1/connect/proj_1/accounts')
  assert.equal(api.requests.at(-1).headers['x-pd-environment'], 'production')
})

test('a .env file that cannot be read is named', async () => {
  const { code, stderr } = await run(['call', 'accounts.list', '--env-file=/nowhere.env'])
  // Some versions of Node take --env-file for theirs wherever it stands, and end with 9 before any program of theirs runs.
  assert.match(
    stderr,
    /^(?:error: --env-file cannot read \/nowhere\.env: it does not exist \(ENOENT\)|\S*node: \/nowhere\.env: not found)\n$/,
  )
  assert.ok([2, 9].includes(code), String(code))
})

test('a project is not needed for operations that are in none', async (t) => {
  const { env } = await emulated(t)
  const withoutProject = { ...env, PIPEDREAM_PROJECT_ID: '' }
  const listed = await run(['call', 'projects.list'], { env: withoutProject })
  assert.equal(listed.code, 0, listed.stderr)
  assert.equal(JSON.parse(listed.stdout).data[0].id, 'proj_1')
  const refused = await run(['call', 'accounts.list'], { env: withoutProject })
  assert.deepEqual([refused.code, /PIPEDREAM_PROJECT_ID/.test(refused.stderr)], [2, true])
})

test('a field that has the name of an option about the client is the field', async (t) => {
  const { api, code, stdout, stderr } = await call(t, ['projects.retrieve', '--project-id', 'proj_2'], {
    emulator: { projects: ['proj_1', 'proj_2'] },
  })
  assert.equal(code, 0, stderr)
  assert.equal(JSON.parse(stdout).id, 'proj_2')
  assert.equal(api.requests.at(-1).path, '/v1/connect/projects/proj_2')
})

test('a body is JSON, a file of any kind, or stdin', async (t) => {
  const { api, env } = await emulated(t)
  const proxied = ['call', 'proxy.post', '--url', 'https://slack.com/api/x', '--external-user-id', 'user-1', '--account-id', 'apn_1']
  const bytes = Buffer.from([0, 1, 2, 253, 254, 255])
  const sent = async (words, input) => {
    const { code, stderr } = await run([...proxied, ...words], { env, input })
    assert.equal(code, 0, `${words}: ${stderr}`)
    return api.requestsOf('proxy.post').at(-1)
  }
  assert.deepEqual((await sent(['--body', '{"text":"Hello"}'])).body, { text: 'Hello' })
  assert.deepEqual((await sent(['--body', `@${file(t, 'body.json', { text: 'file' })}`])).body, { text: 'file' })
  assert.deepEqual((await sent(['--body', '-'], '{"text":"stdin"}')).body, { text: 'stdin' })
  const upload = await sent(['--body', `@${file(t, 'picture.png', bytes)}`, '--headers', 'content-type=image/png'])
  assert.deepEqual(upload.rawBody, bytes)
  assert.match(upload.headers['content-type'], /^image\/png/)
  const refused = await run([...proxied, '--body', 'Hello'], { env })
  assert.deepEqual([refused.code, /--body must be JSON/.test(refused.stderr)], [2, true])
})

test('a picture is uploaded from a file as a data URI', async (t) => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('rest')])
  const { api, code, stderr } = await call(t, ['projects.updateLogo', 'proj_1', '--logo', `@${file(t, 'logo.png', png)}`])
  assert.equal(code, 0, stderr)
  assert.deepEqual(api.requestsOf('projects.updateLogo').at(-1).body, { logo: `data:image/png;base64,${png.toString('base64')}` })
})

test('a name such as __proto__ in an object is a member like any other', async (t) => {
  const words = ['actions.run', '--id', 'slack-send-message', '--external-user-id', 'user-1', '--configured-props', '__proto__=x']
  const { api } = await call(t, words)
  assert.match(api.requestsOf('actions.run').at(-1).rawBody.toString(), /"__proto__":"x"/)
})

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  test(`${signal} aborts the call and ends the process with ${exitCode}`, { skip: process.platform === 'win32' }, async (t) => {
    const arrived = deferred()
    const { options, server } = await serve(t, (request) => {
      arrived.resolve(request.socket)
      return new Promise(() => {})
    })
    assert.ok(server.listening)
    const child = start(['call', 'accounts.list', '--base-url', options.baseUrl], {
      env: { PIPEDREAM_CLIENT_ID: 'a', PIPEDREAM_CLIENT_SECRET: 'b', PIPEDREAM_PROJECT_ID: 'proj_1' },
    })
    const socket = await arrived.promise
    const closed = once(socket, 'close')
    child.kill(signal)
    const [code] = await once(child, 'close')
    assert.equal(code, exitCode, child.output.stderr)
    assert.equal(child.output.stderr, '')
    await closed
  })
}

test('the exit codes are those of docs/cli.md', () => {
  const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
  for (const code of [0, 1, 2, 130, 143]) assert.match(page, new RegExp(`^\\| ${code} \\|`, 'm'))
})
