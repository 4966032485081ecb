// The commands that a failure to load gives: each is run as it is printed, by the package manager it is for, and then the package loads.
//
// The package managers come from npm, the packages from a registry of this test. Without the network the test says so.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { bytesFor, commandsIn, isLinux, load, packAll, platform, platforms, version } from '../support/load-projects.mjs'
import { serveRegistry } from '../support/registry.mjs'

const place = realpathSync(mkdtempSync(join(tmpdir(), 'repairs-')))
const bin = join(place, 'bin')
let registry
let absent

/** The package managers, the package of each and its program. */
const MANAGERS = {
  'npm 11': ['npm-11@npm:npm@11', 'npm-11/bin/npm-cli.js'],
  'npm 10': ['npm-10@npm:npm@10', 'npm-10/bin/npm-cli.js'],
  'pnpm 10': ['pnpm@10', 'pnpm/bin/pnpm.cjs'],
  'yarn 1': ['yarn-1@npm:yarn@1.22.22', 'yarn-1/bin/yarn.js'],
  'yarn 4': ['@yarnpkg/cli-dist@4', '@yarnpkg/cli-dist/bin/yarn.js'],
}

before(async () => {
  if (!isLinux) return
  const tools = join(place, 'tools')
  mkdirSync(tools)
  mkdirSync(bin)
  writeFileSync(join(tools, 'package.json'), '{ "private": true }')
  try {
    const packages = Object.values(MANAGERS).map(([name]) => name)
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
      cwd: tools,
      timeout: 180_000,
    })
  } catch (error) {
    absent = `the package managers cannot be installed: ${error.stderr?.split('\n')[0] ?? error.message}`
    return
  }
  for (const [title, [, program]] of Object.entries(MANAGERS)) {
    const folder = join(bin, title)
    mkdirSync(folder)
    const file = join(folder, title.split(' ')[0])
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(tools, 'node_modules', program)}" "$@"\n`)
    chmodSync(file, 0o755)
  }
  const packed = join(place, 'packed')
  mkdirSync(packed)
  registry = await serveRegistry(packAll(packed))
})

after(async () => {
  await registry?.close()
  rmSync(place, { recursive: true, force: true, maxRetries: 5 })
})

/** A project with what each manager reads: the registry of this test, and a cache of its own. */
function project(t, settings = {}) {
  const app = mkdtempSync(join(place, 'app-'))
  t.after(() => rmSync(app, { recursive: true, force: true, maxRetries: 5 }))
  const files = {
    'package.json': JSON.stringify({ name: 'app', private: true, dependencies: { 'pipedream-native': version } }),
    '.npmrc': `registry=${registry.url}\ncache=${place}/npm\naudit=false\nfund=false\n${settings.npmrc ?? ''}`,
    '.yarnrc': `registry "${registry.url}"\ncache-folder "${place}/yarn-1"\n${settings.yarnrc ?? ''}`,
    ...settings.files,
  }
  if (settings.yarnrcYml !== undefined) {
    const common = { npmRegistryServer: registry.url, unsafeHttpWhitelist: ['127.0.0.1'], enableTelemetry: false, enableGlobalCache: false }
    const all = { ...common, cacheFolder: `${place}/yarn-4`, globalFolder: `${place}/yarn-global`, ...settings.yarnrcYml }
    files['.yarnrc.yml'] = Object.entries(all)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
      .join('')
    files['yarn.lock'] = ''
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text)
  return app
}

/** Runs a line as a user would type it. Not synchronous: the registry is in this process. */
function shell(app, manager, line) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|YARN_|CI$)/i.test(name)))
  Object.assign(env, { HOME: place, npm_config_store_dir: join(place, 'pnpm'), YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' })
  env.PATH = [join(bin, manager), env.PATH].join(delimiter)
  return promisify(execFile)('sh', ['-c', line], { cwd: app, env, timeout: 180_000 }).catch(({ stdout, stderr }) =>
    assert.fail(`${line}\n${stdout}${stderr}`),
  )
}

/** With Plug'n'Play Node needs yarn's loader. */
const loaded = (app) => load(app, existsSync(join(app, '.pnp.cjs')) ? { command: [process.execPath, '-r', './.pnp.cjs'] } : {})

/** The lock file as npm 10 writes it where node_modules has another platform. */
function keepInLock(app, name) {
  const file = join(app, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  for (const other of platforms) if (other !== name) delete lock.packages[`node_modules/pipedream-native-${other}`]
  writeFileSync(file, JSON.stringify(lock, null, 2))
}

/** Cuts the addon in each place that the manager keeps it in, but its cache. */
function cut(app) {
  for (const name of readdirSync(app, { recursive: true }).filter((one) => one.endsWith(`.${platform}.node`))) {
    const file = realpathSync(join(app, name))
    rmSync(file)
    writeFileSync(file, bytesFor(platform))
    truncateSync(file, 10_000)
  }
}

const ELSEWHERE = { os: ['darwin'], cpu: ['arm64'] }
const yarnrcYml = { nodeLinker: 'node-modules' }
const pnp = { yarnrcYml: { nodeLinker: 'pnp' } }

/** The manager, the state, the settings of the project, how it gets into the state, the cause, and what the user edits. */
const STATES = [
  ['npm 11', 'node_modules of a Mac', {}, ['npm install --os=darwin --cpu=arm64'], /has darwin-arm64/],
  ['npm 10', 'node_modules and lock file of a Mac', {}, ['npm install --os=darwin --cpu=arm64', keepInLock], /has darwin-arm64/],
  ['npm 10', 'lock file of a Mac', {}, ['npm install --omit=optional', keepInLock], /package-lock\.json has darwin-arm64 but not/],
  ['npm 11', '--omit=optional', {}, ['npm install --omit=optional'], /was left out \(--omit=optional/],
  ['npm 11', 'omit=optional in .npmrc', { npmrc: 'omit=optional\n' }, ['npm install'], /\.npmrc leaves it out: `omit=optional`/],
  ['npm 11', 'a cut addon', {}, ['npm install', cut], /is incomplete/],
  ['pnpm 10', 'node_modules of a Mac', {}, ['pnpm install --os=darwin --cpu=arm64'], /has darwin-arm64/],
  ['pnpm 10', '--no-optional', {}, ['pnpm install --no-optional'], /was left out/],
  ['pnpm 10', 'a cut addon', {}, ['pnpm install', cut], /is incomplete/],
  ['yarn 1', '--ignore-optional', {}, ['yarn install --ignore-optional'], /was left out/],
  ['yarn 1', 'a cut addon', {}, ['yarn install', cut], /is incomplete/],
  [
    'yarn 4',
    'supportedArchitectures',
    { yarnrcYml: { ...yarnrcYml, supportedArchitectures: ELSEWHERE } },
    ['yarn install'],
    /has darwin-arm64/,
  ],
  ['yarn 4', 'a cut addon', { yarnrcYml }, ['yarn install', cut], /is incomplete/],
  [
    'yarn 4',
    "Plug'n'Play, supportedArchitectures",
    { yarnrcYml: { ...pnp.yarnrcYml, supportedArchitectures: ELSEWHERE } },
    ['yarn install'],
    /has darwin-arm64/,
  ],
  ['yarn 4', "Plug'n'Play, a cut addon", pnp, ['yarn install', cut], /is incomplete/],
]

describe('the command that is printed makes the package load', { skip: !isLinux && 'the states are those of Linux' }, () => {
  for (const [manager, state, settings, steps, cause] of STATES) {
    test(`${manager}: ${state}`, async (t) => {
      if (absent) return t.skip(absent)
      const app = project(t, settings)
      for (const step of steps) await (typeof step === 'string' ? shell(app, manager, step) : step(app, 'darwin-arm64'))
      const { code, message } = loaded(app)
      assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD', message)
      assert.match(message, cause)
      const [, folder] = /^Run in (.+):$/m.exec(message)
      assert.equal(folder, app)
      const before = readFileSync(join(app, 'package.json'), 'utf8')
      // The lines behind these are for a Dockerfile.
      const commands = commandsIn(message.split('\nIn a Dockerfile')[0])
      assert.ok(commands.length > 0 && commands.every((command) => !/undefined/.test(command)), message)
      for (const command of commands) await shell(app, manager, command)
      assert.deepEqual(loaded(app), { loaded: 'function' })
      assert.deepEqual(JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')).name, JSON.parse(before).name)
    })
  }
})
