// `pipedream-native/webhooks` for ES modules: the same function.

import door from './webhooks.js'

export const { verifyWebhook } = door
