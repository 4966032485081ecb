'use strict'

// The name under which the official SDK has its server half; the same objects.

module.exports = require('./index.js')
