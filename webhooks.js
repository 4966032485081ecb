'use strict'

// `pipedream-native/webhooks`: whether a delivery comes from Pipedream.

module.exports = require('./js/webhooks.js')
