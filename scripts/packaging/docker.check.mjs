// Check 10: the line of a Dockerfile that a failure to load gives, for each package manager: carried out with what the lines before it have copied, and
// then the package loads.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { carriedOut } from '../../__test__/support/dockerfile.mjs'
import { commandsIn, isLinux, otherLibc, packAll, platform, platforms } from '../../__test__/support/load-projects.mjs'
import { followed, loadedIn, managers, projectOf, shell } from '../../__test__/support/package-managers.mjs'
import { serveRegistry } from '../../__test__/support/registry.mjs'
import { folderOf, NATIVE } from '../../__test__/support/skews.mjs'

const libc = otherLibc?.endsWith('-musl') ? 'musl' : 'glibc'
const architectures = { os: ['linux'], cpu: [process.arch], libc: [libc] }
const elsewhere = `--os=linux --cpu=${process.arch} --libc=${libc}`

/** The lock file of npm 10, which has the other platform alone. */
function cutLock(app) {
  const file = join(app, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  for (const name of platforms) if (name !== otherLibc) delete lock.packages[`node_modules/pipedream-native-${name}`]
  writeFileSync(file, JSON.stringify(lock, null, 2))
}

/** Each manager: the settings of the project, what is copied, how the other package gets there, and the line. */
const MANAGERS = {
  'npm 11': [{}, 'package-lock.json .npmrc', [`npm install ${elsewhere}`], 'RUN npm ci --include=optional'],
  'npm 10': [{}, 'package-lock.json .npmrc', [`npm install ${elsewhere}`, cutLock], 'RUN npm ci --include=optional'],
  'pnpm 12': [{}, 'pnpm-lock.yaml pnpm-workspace.yaml .npmrc', [`pnpm install ${elsewhere}`], 'RUN pnpm install --frozen-lockfile'],
  'pnpm 10': [{}, 'pnpm-lock.yaml pnpm-workspace.yaml .npmrc', [`pnpm install ${elsewhere}`], 'RUN pnpm install --frozen-lockfile'],
  // Yarn 1 knows nothing of the C library, so both are there.
  'yarn 1': [
    {},
    'yarn.lock .yarnrc .npmrc',
    ['yarn install', (app) => rmSync(folderOf(app, NATIVE), { recursive: true })],
    'RUN yarn install --frozen-lockfile',
  ],
  'yarn 4': [{ yarnrcYml: { nodeLinker: 'node-modules' } }, 'yarn.lock .yarnrc.yml', [yarnElsewhere], 'RUN yarn install --immutable'],
  "yarn 4, Plug'n'Play": [{ yarnrcYml: { nodeLinker: 'pnp' } }, 'yarn.lock .yarnrc.yml', [yarnElsewhere], 'RUN yarn install --immutable'],
  bun: [{}, 'bun.lock .npmrc', [`bun install ${elsewhere}`], 'RUN bun install --frozen-lockfile'],
}

/** Another machine has other settings than the project. */
async function yarnElsewhere(app) {
  const file = join(app, '.yarnrc.yml')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, `${text}supportedArchitectures: ${JSON.stringify(architectures)}\n`)
  await shell(app, lab, 'yarn 4', 'yarn install')
  writeFileSync(file, text)
}

let registry
let lab

before(async () => {
  if (!isLinux) return
  lab = managers([...new Set(Object.keys(MANAGERS).map((title) => title.split(',')[0]))])
  const packed = join(lab.place, 'packed')
  mkdirSync(packed)
  registry = await serveRegistry(packAll(packed))
})
after(async () => {
  await registry?.close()
  lab?.remove()
})

describe('the line for a Dockerfile', { skip: !isLinux && 'images run Linux' }, () => {
  for (const [manager, [settings, copied, steps, line]] of Object.entries(MANAGERS)) {
    test(`${manager}: ${line}`, async (t) => {
      if (lab.absent) return t.skip(lab.absent)
      const title = manager.split(',')[0]
      const app = projectOf(t, lab, registry.url, settings)
      for (const step of steps) await (typeof step === 'string' ? shell(app, lab, title, step) : step(app))
      const { message } = loadedIn(app, lab)
      assert.deepEqual(
        commandsIn(message).filter((command) => command.startsWith('RUN ')),
        [line],
        message,
      )
      // The lines before it are for the project, and make the lock file right if it is not.
      for (const command of followed(message, app)) await shell(app, lab, title, command)
      const place = join(app, 'image')
      const home = join(place, 'home')
      mkdirSync(home, { recursive: true })
      const env = { PATH: [join(lab.place, 'bin', title), '/usr/bin', '/bin'].join(delimiter), HOME: home }
      const code = ['FROM node:22', 'WORKDIR /app', `COPY package.json ${copied} ./`, line, 'CMD ["node", "load.cjs"]'].join('\n')
      const { cwd } = await carriedOut(code, { context: app, place, env })
      assert.deepEqual(loadedIn(cwd, lab), { loaded: 'function' }, `${platform} ${code}`)
    })
  }
})
