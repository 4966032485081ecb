// Written by: npm run generate (from tools/npm). Do not edit.
'use strict'

// One self-contained file, loaded as Node loads it. Bundlers read bundled.mjs instead.

module.exports = require('./pipedream-native.linux-arm64-gnu.node')
