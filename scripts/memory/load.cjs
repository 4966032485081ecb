'use strict'

// Preloaded in the main thread and in workers: replaces the addon with the instrumented one.

const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { version } = require('../../package.json')

const [, hash] = /^export const hash = '(\w+)'$/m.exec(readFileSync(join(__dirname, '../../ts/resources/meta.ts'), 'utf8'))

const loaded = { exports: {} }
process.dlopen(loaded, process.env.WATCHED_ADDON)
// Where ts/load.ts looks first.
globalThis[Symbol.for(`pipedream-native@${version}+${hash}`)] = loaded.exports
