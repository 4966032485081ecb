'use strict'

// Finds and loads the native half.
//
// Beside the sources lies the one that was just built; an installed package has it in a package of its own for each
// platform. Every require is a plain string, so that bundlers and tracers see it.

const { hash } = require('./generated/meta.js')

/** That of package.json, which would cost every start a file more. `npm run generate` writes it. */
const version = '0.1.0'

/** The platforms there are packages for. `npm run generate` writes them, from tools/npm/platforms.mjs. */
const PLATFORMS = ['linux-x64-gnu', 'linux-arm64-gnu', 'linux-x64-musl', 'linux-arm64-musl', 'darwin-x64', 'darwin-arm64', 'win32-x64-msvc']

/**
 * One image of the native half for each JavaScript environment: bundlers copy the addon, and a second image would have tokens
 * and connections of its own. What is here has been compared with this version and these tables.
 */
const LOADED = Symbol.for(`pipedream-native@${version}+${hash}`)

/** Asking Node for its C library takes a millisecond, so the common one is tried before it is asked. */
function candidates() {
  const name = `${process.platform}-${process.arch}`
  return PLATFORMS.filter((one) => one === name || one.startsWith(`${name}-`))
}

/** The name of this platform's package, `linux-x64-gnu`; nothing where there is none. */
function platform() {
  const names = candidates()
  return names.length > 1 && isMusl() ? names.find((name) => name.endsWith('-musl')) : names[0]
}

/** Node says which C library it was linked with; nothing has to be run to find out. */
function isMusl() {
  const { header } = process.report.getReport()
  return header.glibcVersionRuntime === undefined
}

/** The platform's package, or why there is none. The `try` tells bundlers that each of these may be missing. */
function installed(name) {
  try {
    switch (name) {
      case 'linux-x64-gnu':
        return { native: require('pipedream-native-linux-x64-gnu') }
      case 'linux-arm64-gnu':
        return { native: require('pipedream-native-linux-arm64-gnu') }
      case 'linux-x64-musl':
        return { native: require('pipedream-native-linux-x64-musl') }
      case 'linux-arm64-musl':
        return { native: require('pipedream-native-linux-arm64-musl') }
      case 'darwin-x64':
        return { native: require('pipedream-native-darwin-x64') }
      case 'darwin-arm64':
        return { native: require('pipedream-native-darwin-arm64') }
      case 'win32-x64-msvc':
        return { native: require('pipedream-native-win32-x64-msvc') }
    }
  } catch (error) {
    return { error }
  }
}

function load() {
  const causes = []
  for (const name of candidates()) {
    const built = builtHere(name)
    if (built.native) return fitting(built.native, `pipedream-native.${name}.node`, 'run `npm run build`')
    // Not being there is how it is in an installed package.
    if (!isAbsent(built.error)) causes.push(built.error)
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
function fitting(native, name, advice) {
  const theirs = native.version()
  let difference
  if (theirs !== version) difference = `${name} is ${theirs}, pipedream-native is ${version}`
  else if (native.tables?.() !== hash) difference = `${name} was built from other operations than pipedream-native ${version} has`
  if (difference === undefined) return native
  throw Object.assign(new Error(`${difference}: ${advice}.`), { code: LOAD_FAILED })
}

function builtHere(name) {
  try {
    // Within a bundle there is no folder of ours.
    if (typeof __dirname === 'undefined') throw Object.assign(new Error('this is a bundle'), { code: 'MODULE_NOT_FOUND' })
    const file = `${__dirname}/../pipedream-native.${name}.node`
    const { existsSync } = require('node:fs')
    if (!existsSync(file)) throw Object.assign(new Error(`${file} is not there`), { code: 'MODULE_NOT_FOUND' })
    const loaded = { exports: {} }
    process.dlopen(loaded, require('node:path').resolve(file))
    return { native: loaded.exports }
  } catch (error) {
    return { error }
  }
}

const LOAD_FAILED = 'ERR_PIPEDREAM_NATIVE_LOAD'
const isAbsent = (error) => error !== null && typeof error === 'object' && error.code === 'MODULE_NOT_FOUND'

/** What went wrong and what to do about it. */
function failure(causes) {
  const name = platform()
  const present = causes.find((error) => !isAbsent(error))
  let message
  if (process.versions?.node === undefined) {
    message =
      'pipedream-native is a native addon: it needs Node. The edge runtime and browsers have none; in Next.js write `export const runtime = "nodejs"`.'
  } else if (!name) {
    message = `pipedream-native has no build for ${process.platform}-${process.arch}. Build it from source: cargo and \`npm run build\`.`
  } else if (present && present.code === 'ERR_DLOPEN_DISABLED') {
    message = 'pipedream-native is a native addon, and Node was started without leave to load one: add --allow-addons.'
  } else if (present) {
    message = `pipedream-native-${name} is installed but cannot be loaded: ${present.message}`
  } else {
    message =
      `pipedream-native-${name} is not installed. It is an optional dependency of pipedream-native; it is missing when it was left out on purpose ` +
      `(--omit=optional, --no-optional) or when a lock file was made on another platform.\n` +
      `  npm:  rm -rf node_modules package-lock.json && npm install\n` +
      `  pnpm: pnpm install --force, and supportedArchitectures for other platforms\n` +
      `  yarn: yarn install --force, and supportedArchitectures for other platforms`
  }
  return Object.assign(new Error(message, { cause: present ?? causes[0] }), { code: LOAD_FAILED })
}

module.exports = globalThis[LOADED] ??= load()
