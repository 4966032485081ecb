// `pipedream-native/stores` for ES modules: the same functions.

import door from './stores.js'

export const { fileTokenStore, redisTokenStore } = door
