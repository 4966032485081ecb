// The door `pipedream-native/stores`: where tokens can be kept beyond the process.

import { invalid } from '../errors.js'
import { property } from '../properties.js'
import { FILES } from './adapter.js'
import { redisStore } from './redis.js'
import type { FileTokenStore, IoRedis, NodeRedis, TokenStore } from './types.js'

export type { FileTokenStore, IoRedis, NodeRedis, TokenStore } from './types.js'

/**
 * Keeps tokens in files, for the processes of one user on one machine.
 *
 * `directory` must belong to the user, have the mode 0700, be no link, and be where nobody else can rename it. A missing folder is made.
 * Any other folder is not used: the event `pipedream:token:storeIgnored` says why, and tokens are fetched as if there were no store.
 *
 * Default: `pipedream-native` in `XDG_CACHE_HOME` or `~/.cache`; without a home of the user's own, `pipedream-native-<user id>` in the
 * folder for temporary files.
 */
export function fileTokenStore(options: { directory?: string | undefined } = {}): FileTokenStore {
  const directory = property(checked(options, 'fileTokenStore'), 'directory')
  if (directory !== undefined && (typeof directory !== 'string' || directory.trim() === '')) {
    throw invalid(
      `directory must be a non-empty string, got ${typeof directory === 'string' ? JSON.stringify(directory) : typeof directory}`,
    )
  }
  return Object.freeze({ [FILES]: { directory } }) as unknown as FileTokenStore
}

/**
 * Keeps tokens in Redis, for the processes of several machines. You connect the client, and you close it.
 *
 * The names of the keys begin with `pipedream-native:`. `prefix` is put before that, to keep deployments apart that share a Redis.
 */
export function redisTokenStore(client: IoRedis | NodeRedis, options: { prefix?: string | undefined } = {}): TokenStore {
  return redisStore(client, checked(options, 'redisTokenStore'))
}

/** A folder or a prefix by itself would be taken for no options at all. */
function checked<T extends object>(options: T, name: string): T {
  if (options !== null && typeof options === 'object') return options
  throw invalid(`${name} takes an object of options, got ${options === null ? 'null' : typeof options}`)
}
