// ts/platforms.ts in the build for webpack and rspack.
//
// They warn of each `require` of a package that is not installed, also within a `try`: six times, because one of seven is. So they get the
// folders of dist/platforms, which always exist. scripts/build-js.mjs writes them: the package.json of each points to the entry of the
// platform's package beside this one, and has an index.js for the case that it is not there. That is a rule of webpack's and rspack's
// resolvers; Node does not read this file.

import { type Attempt, found, missing } from './addon.js'

/** Loads the platform's package from the bundle. */
export function installed(name: string): Attempt {
  try {
    switch (name) {
      case 'linux-x64-gnu':
        return found(require('./platforms/linux-x64-gnu'))
      case 'linux-arm64-gnu':
        return found(require('./platforms/linux-arm64-gnu'))
      case 'linux-x64-musl':
        return found(require('./platforms/linux-x64-musl'))
      case 'linux-arm64-musl':
        return found(require('./platforms/linux-arm64-musl'))
      case 'darwin-x64':
        return found(require('./platforms/darwin-x64'))
      case 'darwin-arm64':
        return found(require('./platforms/darwin-arm64'))
      case 'win32-x64-msvc':
        return found(require('./platforms/win32-x64-msvc'))
    }
  } catch (error) {
    return missing(error)
  }
  return missing(undefined)
}
