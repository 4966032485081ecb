'use strict'

// Finds and loads the native half.
//
// Beside the sources lies the one that was just built; an installed package has it in a package of its own for each
// platform. Every require is a plain string, so that bundlers and tracers see it.

/** That of package.json, which would cost every start a file more. `__test__/pack.test.mjs` holds them together. */
const version = '0.1.0'

/**
 * One image of the native half for each JavaScript environment: bundlers copy the addon, and a second image would have tokens
 * and connections of its own.
 */
const LOADED = Symbol.for(`pipedream-native@${version}`)

/** The name of this platform's package, `linux-x64-gnu`; nothing where there is none. */
function platform() {
  const { platform: os, arch } = process
  if (os === 'linux') return arch === 'x64' || arch === 'arm64' ? `linux-${arch}-${isMusl() ? 'musl' : 'gnu'}` : undefined
  if (os === 'darwin') return arch === 'x64' || arch === 'arm64' ? `darwin-${arch}` : undefined
  if (os === 'win32') return arch === 'x64' ? 'win32-x64-msvc' : undefined
  return undefined
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

/** Asking Node for its C library takes a millisecond, so the common answer is tried before it is asked. */
function candidates() {
  const { platform: os, arch } = process
  if (os === 'linux' && (arch === 'x64' || arch === 'arm64')) return [`linux-${arch}-gnu`, `linux-${arch}-musl`]
  const only = platform()
  return only ? [only] : []
}

function load() {
  const causes = []
  for (const name of candidates()) {
    try {
      return builtHere(name)
    } catch (error) {
      // Not being there is how it is in an installed package.
      if (!isAbsent(error)) causes.push(error)
    }
    const { native, error } = installed(name)
    if (error) causes.push(error)
    else if (native.version() === version) return native
    else causes.push(new Error(`pipedream-native-${name} is ${native.version()}, pipedream-native is ${version}: install both in the same version`))
  }
  throw failure(causes)
}

function builtHere(name) {
  // Within a bundle there is no folder of ours.
  if (typeof __dirname === 'undefined') throw Object.assign(new Error('this is a bundle'), { code: 'MODULE_NOT_FOUND' })
  const file = `${__dirname}/../pipedream-native.${name}.node`
  const { existsSync } = require('node:fs')
  if (!existsSync(file)) throw Object.assign(new Error(`${file} is not there`), { code: 'MODULE_NOT_FOUND' })
  const loaded = { exports: {} }
  process.dlopen(loaded, require('node:path').resolve(file))
  return loaded.exports
}

const isAbsent = (error) => error !== null && typeof error === 'object' && error.code === 'MODULE_NOT_FOUND'

/** What went wrong and what to do about it. */
function failure(causes) {
  const name = platform()
  const present = causes.find((error) => !isAbsent(error))
  let message
  if (process.versions?.node === undefined) {
    message = 'pipedream-native is a native addon: it needs Node. The edge runtime and browsers have none; in Next.js write `export const runtime = "nodejs"`.'
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
  return Object.assign(new Error(message, { cause: present ?? causes[0] }), { code: 'ERR_PIPEDREAM_NATIVE_LOAD' })
}

module.exports = globalThis[LOADED] ??= load()
