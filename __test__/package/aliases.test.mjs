// MIGRATION.md: this package under the name @pipedream/sdk, installed by npm, pnpm and yarn as the page says.
//
// A registry on this machine serves the packages as npm packs them, a package that depends on @pipedream/sdk, and one that
// stands for the official one. pnpm and yarn are tried if they are installed; yarn's version decides which of its sections.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { pack } from '../../scripts/packed.mjs'
import { folderFor } from '../support/folders.mjs'
import { sectionOf } from '../support/migration.mjs'
import { serveRegistry } from '../support/registry.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const place = folderFor({ after }, 'aliases')
let registry

before(async () => {
  const folders = [root, ...readdirSync(join(root, 'npm')).map((name) => join(root, 'npm', name))]
  const files = folders.map((folder) => pack(folder, place).file)
  files.push(made('official', { name: '@pipedream/sdk', version: '3.1.6' }, 'exports.official = true'))
  const dependencies = { '@pipedream/sdk': '^3.0.0' }
  files.push(made('uses-sdk', { name: 'uses-sdk', version: '1.0.0', dependencies }, "module.exports = require('@pipedream/sdk')"))
  registry = await serveRegistry(files)
})

after(() => registry.close())

const majorOf = (command) => Number.parseInt(spawnSync(command, ['--version'], { cwd: place, encoding: 'utf8' }).stdout ?? '', 10)
const yarn = majorOf('yarn')
const managers = [
  { heading: '### npm', command: 'npm', add: ['install'], install: ['install'], there: true },
  { heading: '### pnpm', command: 'pnpm', add: ['add'], install: ['install', '--no-frozen-lockfile'], there: majorOf('pnpm') >= 9 },
  { heading: '### yarn 1', command: 'yarn', add: ['add'], install: ['install'], there: yarn === 1 },
  { heading: '### yarn 2 and later', command: 'yarn', add: ['add'], install: ['install'], there: yarn >= 2 },
]

for (const { heading, command, add, install, there } of managers) {
  const skip = !there && `${heading.slice(4)} is not installed`

  test(`${heading.slice(4)}: the alias is for your own code only`, { skip }, async (t) => {
    const app = project(t, { private: true })
    const [, alias] = /`(?:npm install|\w+ add) (@pipedream\/sdk@npm:[^`]+)`/.exec(sectionOf(heading))
    await run(app, command, [...add, alias, 'uses-sdk'])
    assert.deepEqual(seen(app), { own: 'native', dependency: 'official', call: 'apn_1', module: 'native', browser: 'none' })
  })

  test(`${heading.slice(4)}: with the override on the page, dependencies get it too`, { skip }, async (t) => {
    const [, block] = /```json\n([\s\S]*?)```/.exec(sectionOf(heading))
    const shown = JSON.parse(block)
    const app = project(t, { private: true, ...shown, dependencies: { ...shown.dependencies, 'uses-sdk': '1.0.0' } })
    await run(app, command, install)
    assert.deepEqual(seen(app), { own: 'native', dependency: 'native', call: 'apn_1', module: 'native', browser: 'none' })
  })
}

test('npm: an override beside the installed official package changes nothing, until both are deleted', async (t) => {
  const app = project(t, { private: true })
  await run(app, 'npm', ['install', '@pipedream/sdk@npm:pipedream-native', 'uses-sdk'])
  await run(app, 'npm', ['pkg', 'set', 'overrides.@pipedream/sdk=$@pipedream/sdk'])
  await run(app, 'npm', ['install'])
  assert.equal(seen(app).dependency, 'official')
  for (const name of ['node_modules', 'package-lock.json']) rmSync(join(app, name), { recursive: true })
  await run(app, 'npm', ['install'])
  assert.equal(seen(app).dependency, 'native')
})

test('npm: the official package can be there under a third name', async (t) => {
  const app = project(t, { private: true })
  const [, third] = /`npm install (official-pipedream@npm:[^`]+)`/.exec(sectionOf('## Under the old name'))
  await run(app, 'npm', ['install', '@pipedream/sdk@npm:pipedream-native', third, 'uses-sdk'])
  const { stdout } = node(app, "console.log(require('official-pipedream').official)")
  assert.equal(stdout, 'true\n')
})

/** A folder with this package.json, where each manager uses the registry of this test and a cache of its own. */
function project(t, manifest) {
  const app = mkdtempSync(join(place, 'app-'))
  t.after(() => rmSync(app, { recursive: true, force: true }))
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(app, '.npmrc'), `registry=${registry.url}\ncache=${place}/npm\naudit=false\nfund=false\n`)
  writeFileSync(join(app, '.yarnrc'), `registry "${registry.url}"\ncache-folder "${place}/yarn-1"\n`)
  const settings = { npmRegistryServer: registry.url, unsafeHttpWhitelist: ['127.0.0.1'], nodeLinker: 'node-modules' }
  const more = { enableGlobalCache: false, cacheFolder: `${place}/yarn`, globalFolder: `${place}/yarn-global`, enableTelemetry: false }
  if (yarn >= 2) {
    writeFileSync(join(app, '.yarnrc.yml'), JSON.stringify({ ...settings, ...more }))
    writeFileSync(join(app, 'yarn.lock'), '')
  }
  return app
}

/** Not synchronous: the registry is in this process. */
const run = (app, command, parameters) =>
  promisify(execFile)(command, parameters, {
    cwd: app,
    timeout: 120_000,
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_store_dir: join(place, 'pnpm'), YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
  }).catch(({ stdout, stderr }) => assert.fail(`${command} ${parameters.join(' ')}\n${stdout}${stderr}`))

const node = (app, code) => spawnSync(process.execPath, ['-e', code], { cwd: app, encoding: 'utf8' })

/** Which package the app and its dependency get, whether a call works, and what `@pipedream/sdk/browser` is. */
function seen(app) {
  const { stdout, stderr } = node(
    app,
    `
    const nameOf = (sdk) => (sdk.official ? 'official' : sdk.PipedreamAbortError ? 'native' : 'unknown')
    const browser = () => {
      try {
        require('@pipedream/sdk/browser').createFrontendClient({})
        return 'a client'
      } catch {
        return 'none'
      }
    }
    const main = async () => {
      const sdk = require('@pipedream/sdk')
      const { startEmulator } = require('@pipedream/sdk/testing')
      const api = await startEmulator()
      const { id } = await new sdk.PipedreamClient(api.clientOptions).accounts.retrieve('apn_1')
      await api.close()
      const module = nameOf(await import('@pipedream/sdk'))
      console.log(JSON.stringify({ own: nameOf(sdk), dependency: nameOf(require('uses-sdk')), call: id, module, browser: browser() }))
    }
    main()`,
  )
  assert.notEqual(stdout, '', stderr)
  return JSON.parse(stdout)
}

/** A package of one file. */
function made(name, manifest, code) {
  const folder = join(place, 'made', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'index.js'), code)
  return pack(folder, place).file
}
