'use strict'

// The door `pipedream-native/testing`: the Connect API in your process.

const { serveEmulator, startEmulator } = require('./js/emulator/index.js')

module.exports = { serveEmulator, startEmulator }
