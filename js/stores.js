'use strict'

// Where tokens can be kept beyond the process.

const { invalid } = require('./errors.js')
const { own } = require('./own.js')
const { FILES } = require('./stores/answers.js')
const redis = require('./stores/redis.js')

/** Keeps tokens in private files. Rust reads and writes them; this only says where. */
function fileTokenStore(options = {}) {
  const directory = own(settings(options, 'fileTokenStore'), 'directory')
  if (directory !== undefined && (typeof directory !== 'string' || directory.trim() === '')) {
    throw invalid(
      `directory must be a non-empty string, got ${typeof directory === 'string' ? JSON.stringify(directory) : typeof directory}`,
    )
  }
  return Object.freeze({ [FILES]: { directory } })
}

/** Keeps tokens in Redis: `client` is a client of `ioredis` or of `redis` (node-redis 4 or newer). */
function redisTokenStore(client, options = {}) {
  return redis.redisTokenStore(client, settings(options, 'redisTokenStore'))
}

/** A folder or a prefix by itself would be taken for no options at all. */
function settings(options, of) {
  if (options !== null && typeof options === 'object') return options
  throw invalid(`${of} takes an object of options, got ${options === null ? 'null' : typeof options}`)
}

module.exports = { fileTokenStore, redisTokenStore }
