// How a bundle finds the addon.
//
// A bundler that sees `new URL(…, import.meta.url)` copies the file beside its output and says where it went. One that
// does not leaves no file URL behind; then the installed package is asked for, by a name that it cannot follow.

// Not by its name: webpack warns of a createRequire whose argument it does not know.
import nodeModule from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const loaded = { exports: {} }

/** The addon, else an object with the error: a bundler may run this file where nobody could catch what it throws. */
export function load() {
  let file
  try {
    const url = new URL('./pipedream-native.{platform}.node', import.meta.url)
    if (url.protocol === 'file:') file = fileURLToPath(url)
  } catch {
    // A bundle that is no ES module has no URL.
  }
  let cause
  if (file !== undefined) {
    try {
      // From a require that no bundler follows: Turbopack takes a path that it does not know for all files of the project.
      isWhole(file, fromProject()('node:fs'))
      process.dlopen(loaded, file)
      return loaded.exports
    } catch (error) {
      cause = error
    }
  }
  try {
    return nodeModule.createRequire(fromProject().resolve('pipedream-native/package.json'))('pipedream-native-{platform}')
  } catch (error) {
    return { error: cause ?? error }
  }
}

const fromProject = () => nodeModule.createRequire(join(process.cwd(), 'package.json'))

function isWhole() {} // IS_WHOLE: npm run generate writes it, from ts/loading/addon-file.ts.
