// Finds and loads the native half.
//
// A clone has the one that was just built at its root; an installed package has it in a package of its own for each platform. Every
// `require` has a plain string, so that bundlers and tracers see it.

import type { Mailbox, NativeClient } from './native.js'
import { hash } from './resources/meta.js'

/** What the addon exports. */
interface Native {
  readonly Mailbox: typeof Mailbox
  readonly NativeClient: typeof NativeClient
  version(): string
  tables?(): string
}

/** Has both properties itself: what is missing would be looked up in Object.prototype, which may be polluted. */
interface Attempt {
  readonly native: Native | undefined
  readonly error: unknown
}

/** That of package.json, which would cost every start a file more. `npm run generate` writes it. */
const version = '0.1.0'

/** The platforms there are packages for. `npm run generate` writes them, from tools/npm/platforms.mjs. */
const PLATFORMS = ['linux-x64-gnu', 'linux-arm64-gnu', 'linux-x64-musl', 'linux-arm64-musl', 'darwin-x64', 'darwin-arm64', 'win32-x64-msvc']

/**
 * One image of the native half for each JavaScript environment: bundlers copy the addon, and a second image would have tokens
 * and connections of its own. What is here has been compared with this version and these tables.
 */
const LOADED: unique symbol = Symbol.for(`pipedream-native@${version}+${hash}`)

/** The names of packages that may fit. Which C library Node uses is found out only if there are several, because that takes a millisecond. */
function candidates(): string[] {
  const name = `${process.platform}-${process.arch}`
  return PLATFORMS.filter((one) => one === name || one.startsWith(`${name}-`))
}

/** The name of this platform's package, `linux-x64-gnu`; nothing where there is none. */
function platform(): string | undefined {
  const names = candidates()
  return names.length > 1 && isMusl() ? names.find((name) => name.endsWith('-musl')) : names[0]
}

/** Node says which C library it was linked with; nothing has to be run to find out. */
function isMusl(): boolean {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
}

/** The platform's package, or why there is none. The `try` tells bundlers that each of these may be missing. */
function installed(name: string): Attempt {
  try {
    switch (name) {
      case 'linux-x64-gnu':
        return found(require('pipedream-native-linux-x64-gnu'))
      case 'linux-arm64-gnu':
        return found(require('pipedream-native-linux-arm64-gnu'))
      case 'linux-x64-musl':
        return found(require('pipedream-native-linux-x64-musl'))
      case 'linux-arm64-musl':
        return found(require('pipedream-native-linux-arm64-musl'))
      case 'darwin-x64':
        return found(require('pipedream-native-darwin-x64'))
      case 'darwin-arm64':
        return found(require('pipedream-native-darwin-arm64'))
      case 'win32-x64-msvc':
        return found(require('pipedream-native-win32-x64-msvc'))
    }
  } catch (error) {
    return { native: undefined, error }
  }
  return { native: undefined, error: undefined }
}

const found = (native: Native): Attempt => ({ native, error: undefined })

function load(): Native {
  const causes: unknown[] = []
  for (const name of candidates()) {
    const built = builtHere(name)
    if (built.native) return fitting(built.native, `pipedream-native.${name}.node`, 'run `npm run build`')
    // Not being there is how it is in an installed package.
    if (built.error !== undefined && !isAbsent(built.error)) causes.push(built.error)
    const { native, error } = installed(name)
    if (native) return fitting(native, `pipedream-native-${name}`, 'install both in the same version')
    causes.push(error)
  }
  throw failure(causes)
}

/**
 * The native half, if it is of this version and has the tables of these sources. With others a call would become another one:
 * an endpoint was added, and the addon is from before.
 */
function fitting(native: Native, name: string, advice: string): Native {
  const theirs = native.version()
  let difference: string | undefined
  if (theirs !== version) difference = `${name} is ${theirs}, pipedream-native is ${version}`
  else if (native.tables?.() !== hash) difference = `${name} was built from other operations than pipedream-native ${version} has`
  if (difference === undefined) return native
  throw Object.assign(new Error(`${difference}: ${advice}.`), { code: LOAD_FAILED })
}

/** The path of a file in the package's own folder; nothing if it is not there. Within a bundle there is no such folder. */
function inPackage(...path: string[]): string | undefined {
  if (typeof __dirname === 'undefined') return undefined
  // Here and not at the top: outside of Node there is no such module, and the message of `failure` says what is wrong.
  const { existsSync } = require('node:fs') as typeof import('node:fs')
  const { resolve } = require('node:path') as typeof import('node:path')
  const file = resolve(__dirname, '..', ...path)
  return existsSync(file) ? file : undefined
}

function builtHere(name: string): Attempt {
  try {
    const file = inPackage(`pipedream-native.${name}.node`)
    if (file === undefined) return { native: undefined, error: undefined }
    const loaded = { exports: {} as Native }
    process.dlopen(loaded, file)
    return found(loaded.exports)
  } catch (error) {
    return { native: undefined, error }
  }
}

const LOAD_FAILED = 'ERR_PIPEDREAM_NATIVE_LOAD'
const codeOf = (error: unknown): unknown => (error !== null && typeof error === 'object' ? (error as { code?: unknown }).code : undefined)
const isAbsent = (error: unknown): boolean => codeOf(error) === 'MODULE_NOT_FOUND'

/** What went wrong and what to do about it. */
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
