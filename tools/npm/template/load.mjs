// How a bundle finds the addon.
//
// A bundler that sees `new URL(…, import.meta.url)` copies the file beside its output and says where it went. One that
// does not leaves no file URL behind; then the installed package is asked for, by a name that it cannot follow.

// Not by its name: webpack warns of a createRequire whose argument it does not know.
import nodeModule from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const loaded = { exports: {} }

export function load() {
  try {
    const url = new URL('./pipedream-native.{platform}.node', import.meta.url)
    if (url.protocol === 'file:') {
      process.dlopen(loaded, fileURLToPath(url))
      return loaded.exports
    }
  } catch (error) {
    loaded.cause = error
  }
  return installed()
}

function installed() {
  const fromProject = nodeModule.createRequire(join(process.cwd(), 'package.json'))
  try {
    return nodeModule.createRequire(fromProject.resolve('pipedream-native/package.json'))('pipedream-native-{platform}')
  } catch (error) {
    throw loaded.cause ?? error
  }
}
