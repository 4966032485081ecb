// The published package, installed by each package manager as somebody would who has nothing of it yet: a clean folder and home, a PATH with
// Node and without Rust, install scripts not needed, the network only through the registry.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { platform } from '../steps.mjs'
import { toolOf } from './tools.mjs'

const NAME = 'pipedream-native'
const LIMIT = 180_000

const ANSWERED = 'one call answered'

/** A call to the emulator of the package, then one that waits and is repeated, in both ways to send. It must end by itself. */
const BODY = `
const api = await startEmulator()
const client = new PipedreamClient(api.clientOptions)
const { data } = await client.accounts.list({ limit: 1 })
if (!data[0].id.startsWith('apn_')) throw new Error('not an account: ' + JSON.stringify(data))
for (const options of [{}, { fetch: globalThis.fetch }]) {
  api.fail({ operation: 'accounts.retrieve', status: 503, delayMs: 5, times: 1 })
  await new PipedreamClient({ ...api.clientOptions, ...options }).accounts.retrieve(data[0].id)
}
await api.close()
console.log('${ANSWERED}')
`
const PROGRAMS = {
  'require.cjs': `const { PipedreamClient } = require('${NAME}')\nconst { startEmulator } = require('${NAME}/testing')\nmain()\nasync function main() {${BODY}}\n`,
  'import.mjs': `import { PipedreamClient } from '${NAME}'\nimport { startEmulator } from '${NAME}/testing'\n${BODY}`,
}

const node = [process.execPath]
/** Permissions that Deno asks for: to load a library, to read it and the environment, and to talk to the emulator. */
const DENO_FLAGS = ['run', '--allow-ffi', '--allow-read', '--allow-env', '--allow-net=127.0.0.1', '--allow-sys']

/**
 * Each way to install: `tool` of tools.mjs, the arguments of its install command, further files of the project, and the command that starts a
 * program, made from that of the tool.
 */
export const MANAGERS = {
  npm: { tool: 'npm', install: ['install', '--no-audit', '--no-fund'], start: () => node },
  // Strict: a package sees only what it names itself. A version that is minutes old would be refused.
  'pnpm (strict)': {
    tool: 'pnpm',
    install: ['install'],
    files: { 'pnpm-workspace.yaml': 'nodeLinker: isolated\nhoist: false\nminimumReleaseAge: 0\nstrictPeerDependencies: true\n' },
    start: () => node,
  },
  'yarn 1': { tool: 'yarn', install: ['install', '--non-interactive'], start: () => node },
  'yarn 4, node-modules': { tool: '@yarnpkg/cli-dist', install: ['install'], linker: 'node-modules', start: (tool) => [...tool, 'node'] },
  'yarn 4, PnP': { tool: '@yarnpkg/cli-dist', install: ['install'], linker: 'pnp', start: (tool) => [...tool, 'node'] },
  bun: { tool: 'bun', install: ['install'], start: (tool) => tool },
  'bun, run by Node': { tool: 'bun', install: ['install'], start: () => node },
  deno: {
    tool: 'deno',
    install: ['install'],
    files: { 'deno.json': JSON.stringify({ nodeModulesDir: 'auto', minimumDependencyAge: '0' }) },
    start: (tool) => [...tool, ...DENO_FLAGS],
  },
}

/**
 * Installs `version` from the registry at `url` with a manager, in a folder below `place`, and runs the programs. Returns a line of the table:
 * `{ manager, install, require, import }`, each `ok`, or what went wrong.
 */
export function tryManager(manager, { place, url, version }) {
  const { tool, install, files = {}, linker, start } = MANAGERS[manager]
  const line = { manager, install: 'not tried', require: 'not tried', import: 'not tried' }
  let command
  try {
    command = toolOf(tool)
  } catch (error) {
    return { ...line, install: error.message }
  }
  const home = join(place, manager.replace(/\W+/g, '-'))
  const app = join(home, 'app')
  mkdirSync(app, { recursive: true })
  const all = {
    ...files,
    '.npmrc': `registry=${url}/\n`,
    ...PROGRAMS,
    ...(linker && { '.yarnrc.yml': yarnrc(url, linker), 'yarn.lock': '' }),
  }
  all['package.json'] = JSON.stringify({ name: 'app', private: true, dependencies: { [NAME]: version } })
  for (const [name, text] of Object.entries(all)) writeFileSync(join(app, name), text)
  const run = ([program, ...args], wanted) => runIn(app, home, program, args, wanted)
  line.install = run([...command, ...install]) ?? othersIn(app, manager) ?? 'ok'
  if (line.install !== 'ok') return line
  for (const [name, field] of [
    ['require.cjs', 'require'],
    ['import.mjs', 'import'],
  ])
    line[field] = run([...start(command), name], ANSWERED) ?? 'ok'
  return line
}

/**
 * Yarn 4 has no plain http without a word for it, and takes nothing that is younger than its limit. It finds ES modules in Plug'n'Play for a
 * project of `"type": "module"`, and for others when it is told to.
 */
const yarnrc = (url, linker) =>
  JSON.stringify({
    npmRegistryServer: url,
    unsafeHttpWhitelist: ['127.0.0.1'],
    nodeLinker: linker,
    pnpEnableEsmLoader: true,
    npmMinimalAgeGate: 0,
    enableGlobalCache: false,
    enableTelemetry: false,
    enableImmutableInstalls: false,
  })

/** The packages for other machines that were installed: they cost the time to download them. Yarn 1 does not know `libc`. */
function othersIn(app, manager) {
  const folder = join(app, 'node_modules')
  let names = []
  try {
    names = readdirSync(folder).filter((name) => name.startsWith(`${NAME}-`))
  } catch {
    // Plug'n'Play has no such folder, and pnpm has it elsewhere.
  }
  const [os, cpu] = platform().split('-')
  const allowed = manager === 'yarn 1' ? `${NAME}-${os}-${cpu}` : `${NAME}-${platform()}`
  const others = names.filter((name) => !name.startsWith(allowed))
  return others.length > 0 ? `installed ${others.join(', ')}, which this machine does not need` : undefined
}

/** Undefined if the command ended with code 0 and printed `wanted`, else what it said. A program whose promise is forgotten ends with code 0 too. */
function runIn(cwd, home, program, args, wanted = '') {
  const kept = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'LANG', 'SYSTEMROOT', 'TEMP', 'TMP']
  const env = Object.fromEntries(kept.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]]))
  Object.assign(env, { HOME: home, USERPROFILE: home, PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, CI: 'true', NO_COLOR: '1' })
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout: LIMIT })
  writeFileSync(join(home, `${args.at(-1).replace(/\W+/g, '-')}.log`), `${stdout}\n${stderr}`)
  if (status === 0 && stdout.includes(wanted)) return undefined
  const ended = error ? error.message : `ended with ${signal ?? status}${status === 0 ? ` and did not print "${wanted}"` : ''}`
  const said = `${stderr}\n${stdout}`.split('\n').filter((text) => /error|fail|cannot|not |warn/i.test(text))
  return `${ended}: ${said.slice(0, 3).join(' | ').slice(0, 400)}`
}
