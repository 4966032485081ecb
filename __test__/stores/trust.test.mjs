// Ownership and permissions of a token store's folder and files: anything that another user could have created is refused, and no link
// is followed when writing. Each client runs in its own process, as the user and with the environment that a test gives it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test as once } from 'node:test'
import { startFleet } from '../support/fleet.mjs'
import { folderFor } from '../support/folders.mjs'
import { serve } from '../support/server.mjs'
import { account } from '../support/stores.mjs'

const windows = process.platform === 'win32' && 'Windows has no such modes and owners'
const me = process.getuid?.()
const notRoot = windows || (me !== 0 && 'only root can make files of other users')
const STRANGER = 12_345
const NOBODY = 65_534

class Late extends Error {}

/** A test that is repeated if a process was too slow for the store's time limit on a busy machine, which tests nothing. */
function test(name, ...given) {
  const body = given.pop()
  once(name, ...given, async (t) => {
    for (let round = 1; ; round++) {
      try {
        return await body(t)
      } catch (error) {
        if (!(error instanceof Late) || round === 8) throw error
        t.diagnostic(`round ${round}: ${error.message}`)
      }
    }
  })
}

/** The first call of a new process. */
async function firstCall(t, api, where, how) {
  const [process] = await startFleet(t, 1, api.options, { kind: 'files', where }, how)
  const said = await process.order('call')
  await process.kill()
  assert.equal(said.id, 'apn_1', 'no store makes a call fail')
  return inTime(said)
}

function inTime(said) {
  const late = said.ignored.find((warning) => /longer than \d+ ms/.test(warning))
  if (late !== undefined) throw new Late(late)
  return said
}

/** A folder of the test's own. */
function place(t, mode = 0o700) {
  const made = folderFor(t, 'trust')
  chmodSync(made, mode)
  return made
}

const modeOf = (path) => (lstatSync(path).mode & 0o7777).toString(8)

/** The first call of a process that stores its token in `where`, or in the folder of its environment. */
const call = async (t, where, how) => firstCall(t, await serve(t, account), where, how)

/** A store in use at `where`. `another()` lets another process read it. */
async function used(t, where) {
  const api = await serve(t, account)
  const another = () => firstCall(t, api, where)
  await another()
  const [lock, token] = readdirSync(where).sort()
  return { api, another, lock: join(where, lock), token: join(where, token) }
}

function assertRefused({ ignored }, said) {
  assert.equal(ignored.length, 1, ignored.join())
  assert.match(ignored[0], said)
}

describe('the folder', { skip: windows }, () => {
  for (const mode of [0o777, 0o770, 0o755, 0o750, 0o711, 0o1777, 0o701]) {
    test(`with mode ${mode.toString(8)} is refused by name and not changed`, async (t) => {
      const where = place(t, mode)
      assertRefused(await call(t, where), new RegExp(`the folder ${where} must have mode 0700, it has 0*${mode.toString(8)}`))
      assert.deepEqual(readdirSync(where), [])
      assert.equal(modeOf(where), mode.toString(8))
    })
  }

  test('of another user is refused', { skip: notRoot }, async (t) => {
    const where = place(t)
    chownSync(where, STRANGER, STRANGER)
    assertRefused(await call(t, where), /must belong to user 0, it belongs to user 12345/)
    assert.deepEqual(readdirSync(where), [])
  })

  test('that is a link is refused, even if it leads to a safe folder', async (t) => {
    const [home, target] = [place(t), place(t)]
    for (const [name, to] of [
      ['link', target],
      ['dangling', join(home, 'nothing')],
    ]) {
      symlinkSync(to, join(home, name))
      assertRefused(await call(t, join(home, name)), /must be a folder itself, it is a link/)
      assertRefused(await call(t, `${join(home, name)}/`), /must be a folder itself, it is a link/)
    }
    assert.deepEqual([readdirSync(target), readdirSync(home).sort()], [[], ['dangling', 'link']])
  })

  test('that is a file or a FIFO is refused at once', async (t) => {
    const home = place(t)
    writeFileSync(join(home, 'file'), '', { mode: 0o600 })
    execFileSync('mkfifo', ['-m', '600', join(home, 'fifo')])
    for (const name of ['file', 'fifo']) assert.equal((await call(t, join(home, name))).ignored.length, 1)
  })

  test('may be below a link of the same user, and may be given with ..', async (t) => {
    const home = place(t)
    mkdirSync(join(home, 'real'))
    symlinkSync('real', join(home, 'link'))
    for (const where of [join(home, 'link', 'tokens'), `${home}/link/../link/./tokens//`])
      assert.deepEqual((await call(t, where)).ignored, [])
    assert.equal(readdirSync(join(home, 'real', 'tokens')).length, 4, 'a lock and a token of each API')
  })

  test('is refused behind a link of another user, and in a folder of another user', { skip: notRoot }, async (t) => {
    const home = place(t, 0o1777)
    const target = place(t)
    symlinkSync(target, join(home, 'link'))
    execFileSync('chown', ['-h', String(STRANGER), join(home, 'link')])
    assertRefused(await call(t, join(home, 'link', 'tokens')), /belongs to user 12345/)
    mkdirSync(join(home, 'theirs'))
    chownSync(join(home, 'theirs'), STRANGER, STRANGER)
    assertRefused(await call(t, join(home, 'theirs', 'tokens')), /belongs to user 12345/)
    assert.deepEqual([readdirSync(target), readdirSync(join(home, 'theirs'))], [[], []])
  })

  test('is refused if others may rename it, and accepted in a sticky folder that all share', async (t) => {
    for (const mode of [0o777, 0o775]) assertRefused(await call(t, join(place(t, mode), 'a', 'tokens')), /others can replace it/)
    assert.deepEqual((await call(t, join(place(t, 0o1777), 'a', 'tokens'))).ignored, [])
  })

  test('is created with mode 0700 whatever the umask is, and so are its parents', async (t) => {
    for (const umask of [0o000, 0o777, 0o277, 0o077]) {
      const home = place(t)
      const before = process.umask(umask)
      const said = await call(t, join(home, 'a', 'b'), { uid: me }).finally(() => process.umask(before))
      assert.deepEqual(said.ignored, [], umask.toString(8))
      assert.deepEqual([join(home, 'a'), join(home, 'a', 'b')].map(modeOf), ['700', '700'])
      for (const file of readdirSync(join(home, 'a', 'b'))) assert.equal(modeOf(join(home, 'a', 'b', file)), '600')
    }
  })

  test('is checked each time it is opened, not at the first use only', async (t) => {
    const where = place(t)
    const { api, another } = await used(t, where)
    chmodSync(where, 0o755)
    assertRefused(await another(), /must have mode 0700, it has 0755/)
    chmodSync(where, 0o700)
    assert.deepEqual((await another()).ignored, [])
    assert.equal(api.tokens.length, 2)
  })

  test('that is removed while in use is created again', async (t) => {
    const where = join(place(t), 'tokens')
    const api = await serve(t, account)
    const [process] = await startFleet(t, 1, api.options, { kind: 'files', where })
    await process.order('call')
    rmSync(where, { recursive: true })
    assert.deepEqual(inTime(await process.order('refresh')).ignored, [])
    assert.equal(
      readdirSync(where).some((name) => name.endsWith('.token')),
      true,
    )
  })

  test('that is repeatedly replaced by a link never has a file written where the link leads', async (t) => {
    const [home, victim] = [place(t), place(t)]
    const where = join(home, 'tokens')
    mkdirSync(where, { mode: 0o700 })
    symlinkSync(victim, join(home, 'link'))
    const api = await serve(t, account)
    const [process] = await startFleet(t, 1, api.options, { kind: 'files', where })
    let open = 40
    const calls = (async () => {
      for (; open > 0; open--) await process.order('refresh')
    })()
    while (open > 0) {
      try {
        renameSync(where, join(home, `away-${open}`))
        renameSync(join(home, 'link'), where)
        renameSync(where, join(home, 'link'))
        renameSync(join(home, `away-${open}`), where)
      } catch (error) {
        // The process was faster, and has created the folder again.
        assert.match(error.code, /EISDIR|ENOTEMPTY|EEXIST|ENOTDIR|ENOENT/)
      }
      await new Promise(setImmediate)
    }
    await calls
    assert.deepEqual(readdirSync(victim), [])
  })
})

describe('the cache folder', { skip: windows }, () => {
  /** Where a process without a given folder stored its files, relative to `home`. */
  async function found(t, home, env, uid = me) {
    const said = await call(t, undefined, { env: { PATH: process.env.PATH, TMPDIR: home, ...env }, uid, cwd: home })
    return {
      ...said,
      folders: readdirSync(home, { recursive: true })
        .filter((name) => name.endsWith('.token'))
        .map((name) => name.replace(/\/[^/]*$/, '')),
    }
  }

  test('is below XDG_CACHE_HOME, else below HOME, else one with the user id in the shared folder', async (t) => {
    const folders = async (env) => {
      const home = place(t, 0o1777)
      mkdirSync(join(home, 'me'))
      return (await found(t, home, env(home))).folders
    }
    assert.deepEqual(await folders((home) => ({ XDG_CACHE_HOME: join(home, 'xdg'), HOME: join(home, 'me') })), ['xdg/pipedream-native'])
    assert.deepEqual(await folders((home) => ({ HOME: join(home, 'me') })), ['me/.cache/pipedream-native'])
    const shared = [`pipedream-native-${me}`]
    assert.deepEqual(await folders(() => ({})), shared)
    for (const [name, env] of Object.entries({
      'relative paths': () => ({ XDG_CACHE_HOME: 'xdg', HOME: 'me' }),
      'blank ones': () => ({ XDG_CACHE_HOME: '', HOME: '' }),
      '/': () => ({ HOME: '/' }),
      'a home that is not there': (home) => ({ HOME: join(home, 'nobody') }),
    }))
      assert.deepEqual(await folders(env), shared, name)
  })

  test('of another user, as with sudo, is not used', { skip: notRoot }, async (t) => {
    for (const variable of ['HOME', 'XDG_CACHE_HOME']) {
      const home = place(t, 0o1777)
      mkdirSync(join(home, 'theirs'))
      chownSync(join(home, 'theirs'), STRANGER, STRANGER)
      const { folders, ignored } = await found(t, home, { [variable]: join(home, 'theirs') })
      assert.deepEqual([folders, ignored], [['pipedream-native-0'], []], variable)
      assert.deepEqual(readdirSync(join(home, 'theirs')), [])
    }
  })

  test('that another user created first in the shared folder is not used', { skip: notRoot }, async (t) => {
    for (const uid of [NOBODY, 0]) {
      const home = place(t, 0o1777)
      const theirs = join(home, `pipedream-native-${uid}`)
      mkdirSync(theirs)
      chownSync(theirs, STRANGER, STRANGER)
      chmodSync(theirs, 0o777)
      const { ignored, folders } = await found(t, home, {}, uid)
      assertRefused({ ignored }, new RegExp(`${theirs} must belong to user ${uid}, it belongs to user 12345`))
      assert.deepEqual([folders, readdirSync(theirs)], [[], []])
    }
  })
})

describe('the files', { skip: windows }, () => {
  /** What may have the name of a file: `put(path, other)` creates it, with `other` in another folder. */
  const impostors = {
    'a link': [(path, other) => symlinkSync(other, path), /it is a link/],
    'a link to nothing': [(path, other) => symlinkSync(`${other}-not`, path), /it is a link/],
    'a hard link': [(path, other) => linkSync(other, path), /it has 2 links/],
    'a FIFO': [(path) => execFileSync('mkfifo', ['-m', '600', path]), /it is a FIFO/],
    'a file that the group may read': [(path) => writeFileSync(path, 'x', { mode: 0o640 }), /it has mode 0640/],
    'a file of another user': [
      (path) => {
        writeFileSync(path, 'x', { mode: 0o600 })
        chownSync(path, STRANGER, STRANGER)
      },
      /it belongs to user 12345/,
    ],
  }
  for (const [name, [put, said]] of Object.entries(impostors)) {
    const skip = name.includes('another user') && notRoot
    test(`${name} with the name of the token file is refused, not followed, and replaced`, { skip }, async (t) => {
      const where = place(t)
      const other = join(place(t), 'other')
      writeFileSync(other, 'as it was', { mode: 0o600 })
      const { api, another, token } = await used(t, where)
      unlinkSync(token)
      put(token, other)
      assertRefused(await another(), said)
      assert.equal(api.tokens.length, 2)
      assert.deepEqual((await another()).ignored, [], 'it was written again')
      assert.equal(api.tokens.length, 2)
      assert.deepEqual(
        [readFileSync(other, 'utf8'), existsSync(`${other}-not`), lstatSync(token).isFile(), modeOf(token)],
        ['as it was', false, true, '600'],
      )
    })

    test(`${name} with the name of the lock file is refused, and nothing is created or changed where it leads`, { skip }, async (t) => {
      const where = place(t)
      const other = join(place(t), 'other')
      writeFileSync(other, 'as it was', { mode: 0o600 })
      const { api, another, lock, token } = await used(t, where)
      for (const file of [lock, token]) unlinkSync(file)
      put(lock, other)
      const [before, mode] = [statSync(other).mtimeMs, modeOf(lock)]
      assertRefused(await another(), said)
      assert.equal(api.tokens.length, 2)
      assert.deepEqual(
        [readFileSync(other, 'utf8'), statSync(other).mtimeMs, existsSync(`${other}-not`), modeOf(lock)],
        ['as it was', before, false, mode],
      )
    })
  }
})

describe('a file system', () => {
  /** Mounts a small file system. Returns the reason if that is not possible. */
  function mounted(t, options) {
    const where = realpathSync(mkdtempSync(join(tmpdir(), 'trust-')))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=0700,${options}`, 'none', where], { stdio: 'ignore' })
    } catch {
      rmSync(where, { recursive: true })
      t.skip('nothing can be mounted here')
      return undefined
    }
    t.after(() => {
      execFileSync('umount', [where])
      rmSync(where, { recursive: true })
    })
    return where
  }

  test('that is full fails no call, and the stored files stay complete', async (t) => {
    const where = mounted(t, 'size=8k')
    if (where === undefined) return
    const { api, another, token } = await used(t, where)
    unlinkSync(token)
    writeFileSync(join(where, 'filler'), Buffer.alloc(8_192))
    assertRefused(await another(), /No space left/)
    assert.deepEqual(
      readdirSync(where).filter((name) => name.endsWith('.new')),
      [],
      'half an entry is removed',
    )
    assert.equal(api.tokens.length, 2)
    unlinkSync(join(where, 'filler'))
    assert.deepEqual((await another()).ignored, [])
  })

  test('that is read-only can be read, and nothing is stored', async (t) => {
    const where = mounted(t, 'size=64k')
    if (where === undefined) return
    const { api, another, token } = await used(t, where)
    execFileSync('mount', ['-o', 'remount,ro', where])
    assert.deepEqual((await another()).ignored, [], 'the token is there')
    assert.equal(api.tokens.length, 1)
    execFileSync('mount', ['-o', 'remount,rw', where])
    unlinkSync(token)
    execFileSync('mount', ['-o', 'remount,ro', where])
    assertRefused(await another(), /Read-only file system/)
    assert.equal(api.tokens.length, 2)
  })
})
