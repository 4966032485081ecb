'use strict'

// The public door. `index.mjs` shows the same objects to ES modules.

const { PipedreamClient, PipedreamEnvironment } = require('./js/client.js')
const enums = require('./js/generated/enums.js')
const namespaces = require('./js/generated/namespaces.js')
const { errorOf: _, invalid: __, ...errors } = require('./js/errors.js')

module.exports = {
  PipedreamClient,
  PipedreamEnvironment,
  ...errors,
  ...enums,
  ...namespaces,
  Pipedream: Object.freeze({ ...enums, ...errors, ...namespaces }),
}
