// Copies of secret and token in the memory of a process whose clients are closed and collected. SECURITY.md has the same figures.

import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor } from '../support/folders.mjs'
import { copiesIn } from '../support/memory.mjs'
import { serve } from '../support/server.mjs'
import { account } from '../support/stores.mjs'

const program = fileURLToPath(new URL('../support/memory-child.mjs', import.meta.url))
const skip = process.platform !== 'linux' && 'only Linux shows the memory of a process'

/** Runs `order` in a process of its own. Returns the copies found in its memory and the number of connections. */
async function left(
  t,
  order,
  { token = (given) => ({ body: { access_token: given.token, token_type: 'Bearer', expires_in: 3600 } }), key } = {},
) {
  const known = { secret: key?.text ?? randomBytes(24).toString('base64url'), token: randomBytes(150).toString('base64url') }
  const tokens = folderFor(t)
  const api = await serve(t, account, { token: () => token(known) })
  let connections = 0
  api.server.on('connection', () => connections++)
  const env = { ...process.env, PARTS: [...Buffer.from(known.secret)].map((code) => code ^ 0x5a).join(), TOKENS: tokens }
  const child = fork(program, [], { execArgv: ['--expose-gc'], env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child, 'message')
  child.send({ baseUrl: api.url, kind: 'value', clients: 1, calls: 3, atOnce: 1, ...order })
  await once(child, 'message')
  const [kept, ...parts] = copiesIn(child.pid, known.token, ...(key?.parts ?? [known.secret]))
  const secret = parts.flat()
  t.diagnostic(`secret ${secret.length}, token ${kept.length}, connections ${connections}, token requests ${api.tokens.length}`)
  return { secret, token: kept, connections, tokens: api.tokens.length, shown: (found) => found.map(({ around }) => around).join('\n') }
}

/**
 * A private key as PEM, and the parts of it that are searched: its lines but the first, and its numbers as text and as bytes. Of a number 16
 * bytes in the middle are enough: an allocator writes into the first bytes of memory that was freed.
 */
function keyOf(type, options, numbers) {
  const { privateKey } = generateKeyPairSync(type, options)
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const jwk = privateKey.export({ format: 'jwk' })
  const lines = text.split('\n').slice(2, -2)
  return { text, parts: [...lines, ...numbers.flatMap((name) => [jwk[name].slice(16), middle(Buffer.from(jwk[name], 'base64url'))])] }
}

const middle = (bytes) => bytes.subarray(bytes.length / 2 - 8, bytes.length / 2 + 8)

describe('after close() and collection', { skip }, () => {
  test('the search finds text in UTF-8 and in UTF-16', () => {
    const text = randomBytes(24).toString('base64url')
    const wide = Buffer.from(text, 'utf16le')
    assert.deepEqual(
      [
        ...new Set(
          copiesIn(process.pid, text)
            .flat()
            .map(({ form }) => form),
        ),
      ].sort(),
      ['utf16', 'utf8'],
    )
    assert.equal(wide.toString('utf16le'), text, 'it was there until now')
  })

  for (const kind of ['value', 'several', 'function', 'stored']) {
    test(`no copy of the secret is left, and one of the token plus one for each connection, with the secret as: ${kind}`, async (t) => {
      for (const order of [{}, { atOnce: 6 }, { clients: 4 }]) {
        const { secret, token, connections, tokens, shown } = await left(t, { kind, ...order })
        assert.equal(tokens, 1, 'one token request, however many clients come and go')
        assert.equal(secret.length, 0, shown(secret))
        assert.ok(token.length <= 1 + connections, shown(token))
        const own = token.filter(({ around }) => !around.includes('authorization: Bearer'))
        assert.ok(own.length <= 1, shown(own))
      }
    })
  }

  for (const kind of ['key', 'key from a function', 'key with a store']) {
    test(`no copy of a private key is left, given as: ${kind}`, async (t) => {
      for (const key of [
        keyOf('ec', { namedCurve: 'P-256' }, ['d']),
        keyOf('rsa', { modulusLength: 2048 }, ['d', 'p', 'q', 'dp', 'dq', 'qi']),
      ]) {
        const { secret, tokens, shown } = await left(t, { kind, clients: 2, atOnce: 3 }, { key })
        assert.equal(tokens, 1)
        assert.equal(secret.length, 0, shown(secret))
      }
    })
  }

  test('of a token given as an option only the copies of the HTTP library are left', async (t) => {
    const { secret: token, connections, shown } = await left(t, { kind: 'token', atOnce: 4 })
    assert.ok(token.length <= connections, shown(token))
    assert.ok(
      token.every(({ around }) => around.includes('authorization: Bearer')),
      shown(token),
    )
  })

  test('no copy of the secret is left after a token request that failed', async (t) => {
    for (const token of [() => ({ status: 401, body: { error: 'invalid_client' } }), () => ({ status: 503, body: '' })]) {
      const { secret, shown } = await left(t, { calls: 1 }, { token })
      assert.equal(secret.length, 0, shown(secret))
    }
  })

  test('no copy of a token is left that came in an unusable answer', async (t) => {
    const answer = ({ token }) => ({ body: { access_token: token, expires_in: 'soon' } })
    const { token, connections, shown } = await left(t, {}, { token: answer })
    assert.ok(token.length <= connections, shown(token))
  })
})
