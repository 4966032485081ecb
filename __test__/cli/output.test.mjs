// What is printed: tables for people, JSON for programs, bytes; and nothing but that.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CLI, emulated, environment, folder, noTerminal, run, runOnTerminal } from '../support/cli.mjs'
import { serve } from '../support/server.mjs'

// biome-ignore lint/suspicious/noControlCharactersInRegex: the code of a colour
const COLOUR = /\u001b\[\d+m/g
const CREDENTIALS = { PIPEDREAM_CLIENT_ID: 'a', PIPEDREAM_CLIENT_SECRET: 'b', PIPEDREAM_PROJECT_ID: 'proj_1' }

test('without --all a list is its first page, as the client has it', async (t) => {
  const { env } = await emulated(t)
  const { stdout } = await run(['call', 'accounts.list', '--limit', '2'], { env })
  const page = JSON.parse(stdout)
  assert.deepEqual(
    page.data.map(({ id }) => id),
    ['apn_1', 'apn_2'],
  )
  assert.equal(page.pageInfo.totalCount, 25)
  assert.ok(page.pageInfo.endCursor)
})

test('--all gives the items of all pages, --max-items so many of them', async (t) => {
  const { api, env } = await emulated(t)
  const all = await run(['call', 'accounts.list', '--limit', '10', '--all'], { env })
  assert.equal(JSON.parse(all.stdout).length, 25)
  assert.equal(api.requestsOf('accounts.list').length, 3)
  const some = await run(['call', 'accounts.list', '--limit', '10', '--max-items', '12'], { env })
  assert.equal(JSON.parse(some.stdout).length, 12)
  assert.equal(api.requestsOf('accounts.list').length, 5)
  for (const [words, count] of [
    [['--external-user-id', 'nobody', '--all'], 0],
    [['--max-items', '0'], 0],
    [['--all', '--max-items', '1'], 1],
  ])
    assert.equal(JSON.parse((await run(['call', 'accounts.list', ...words], { env })).stdout).length, count)
})

test('jsonl has one item a line, for lists with pages and without', async (t) => {
  const { env } = await emulated(t)
  for (const [words, count] of [
    [['accounts.list', '--all'], 25],
    [['accounts.list', '--limit', '3'], 3],
    [['accounts.listByExternalUser', 'user-1'], 3],
    [['accounts.retrieve', 'apn_1'], 1],
  ]) {
    const { stdout } = await run(['call', ...words, '--output', 'jsonl'], { env })
    const lines = stdout.trimEnd().split('\n')
    assert.equal(lines.length, count)
    for (const line of lines) assert.match(JSON.parse(line).id, /^apn_/)
  }
})

test('a list that fails midway is no valid JSON, and the exit code is 1', async (t) => {
  const { api, env } = await emulated(t)
  api.fail({ operation: 'accounts.list', status: 400, body: { error: 'broken' }, skip: 1 })
  const { code, stdout, stderr } = await run(['call', 'accounts.list', '--limit', '10', '--all'], { env })
  assert.equal(code, 1)
  assert.match(stderr, /broken/)
  assert.throws(() => JSON.parse(stdout))
})

test('a call without a result prints nothing', async (t) => {
  const { env } = await emulated(t)
  assert.deepEqual(await run(['call', 'accounts.delete', 'apn_1'], { env }), { code: 0, signal: null, stdout: '', stderr: '' })
})

test('bytes go to stdout or into a file as they are', async (t) => {
  const { api, env } = await emulated(t)
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256))
  api.stashFile('data.bin', bytes)
  const missing = await run(['call', 'fileStash.downloadFile', '--s3-key', 'none'], { env })
  assert.deepEqual([missing.code, missing.stdout], [1, ''])
  assert.match(missing.stderr, /404/)
  const place = folder(t)
  const target = join(place, 'copy.bin')
  const { code, stdout, stderr } = await run(['call', 'fileStash.downloadFile', '--s3-key', 'data.bin', '--output-file', target], { env })
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '', stderr: '' })
  assert.deepEqual(readFileSync(target), bytes)
  const child = spawn(process.execPath, [CLI, 'call', 'fileStash.downloadFile', '--s3-key', 'data.bin'], { env: environment(env) })
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  await once(child, 'close')
  assert.deepEqual(Buffer.concat(chunks), bytes)
})

test('a download that fails leaves no file', async (t) => {
  const { options } = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 1000 })
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const place = folder(t)
  const words = [
    'call',
    'fileStash.downloadFile',
    '--s3-key',
    'x',
    '--output-file',
    join(place, 'x'),
    '--base-url',
    options.baseUrl,
    '--retries',
    '0',
  ]
  const { code, stderr } = await run(words, { env: CREDENTIALS })
  assert.equal(code, 1, stderr)
  assert.deepEqual(readdirSync(place), [])
})

test('a file that cannot be written is named before anything is sent', async (t) => {
  const { api, env } = await emulated(t)
  const place = folder(t)
  for (const [target, why] of [
    ['/nowhere/apps.json', 'its folder: it does not exist (ENOENT)'],
    [place, 'it is a folder'],
  ]) {
    const { code, stderr } = await run(['call', 'accounts.delete', 'apn_1', '--output-file', target], { env })
    assert.deepEqual([code, stderr], [2, `error: --output-file ${target} cannot be written: ${why}\n`])
  }
  assert.equal(api.requestCount, 0)
  assert.deepEqual(readdirSync(place), [])
})

test('text of an app stays text, and JSON is JSON', async (t) => {
  const { options } = await serve(t, (request) =>
    request.path.includes(Buffer.from('https://slack.com/text').toString('base64').replace(/=+$/, ''))
      ? { body: 'plain\n', headers: { 'content-type': 'text/plain' } }
      : { body: { ok: true } },
  )
  const words = (url) => [
    'call',
    'proxy.get',
    '--url',
    url,
    '--external-user-id',
    'u',
    '--account-id',
    'apn_1',
    '--base-url',
    options.baseUrl,
  ]
  assert.equal((await run(words('https://slack.com/text'), { env: CREDENTIALS })).stdout, 'plain\n')
  assert.deepEqual(JSON.parse((await run(words('https://slack.com/json'), { env: CREDENTIALS })).stdout), { ok: true })
})

test('a reader that stops early, such as head, is no failure', { skip: process.platform === 'win32' }, async (t) => {
  const { env } = await emulated(t)
  for (const words of ['call apps.list --all --output json', 'call --help', 'call apps.list --all --output jsonl']) {
    const script = `set -o pipefail; '${process.execPath}' '${CLI}' ${words} | head -n 1`
    const child = spawn('bash', ['-c', script], { env: environment(env) })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
    const [code] = await once(child, 'close')
    assert.equal(code, 0, output)
    assert.equal(output.trimEnd().split('\n').length, 1, output)
  }
})

test('on a terminal a list is a table that fits, with colours and a word on further pages', { skip: noTerminal }, async (t) => {
  const { env } = await emulated(t)
  for (const columns of [40, 80, 160]) {
    const { code, screen } = await runOnTerminal(t, ['call', 'accounts.list', '--limit', '5'], { env, columns })
    assert.equal(code, 0)
    assert.ok(screen.startsWith('\u001b[1mid'))
    const lines = screen.replace(COLOUR, '').trimEnd().split('\n')
    assert.equal(lines.length, 7)
    assert.match(lines[1], /^apn_1 {2,}Acme on Slack/)
    assert.equal(lines[6], '5 of 25 items; --all gives all')
    for (const line of lines) assert.ok(line.length <= columns, line)
  }
})

test('NO_COLOR, FORCE_COLOR and TERM=dumb decide on colours', { skip: noTerminal }, async (t) => {
  const { env } = await emulated(t)
  const words = ['call', 'accounts.list', '--limit', '1', '--output', 'table']
  const isColoured = (text) => text.includes('\u001b[')
  for (const more of [{ NO_COLOR: '1' }, { TERM: 'dumb' }, { FORCE_COLOR: '0' }])
    assert.ok(!isColoured((await runOnTerminal(t, words, { env: { ...env, ...more } })).screen), JSON.stringify(more))
  assert.ok(!isColoured((await run(words, { env })).stdout))
  assert.ok(isColoured((await run(words, { env: { ...env, FORCE_COLOR: '1' } })).stdout))
  assert.ok(isColoured((await run(['call', 'x'], { env: { FORCE_COLOR: '1' } })).stderr))
  assert.ok(isColoured((await run(['--help'], { env: { FORCE_COLOR: '1' } })).stdout))
  assert.ok(!isColoured((await run(['--help'])).stdout))
})

test('progress is shown on a terminal while pages come, and is gone at the end', { skip: noTerminal }, async (t) => {
  const { env } = await emulated(t, { latencyMs: 150 })
  const { screen } = await runOnTerminal(t, ['call', 'accounts.list', '--limit', '5', '--all'], { env })
  assert.match(screen, /accounts\.list: \d+ items/)
  assert.ok(screen.lastIndexOf('\u001b[2K') < screen.indexOf('apn_25'))
  const piped = await run(['call', 'accounts.list', '--limit', '5', '--all'], { env })
  assert.equal(piped.stderr, '')
})

test('bytes are not written to a terminal', { skip: noTerminal }, async (t) => {
  const { api, env } = await emulated(t)
  api.stashFile('data.bin', Buffer.from([0, 7, 27, 255]))
  const { code, screen } = await runOnTerminal(t, ['call', 'fileStash.downloadFile', '--s3-key', 'data.bin'], { env })
  assert.equal(code, 2)
  assert.match(screen, /the answer is binary, which would garble the terminal: give --output-file/)
})

test('a table shows nothing that a terminal takes for a command, and wide letters keep the columns', async (t) => {
  const items = [
    { id: 'apn_1', name: 'two\nlines\u001b[2J', external_id: 'u' },
    { id: 'apn_2', name: '日本語', external_id: 'u' },
    { id: 'apn_3', name: 'plain', external_id: 'u' },
  ]
  const { options } = await serve(t, () => ({ body: { data: items, page_info: { total_count: 3, count: 3 } } }))
  const words = ['call', 'accounts.list', '--output', 'table', '--base-url', options.baseUrl]
  const { stdout, stderr } = await run(words, { env: CREDENTIALS })
  assert.ok(!stdout.includes('\u001b'), stderr)
  const lines = stdout.trimEnd().split('\n')
  assert.equal(lines.length, 4)
  // Each of the three letters is two columns wide.
  assert.equal(lines[2].indexOf('u', 6) + 3, lines[3].indexOf('u', 6))
})

test('an output file has its name once it is whole', async (t) => {
  const { env } = await emulated(t)
  const target = join(folder(t), 'apps.jsonl')
  assert.ok(!existsSync(target))
  const { code } = await run(['call', 'apps.list', '--all', '-o', 'jsonl', '--output-file', target], { env })
  assert.equal(code, 0)
  assert.equal(readFileSync(target, 'utf8').trimEnd().split('\n').length, 150)
  assert.ok(statSync(target).size > 0)
})
