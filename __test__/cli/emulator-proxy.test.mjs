// Apps behind the proxy of `emulator --seed`, and the file of `emulator --env-out`.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { file, folder, run, start } from '../support/cli.mjs'

const IS_WINDOWS = process.platform === 'win32'

/** Starts the emulator with `--env-out`. It listens once the file is there. */
async function started(t, path, ...args) {
  const child = start(['emulator', '--port', '0', '--env-out', path, ...args])
  t.after(() => child.kill('SIGKILL'))
  while (!child.output.stderr.includes('listening')) {
    assert.equal(child.exitCode, null, child.output.stderr)
    await pause(10)
  }
  return child
}

async function stop(child, signal = 'SIGTERM') {
  child.kill(signal)
  return (await once(child, 'exit'))[0]
}

const proxied = (path, url, method = 'get', account = 'apn_1', more = []) =>
  run([
    ...['call', `proxy.${method}`, '--env-file', path, '--url', url],
    ...['--external-user-id', 'user-1', '--account-id', account, ...more],
  ])

const SEED = {
  proxy: [
    { host: 'slack.com', method: 'GET', path: '/api/users.list', headers: { 'X-Own': 7 }, body: { ok: true, members: [] } },
    { host: 'Slack.com', method: 'post', path: '/api/chat.postMessage', status: 201, body: 'sent' },
    { host: 'api.github.com', path: '/repos/*/issues?state=open', body: [1, null] },
    { host: 'api.openai.com:443', status: 429, headers: { 'retry-after': '0' }, body: { error: { message: 'slow down' } } },
    { host: 'app-008.example.com', path: '/v1/gone', status: 204 },
  ],
  accounts: [
    { id: 'apn_1', app: 'slack' },
    { id: 'apn_2', app: 'github' },
    { id: 'apn_3', app: 'openai' },
    { id: 'apn_4', app: 'app_008' },
  ],
}

test('a seed has what apps answer: by host, method, path and query, with status, headers and body', async (t) => {
  const path = join(folder(t), 'emulator.env')
  await started(t, path, '--seed', file(t, 'seed.json', SEED))
  const answers = async (...words) => {
    const { code, stdout, stderr } = await proxied(path, ...words)
    assert.equal(code, 0, stderr)
    return stdout
  }
  for (const url of ['https://slack.com/api/users.list', 'https://slack.com:443/api/users.list?limit=1', '/api/users.list'])
    assert.deepEqual(JSON.parse(await answers(url)), { ok: true, members: [] }, url)
  assert.equal(await answers('/api/chat.postMessage', 'post', 'apn_1', ['--body', '{"text":"Hello"}']), 'sent')
  assert.deepEqual(JSON.parse(await answers('/repos/acme/site/issues?page=2&state=open', 'get', 'apn_2')), [1, null])
  assert.equal(await answers('/v1/gone', 'delete', 'apn_4'), '')
  const slow = await proxied(path, '/v1/models', 'get', 'apn_3', ['--retries', '0'])
  assert.deepEqual([slow.code, /slow down \(status 429/.test(slow.stderr)], [1, true], slow.stderr)
})

test('what nothing answers is refused at once, with what to add to the seed', async (t) => {
  const path = join(folder(t), 'emulator.env')
  const child = await started(t, path, '--seed', file(t, 'seed.json', SEED))
  const { code, stderr } = await proxied(path, 'https://api.example.com/v1/items?key=hush')
  assert.equal(code, 1)
  assert.match(
    stderr,
    /nothing answers GET https:\/\/api\.example\.com\/v1\/items behind the proxy\. Add an answer to the seed file \(--seed\)/,
  )
  assert.match(stderr, /\(status 400, request req_\d+\)\n$/)
  assert.ok(!stderr.includes('hush'))
  assert.equal(child.output.stderr.match(/\/proxy\//g).length, 1, 'it is not sent again')
  // A misspelt path of an app that has answers, and a method that it has none for.
  for (const words of [
    ['/api/user.list'],
    ['/api/users.list', 'delete'],
    ['/repos/acme/site/issues?state=closed', 'get', 'apn_2'],
    ['/repos/issues', 'get', 'apn_2'],
  ])
    assert.match((await proxied(path, ...words)).stderr, /other answers for (?:slack|api\.github)\.com do not fit/, words.join(' '))
  // What it says to add is a seed that works.
  const [seed] = /\{"proxy":.*?\]\}/.exec(stderr)
  assert.equal(await stop(child), 0)
  await started(t, path, '--seed', file(t, 'seed.json', seed))
  assert.deepEqual(JSON.parse((await proxied(path, 'https://api.example.com/v1/items?key=hush')).stdout), { ok: true })
})

test('a wrong answer in a seed is named with its place and with what is allowed', async (t) => {
  const host = 'slack.com'
  for (const [answer, message] of [
    [{}, /proxy\[1\]\.host is missing$/],
    [{ host: 5 }, /proxy\[1\]\.host must be text, got 5$/],
    [{ host: '' }, /proxy\[1\]\.host must be text, got empty text$/],
    [{ host: 'https://slack.com' }, /proxy\[1\]\.host must be a host such as slack\.com, without scheme, path and \*; got a string$/],
    [{ host: 'slack.com/api' }, /proxy\[1\]\.host must be a host such as/],
    [{ host, method: 'HEAD' }, /proxy\[1\]\.method must be one of GET, POST, PUT, PATCH, DELETE; got a string$/],
    [
      { host, path: 'api/users.list' },
      /proxy\[1\]\.path must be a path such as \/api\/users\.list, which begins with one slash; got a string$/,
    ],
    [{ host, path: '//evil.example' }, /proxy\[1\]\.path must be a path/],
    [{ host, path: '/a#b' }, /proxy\[1\]\.path must be a path/],
    [{ host, status: 99 }, /proxy\[1\]\.status must be a whole number from 200 to 599; got 99$/],
    [{ host, status: '200' }, /proxy\[1\]\.status must be a number, got text$/],
    [{ host, status: 204, body: {} }, /proxy\[1\]\.body must be left out, because a response with status 204 has none$/],
    [{ host, headers: [] }, /proxy\[1\]\.headers must be an object, got a list$/],
    [{ host, headers: { 'x-a': true } }, /proxy\[1\]\.headers\["x-a"\] must be text or a number, got a boolean$/],
    [{ host, headers: { 'x a': '1' } }, /proxy\[1\]\.headers\["x a"\] has a name or a value that no header can have$/],
    [{ host, headers: { 'x-a': 'a\nb' } }, /proxy\[1\]\.headers\["x-a"\] has a name or a value/],
    [{ host, headers: { 'Content-Length': '1' } }, /proxy\[1\]\.headers\["Content-Length"\] is set by the emulator: leave it out$/],
    [{ host, staus: 200 }, /proxy\[1\]\.staus is no field; did you mean status\?$/],
    ['slack.com', /proxy\[1\] must be an object, got text$/],
  ]) {
    const seed = file(t, 'seed.json', { proxy: [{ host }, answer] })
    const { code, stdout, stderr } = await run(['emulator', '--port', '0', '--seed', seed])
    assert.match(stderr.trimEnd(), message)
    assert.ok(stderr.startsWith(`error: --seed: ${seed}: proxy[1]`), stderr)
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
  }
})

test('--env-out has the variables while the emulator listens, for its owner only', async (t) => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const path = join(folder(t), 'emulator.env')
    // Of an emulator that was killed, and could be read by all.
    writeFileSync(path, 'PIPEDREAM_BASE_URL=http://127.0.0.1:1\n')
    chmodSync(path, 0o644)
    const child = await started(t, path)
    assert.equal(child.output.stdout, '')
    if (!IS_WINDOWS) assert.equal(statSync(path).mode & 0o777, 0o600)
    const [, url] = /^PIPEDREAM_BASE_URL=(.*)$/m.exec(readFileSync(path, 'utf8'))
    assert.ok(child.output.stderr.startsWith(`listening on ${url}, variables in ${path}`))
    const { code, stdout, stderr } = await run(['call', 'accounts.retrieve', 'apn_1', '--env-file', path])
    assert.deepEqual([code, JSON.parse(stdout).id], [0, 'apn_1'], stderr)
    if (IS_WINDOWS) return
    assert.equal(await stop(child, signal), 0)
    assert.deepEqual(readdirSync(dirname(path)), [])
  }
})

test('--env-out leaves a file alone unless the emulator listens', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const cwd = folder(t)
  const path = join(cwd, 'emulator.env')
  const starting = (...words) => run(['emulator', '--env-out', path, ...words])
  const taken = await starting('--port', String(server.address().port))
  assert.deepEqual([taken.code, /is in use \(EADDRINUSE\)/.test(taken.stderr), existsSync(path)], [1, true, false], taken.stderr)
  assert.equal((await starting('--port', '0', '--seed', file(t, 'seed.json', '{'))).code, 2)
  assert.deepEqual(readdirSync(cwd), [])
})

const TEXT = /has text that no emulator wrote, and would replace it: give another file/

test('--env-out replaces no settings or texts of its user, and nothing that is no file', async (t) => {
  const cwd = folder(t)
  const path = join(cwd, '.env')
  mkdirSync(join(cwd, 'folder'))
  for (const [text, message] of [
    [
      'DATABASE_URL=postgres://hush\nPIPEDREAM_BASE_URL=http://127.0.0.1:1\n',
      /has variables that no emulator wrote \(DATABASE_URL\), and would replace/,
    ],
    ['PIPEDREAM_CLIENT_ID=real\nPIPEDREAM_CLIENT_SECRET=hush\n', /no emulator wrote \(PIPEDREAM_CLIENT_ID, PIPEDREAM_CLIENT_SECRET\)/],
    ['PIPEDREAM_BASE_URL=https://api.pipedream.com\n', /no emulator wrote \(PIPEDREAM_BASE_URL\)/],
    // Files that have no variable, or more than variables.
    ['# notes\nof somebody\n', TEXT],
    ['{"name":"my-app"}\n', TEXT],
    ['-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----\n', TEXT],
    ['\0\u0001\u0002hush\u0003', TEXT],
    ['# where staging is\nPIPEDREAM_BASE_URL=http://staging.internal\n', TEXT],
    ['export PIPEDREAM_BASE_URL=http://staging.internal\n', TEXT],
  ]) {
    writeFileSync(path, text)
    const { code, stderr } = await run(['emulator', '--port', '0', '--env-out', path])
    assert.match(stderr, message)
    assert.ok(!stderr.includes('hush'))
    assert.deepEqual([code, readFileSync(path, 'utf8')], [2, text])
  }
  for (const [name, message] of [
    ['', /--env-out must be the name of a file/],
    [join(cwd, 'folder'), /--env-out \S+ cannot be written: it is a folder/],
    [join(cwd, 'nowhere', '.env'), /--env-out \S+ cannot be written: its folder: it does not exist \(ENOENT\)/],
  ]) {
    const { code, stderr } = await run(['emulator', '--port', '0', '--env-out', name])
    assert.match(stderr, message)
    assert.equal(code, 2)
  }
})

test('--env-out writes to a device, and does not wait for the reader of a pipe', { skip: IS_WINDOWS }, async (t) => {
  const child = await started(t, '/dev/null')
  assert.equal(await stop(child), 0)
  assert.ok(statSync('/dev/null').isCharacterDevice())
  const pipe = join(folder(t), 'pipe')
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
  const { code, stderr } = await run(['emulator', '--port', '0', '--env-out', pipe])
  assert.deepEqual([code, stderr], [2, `error: --env-out ${pipe} cannot be written: it is a pipe\n`])
})

test('--env-out writes through a link, and removes what is its own only', { skip: IS_WINDOWS }, async (t) => {
  const target = file(t, 'real.env', '')
  const link = join(folder(t), 'link.env')
  symlinkSync(target, link)
  const first = await started(t, link)
  assert.match(readFileSync(target, 'utf8'), /^PIPEDREAM_BASE_URL=/)
  // Another one takes the file over.
  const second = await started(t, link)
  const text = readFileSync(target, 'utf8')
  assert.equal(await stop(first), 0)
  assert.equal(readFileSync(target, 'utf8'), text)
  assert.equal(await stop(second), 0)
  assert.ok(!existsSync(target))
  // The link leads nowhere now. It stays a link.
  const third = await started(t, link)
  assert.match(readFileSync(target, 'utf8'), /^PIPEDREAM_BASE_URL=/)
  assert.equal(await stop(third), 0)
  assert.deepEqual([existsSync(target), lstatSync(link).isSymbolicLink()], [false, true])
})
