// Check 11: the main package and that of the platform are of two versions. What is printed is done, and then the package loads, in the version
// that the project asks for. Nothing else is changed: not package.json, not the lock file, not another dependency.
//
// The registry is verdaccio, which has both packages in both versions.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { commandsIn, isLinux, packAll, version } from '../../__test__/support/load-projects.mjs'
import { followed, loadedIn, managers, projectOf, shell, textIn } from '../../__test__/support/package-managers.mjs'
import { edit, NATIVE, overlaid } from '../../__test__/support/skews.mjs'
import { startRegistry } from '../release/registry.mjs'

const run = promisify(execFile)
const NEWER = version.replace(/\d+$/, (last) => (Number(last) + 1) % 10)
const place = realpathSync(mkdtempSync(join(tmpdir(), 'skew-')))
let registry
let lab

/** Each manager: how it is set up, its lock file, and how it installs a version. */
const yarn4 = { install: 'yarn install', lock: 'yarn.lock', override: yarnOverride }
const MANAGERS = {
  'npm 11': { install: 'npm install', lock: 'package-lock.json', override: npmOverride },
  'npm 10': { install: 'npm install', lock: 'package-lock.json', override: npmOverride },
  'pnpm 12': { install: 'pnpm install', lock: 'pnpm-lock.yaml', override: pnpmOverride },
  'pnpm 10': { install: 'pnpm install', lock: 'pnpm-lock.yaml', override: pnpmOverride },
  'yarn 1': { install: 'yarn install', lock: 'yarn.lock', override: yarnOverride },
  'yarn 4': { ...yarn4, settings: { yarnrcYml: { nodeLinker: 'node-modules' } } },
  "yarn 4, Plug'n'Play": { ...yarn4, settings: { yarnrcYml: { nodeLinker: 'pnp' } } },
  bun: { install: 'bun install', lock: 'bun.lock', override: npmOverride },
}

function npmOverride(app, to) {
  edit(app, (manifest) => Object.assign(manifest, { overrides: { [NATIVE]: to } }))
}
function yarnOverride(app, to) {
  edit(app, (manifest) => Object.assign(manifest, { resolutions: { [NATIVE]: to } }))
}
function pnpmOverride(app, to) {
  const file = join(app, 'pnpm-workspace.yaml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}overrides:\n  ${NATIVE}: ${to}\n`)
}

before(async () => {
  if (!isLinux) return
  lab = managers([...new Set(Object.keys(MANAGERS).map((title) => title.split(',')[0]))])
  if (lab.absent) return
  registry = await startRegistry(join(place, 'registry'))
  const packed = join(place, 'packed')
  mkdirSync(packed)
  for (const one of [version, NEWER]) for (const file of packAll(packed, one)) await publish(file)
})
after(async () => {
  await registry?.stop()
  lab?.remove()
  rmSync(place, { recursive: true, force: true, maxRetries: 5 })
})

/** Publishes a file. */
async function publish(file) {
  const npmrc = join(place, 'npmrc')
  writeFileSync(npmrc, `registry=${registry.url}/\n${registry.url.replace(/^http:/, '')}/:_authToken=${registry.token}\n`)
  const own = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name))
  await run('npm', ['publish', file, '--ignore-scripts', '--loglevel=error'], {
    env: { ...Object.fromEntries(own), NPM_CONFIG_USERCONFIG: npmrc },
  })
}

/** Publishes a version of another package, which the project has as well. */
async function publishOther(name, number) {
  const folder = join(place, `${name}-${number}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: number }))
  await publish(folder)
}

let count = 0

/** A project with this package and another one, of which there is a newer version since it was installed. */
async function installed(t, manager) {
  const { install, settings } = MANAGERS[manager]
  count += 1
  const other = `pipedream-native-other-${count}`
  await publishOther(other, '1.0.0')
  const manifest = { dependencies: { [other]: '^1.0.0', 'pipedream-native': version } }
  const app = projectOf(t, lab, registry.url, { ...settings, manifest })
  const title = manager.split(',')[0]
  await shell(app, lab, title, install)
  await publishOther(other, '1.1.0')
  assert.deepEqual(loadedIn(app, lab), { loaded: 'function' })
  return { app, title, other, lock: textIn(app, MANAGERS[manager].lock), manifest: textIn(app, 'package.json') }
}

/** What is the same after the repair: package.json, the lock file, and the other package. */
function unchanged({ app, lock, manifest }, { lock: file }) {
  // npm sorts the names.
  assert.deepEqual(JSON.parse(textIn(app, 'package.json')), JSON.parse(manifest))
  assert.equal(textIn(app, file), lock)
}

function differs(app, [main, native]) {
  const { code, message } = loadedIn(app, lab)
  assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD', message)
  assert.ok(message.startsWith(`${NATIVE} is ${native}, pipedream-native is ${main}: install both in the same version.\n`), message)
  return message
}

const STATES = {
  'files of another version lie over those of the platform package': {
    make: (app) => overlaid(app, NATIVE, NEWER),
    versions: [version, NEWER],
  },
  'files of another version lie over those of the main package': {
    make: (app) => overlaid(app, 'pipedream-native', NEWER),
    versions: [NEWER, version],
    // It is in an archive there, whose hash yarn compares.
    isImpossible: (manager) => /Plug/.test(manager),
  },
}

describe('two versions', { skip: !isLinux && 'the states are those of Linux' }, () => {
  for (const [manager, set] of Object.entries(MANAGERS)) {
    for (const [state, { make, versions, isImpossible }] of Object.entries(STATES)) {
      if (isImpossible?.(manager)) continue
      test(`${manager}: ${state}`, async (t) => {
        if (lab.absent) return t.skip(lab.absent)
        const project = await installed(t, manager)
        make(project.app)
        const message = differs(project.app, versions)
        for (const command of await followed(message, project.app)) await shell(project.app, lab, project.title, command)
        assert.deepEqual(loadedIn(project.app, lab), { loaded: 'function' }, message)
        unchanged(project, set)
      })
    }

    test(`${manager}: an entry of the project gives the platform package another version`, async (t) => {
      if (lab.absent) return t.skip(lab.absent)
      const project = await installed(t, manager)
      const { app, title } = project
      const before = textIn(app, 'pnpm-workspace.yaml')
      set.override(app, NEWER)
      await shell(app, lab, title, set.install)
      const message = differs(app, [version, NEWER])
      assert.match(message, /^Remove `.+` from \S+: it gives one of them another version\.$/m)
      writeFileSync(join(app, 'package.json'), project.manifest)
      if (before !== undefined) writeFileSync(join(app, 'pnpm-workspace.yaml'), before)
      for (const command of commandsIn(message)) await shell(app, lab, title, command)
      assert.deepEqual(loadedIn(app, lab), { loaded: 'function' }, message)
      unchanged(project, set)
    })
  }
})
