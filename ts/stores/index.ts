// The entry point `pipedream-native/stores`: token stores, through which processes share a token.

import { invalid } from '../errors.js'
import { property } from '../properties.js'
import { type KnownOptions, knownOptions, namesOf, warnOfUnknown } from '../unknown-options.js'
import { FILES } from './adapter.js'
import { redisStore } from './redis.js'
import type { FileTokenStore, FileTokenStoreOptions, IoRedis, NodeRedis, RedisTokenStoreOptions, TokenStore } from './types.js'

export type { FileTokenStore, FileTokenStoreOptions, IoRedis, NodeRedis, RedisTokenStoreOptions, TokenStore } from './types.js'

/** Keeps tokens in files, for the processes of one user on one machine. */
export function fileTokenStore(options: FileTokenStoreOptions = {}): FileTokenStore {
  const directory = property(checked(options, OF_FILES), 'directory')
  if (directory !== undefined && (typeof directory !== 'string' || directory.trim() === '')) {
    throw invalid(
      `directory must be a non-empty string, got ${typeof directory === 'string' ? JSON.stringify(directory) : typeof directory}`,
    )
  }
  return Object.freeze({ [FILES]: { directory } }) as unknown as FileTokenStore
}

/** Keeps tokens in Redis, for the processes of several machines. You connect the client, and you close it. */
export function redisTokenStore(client: IoRedis | NodeRedis, options: RedisTokenStoreOptions = {}): TokenStore {
  return redisStore(client, checked(options, OF_REDIS))
}

const OF_FILES = knownOptions('fileTokenStore', namesOf<FileTokenStoreOptions>({ directory: true }))
const OF_REDIS = knownOptions('redisTokenStore', namesOf<RedisTokenStoreOptions>({ prefix: true }))

/**
 * Checks that the options are an object. A string, such as a folder by itself, would be read as an object without options. Warns of names
 * that are no options.
 */
function checked<T extends object>(options: T, known: KnownOptions): T {
  if (options === null || typeof options !== 'object')
    throw invalid(`${known.of} takes an object of options, got ${options === null ? 'null' : typeof options}`)
  warnOfUnknown(options, known)
  return options
}
