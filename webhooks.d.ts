export * from './js/webhooks.js'
