// node_modules of Debian under a Node for musl, and of Alpine under a Node for glibc: what is said, and that the package loads when it is done.
//
// `MUSL_NODE` names a Node for musl that starts by itself. `npm run check:platforms linux-x64-musl` makes one, and runs this with it.
//
// npm, pnpm and yarn look into /usr/bin/ldd to know the C library. So they run where that file is as Alpine has it: in a mount namespace.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { bytesFor, commandsIn, packAll, root } from '../support/load-projects.mjs'
import { followed, loadedIn, managers, projectOf, shell, textIn } from '../support/package-managers.mjs'
import { serveRegistry } from '../support/registry.mjs'

const node = process.env.MUSL_NODE
const yarnrcYml = { nodeLinker: 'node-modules' }

/** The managers that are programs of Node, so that they run with either C library: their settings, and how they install. */
const MANAGERS = {
  'npm 11': [{}, 'npm install', 'package-lock.json'],
  'npm 10': [{}, 'npm install', 'package-lock.json'],
  'pnpm 10': [{}, 'pnpm install', 'pnpm-lock.yaml'],
  'yarn 4': [{ yarnrcYml }, 'yarn install', 'yarn.lock'],
  "yarn 4, Plug'n'Play": [{ yarnrcYml: { nodeLinker: 'pnp' } }, 'yarn install', 'yarn.lock'],
}
const TITLES = [...new Set(Object.keys(MANAGERS).map((title) => title.split(',')[0]))]

/** Where it was installed, where it runs, and what is said. */
const WAYS = [
  [
    'glibc',
    'musl',
    /^pipedream-native-linux-x64-musl is not installed\.\nThis system uses musl \(Alpine\)\. \S+ has linux-x64-gnu, for glibc/,
  ],
  ['musl', 'glibc', /^pipedream-native-linux-x64-gnu is not installed\.\nThis system uses glibc \(.*\)\. \S+ has linux-x64-musl, for musl/],
]

const labs = {}
let registry

const skip =
  (node === undefined && 'MUSL_NODE names no Node for musl') ||
  (spawnSync('unshare', ['--mount', 'true']).status !== 0 && 'a mount namespace needs root and Linux')

/** Starts what follows with the /usr/bin/ldd of Alpine. */
function onAlpine(place) {
  const ldd = join(place, 'ldd')
  writeFileSync(ldd, '#!/bin/sh\nexec /lib/ld-musl-x86_64.so.1 --list "$@"\n')
  const file = join(place, 'alpine')
  writeFileSync(file, `#!/bin/sh\nexec unshare --mount /bin/sh -c 'mount --bind "$0" /usr/bin/ldd && exec "$@"' "${ldd}" "$@"\n`)
  for (const one of [ldd, file]) chmodSync(one, 0o755)
  return [file]
}

before(async () => {
  if (skip) return
  labs.glibc = managers([...TITLES, 'yarn 1'])
  const { home } = labs.glibc
  labs.musl = managers([...TITLES, 'yarn 1'], { node, home, around: onAlpine(home) })
  const packed = join(labs.glibc.place, 'packed')
  mkdirSync(packed)
  // The one that `npm run build:platforms` has built.
  const musl = readFileSync(join(root, 'npm', 'linux-x64-musl', 'pipedream-native.linux-x64-musl.node'))
  registry = await serveRegistry(packAll(packed, undefined, (name) => (name === 'linux-x64-musl' ? musl : bytesFor(name))))
})

after(async () => {
  await registry?.close()
  for (const lab of Object.values(labs)) lab.remove()
})

describe('the other C library', { skip }, () => {
  for (const [from, to, said] of WAYS) {
    for (const [manager, [settings, install, lockFile]] of Object.entries(MANAGERS)) {
      test(`${manager}: installed with ${from}, run with ${to}`, async (t) => {
        const title = manager.split(',')[0]
        const app = projectOf(t, labs[from], registry.url, settings)
        await shell(app, labs[from], title, install)
        assert.deepEqual(loadedIn(app, labs[from]), { loaded: 'function' })
        const lock = textIn(app, lockFile)
        const { code, message } = loadedIn(app, labs[to])
        assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD')
        assert.match(message, said)
        assert.equal(commandsIn(message).filter((command) => command.startsWith('RUN ')).length, 1)
        for (const command of followed(message, app)) await shell(app, labs[to], title, command)
        assert.deepEqual(loadedIn(app, labs[to]), { loaded: 'function' }, message)
        assert.equal(textIn(app, lockFile), lock, 'the lock file has both already')
      })
    }

    test(`yarn 1: what is installed with ${from} has both packages, and loads with ${to}`, async (t) => {
      const app = projectOf(t, labs[from], registry.url)
      await shell(app, labs[from], 'yarn 1', 'yarn install')
      assert.deepEqual(loadedIn(app, labs[to]), { loaded: 'function' })
    })
  }
})
