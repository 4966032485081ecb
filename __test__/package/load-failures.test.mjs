// A package that cannot be loaded says why, and what to do: each state is made for real, in a process of its own.

import assert from 'node:assert/strict'
import { chmodSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { addonOf, bytesFor, commandsIn, isLinux, load, otherLibc, platform, project, version } from '../support/load-projects.mjs'

const skip = isLinux ? false : 'the states are those of Linux'
const CODE = 'ERR_PIPEDREAM_NATIVE_LOAD'
const ADD = `npm install --include=optional pipedream-native@${version}`
const lines = ({ message }) => message.split('\n')
const replaceCommand = (app) =>
  `mv ${join(app, 'node_modules', `pipedream-native-${platform}`)} pipedream-native-${platform}.broken && npm install --include=optional`

/** Writes the addon's file with its bytes changed. */
function change(app, edit) {
  const file = addonOf(app)
  writeFileSync(file, edit(readFileSync(file)) ?? assert.fail('no bytes'))
}

test('an installed package loads', (t) => assert.deepEqual(load(project(t)), { loaded: 'function' }))

describe('an addon that is not as it was published', { skip }, () => {
  const { length } = bytesFor(platform)

  // Without the comparison of its length 5,000 bytes and more end the process with SIGBUS.
  for (const size of [0, 40, 64, 100, 5000, 1_000_000, length - 4096, length - 1]) {
    test(`cut to ${size === length - 1 ? 'all but one' : size === length - 4096 ? 'all but the last 4096' : size} bytes`, (t) => {
      const app = project(t)
      truncateSync(addonOf(app), size)
      const failure = load(app)
      assert.equal(failure.code, CODE)
      assert.equal(lines(failure)[0], `pipedream-native-${platform} is installed but cannot be loaded.`)
      const of = size === 0 ? '' : size === 40 ? ' of 64' : ` of ${length}`
      assert.ok(lines(failure)[1].startsWith(`${addonOf(app)} is incomplete: it has ${size} bytes${of}.`), failure.message)
      assert.deepEqual(commandsIn(failure.message), [replaceCommand(app)])
      assert.ok(failure.cause.message.length > 0)
    })
  }

  test('longer than its head says, as a tool that signs it makes it, it loads', (t) => {
    const app = project(t)
    change(app, (bytes) => Buffer.concat([bytes, Buffer.alloc(10_000, 1)]))
    assert.deepEqual(load(app), { loaded: 'function' })
  })

  test('without the table of sections, as sstrip leaves it, it loads, and cut it is refused', (t) => {
    const app = project(t)
    const stripped = (bytes) => {
      bytes.writeBigUInt64LE(0n, 40)
      bytes.writeUInt32LE(0, 60)
      return bytes
    }
    change(app, stripped)
    assert.deepEqual(load(app), { loaded: 'function' })
    truncateSync(addonOf(app), 2_000_000)
    assert.match(load(app).message, /is incomplete: it has 2000000 bytes of \d{7}\./)
  })

  test('removed', (t) => {
    const app = project(t)
    rmSync(addonOf(app))
    const failure = load(app)
    assert.equal(lines(failure)[0], `pipedream-native-${platform} is installed but cannot be loaded.`)
    assert.match(lines(failure)[1], /\.node does not exist, while its package does\. A bundler, a file tracer or an ignore file/)
    assert.equal(commandsIn(failure.message)[0], replaceCommand(app))
    assert.equal(failure.cause.code, 'MODULE_NOT_FOUND')
  })

  test('replaced by a pointer of Git LFS', (t) => {
    const app = project(t)
    change(app, () => Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'))
    assert.match(load(app).message, /\.node is no native library: another program has written it \(Git LFS/)
  })

  test('unreadable for this user, and the command helps', {
    skip: process.getuid?.() !== 0 && 'needs root to become another user',
  }, (t) => {
    const app = project(t)
    chmodSync(app, 0o755)
    chmodSync(addonOf(app), 0o600)
    load(app)
    const other = { uid: 65534, gid: 65534 }
    const failure = load(app, other)
    assert.equal(lines(failure)[1], `This user may not read ${addonOf(app)} (0600, of user 0).`)
    const [command] = commandsIn(failure.message)
    assert.equal(command, `chmod a+r ${addonOf(app)}`)
    chmodSync(addonOf(app), 0o644)
    assert.deepEqual(load(app, other), { loaded: 'function' })
  })

  test('of another processor', (t) => {
    const app = project(t)
    const other = process.arch === 'arm64' ? 'x64' : 'arm64'
    change(app, () => bytesFor(platform.replace(process.arch, other)))
    assert.equal(
      lines(load(app))[1],
      `${addonOf(app)} is for linux-${other}, and Node ${process.versions.node} runs as linux-${process.arch}.`,
    )
  })

  test('of another C library', { skip: !platform?.endsWith('-gnu') && 'for glibc' }, (t) => {
    const app = project(t)
    change(app, () => bytesFor(otherLibc))
    const failure = load(app)
    assert.match(lines(failure)[1], /was made for another C library than that of Node \S+, glibc \(.*\): .*libc\.so/)
    assert.deepEqual(commandsIn(failure.message), [
      replaceCommand(app),
      'echo node_modules >> .dockerignore',
      'RUN npm ci --include=optional',
    ])
  })

  test('that needs a newer glibc', { skip: !platform?.endsWith('-gnu') && 'for glibc' }, (t) => {
    const app = project(t)
    change(app, (bytes) => {
      const at = bytes.indexOf('\0GLIBC_2.') + 1
      assert.ok(at > 0)
      bytes.write('9', at + 6, 'latin1')
      return bytes
    })
    const { glibcVersionRuntime } = process.report.getReport().header
    const failure = load(app)
    assert.match(lines(failure)[1], /^It needs glibc 9\.[\d.]+, and this system has /)
    assert.ok(lines(failure)[1].includes(`has ${glibcVersionRuntime}. The published packages need 2.17.`))
    assert.deepEqual(commandsIn(failure.message), ['FROM node:22-bookworm-slim'])
  })

  test('that lacks a library of the system', (t) => {
    const app = project(t)
    if (!readFileSync(addonOf(app)).includes('libgcc_s.so.1')) return t.skip('the addon of build:release does not need this library')
    change(app, (bytes) => {
      bytes.write('libgcc_x.so.1', bytes.indexOf('libgcc_s.so.1'), 'latin1')
      return bytes
    })
    const failure = load(app)
    assert.match(lines(failure)[1], /^The system lacks a library: libgcc_x\.so\.1: cannot open shared object file/)
    assert.deepEqual(commandsIn(failure.message), ['apt-get install -y libgcc-s1'])
  })
})

describe('a package that is not there', { skip }, () => {
  test('that of the other C library is', (t) => {
    const app = project(t, [otherLibc])
    const failure = load(app)
    assert.equal(lines(failure)[0], `pipedream-native-${platform} is not installed.`)
    const [mine, theirs] = platform.endsWith('-gnu') ? ['glibc (', 'musl ('] : ['musl (', 'glibc (']
    assert.ok(lines(failure)[1].startsWith(`This system uses ${mine}`), failure.message)
    assert.ok(lines(failure)[1].includes(`${app} has ${otherLibc}, for ${theirs}`), failure.message)
    assert.doesNotMatch(failure.message, /is installed/)
    assert.deepEqual(commandsIn(failure.message), [ADD, 'echo node_modules >> .dockerignore', 'RUN npm ci --include=optional'])
  })

  test('with both C libraries installed the right one is loaded', (t) =>
    assert.deepEqual(load(project(t, [platform, otherLibc])), { loaded: 'function' }))

  test('that of a Mac is', (t) => {
    const app = project(t, ['darwin-arm64'])
    assert.equal(
      lines(load(app))[1],
      `Node ${process.versions.node} runs as ${platform}. ${app} has darwin-arm64: node_modules was copied from another machine, ` +
        'installed for one, or installed by a Node for another processor.',
    )
  })

  test('a setting of the project leaves it out', (t) => {
    const app = project(t, [])
    writeFileSync(join(app, '.npmrc'), 'audit=false\nomit[]=optional\n')
    const failure = load(app)
    assert.match(lines(failure)[1], /^It is an optional dependency, and a setting of \S+\.npmrc leaves it out: `omit\[\]=optional`\.$/)
    assert.deepEqual(commandsIn(failure.message), [ADD])
  })

  for (const [name, value] of Object.entries({ npm_config_omit: 'dev optional', NPM_CONFIG_OPTIONAL: 'false' })) {
    test(`the variable ${name} leaves it out`, (t) => {
      const failure = load(project(t, []), { env: { [name]: value } })
      assert.ok(lines(failure)[1].includes(`a setting of the environment leaves it out: \`${name}=${value}\``), failure.message)
    })
  }

  test('the lock file of another platform lacks it', (t) => {
    const app = project(t, [])
    const packages = { 'node_modules/pipedream-native': { optionalDependencies: { [`pipedream-native-${platform}`]: version } } }
    const lock = JSON.stringify({ packages: { ...packages, 'node_modules/pipedream-native-darwin-arm64': {} } }, null, 2)
    writeFileSync(join(app, 'package-lock.json'), lock)
    const failure = load(app)
    assert.ok(
      lines(failure)[1].startsWith(`${join(app, 'package-lock.json')} has darwin-arm64 but not ${platform}: it was made on another`),
      failure.message,
    )
    assert.deepEqual(commandsIn(failure.message), [ADD])
  })

  test('nothing says why', (t) => {
    const failure = load(project(t, []))
    assert.match(
      lines(failure)[1],
      /^It is an optional dependency of pipedream-native\. It is missing if it was left out \(--omit=optional/,
    )
    assert.equal(commandsIn(failure.message)[0], ADD)
    assert.equal(failure.cause.code, 'MODULE_NOT_FOUND')
  })

  test('under the name of the official package the command keeps that name', (t) => {
    const app = project(t, [])
    cpSync(join(app, 'node_modules', 'pipedream-native'), join(app, 'node_modules', '@pipedream', 'sdk'), { recursive: true })
    rmSync(join(app, 'node_modules', 'pipedream-native'), { recursive: true })
    writeFileSync(join(app, 'package.json'), JSON.stringify({ dependencies: { '@pipedream/sdk': `npm:pipedream-native@^${version}` } }))
    writeFileSync(
      join(app, 'load.cjs'),
      "try { require('@pipedream/sdk') } catch ({ code, message }) { console.log(JSON.stringify({ code, message })) }",
    )
    assert.equal(commandsIn(load(app).message)[0], `npm install --include=optional @pipedream/sdk@npm:pipedream-native@${version}`)
  })
})

describe('Node that was told not to load it', () => {
  test('--no-addons on the command line', (t) => {
    const failure = load(project(t), { command: [process.execPath, '--no-addons'] })
    assert.equal(failure.code, CODE)
    assert.match(lines(failure)[0], /Node was started with --no-addons/)
    assert.deepEqual(commandsIn(failure.message), ['node load.cjs'])
    assert.equal(failure.cause.code, 'ERR_DLOPEN_DISABLED')
  })

  test('--no-addons in NODE_OPTIONS', (t) => {
    const failure = load(project(t), { env: { NODE_OPTIONS: '--no-addons' } })
    assert.match(lines(failure)[1], /^--no-addons stands in NODE_OPTIONS\./)
    assert.deepEqual(commandsIn(failure.message), ['NODE_OPTIONS= node load.cjs'])
  })

  const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission'
  const canRestrict = process.allowedNodeEnvironmentFlags.has(permission)
  const limited = { skip: !canRestrict && 'this Node has no permission model' }

  test('the permission model without --allow-addons, and the command helps', limited, (t) => {
    const app = project(t)
    const command = [process.execPath, permission, `--allow-fs-read=${app}`]
    const failure = load(app, { command })
    assert.match(lines(failure)[0], /without leave to load one: add --allow-addons\.$/)
    assert.deepEqual(commandsIn(failure.message), [`node ${permission} --allow-fs-read=${app} --allow-addons load.cjs`])
    assert.deepEqual(load(app, { command: [...command, '--allow-addons'] }), { loaded: 'function' })
  })

  test('the permission model without leave to read the package of the platform', limited, (t) => {
    const app = project(t)
    load(app)
    const allowed = ['load.cjs', 'package.json', join('node_modules', 'pipedream-native', '/')].map(
      (name) => `--allow-fs-read=${join(app, name)}`,
    )
    const failure = load(app, { command: [process.execPath, permission, '--allow-addons', ...allowed] })
    assert.match(lines(failure)[0], /^Node's permission model does not let pipedream-native read pipedream-native-/)
    assert.match(commandsIn(failure.message)[0], new RegExp(`--allow-fs-read=${app} load\\.cjs$`))
  })
})
