// What careless people and other programs do to the command line: odd files, closed pipes, pasted text.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { CLI, emulated, file, folder, noTerminal, run, runOnTerminal, start } from '../support/cli.mjs'

const IS_WINDOWS = process.platform === 'win32'
const retrieve = (...words) => ['call', 'accounts.retrieve', 'apn_1', ...words]

test('--output-file writes into a pipe or a device, and does not put a file in its place', { skip: IS_WINDOWS }, async (t) => {
  const { env } = await emulated(t)
  for (const words of [retrieve(), ['call', 'accounts.list', '--all']]) {
    // Each has a pipe of its own: a read that the reader of the first began would take bytes from the second.
    const pipe = join(folder(t), 'pipe')
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
    // Neither side waits for ever: an `open` for reading and writing never waits for the other end.
    const reader = createReadStream(pipe, { encoding: 'utf8', flags: 'r+' })
    try {
      let text = ''
      reader.on('data', (more) => (text += more))
      await once(reader, 'open')
      const { code, stderr } = await run([...words, '--output-file', pipe], { env })
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
      assert.ok(lstatSync(pipe).isFIFO())
      while (!text.endsWith('}\n') && !text.endsWith(']\n')) await once(reader, 'data')
      assert.ok(JSON.parse(text))
      assert.deepEqual(readdirSync(dirname(pipe)), ['pipe'])
    } finally {
      reader.destroy()
      // A read that waits in another thread ends with these bytes. Otherwise this process would not end.
      writeFileSync(pipe, '\n', { flag: 'r+' })
    }
  }
})

test('--output-file keeps a link, and who may read the file that it replaces', { skip: IS_WINDOWS }, async (t) => {
  const { env } = await emulated(t)
  const secret = file(t, 'secret.json', 'old')
  spawnSync('chmod', ['600', secret])
  const link = join(folder(t), 'link.json')
  symlinkSync(secret, link)
  assert.equal((await run(retrieve('--output-file', link), { env })).code, 0)
  assert.ok(lstatSync(link).isSymbolicLink())
  assert.equal(JSON.parse(readFileSync(secret, 'utf8')).id, 'apn_1')
  assert.equal(statSync(secret).mode & 0o777, 0o600)
})

test('a file is written where a link leads that has no file yet', { skip: IS_WINDOWS }, async (t) => {
  const { env } = await emulated(t)
  const cwd = folder(t)
  mkdirSync(join(cwd, 'out'))
  // Each is relative to its own folder.
  symlinkSync('out/second.json', join(cwd, 'first.json'))
  symlinkSync('new.json', join(cwd, 'out', 'second.json'))
  assert.equal((await run(retrieve('--output-file', join(cwd, 'first.json')), { env })).code, 0)
  for (const link of ['first.json', 'out/second.json']) assert.ok(lstatSync(join(cwd, link)).isSymbolicLink(), link)
  assert.equal(JSON.parse(readFileSync(join(cwd, 'out', 'new.json'), 'utf8')).id, 'apn_1')
  symlinkSync('loop', join(cwd, 'loop'))
  const { code, stderr } = await run(retrieve('--output-file', join(cwd, 'loop')), { env })
  assert.equal(code, 2, stderr)
  assert.match(stderr, /--output-file \S+ cannot be written: ELOOP/)
})

test('if nobody reads the messages, the exit code still says how the call ended', async (t) => {
  const { env } = await emulated(t)
  for (const [words, expected] of [
    [['call', 'accounts.retrieve', 'missing'], 1],
    [['call', 'accounts.lst'], 2],
    [retrieve(), 0],
  ]) {
    const child = start(words, { env })
    child.stderr.destroy()
    const [code] = await once(child, 'exit')
    assert.equal(code, expected, words.join(' '))
  }
})

test('the emulator goes on if nobody reads its log', async (t) => {
  const child = start(['emulator', '--port', '0'])
  t.after(() => child.kill())
  while (!child.output.stderr.includes('listening')) await once(child.stderr, 'data')
  const url = /http:\S+/.exec(child.output.stderr)[0]
  child.stderr.destroy()
  for (let count = 0; count < 5; count++) assert.equal((await fetch(`${url}/v1/connect/proj_1/accounts`)).status, 401)
  child.kill()
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('a full disk behind stdout is an error', { skip: process.platform !== 'linux' }, () => {
  const child = spawnSync('sh', ['-c', '"$0" "$1" --help > /dev/full', process.execPath, CLI], { encoding: 'utf8' })
  assert.match(child.stderr, /^error: stdout cannot be written: ENOSPC/)
  assert.equal(child.status, 1)
})

test('a very long text in place of a name is refused at once', async () => {
  const text = 'a'.repeat(120_000)
  for (const words of [[text], ['call', text], ['call', `accounts.${text}`], ['call', 'accounts.list', `--${text}`]]) {
    const child = spawnSync(process.execPath, ['--max-old-space-size=64', CLI, ...words], { encoding: 'utf8' })
    assert.equal(child.status, 2, child.stderr.slice(0, 500))
    assert.ok(child.stderr.length < 500)
  }
})

test('an error names what was wrong, and not something that was right', async () => {
  for (const [words, expected] of [
    [
      ['call', 'accounts.list', '--include-credentials=maybe'],
      'error: pipedream-native call accounts.list: --include-credentials takes no value',
    ],
    [['--help=x'], 'error: pipedream-native: --help takes no value'],
    [['emulator', '--host', ''], 'error: --host must be an address or a host name; got ""'],
    // A variable of the shell that is not set: without these, another project and a token with all scopes.
    [retrieve('--project-id', ''), 'error: --project-id must be the id of a project, such as proj_…; got ""'],
    [['doctor', '--project-id='], 'error: doctor: --project-id must be the id of a project, such as proj_…; got ""'],
    [['token', '--scope', ''], 'error: --scope must be the name of a scope, such as connect:accounts:read; got ""'],
  ]) {
    const { code, stderr } = await run(words)
    assert.deepEqual({ code, stderr: stderr.trim() }, { code: 2, stderr: expected })
  }
})

test('help takes the name of an operation', async () => {
  for (const words of [
    ['call', 'accounts.list'],
    ['call', 'accounts', 'list'],
  ]) {
    const { code, stdout } = await run(['help', ...words])
    assert.equal(code, 0)
    assert.match(stdout, /^Usage: pipedream-native call accounts\.list \[options\]/)
  }
})

test('the help of a name that does not exist is an error that says what may be meant', async () => {
  for (const [words, expected] of [
    ['help tokn', 'there is no command "tokn": did you mean token?'],
    ['tokn --help', 'there is no command "tokn": did you mean token?'],
    ['--help tokn', 'there is no command "tokn": did you mean token?'],
    ['help call accounts.lst', 'there is no operation "accounts.lst": did you mean accounts.list?'],
    ['call accounts.lst --help', 'there is no operation "accounts.lst": did you mean accounts.list?'],
    ['call -h accounts.lst', 'there is no operation "accounts.lst": did you mean accounts.list?'],
  ]) {
    const { code, stderr, stdout } = await run(words.split(' '))
    assert.deepEqual({ code, stderr, stdout }, { code: 2, stderr: `error: ${expected}\n`, stdout: '' }, words)
  }
  for (const [words, usage] of [
    ['--help token', 'token [options]'],
    ['call --help accounts list', 'call accounts.list [options]'],
    ['-h call accounts.list', 'call accounts.list [options]'],
    ['call --help', 'call <operation> [ids…] [options]'],
    ['help help', '[options] [command]'],
    ['help -h', '[options] [command]'],
  ]) {
    const { code, stdout } = await run(words.split(' '))
    assert.deepEqual([code, stdout.split('\n')[0]], [0, `Usage: pipedream-native ${usage}`], words)
  }
})

test('text of an app does not command the terminal, and is kept as it is elsewhere', { skip: noTerminal }, async (t) => {
  const { api, env } = await emulated(t)
  const text = 'one\u001b]0;OWNED\u0007\r\ntwo\tthree\n'
  api.onProxyRequest(() => ({ headers: { 'content-type': 'text/plain' }, body: text }))
  const words = ['call', 'proxy.get', '--url', 'https://slack.com/x', '--external-user-id', 'user-1', '--account-id', 'apn_1']
  assert.equal((await run(words, { env })).stdout, text)
  const shown = JSON.stringify(await runOnTerminal(t, words, { env }))
  assert.ok(shown.includes('OWNED') && shown.includes('two\\tthree'), shown)
  assert.doesNotMatch(shown, /u001b\]0|u0007/)
})

test('options may stand before the name of the command and of the operation', async (t) => {
  const { env } = await emulated(t)
  const path = file(
    t,
    'cli.env',
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  for (const words of [
    ['--env-file', path, 'call', 'accounts.retrieve', 'apn_2'],
    ['call', '--env-file', path, 'accounts.retrieve', 'apn_2'],
    ['call', `--env-file=${path}`, '-o', 'json', 'accounts', 'retrieve', 'apn_2'],
    ['-ojson', 'call', '--env-file', path, 'accounts.retrieve', 'apn_2'],
    ['call', '-ojson', '--env-file', path, 'accounts.retrieve', 'apn_2'],
    ['--timeout', '9', 'call', '--env-file', path, 'accounts.retrieve', 'apn_2', '--retries', '0'],
    ['call', '--account-id', 'apn_2', '--env-file', path, 'accounts.retrieve'],
  ]) {
    const { code, stdout, stderr } = await run(words)
    assert.equal(code, 0, `${words.join(' ')}: ${stderr}`)
    assert.equal(JSON.parse(stdout).id, 'apn_2')
  }
  const list = await run(['call', '--all', '--max-items=2', '--no-include-credentials', '--env-file', path, 'accounts.list'])
  assert.equal(JSON.parse(list.stdout || list.stderr).length, 2)
  assert.match((await run(['--env-file', path, '--json', 'token'])).stdout, /"access_token"/)
  assert.match((await run(['call', '--help', 'accounts.list'])).stdout, /^Usage: pipedream-native call accounts\.list/)
})

test('an option without its command or operation, and a misspelt one before it, are named', async () => {
  for (const [words, expected] of [
    [['--project-id', 'p'], 'pipedream-native: --project-id needs a command, such as token or call accounts.list'],
    [['-qp', '99999', 'emulator'], '--port must be a whole number from 0 to 65535 (0: a free port); got "99999"'],
    [['-qp99999', 'emulator'], '--port must be a whole number from 0 to 65535 (0: a free port); got "99999"'],
    [['call', '--limit', '2'], 'pipedream-native call: --limit needs an operation, such as accounts.list'],
    [['call', '--limt', '2', 'accounts.list'], 'pipedream-native call has no option "--limt": did you mean --limit?'],
    [['--project_id', 'p', 'token'], 'pipedream-native has no option "--project_id": did you mean --project-id?'],
    [['--nonsense=hush', 'token'], 'pipedream-native has no option "--nonsense": "pipedream-native --help" lists the options'],
    [
      ['--limit', '2', 'emulator'],
      'pipedream-native emulator has no option "--limit": "pipedream-native emulator --help" lists the options',
    ],
    [['call', '--project-id', 'p', 'accounts.lst'], 'there is no operation "accounts.lst": did you mean accounts.list?'],
    [['--project-id', 'p', 'tokne'], 'there is no command "tokne": did you mean token?'],
  ]) {
    const { code, stderr } = await run(words)
    assert.deepEqual({ code, stderr: stderr.trim() }, { code: 2, stderr: `error: ${expected}` }, words.join(' '))
  }
})

test('where nothing listens on this machine, the command that starts the emulator is named', async (t) => {
  const { api, env } = await emulated(t)
  await api.close()
  const port = new URL(api.url).port
  const hint = `; if the emulator should listen there, start it: npx pipedream-native emulator --port ${port}`
  for (const [words, host, more] of [
    [['call', 'accounts.list'], '127.0.0.1', ''],
    [['token'], 'localhost', ''],
    [['token'], '[::1]', ' --host ::1'],
    [['doctor'], '127.0.0.1', ''],
  ]) {
    const variables = { ...env, PIPEDREAM_BASE_URL: `http://${host}:${port}` }
    const { code, stdout, stderr } = await run([...words, '--retries', '0'], { env: variables })
    assert.ok(`${stdout}${stderr}`.includes(`${hint}${more}\n`), stdout + stderr)
    assert.equal(code, 1)
  }
  // A proxy that does not run is no emulator.
  const proxied = { ...env, PIPEDREAM_BASE_URL: 'http://api.example.com', PIPEDREAM_ALLOW_INSECURE_HTTP: '1', http_proxy: api.url }
  const { stderr } = await run(['token', '--retries', '0'], { env: proxied })
  assert.match(stderr, /ECONNREFUSED/)
  assert.ok(!stderr.includes('npx pipedream-native emulator'), stderr)
})

test('files that Windows PowerShell has written, in UTF-16 with a mark, are read', async (t) => {
  const { env } = await emulated(t)
  const written = (name, text) => file(t, name, Buffer.from(`\ufeff${text}\r\n`, 'utf16le'))
  const variables = Object.entries(env).map(([name, value]) => `export ${name}="${value}"\r\n`)
  const path = written('cli.env', variables.join(''))
  const { code, stdout, stderr } = await run(retrieve('--env-file', path))
  assert.deepEqual([code, JSON.parse(stdout).id], [0, 'apn_1'], stderr)
  const input = written('input.json', '{"accountId":"apn_2"}')
  for (const words of [
    ['--input', input],
    ['--json', `@${input}`],
  ])
    assert.equal(JSON.parse((await run(['call', 'accounts.retrieve', ...words], { env })).stdout).id, 'apn_2')
  const secret = written('secret.txt', env.PIPEDREAM_CLIENT_SECRET)
  assert.equal((await run(retrieve('--client-secret', `@${secret}`), { env: { ...env, PIPEDREAM_CLIENT_SECRET: '' } })).code, 0)
  const refused = await run(['emulator', '--port', '0', '--seed', written('seed.json', '{"projects":[]}')])
  assert.match(refused.stderr, /projects must have at least one item/)
  const own = await run(['emulator', '--port', '0', '--env-out', written('.env', 'MINE=1')])
  assert.match(own.stderr, /has variables that no emulator wrote \(MINE\)/)
})
