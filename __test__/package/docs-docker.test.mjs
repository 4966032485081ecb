// docs/guides/docker-and-alpine.md without Docker: its Dockerfiles are carried out in folders, its Compose file as processes.

import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { startEmulator } from 'pipedream-native/testing'
import { parse } from 'yaml'
import { freePort } from '../../scripts/free-port.mjs'
import { pack } from '../../scripts/packed.mjs'
import { carriedOut, faultsOf } from '../support/dockerfile.mjs'
import { folderFor } from '../support/folders.mjs'
import { root } from '../support/installed.mjs'
import { packAll } from '../support/load-projects.mjs'
import { program } from '../support/programs.mjs'
import { serveRegistry } from '../support/registry.mjs'
import { blocksOf, textOf } from '../support/snippets.mjs'
import { variablesOf } from '../support/variables.mjs'

const blocks = blocksOf(textOf('docs/guides/docker-and-alpine.md'))
const ofLang = (wanted) => blocks.filter(({ lang }) => lang === wanted)
const [[server], [manifest], [compose], dockerfiles] = ['javascript', 'json', 'yaml', 'dockerfile'].map(ofLang)
const place = folderFor({ after }, 'docs-docker')
const context = join(place, 'context')
const env = { PATH: process.env.PATH, HOME: place, npm_config_cache: join(place, 'cache'), npm_config_update_notifier: 'false' }
const options = { skip: process.platform === 'win32' && 'images run Linux', timeout: 120_000 }
let registry

before(async () => {
  if (options.skip) return
  const packed = join(place, 'packed')
  mkdirSync(packed)
  registry = await serveRegistry([...packAll(packed).slice(1), pack(root, packed).file, ...packEsbuild(packed)])
  env.npm_config_registry = registry.url
  mkdirSync(context)
  writeFileSync(join(context, 'server.mjs'), server.code)
  writeFileSync(join(context, 'package.json'), manifest.code)
  await promisify(execFile)('npm', ['install', '--package-lock-only'], { cwd: context, env })
})

after(() => registry?.close())

describe('faults of Dockerfiles are found', () => {
  const FAULTS = {
    'FROM node:22\nRUN npm ci\nCMD ["node", "a.mjs"]': /package-lock/,
    'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD node a.mjs': /brackets/,
    'FROM node\nCMD ["node", "a.mjs"]': /no tag/,
    'FROM node:22\nENV CLIENT_SECRET=s\nCMD ["node", "a.mjs"]': /secret/,
    'FROM node:22 AS a\nFROM node:22-alpine\nCOPY --from=a /app/node_modules ./node_modules\nCMD ["node", "a.mjs"]': /do not work in/,
    'FROM node:22\nCOPY --from=b /x ./\nCMD ["node", "a.mjs"]': /no stage before/,
    'FROM node:22\nCOPPY a b\nCMD ["node", "a.mjs"]': /COPPY/,
  }
  for (const [code, fault] of Object.entries(FAULTS)) test(String(fault), () => assert.match(faultsOf(code).join('\n'), fault))
})

test('the page has Dockerfiles for slim, Alpine, distroless, and a bundle', () => assert.equal(dockerfiles.length, 4))

for (const { code, heading, line } of dockerfiles) {
  test(`${heading} (line ${line}): installs, answers, and ends at SIGTERM`, options, async (t) => {
    const { cwd, variables, command } = await carriedOut(code, { context, place: join(place, String(line)), env })
    const api = await startEmulator()
    t.after(() => api.close())
    const app = start(t, command, cwd, { ...variables, ...variablesOf(api.clientOptions), PORT: String(await freePort()) })
    await app.listening()
    assert.deepEqual(await (await fetch(app.url)).json(), (await accountsOf(api)).slice(0, 10))
    app.signal('SIGTERM')
    assert.deepEqual(await app.ended, { code: 0, signal: null })
  })
}

test('the app of the Compose file answers with the accounts of its emulator', options, async (t) => {
  const { cwd } = await carriedOut(dockerfiles[0].code, { context, place: join(place, 'compose'), env })
  const [emulatorPort, appPort] = [String(await freePort()), String(await freePort())]
  const here = (text) => text.replaceAll('8787', emulatorPort).replaceAll('3000', appPort).replaceAll('//emulator:', '//127.0.0.1:')
  const { services } = parse(here(compose.code))
  assert.deepEqual(Object.keys(services), ['emulator', 'app'])
  assert.ok(services.app.depends_on.emulator, 'the app waits for the emulator')

  // Elsewhere than here the emulator is another machine, to which http has to be allowed.
  const made = "new (require('pipedream-native').PipedreamClient)()"
  const { status, stderr } = spawnSync('node', ['-e', made], {
    cwd,
    env: { ...env, ...parse(compose.code).services.app.environment },
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)

  const isHealthy = ({ healthcheck }) => {
    const [kind, command, ...args] = healthcheck.test
    assert.equal(kind, 'CMD')
    return spawnSync(command, args).status === 0
  }
  const healthy = async (service, running) => {
    while (!isHealthy(service)) {
      await new Promise((resolve) => setImmediate(resolve))
      assert.ok(!running.hasEnded, running.stderr)
    }
  }
  assert.ok(!isHealthy(services.emulator), 'the health check fails while nothing listens')
  const emulator = start(t, services.emulator.command, cwd, { PORT: emulatorPort })
  await healthy(services.emulator, emulator)
  const app = start(t, ['node', 'server.mjs'], cwd, { ...services.app.environment, PORT: appPort })
  await healthy(services.app, app)
  const ids = await (await fetch(app.url)).json()
  assert.ok(ids.includes('apn_1'), String(ids))
})

/** Packs esbuild as it is installed here, so that nothing is downloaded: without the packages of other platforms. */
function packEsbuild(packed) {
  const own = `@esbuild/${process.platform}-${process.arch}`
  return ['esbuild', own].map((name, index) => {
    const folder = join(packed, `tool-${index}`)
    cpSync(join(root, 'node_modules', name), join(folder, 'package'), { recursive: true })
    const file = join(folder, 'package', 'package.json')
    const described = JSON.parse(readFileSync(file, 'utf8'))
    if (index === 0) described.optionalDependencies = { [own]: described.version }
    writeFileSync(file, JSON.stringify(described))
    execFileSync('tar', ['-czf', `${folder}.tgz`, '-C', folder, 'package'])
    return `${folder}.tgz`
  })
}

/** Starts what a container would: `npx` and `node` are those of this machine. */
function start(t, [command, ...args], cwd, variables) {
  const isNpx = command === 'npx'
  const file = isNpx ? [join('node_modules', '.bin', args[0]), ...args.slice(1)] : args
  assert.ok(isNpx || command === 'node', command)
  return program(file, { cwd, env: variables, after: t.after.bind(t) })
}

async function accountsOf(api) {
  const { PipedreamClient } = await import('pipedream-native')
  return (await new PipedreamClient(api.clientOptions).accounts.list().toArray({ limit: 10 })).map(({ id }) => id)
}
