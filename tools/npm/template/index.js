'use strict'

// One self-contained file, loaded as Node loads it. Bundlers read bundled.mjs instead.

module.exports = require('./pipedream-native.{platform}.node')
