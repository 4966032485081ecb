// Finds and loads the native half.
//
// A clone has the addon that was built last in its root folder. An installed package has one optional package for each platform
// (ts/platforms.ts).

import { type Attempt, found, missing, type Native } from './addon.js'
import { installed } from './platforms.js'
import { hash } from './resources/meta.js'

/** The version in package.json. `npm run generate` writes it here, so that loading does not have to read package.json. */
const version = '0.1.0'

/** The platforms that have a package. `npm run generate` writes them, from tools/npm/platforms.mjs. */
const PLATFORMS = ['linux-x64-gnu', 'linux-arm64-gnu', 'linux-x64-musl', 'linux-arm64-musl', 'darwin-x64', 'darwin-arm64', 'win32-x64-msvc']

/**
 * The key in globalThis of the native half. All copies of this package share it, because bundlers copy the addon, and a second copy
 * would have its own tokens and connections. The version and the hash of the operations are in the key, so only equal copies share it.
 */
const LOADED: unique symbol = Symbol.for(`pipedream-native@${version}+${hash}`)

/** The packages for this operating system and processor. On Linux there are two, one for each C library. */
function candidates(): string[] {
  const name = `${process.platform}-${process.arch}`
  return PLATFORMS.filter((one) => one === name || one.startsWith(`${name}-`))
}

/** The package for this platform, such as `linux-x64-gnu`; undefined if there is none. On Linux it takes 1 ms to find the C library. */
function platform(): string | undefined {
  const names = candidates()
  return names.length > 1 && isMusl() ? names.find((name) => name.endsWith('-musl')) : names[0]
}

/** Whether Node was linked with musl. Node reports the version of glibc, so no other program has to run. */
function isMusl(): boolean {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
}

function load(): Native {
  const causes: unknown[] = []
  for (const name of candidates()) {
    const built = builtHere(name)
    if (built.native) return fitting(built.native, `pipedream-native.${name}.node`, 'run `npm run build`')
    // An installed package has no addon in its own folder. That is no error.
    if (built.error !== undefined && !isAbsent(built.error)) causes.push(built.error)
    const { native, error } = installed(name)
    if (native) return fitting(native, `pipedream-native-${name}`, 'install both in the same version')
    causes.push(error)
  }
  throw failure(causes)
}

/**
 * Returns the native half if its version and its hash of the operations are those of these sources. Throws if they differ: both halves
 * number the operations, and with an addon from before a new endpoint a call would send another operation's request.
 */
function fitting(native: Native, name: string, advice: string): Native {
  const theirs = native.version()
  let difference: string | undefined
  if (theirs !== version) difference = `${name} is ${theirs}, pipedream-native is ${version}`
  else if (native.tables?.() !== hash) difference = `${name} was built from other operations than pipedream-native ${version} has`
  if (difference === undefined) return native
  throw Object.assign(new Error(`${difference}: ${advice}.`), { code: LOAD_FAILED })
}

/** The path of a file in the package's folder; undefined if it does not exist. A bundle may have no such folder. */
function inPackage(...path: string[]): string | undefined {
  if (typeof __dirname === 'undefined') return undefined
  // Required here and not at the top: outside of Node these modules do not exist, and the message of `failure` has to be reached.
  const { existsSync } = require('node:fs') as typeof import('node:fs')
  const { resolve } = require('node:path') as typeof import('node:path')
  const file = resolve(__dirname, '..', ...path)
  return existsSync(file) ? file : undefined
}

function builtHere(name: string): Attempt {
  try {
    const file = inPackage(`pipedream-native.${name}.node`)
    if (file === undefined) return missing(undefined)
    const loaded = { exports: {} as Native }
    process.dlopen(loaded, file)
    return found(loaded.exports)
  } catch (error) {
    return missing(error)
  }
}

const LOAD_FAILED = 'ERR_PIPEDREAM_NATIVE_LOAD'
const codeOf = (error: unknown): unknown => (error !== null && typeof error === 'object' ? (error as { code?: unknown }).code : undefined)
const isAbsent = (error: unknown): boolean => codeOf(error) === 'MODULE_NOT_FOUND'

/** The error that says why loading failed and what to do about it. */
function failure(causes: readonly unknown[]): Error {
  const name = platform()
  const present = causes.find((error) => error !== undefined && !isAbsent(error))
  let message: string
  if (process.versions?.node === undefined) {
    message =
      'pipedream-native is a native addon: it needs Node. The edge runtime and browsers have none; in Next.js write `export const runtime = "nodejs"`.'
  } else if (!name) {
    message = `pipedream-native has no build for ${process.platform}-${process.arch}. Build it from source: cargo and \`npm run build\`.`
  } else if (present && codeOf(present) === 'ERR_DLOPEN_DISABLED') {
    message = 'pipedream-native is a native addon, and Node was started without leave to load one: add --allow-addons.'
  } else if (present) {
    message = `pipedream-native-${name} is installed but cannot be loaded: ${(present as Error).message}`
  } else if (inPackage('ts', 'load.ts') !== undefined) {
    // An installed package has no sources.
    message = 'The addon of this clone of pipedream-native has not been built: run `npm run build`.'
  } else {
    message =
      `pipedream-native-${name} is not installed. It is an optional dependency of pipedream-native; it is missing when it was left out on purpose ` +
      '(--omit=optional, --no-optional) or when a lock file was made on another platform.\n' +
      '  npm:  rm -rf node_modules package-lock.json && npm install\n' +
      '  pnpm: pnpm install --force, and supportedArchitectures for other platforms\n' +
      '  yarn: yarn install --force, and supportedArchitectures for other platforms'
  }
  return Object.assign(new Error(message, { cause: present ?? causes[0] }), { code: LOAD_FAILED })
}

const image = globalThis as { [LOADED]?: Native }

/** The native half. */
export const native: Native = image[LOADED] ?? load()
image[LOADED] = native
