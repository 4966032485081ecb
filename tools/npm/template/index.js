'use strict'

// One self-contained file. Bundlers read bundled.mjs instead, or follow the `require`.

const file = typeof __dirname === 'string' ? `${__dirname}/pipedream-native.{platform}.node` : undefined
// Without the search for a module it loads faster.
if (file !== undefined && isWhole(file, require('node:fs'))) process.dlopen(module, file)
else module.exports = require('./pipedream-native.{platform}.node')

function isWhole() {} // IS_WHOLE: npm run generate writes it, from ts/loading/addon-file.ts.
