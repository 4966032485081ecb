'use strict'

// `pipedream-native/stores`: where tokens can be kept beyond the process.

module.exports = require('./js/stores.js')
