// Processes of one machine that share a token through files, and files that cannot be used.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { fileTokenStore } from 'pipedream-native/stores'
import { assertOneRequest, startFleet } from '../support/fleet.mjs'
import { folderFor } from '../support/folders.mjs'
import { answerAfter, deferred, grant, serve } from '../support/server.mjs'
import { account, beside, hangingFirst, until, warningsOf } from '../support/stores.mjs'

const windows = process.platform === 'win32'

/** An API and the options of a client that stores its token in `directory`. */
async function sharing(t, directory = join(folderFor(t), 'tokens')) {
  const api = await serve(t, account)
  return { api, directory, options: { ...api.options, tokenStore: fileTokenStore({ directory }) } }
}

/** The one file of a folder with this ending. */
function fileOf(directory, ending) {
  const names = readdirSync(directory).filter((name) => name.endsWith(ending))
  assert.equal(names.length, 1, names.join())
  return join(directory, names[0])
}

describe('guarantee 30: many processes', () => {
  test('guarantee 30: 24 processes that start at once send one token request', async (t) => {
    await assertOneRequest(t, () => ({ kind: 'files', where: join(folderFor(t), 'tokens') }))
  })

  test('guarantee 30: after kill -9 of the lock’s owner another process gets the lock at once', async (t) => {
    const { asked, token } = hangingFirst()
    const api = await serve(t, account, { token })
    const [holder, ...others] = await startFleet(t, 8, api.options, { kind: 'files', where: folderFor(t) })
    holder.order('call').catch(() => {})
    await asked
    const calls = others.map((process) => process.order('call'))
    await Promise.all(others.map((process) => process.order('stats')))
    assert.equal(api.tokens.length, 1, 'the others wait')
    await holder.kill()
    const killed = performance.now()
    const said = await Promise.all(calls)
    const took = performance.now() - killed
    t.diagnostic(`the last answer came ${took.toFixed()} ms after the end of the lock’s holder`)
    assert.ok(
      said.every(({ id }) => id === 'apn_1'),
      JSON.stringify(said),
    )
    assert.equal(api.tokens.length, 2, 'one of the dead, one of the others')
    assert.ok(took < 2_000, `${took} ms: a lock that nobody lets go of is waited for for 6 s`)
  })

  test('guarantee 31: if the lock’s owner is stopped, the others wait for a second, and then one of them requests the token', async (t) => {
    const { asked, token } = hangingFirst()
    const api = await serve(t, account, { token })
    const [holder, ...others] = await startFleet(t, 8, api.options, { kind: 'files', where: folderFor(t) })
    holder.order('call').catch(() => {})
    await asked
    holder.signal('SIGSTOP')
    const stopped = performance.now()
    const said = await Promise.all(others.map((process) => process.order('call')))
    const took = performance.now() - stopped
    t.diagnostic(`the last answer came ${took.toFixed()} ms after the holder was stopped`)
    assert.ok(
      said.every(({ id, ignored }) => id === 'apn_1' && ignored.length === 0),
      JSON.stringify(said),
    )
    assert.equal(api.tokens.length, 2, 'one of the stopped, one of the others')
    assert.ok(took < 5_000, `${took} ms: a holder that is alive is waited for for 6 s`)
  })

  test('guarantee 30: 24 processes send one token request, or two, if the endpoint takes nearly as long as it may', async (t) => {
    const gate = deferred()
    const api = await serve(t, account, { token: answerAfter(() => gate.promise, grant) })
    const fleet = await startFleet(t, 24, api.options, { kind: 'files', where: folderFor(t) })
    const calls = fleet.map((process) => process.order('call'))
    await until(() => api.tokens.length > 0)
    setTimeout(gate.resolve, 4_000)
    const said = await Promise.all(calls)
    t.diagnostic(`${api.tokens.length} token requests; the slowest call took ${Math.max(...said.map(({ ms }) => ms)).toFixed()} ms`)
    assert.deepEqual(
      said.filter(({ id }) => id !== 'apn_1'),
      [],
      'all have an answer',
    )
    assert.ok(api.tokens.length <= 2 + said.flatMap(({ ignored }) => ignored).length, `${api.tokens.length} token requests`)
  })

  test('guarantee 30: a revoked token is replaced by one request for all processes', async (t) => {
    const api = await serve(t, ({ headers }) => (headers.authorization.endsWith('-1') && revoked ? { status: 401, body: {} } : account()))
    let revoked = false
    const where = folderFor(t)
    const fleet = await startFleet(t, 8, api.options, { kind: 'files', where })
    await Promise.all(fleet.map((process) => process.order('call')))
    revoked = true
    const said = await Promise.all(fleet.map((process) => process.order('call')))
    assert.ok(
      said.every(({ id }) => id === 'apn_1'),
      JSON.stringify(said),
    )
    const late = beside({ ...api.options, tokenStore: fileTokenStore({ directory: where }) })
    assert.equal(await late.accessToken(), 'token-hush-2', 'what is kept is the new one')
    assert.equal(api.tokens.length, 2)
  })
})

describe('guarantee 32: the stored entry', () => {
  test('guarantee 32: files contain neither token, secret nor client id, and neither do their names', async (t) => {
    const { api, directory, options } = await sharing(t)
    await new PipedreamClient(options).accounts.retrieve('a')
    const names = readdirSync(directory)
    assert.deepEqual(names.map((name) => name.split('.')[1]).sort(), ['lock', 'token'], 'nothing temporary is left')
    const all = names.map((name) => `${name}\n${readFileSync(join(directory, name), 'latin1')}`).join('\n')
    const unpacked = Buffer.from(readFileSync(fileOf(directory, '.token'), 'latin1'), 'base64').toString('latin1')
    for (const hidden of ['token-hush-1', api.options.clientSecret, api.options.clientId]) {
      for (const form of [hidden, Buffer.from(hidden).toString('base64').slice(0, -3), Buffer.from(hidden).toString('hex')]) {
        assert.ok(!all.includes(form) && !unpacked.includes(form), hidden)
      }
    }
  })

  test('guarantee 32: files have mode 0600 and their folder 0700, whatever the umask is', {
    skip: windows && 'Windows has no such modes',
  }, async (t) => {
    const umask = process.umask(0)
    t.after(() => process.umask(umask))
    const { directory, options } = await sharing(t)
    await new PipedreamClient(options).accounts.retrieve('a')
    const modeOf = (path) => (statSync(path).mode & 0o777).toString(8)
    assert.equal(modeOf(directory), '700')
    assert.deepEqual(
      ['.token', '.lock'].map((ending) => modeOf(fileOf(directory, ending))),
      ['600', '600'],
    )
  })

  test('guarantee 32: after a rotation of the secret the entry of the old one is not used', async (t) => {
    const { api, options } = await sharing(t)
    await new PipedreamClient(options).accounts.retrieve('a')
    const rotated = new PipedreamClient({ ...options, clientSecret: 'rotated' })
    assert.equal(await rotated.accessToken(), 'token-hush-2')
    assert.equal(rotated.accessTokenStats().storeHits, 0)
    assert.equal(await beside(options).accessToken(), 'token-hush-1', 'the old one is there as long as it lives')
    assert.equal(api.tokens.length, 2)
  })
})

describe('guarantee 30: files that cannot be used are ignored with one warning', () => {
  /** What may have happened to the file of an entry, and the warning for it. */
  const damages = {
    'that is corrupt': [(file) => writeFileSync(file, 'x'.repeat(200)), /its entry is damaged/],
    'of which one byte was changed': [
      (file) =>
        writeFileSync(
          file,
          readFileSync(file, 'latin1').replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
        ),
      /its entry is damaged/,
    ],
    'that is cut off': [(file) => truncateSync(file, 40), /its entry is damaged/],
    'that is empty': [(file) => truncateSync(file, 0), /its entry is damaged/],
    'of a gigabyte': [(file) => truncateSync(file, 2 ** 30), /its entry is damaged/],
    'that the group may read': [(file) => chmodSync(file, 0o640), /not trusted/],
    'that others may write': [(file) => chmodSync(file, 0o602), /not trusted/],
  }
  for (const [name, [damage, said]] of Object.entries(damages)) {
    test(`guarantee 30: an entry ${name}`, { skip: windows && said.source === 'not trusted' && 'Windows has no such modes' }, async (t) => {
      const warnings = warningsOf(t)
      const { api, directory, options } = await sharing(t)
      await new PipedreamClient(options).accounts.retrieve('a')
      const file = fileOf(directory, '.token')
      damage(file)
      const other = beside(options)
      assert.equal((await other.accounts.retrieve('a')).id, 'apn_1')
      assert.equal(api.tokens.length, 2)
      assert.equal(warnings.length, 1, warnings.join())
      assert.match(warnings[0], said)
      assert.equal(await beside(options).accessToken(), 'token-hush-2', 'it was written again, and can be read')
      if (!windows) assert.equal(statSync(file).mode & 0o777, 0o600)
    })
  }

  /** Folders in which nothing can be stored. Permissions do not stop root, who may run the tests. */
  const places = {
    'below a file': (t) => {
      const file = join(folderFor(t), 'file')
      writeFileSync(file, '')
      return join(file, 'tokens')
    },
    'on a file system that makes no files': () => '/proc/self/tokens',
    'whose name no file can have': () => 'a\0b',
  }
  for (const [name, place] of Object.entries(places)) {
    test(`guarantee 30: a folder ${name}`, {
      skip: name.startsWith('on') && process.platform !== 'linux' && 'there is no /proc',
    }, async (t) => {
      const warnings = warningsOf(t)
      const { api, options } = await sharing(t, place(t))
      const client = new PipedreamClient(options)
      assert.equal((await client.accounts.retrieve('a')).id, 'apn_1')
      await client.accessToken({ forceRefresh: true })
      assert.equal(api.tokens.length, 2)
      assert.equal(warnings.length, 1, warnings.join())
    })
  }

  test('guarantee 30: folders with the names of the entry and the lock', async (t) => {
    const warnings = warningsOf(t)
    const { api, directory, options } = await sharing(t)
    await new PipedreamClient(options).accounts.retrieve('a')
    const name = fileOf(directory, '.token').replace(/.*[\\/]|\.token$/g, '')
    const spoilt = join(folderFor(t), 'spoilt')
    for (const ending of ['token', 'lock']) mkdirSync(join(spoilt, `${name}.${ending}`), { recursive: true })
    const other = beside({ ...options, tokenStore: fileTokenStore({ directory: spoilt }) })
    assert.equal((await other.accounts.retrieve('a')).id, 'apn_1')
    assert.equal(api.tokens.length, 2)
    assert.equal(warnings.length, 1, warnings.join())
  })
})
