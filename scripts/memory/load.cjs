'use strict'

// Loaded before everything else, in worker threads too: the addon that is watched takes the place of the usual one.

const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { version } = require('../../package.json')

const [, hash] = /^export const hash = '(\w+)'$/m.exec(readFileSync(join(__dirname, '../../ts/resources/meta.ts'), 'utf8'))

const loaded = { exports: {} }
process.dlopen(loaded, process.env.WATCHED_ADDON)
// Where ts/load.ts looks first.
globalThis[Symbol.for(`pipedream-native@${version}+${hash}`)] = loaded.exports
