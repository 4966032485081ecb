'use strict'

// The door `pipedream-native/testing`: the Connect API in your process.

module.exports = require('./dist/testing/index.js')
