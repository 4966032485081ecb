// The package managers as users have them in PATH, and projects with what each of them reads: for the commands of load failures.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { toolOf } from '../../scripts/release/tools.mjs'
import { commandsIn, load, version } from './load-projects.mjs'

/** The tool of each, of scripts/release/tools.mjs. A title's first word is the name of its program. */
const TOOLS = {
  'npm 11': 'npm',
  'npm 10': 'npm 10',
  'pnpm 12': 'pnpm',
  'pnpm 10': 'pnpm 10',
  'yarn 1': 'yarn',
  'yarn 4': '@yarnpkg/cli-dist',
  bun: 'bun',
}

/**
 * A folder with the programs of these managers, run by `node`, each started with the words `around` before it. Their caches are in `home`.
 * Returns it with `absent`, which says why they cannot be had if they cannot, which in CI is an error; `remove` deletes it.
 */
export function managers(titles, { node = process.execPath, around = [], home } = {}) {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'managers-')))
  const lab = {
    place,
    home: home ?? place,
    node,
    absent: undefined,
    remove: () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }),
  }
  for (const title of titles) {
    const folder = join(place, 'bin', title)
    mkdirSync(folder, { recursive: true })
    try {
      const [command, ...parameters] = toolOf(TOOLS[title])
      // What is a program itself needs no Node.
      const words = parameters.length > 0 ? [node, ...parameters] : [command]
      put(join(folder, title.split(' ')[0]), [...around, ...words])
    } catch (error) {
      // In CI the tests must run.
      if (process.env.CI) throw error
      lab.absent = error.message
    }
    put(join(folder, 'node'), [node])
  }
  return lab
}

function put(file, words) {
  writeFileSync(file, `#!/bin/sh\nexec ${words.map((word) => `"${word}"`).join(' ')} "$@"\n`)
  chmodSync(file, 0o755)
}

/**
 * A project that needs this package, with what each manager reads: the registry at `url`, and a cache of its own. `settings`: `manifest` is
 * merged into package.json, `npmrc` and `yarnrc` are lines of those files, `yarnrcYml` makes it one of yarn 4, `workspace` are lines of
 * pnpm-workspace.yaml, and `files` has others by name.
 */
export function projectOf(t, { home }, url, settings = {}) {
  const app = mkdtempSync(join(home, 'app-'))
  t.after(() => rmSync(app, { recursive: true, force: true, maxRetries: 5 }))
  const manifest = { name: 'app', private: true, dependencies: { 'pipedream-native': version }, ...settings.manifest }
  const files = {
    'package.json': JSON.stringify(manifest, null, 2),
    '.npmrc': `registry=${url}\ncache=${home}/npm\naudit=false\nfund=false\nupdate-notifier=false\n${settings.npmrc ?? ''}`,
    '.yarnrc': `registry "${url}"\ncache-folder "${home}/yarn-1"\n${settings.yarnrc ?? ''}`,
    // What was published a minute ago is refused otherwise.
    'pnpm-workspace.yaml': `minimumReleaseAge: 0\n${settings.workspace ?? ''}`,
    ...settings.files,
  }
  if (settings.yarnrcYml !== undefined) {
    const common = { npmRegistryServer: url, unsafeHttpWhitelist: ['127.0.0.1'], enableTelemetry: false, enableGlobalCache: false }
    const folders = { cacheFolder: `${home}/yarn-4`, globalFolder: `${home}/yarn-global` }
    files['.yarnrc.yml'] = Object.entries({ ...common, ...folders, npmMinimalAgeGate: 0, ...settings.yarnrcYml })
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
      .join('')
    files['yarn.lock'] = ''
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text)
  return app
}

/** Runs a line as a user would type it. Not synchronous: the registry may be in this process. */
export function shell(app, { place, home }, manager, line) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|YARN_|CI$|NODE_)/i.test(name)))
  Object.assign(env, { HOME: home, npm_config_store_dir: join(home, 'pnpm'), YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' })
  Object.assign(env, { BUN_INSTALL_CACHE_DIR: join(home, 'bun') })
  env.PATH = [join(place, 'bin', manager), env.PATH].join(delimiter)
  return promisify(execFile)('/bin/sh', ['-c', line], { cwd: app, env, timeout: 180_000 }).catch(({ stdout, stderr }) =>
    assert.fail(`${line}\n${stdout}${stderr}`),
  )
}

/** What loading the package gives in a project. With Plug'n'Play Node needs yarn's loader. */
export function loadedIn(app, { node }) {
  return load(app, { command: [node, ...(existsSync(join(app, '.pnp.cjs')) ? ['-r', './.pnp.cjs'] : [])] })
}

/** The text of a file; undefined if there is none. */
export const textIn = (app, name) => (existsSync(join(app, name)) ? readFileSync(join(app, name), 'utf8') : undefined)

/** Does what a message says to edit in files, and returns the commands that it says to run. What is behind them is for a Dockerfile. */
export function followed(message, app) {
  const [own] = message.split('\nIn a Dockerfile')
  const [, entry, file] = /^Remove `(.+)` from (\S+?)[:,] /m.exec(own) ?? []
  if (file !== undefined && existsSync(file)) writeFileSync(file, readFileSync(file, 'utf8').replace(entry, ''))
  const [, setting, lists] = /^Add `current` to each list of `(.+)` in (\S+)\.$/m.exec(own) ?? []
  if (setting !== undefined) writeFileSync(lists, readFileSync(lists, 'utf8').replaceAll('[', '[current, '))
  const [, folder] = /^Run in (.+):$/m.exec(own)
  assert.equal(folder, app)
  return commandsIn(own)
}
