// Token stores.

/**
 * Where processes share a token. A Keyv is such a store. The strings are encrypted with a key made from the client secret. A method
 * may return its value or a promise of it. What throws, or takes too long, fails no call: the token is fetched without the store.
 */
export interface TokenStore {
  /** Returns the string that was set under the key, or null or undefined. */
  get(key: string): unknown
  /** Keeps the string for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): unknown
  /** Removes the string. */
  delete(key: string): unknown
  /**
   * Takes the lock of the key for `ttlMs` milliseconds. Returns the function that releases it, or `true` if the lock ends by itself.
   * Returns null, undefined or false while another process has the lock; those without it wait for 6 s at most.
   */
  lock?(key: string, ttlMs: number): unknown
}

declare const folder: unique symbol

/** Keeps tokens in private files of this machine. They are read and written in Rust. */
export interface FileTokenStore {
  readonly [folder]: string | undefined
}

/**
 * Keeps tokens in files, for the processes of one user on one machine.
 *
 * `directory` must belong to the user, have the mode 0700, be no link, and be where nobody else can rename it. A missing folder is made.
 * Any other folder is not used: the event `pipedream:token:storeIgnored` says why, and tokens are fetched as if there were no store.
 *
 * Default: `pipedream-native` in `XDG_CACHE_HOME` or `~/.cache`; without a home of the user's own, `pipedream-native-<user id>` in the
 * folder for temporary files.
 */
export declare function fileTokenStore(options?: { directory?: string | undefined }): FileTokenStore

/** The methods of an `ioredis` client that are used. */
export interface IoRedis {
  get(key: string): Promise<string | null>
  set(key: string, value: string, ...more: any[]): Promise<unknown>
  del(...keys: any[]): Promise<unknown>
  eval(script: string, keys: number, ...more: any[]): Promise<unknown>
}

/** The methods of a `redis` client (node-redis, version 4 or newer) that are used. */
export interface NodeRedis {
  get(key: string): Promise<unknown>
  set(key: string, value: string, options: any): Promise<unknown>
  del(key: string): Promise<unknown>
  eval(script: string, options: any): Promise<unknown>
}

/** Keeps tokens in Redis, for the processes of several machines. You connect the client, and you close it. */
export declare function redisTokenStore(client: IoRedis | NodeRedis, options?: { prefix?: string | undefined }): TokenStore
