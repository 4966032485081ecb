'use strict'

// Preloaded in the main thread and in workers: replaces the addon with the instrumented one.

const { hash } = require('../../js/generated/meta.js')
const { version } = require('../../package.json')

const loaded = { exports: {} }
process.dlopen(loaded, process.env.WATCHED_ADDON)
// js/native.js looks here first.
globalThis[Symbol.for(`pipedream-native@${version}+${hash}`)] = loaded.exports
