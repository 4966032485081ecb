'use strict'

// The public door. `index.mjs` shows the same objects to ES modules.

const { PipedreamClient, PipedreamEnvironment } = require('./js/client.js')
const { enums, namespaces } = require('./js/generated/names.js')
const { errors } = require('./js/errors.js')

module.exports = {
  PipedreamClient,
  PipedreamEnvironment,
  ...errors,
  ...enums,
  ...namespaces,
  Pipedream: Object.freeze({ ...enums, ...errors, ...namespaces }),
}
