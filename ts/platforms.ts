// The packages of the platforms, one of which holds the addon. ts/platforms.webpack.ts stands here in the build for webpack and rspack.
//
// Every `require` has a literal string, so that bundlers and file tracers find it.

import { type Attempt, found, missing } from './addon.js'

/** Loads the platform's package. The `try` tells bundlers that each of these packages may be missing. */
export function installed(name: string): Attempt {
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
    return missing(error)
  }
  return missing(undefined)
}
