// Finds and loads the native half.
//
// A clone has the addon that was built last in its root folder. An installed package has one optional package for each platform
// (ts/platforms.ts).

import { type Attempt, found, missing, type Native } from './addon.js'
import { isThere, isWhole } from './loading/addon-file.js'
import type { failureText } from './loading/failure.js'
import type { Modules, Tried } from './loading/known.js'
import { libcOf, mayBeMusl } from './loading/libc.js'
import { installed } from './platforms.js'
import { hash } from './resources/meta.js'
import { untracked } from './untracked.js'

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

/**
 * The packages that this process can load: on Linux only those for its C library, if that is known. An addon for the other one fails with
 * an error that misleads, or, where a compatibility layer is installed, ends the process later.
 */
function fittingPlatforms(libc: 'gnu' | 'musl' | undefined): string[] {
  const names = candidates()
  return names.length < 2 || libc === undefined ? names : names.filter((name) => name.endsWith(`-${libc}`))
}

function load(): Native {
  // The edge runtime and browsers have no modules of Node.
  if (process.versions?.node === undefined) throw failed(NO_NODE, undefined)
  const modules = nodeModules()
  // Elsewhere the package for glibc is tried first, and it is the right one.
  const names = fittingPlatforms(mayBeMusl(modules) ? libcOf(modules) : undefined)
  const errors: { readonly name: string; readonly error: unknown }[] = []
  for (const name of names) {
    for (const look of [builtHere, installed, inProject, beside]) {
      const { native, error } = untracked(modules.hooks.AsyncResource, () => look(name))
      if (native) return fitting(native, name, look === installed || look === inProject)
      if (error !== undefined) errors.push({ name, error })
    }
  }
  const libc = libcOf(modules)
  const [wanted] = fittingPlatforms(libc)
  const own = errors.filter(({ name }) => name === wanted).map(({ error }) => error)
  const error = own.find((one) => !isAbsent(one))
  throw failed(reasonOf({ wanted, libc, error }, undefined), error ?? own[0])
}

/**
 * Returns the native half if its version and its hash of the operations are those of these sources. Throws if they differ: both halves
 * number the operations, and with an addon from before a new endpoint a call would send another operation's request.
 */
function fitting(native: Native, wanted: string, isInstalled: boolean): Native {
  const name = isInstalled ? `pipedream-native-${wanted}` : `pipedream-native.${wanted}.node`
  const theirs = native.version()
  let difference: string | undefined
  if (theirs !== version) difference = `${name} is ${theirs}, pipedream-native is ${version}`
  else if (native.tables?.() !== hash) difference = `${name} was built from other operations than pipedream-native ${version} has`
  if (difference === undefined) return native
  throw failed(reasonOf({ wanted, libc: undefined, error: undefined }, difference), undefined)
}

/** The folder of this file; undefined in a bundle that is an ES module. */
const folder = typeof __dirname === 'undefined' ? undefined : __dirname

/** Node's modules. Required here and not at the top: outside of Node they do not exist, and the message of `load` has to be reached. */
function nodeModules(): Modules & { readonly hooks: typeof import('node:async_hooks') } {
  const { createRequire } = require('node:module') as typeof import('node:module')
  const hooks = require('node:async_hooks') as typeof import('node:async_hooks')
  return {
    fs: require('node:fs') as typeof import('node:fs'),
    path: require('node:path') as typeof import('node:path'),
    createRequire,
    hooks,
  }
}

/** Whether this file is that of the package, and not in a bundle. webpack can make the folder a relative path. */
function isPackage({ fs, path }: Modules): boolean {
  return folder !== undefined && path.isAbsolute(folder) && isThere(path.join(folder, 'load-failure.js'), fs)
}

/** The addon of a clone, in its root. An installed package has none there, and the folder above a bundle is somebody else's. */
const builtHere = (name: string): Attempt => (isPackage(nodeModules()) ? inFolder(`${folder}/..`, name) : missing(undefined))

/** The names that this package may be installed under, the second as an alias. */
const NAMES = ['pipedream-native', '@pipedream/sdk']

/**
 * The platform's package from the node_modules of the process, for a bundle that does not hold it: webpack's where it is not beside this
 * package (Yarn's Plug'n'Play, nested), Vite's of an ES module that has no `require`.
 */
function inProject(name: string): Attempt {
  const { createRequire, path } = nodeModules()
  // In the package itself `installed` has looked already.
  if (isPackage(nodeModules())) return missing(undefined)
  let failure: unknown
  for (const own of NAMES) {
    try {
      const fromProject = createRequire(path.join(process.cwd(), 'package.json'))
      return found(createRequire(fromProject.resolve(`${own}/package.json`))(`pipedream-native-${name}`) as Native)
    } catch (error) {
      // Under the next name. Where Deno or Node forbids to look, nothing is found.
      if (!isAbsent(error)) failure = error
    }
  }
  return missing(failure)
}

/** The addon beside a bundle, beside the program's file, or beside a single executable, which cannot hold it. */
function beside(name: string): Attempt {
  const { fs, path } = nodeModules()
  const program = process.argv[1]
  for (const place of [folder, program && folderOf(program, fs, path), path.dirname(process.execPath)]) {
    const { native, error } = inFolder(place, name)
    if (native !== undefined || error !== undefined) return { native, error }
  }
  return missing(undefined)
}

/** The folder of the program's file. `node build` runs build/index.js: there it is the program itself. */
function folderOf(program: string, fs: Modules['fs'], path: Modules['path']): string {
  try {
    if (fs.statSync(program).isDirectory()) return program
  } catch {
    // `node main` runs main.js. Where Deno or Node forbids to look, nothing is found.
  }
  return path.dirname(program)
}

/** The addon in this folder, if it has one. */
function inFolder(place: string | undefined, name: string): Attempt {
  try {
    const { fs, path } = nodeModules()
    if (place === undefined) return missing(undefined)
    const file = path.resolve(place, `pipedream-native.${name}.node`)
    if (!isThere(file, fs)) return missing(undefined)
    isWhole(file, fs)
    const loaded = { exports: {} as Native }
    process.dlopen(loaded, file)
    return found(loaded.exports)
  } catch (error) {
    return missing(error)
  }
}

/** Whether nothing was there to be loaded. A bundle that is an ES module may have no `require`. */
const isAbsent = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'MODULE_NOT_FOUND' || error instanceof ReferenceError

const NO_NODE =
  'pipedream-native is a native addon: it needs Node. The edge runtime and browsers have none; in Next.js write `export const runtime = "nodejs"`.'

/** The text of a failure. Its code is a file of its own (ts/loading/failure.ts), which a bundle or a later deletion may have left out. */
function reasonOf(known: Pick<Tried, 'wanted' | 'libc' | 'error'>, difference: string | undefined): string {
  try {
    const failure = require('./load-failure.js') as { failureText: typeof failureText }
    return failure.failureText({ version, platforms: PLATFORMS, ...known, folder }, nodeModules(), difference)
  } catch {
    return (
      difference ??
      `The native addon of pipedream-native cannot be loaded: ${(known.error as Error | undefined)?.message ?? 'it is missing'}.`
    )
  }
}

/** The error that says why loading failed and what to do about it. */
const failed = (message: string, cause: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code: 'ERR_PIPEDREAM_NATIVE_LOAD' })

const image = globalThis as { [LOADED]?: Native }

/** The native half. */
export const native: Native = image[LOADED] ?? load()
image[LOADED] = native
