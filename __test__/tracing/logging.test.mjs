// `logging: 'debug'`: one readable line for each call, and no secret in it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const account = () => ({ body: { id: 'apn_1' }, headers: { 'x-request-id': 'req_7' } })

/** The lines that are written to the console until the test ends. */
function recordConsole(t) {
  const lines = []
  for (const level of ['debug', 'info', 'log', 'warn', 'error'])
    t.mock.method(console, level, (...given) => void lines.push([level, ...given]))
  return lines
}

const READABLE = /^pipedream: (\S+) (\S+) (\S+) (.+) in \d+(\.\d)? ms, (\d+) attempts?(, .*)?$/

test('one line for a call that succeeds: operation, method, path, status, time, attempts, bytes and request id', async (t) => {
  const api = await serve(t, (_request, _response, count) =>
    count === 1 ? { status: 503, headers: { 'retry-after': '0' }, body: {} } : account(),
  )
  const lines = recordConsole(t)
  const client = new PipedreamClient({ ...api.options, logging: 'debug' })
  await client.accounts.retrieve('apn_1')
  assert.equal(lines.length, 1)
  const [[level, line, ...more]] = lines
  assert.deepEqual([level, more], ['debug', []])
  assert.match(
    line,
    /^pipedream: accounts\.retrieve GET \/v1\/connect\/\{project_id\}\/accounts\/\{account_id\} 200 in \d+(\.\d)? ms, 2 attempts, 14 bytes, request id req_7$/,
  )
  await client.accounts.retrieve('apn_1')
  assert.match(lines[1][1], /, 1 attempt, 14 bytes, /)
})

test('one line for a call that fails, which says where', async (t) => {
  const api = await serve(t, (request) =>
    request.path.endsWith('lost')
      ? void request.socket.destroy()
      : { status: 404, headers: { 'x-request-id': 'req_8' }, body: { error: 'hush' } },
  )
  const lines = recordConsole(t)
  const client = new PipedreamClient({ ...api.options, logging: 'debug', maxRetries: 0 })
  await failureOf(client.accounts.retrieve('missing'))
  await failureOf(client.accounts.retrieve('lost'))
  await failureOf(client.accounts.retrieve('..'))
  const aborted = AbortSignal.abort()
  await failureOf(client.accounts.retrieve('a', undefined, { abortSignal: aborted }))
  assert.deepEqual(
    lines.map(([level]) => level),
    Array(4).fill('error'),
  )
  const texts = lines.map(([, line]) => line)
  for (const text of texts) assert.match(text, READABLE)
  assert.match(texts[0], / 404 \(NotFoundError\) in .*, phase body, request id req_8$/)
  assert.match(texts[1], / failed \(E[A-Z]+\) in .*, phase \w+$/)
  assert.match(texts[2], / failed \(ERR_INVALID_ARGUMENT\) in .*, 0 attempts$/)
  assert.match(texts[3], / failed \(ABORT_ERR\) in .*, 0 attempts$/)
})

test('one line for each page, for a stream, and for calls of any endpoint', async (t) => {
  const api = await serve(t, ({ path, query }) => {
    if (path === '/file') return { headers: { 'content-type': 'application/octet-stream' }, body: 'xyz' }
    return { body: { data: [], page_info: { end_cursor: query.get('after') === null ? 'x' : null } } }
  })
  const lines = recordConsole(t)
  const client = new PipedreamClient({ ...api.options, logging: 'debug' })
  await client.accounts.list().toArray()
  await (await client.fetch('/file?key=hush')).text()
  await client.request('GET', '/v1/connect/tokens/ctok_hush/validate', { query: { key: 'hush' } })
  await client.tokens.validate('ctok_hush')
  const texts = lines.map(([, line]) => line)
  assert.equal(texts.length, 5)
  assert.match(texts[2], /^pipedream: fetch GET \/file 200 in .*, 1 attempt, a stream$/)
  assert.match(texts[3], /^pipedream: request GET \/v1\/connect\/tokens\/REDACTED\/validate 200 /)
  assert.match(texts[4], /^pipedream: tokens\.validate GET \/v1\/connect\/tokens\/\{ctok\}\/validate 200 /)
  assert.doesNotMatch(texts.join(), /hush|Bearer|client-secret|token-/)
})

test('with another level only what failed is written', async (t) => {
  const api = await serve(t, (request) => (request.path.endsWith('missing') ? { status: 404, body: {} } : account()))
  for (const level of ['info', 'warn', 'error']) {
    await t.test(level, async (t) => {
      const lines = recordConsole(t)
      const client = new PipedreamClient({ ...api.options, logging: level })
      await client.accounts.retrieve('apn_1')
      await failureOf(client.accounts.retrieve('missing'))
      assert.deepEqual(
        lines.map(([level]) => level),
        ['error'],
      )
    })
  }
})

test('nothing that a server or a caller sends begins another line or reaches the terminal as a command', async (t) => {
  const api = await serve(t, () => ({ headers: { 'x-request-id': 'req\t\u001b[31m'.replaceAll(/[^\x20-\x7e\t]/g, '\u00ff') }, body: {} }))
  const lines = recordConsole(t)
  const client = new PipedreamClient({ ...api.options, logging: 'debug' })
  await client.fetch('/ok').then((response) => response.text())
  await failureOf(client.request('GET', '/a\nb\u001b[31m', {}))
  for (const [, line] of lines) assert.match(line, /^[\x20-\x7e]+$/)
})

test('a console that throws fails no call', async (t) => {
  const api = await serve(t, account)
  t.mock.method(console, 'debug', () => {
    throw new Error('as it should')
  })
  assert.equal((await new PipedreamClient({ ...api.options, logging: 'debug' }).accounts.retrieve('apn_1')).id, 'apn_1')
})

test('a level that does not exist is refused', () => {
  assert.throws(
    () => new PipedreamClient({ clientId: 'c', clientSecret: 's', projectId: 'p', logging: 'verbose' }),
    (error) =>
      error.code === 'ERR_INVALID_ARGUMENT' && /^logging must be "debug", "info", "warn", "error", got "verbose"/.test(error.message),
  )
})
