'use strict'

// Loaded before everything else, in worker threads too: the addon that is watched takes the place of the usual one.

const { hash } = require('../../js/generated/meta.js')
const { version } = require('../../package.json')

const loaded = { exports: {} }
process.dlopen(loaded, process.env.WATCHED_ADDON)
// Where js/native.js looks first.
globalThis[Symbol.for(`pipedream-native@${version}+${hash}`)] = loaded.exports
