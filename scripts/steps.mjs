// Shared by the scripts: the repository's path, the name of this platform, and running commands.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** `linux-x64-gnu`: the end of the addon's name, and of its package's. */
export function platform() {
  if (process.platform === 'win32') return `win32-${process.arch}-msvc`
  if (process.platform !== 'linux') return `${process.platform}-${process.arch}`
  const { header } = process.report.getReport()
  return `linux-${process.arch}-${header.glibcVersionRuntime === undefined ? 'musl' : 'gnu'}`
}

export const addon = join(root, `pipedream-native.${platform()}.node`)

/**
 * Runs a program in the repository and lets it print; a failure ends the script with the program's own exit code. `input` is the
 * text of its standard input.
 */
export function run(command, args, { env, cwd = root, quiet = false, input } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', ...(quiet ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
    input,
    encoding: 'utf8',
    shell: process.platform === 'win32' && (command === 'npm' || command === 'npx'),
  })
  if (result.error?.code === 'ENOENT') fail(`${command} is not installed${command === 'cargo' ? ': https://rustup.rs has it' : ''}`)
  if (result.status === 0) return result.stdout
  if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  return fail(`${command} ${args.join(' ')} failed (${result.signal ?? result.status})`, result.status || 1)
}

/** Runs a tool of node_modules/.bin. */
export const tool = (name, args, options) => run(process.execPath, [binOf(name), ...args], options)

/** The JavaScript file of a tool. npm makes a link to it, and on Windows a script for the shell that names it. */
export function binOf(name, folder = join(root, 'node_modules', '.bin')) {
  const place = join(folder, name)
  const named = /^#!\/bin\/sh\n[\s\S]*?node" {1,2}"\$basedir\/([^"]+)"/.exec(readFileSync(place, 'utf8').replaceAll('\r\n', '\n'))?.[1]
  return named === undefined ? place : join(folder, named)
}

/** Runs a script of package.json. */
export const script = (name, options) => run('npm', ['run', '--silent', name], options)

export function fail(message, code = 1) {
  console.error(`\n${message}`)
  process.exit(code)
}

/** A clone has no node_modules yet. */
export function install() {
  if (existsSync(join(root, 'node_modules', '.package-lock.json'))) return
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}
