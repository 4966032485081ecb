// The door `pipedream-native/testing`, for ES modules.

import testing from './testing.js'

export const { serveEmulator, startEmulator } = testing
