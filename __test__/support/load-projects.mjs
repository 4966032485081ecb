// This package and those of the platforms as they are installed, without the time that packing takes: for tests of loading.

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folderFor } from './folders.mjs'

export { folderFor } from './folders.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const addon = readdirSync(root).find((name) => /^pipedream-native\..+\.node$/.test(name))

/** The platform of the addon that was built here, such as `linux-x64-gnu`. */
export const platform = addon?.split('.')[1]
export const platforms = readdirSync(join(root, 'npm'))
export const isLinux = process.platform === 'linux'

/** The other C library of this machine, such as `linux-x64-musl`. */
export const otherLibc = platform?.replace(/gnu|musl/, (libc) => (libc === 'gnu' ? 'musl' : 'gnu'))

/** The bytes of the addon, as they would be for another platform as far as a loader looks before it refuses it. */
export function bytesFor(name) {
  const bytes = readFileSync(join(root, addon))
  if (!isLinux || name === platform) return bytes
  // A library of musl needs libc.so, one of glibc libc.so.6.
  if (name.endsWith('-musl')) bytes.write('libc.so\0\0', bytes.indexOf('libc.so.6\0'), 'latin1')
  if (name.includes('arm64') !== name.includes(process.arch)) bytes.writeUInt16LE(name.includes('arm64') ? 183 : 62, 18)
  return bytes
}

/** Writes the main package to `folder`, `as` of another version. */
export function putMain(folder, as = version) {
  mkdirSync(folder, { recursive: true })
  for (const name of ['dist', 'index.d.ts', 'package.json']) cpSync(join(root, name), join(folder, name), { recursive: true })
  for (const name of ['package.json', 'dist/index.js']) renumber(join(folder, name), as)
}

/** Writes the package of a platform to `folder`, `as` of another version, with an addon of these bytes. */
export function putPlatform(folder, name, as = version, bytes = bytesFor(name)) {
  cpSync(join(root, 'npm', name), folder, { recursive: true, filter: (from) => !from.endsWith('.node') })
  writeFileSync(join(folder, `pipedream-native.${name}.node`), bytes)
  for (const file of ['package.json', `pipedream-native.${name}.node`]) renumber(join(folder, file), as)
}

/** Makes what a build of another version has in this file: there its number stands in the place of this one, and is as long. */
function renumber(file, as) {
  if (as === version) return
  if (as.length !== version.length) throw new RangeError(`${as} is not as long as ${version}`)
  const bytes = readFileSync(file)
  for (let at = bytes.indexOf(version); at >= 0; at = bytes.indexOf(version, at + 1)) bytes.write(as, at, 'latin1')
  writeFileSync(file, bytes)
}

/** A project in which npm has installed this package and those of these platforms. */
export function project(t, names = [platform]) {
  const app = folderFor(t, 'load')
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'app', private: true, dependencies: { 'pipedream-native': `^${version}` } }),
  )
  const modules = join(app, 'node_modules')
  putMain(join(modules, 'pipedream-native'))
  for (const name of names) putPlatform(join(modules, `pipedream-native-${name}`), name)
  writeFileSync(join(modules, '.package-lock.json'), '{}')
  return app
}

/** The addon's file in a project. */
export const addonOf = (app, name = platform) => join(app, 'node_modules', `pipedream-native-${name}`, `pipedream-native.${name}.node`)

/** A program that loads the package and prints what it got as JSON. */
export const LOAD = `
  try {
    const { PipedreamClient } = require('pipedream-native')
    console.log(JSON.stringify({ loaded: typeof PipedreamClient }))
  } catch ({ code, message, cause }) {
    console.log(JSON.stringify({ code, message, cause: cause && { code: cause.code, message: cause.message } }))
  }`

/** Loads the package in a process of its own. `command` is the program and its parameters before those of the script. */
export function load(app, { command = [process.execPath], env = {}, ...options } = {}) {
  const file = join(app, 'load.cjs')
  if (!existsSync(file)) writeFileSync(file, LOAD)
  const { NODE_OPTIONS: _, npm_config_user_agent: _agent, ...inherited } = process.env
  const [program, ...parameters] = command
  const ran = spawnSync(program, [...parameters, file], {
    cwd: app,
    encoding: 'utf8',
    env: { ...inherited, ...env },
    timeout: 60_000,
    ...options,
  })
  if (!ran.stdout.startsWith('{')) throw new Error(`${ran.signal ?? ran.status ?? ran.error}: ${ran.stdout}${ran.stderr}`)
  return JSON.parse(ran.stdout)
}

/** Packs the main package and that of each platform, as `.tgz` files in `folder`, `as` of another version. `bytesOf` gives the addons. */
export function packAll(folder, as = version, bytesOf = bytesFor) {
  return ['main', ...platforms].map((name) => {
    const content = join(folder, `${name}-${as}`, 'package')
    if (name === 'main') putMain(content, as)
    else putPlatform(content, name, as, bytesOf(name))
    const file = join(folder, `${name}-${as}.tgz`)
    execFileSync('tar', ['-czf', file, '-C', join(folder, `${name}-${as}`), 'package'])
    return file
  })
}

/** The commands of a message: its lines that are indented. */
export const commandsIn = (message) =>
  message
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim())
