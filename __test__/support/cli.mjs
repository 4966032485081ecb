// Runs the command line as people do: as a process of its own, also on a terminal.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmulator } from 'pipedream-native/testing'
import { folderFor } from './folders.mjs'
import { variablesOf } from './variables.mjs'

export { folderFor as folder }

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const CLI = join(root, 'dist', 'cli.js')

/** What would change the outcome on the machine of whoever runs the tests. */
const UNWANTED =
  /^(?:PIPEDREAM_|NO_COLOR$|FORCE_COLOR$|COLUMNS$|NODE_EXTRA_CA_CERTS$|SSL_CERT|NODE_OPTIONS$|NODE_TLS|NODE_USE_SYSTEM_CA$|(?:https?|all|no)_proxy$)/i

/** The variables of this machine but for those, and `more`. */
export function environment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !UNWANTED.test(name))
  return { ...Object.fromEntries(kept), TERM: 'xterm', ...more }
}

/** Writes a file into a folder of the test and returns its path. */
export function file(t, name, content) {
  const path = join(folderFor(t), name)
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return path
}

/** Starts the command line. `child.output` has what it has written so far. */
export function start(args, { env = {}, cwd = root, node = process.execPath } = {}) {
  const child = spawn(node, [CLI, ...args], { cwd, env: environment(env) })
  child.output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (child.output[name] += text))
  child.stdin.on('error', () => {})
  return child
}

/** Runs the command line to its end. `input` is what stdin has. */
export async function run(args, { input = '', ...options } = {}) {
  const child = start(args, options)
  child.stdin.end(input)
  const [code, signal] = await once(child, 'close')
  return { code, signal, ...child.output }
}

/** Why there is no terminal to run programs on; undefined if there is one. */
export const noTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version']).status === 0 ? undefined : 'there is no program `script` (util-linux)'

/** Runs the command line on a terminal, with stderr in a file. Returns what the terminal shows. */
export async function runOnTerminal(t, args, { env = {}, columns = 100, both = true } = {}) {
  const quoted = [process.execPath, CLI, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const command = `stty cols ${columns} rows 40; ${quoted}${both ? '' : ' 2>/dev/null'}`
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { env: environment(env) })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (screen += text))
  child.stdin.on('error', () => {})
  t.after(() => child.kill())
  const [code] = await once(child, 'close')
  return { code, screen: screen.replaceAll('\r\n', '\n') }
}

/** An emulator that is closed after the test, and the variables for its clients. */
export async function emulated(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close({ unusedFaults: 'ignore' }))
  return { api, env: variablesOf(api.clientOptions) }
}
