// The commands that a failure to load gives: each is run as it is printed, by the package manager it is for, and then the package loads.
//
// The package managers come from npm, the packages from a registry of this test. Without the network the test says so.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, realpathSync, rmSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { bytesFor, isLinux, packAll, platform, platforms, version } from '../support/load-projects.mjs'
import { followed, loadedIn, managers, projectOf, shell, textIn } from '../support/package-managers.mjs'
import { folderOf, NATIVE } from '../support/skews.mjs'
import { serveRegistry } from '../support/registry.mjs'

const MANAGERS = ['npm 11', 'npm 10', 'pnpm 12', 'pnpm 10', 'yarn 1', 'yarn 4', 'bun']
const LOCKS = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']
let registry
let lab

before(async () => {
  if (!isLinux) return
  lab = managers(MANAGERS)
  const packed = join(lab.place, 'packed')
  mkdirSync(packed)
  const other = join(packed, 'other', 'package')
  mkdirSync(other, { recursive: true })
  writeFileSync(
    join(other, 'package.json'),
    JSON.stringify({ name: 'other', version: '1.0.0', dependencies: { 'pipedream-native': version } }),
  )
  execFileSync('tar', ['-czf', `${packed}/other.tgz`, '-C', join(packed, 'other'), 'package'])
  registry = await serveRegistry([...packAll(packed), `${packed}/other.tgz`])
})

after(async () => {
  await registry?.close()
  lab?.remove()
})

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

/** Deletes the folder of the platform's package. */
const deleted = (app) => rmSync(folderOf(app, NATIVE), { recursive: true })

const ELSEWHERE = { os: ['darwin'], cpu: ['arm64'] }
const yarnrcYml = { nodeLinker: 'node-modules' }
const pnp = { yarnrcYml: { nodeLinker: 'pnp' } }

const PNPM_ELSEWHERE = 'supportedArchitectures:\n  os: [linux]\n  cpu: [x64]\n  libc: [musl]\n'
/** Another package needs this one. */
const OF_OTHER = { manifest: { dependencies: { other: '1.0.0' } } }

/** The manager, the state, the settings of the project, how it gets into the state, the cause, and what the user edits. */
const STATES = [
  ['npm 11', 'node_modules of a Mac', {}, ['npm install --os=darwin --cpu=arm64'], /has darwin-arm64/],
  ['npm 10', 'node_modules and lock file of a Mac', {}, ['npm install --os=darwin --cpu=arm64', keepInLock], /has darwin-arm64/],
  ['npm 10', 'lock file of a Mac', {}, ['npm install --omit=optional', keepInLock], /package-lock\.json has darwin-arm64 but not/],
  ['npm 11', '--omit=optional', {}, ['npm install --omit=optional'], /was left out \(--omit=optional/],
  ['npm 11', 'omit=optional in .npmrc', { npmrc: 'omit=optional\n' }, ['npm install'], /\.npmrc leaves it out: `omit=optional`/],
  ['npm 11', 'a cut addon', {}, ['npm install', cut], /is incomplete/],
  ['npm 10', 'node_modules of a Mac, whole lock file', {}, ['npm install --os=darwin --cpu=arm64'], /has darwin-arm64/],
  ['npm 10', 'lock file of a Mac, needed by another package', OF_OTHER, ['npm install --omit=optional', keepInLock], /but not/],
  ['npm 11', '--libc=musl', {}, ['npm install --libc=musl'], /uses glibc/],
  ['pnpm 12', 'node_modules of a Mac', {}, ['pnpm install --os=darwin --cpu=arm64'], /has darwin-arm64/],
  ['pnpm 12', 'supportedArchitectures', { workspace: PNPM_ELSEWHERE }, ['pnpm install'], /has linux-x64-musl/],
  ['pnpm 12', 'its folder was deleted', {}, ['pnpm install', deleted], /was left out .* or deleted/],
  ['pnpm 12', 'a cut addon, hoisted', { workspace: 'nodeLinker: hoisted\n' }, ['pnpm install', cut], /is incomplete/],
  ['yarn 1', 'ignore-optional in .yarnrc', { yarnrc: '--install.ignore-optional true\n' }, ['yarn install'], /leaves it out/],
  ['bun', '--libc=musl', {}, ['bun install --libc=musl'], /uses glibc/],
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
  ['bun', 'node_modules of a Mac', {}, ['bun install --os=darwin --cpu=arm64'], /has darwin-arm64/],
  [
    'bun',
    'optional = false in bunfig.toml',
    { files: { 'bunfig.toml': '[install]\noptional = false\n' } },
    ['bun install'],
    /leaves it out/,
  ],
]

/** More states, which `npm run check:packaging` tries (`LOAD_STATES=all`): each takes some seconds. */
const MORE = [
  ['npm 11', 'its folder was deleted', {}, ['npm install', deleted], /was left out .* or deleted/],
  ['npm 11', 'libc in .npmrc', { npmrc: 'libc=musl\n' }, ['npm install'], /uses glibc .*\n.*Remove `libc=musl` from/],
  ['pnpm 12', '--no-optional', {}, ['pnpm install --no-optional'], /was left out/],
  ['pnpm 12', '--libc=musl', {}, ['pnpm install --libc=musl'], /uses glibc/],
  ['pnpm 12', 'a cut addon', {}, ['pnpm install', cut], /is incomplete/],
  ['pnpm 10', 'its folder was deleted', {}, ['pnpm install', deleted], /was left out .* or deleted/],
  ['pnpm 10', 'supportedArchitectures', { workspace: PNPM_ELSEWHERE }, ['pnpm install'], /has linux-x64-musl/],
  ['pnpm 10', 'a cut addon, hoisted', { workspace: 'nodeLinker: hoisted\n' }, ['pnpm install', cut], /is incomplete/],
  ['yarn 1', 'its folder was deleted', {}, ['yarn install', deleted], /has linux-x64-musl/],
  ['yarn 4', 'its folder was deleted', { yarnrcYml }, ['yarn install', deleted], /was left out .* or deleted/],
  ['yarn 4', "Plug'n'Play, its folder was deleted", pnp, ['yarn install', deleted], /./],
  ['bun', 'its folder was deleted', {}, ['bun install', deleted], /was left out .* or deleted/],
  ['bun', '--omit=optional', {}, ['bun install --omit=optional'], /was left out/],
  ['bun', 'a cut addon', {}, ['bun install', cut], /is incomplete/],
]

describe('the command that is printed makes the package load', { skip: !isLinux && 'the states are those of Linux' }, () => {
  for (const [manager, state, settings, steps, cause] of process.env.LOAD_STATES === 'all' ? [...STATES, ...MORE] : STATES) {
    test(`${manager}: ${state}`, async (t) => {
      if (lab.absent) return t.skip(lab.absent)
      const app = projectOf(t, lab, registry.url, settings)
      for (const step of steps) await (typeof step === 'string' ? shell(app, lab, manager, step) : step(app, 'darwin-arm64'))
      const { code, message } = loadedIn(app, lab)
      assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD', message)
      assert.match(message, cause)
      const before = ['package.json', ...LOCKS].map((name) => textIn(app, name))
      for (const command of followed(message, app)) await shell(app, lab, manager, command)
      assert.deepEqual(loadedIn(app, lab), { loaded: 'function' }, message)
      if (!steps.includes(keepInLock))
        assert.deepEqual(
          ['package.json', ...LOCKS].map((name) => textIn(app, name)),
          before,
          message,
        )
      else assert.deepEqual(JSON.parse(textIn(app, 'package.json')), JSON.parse(before[0]))
    })
  }
})
