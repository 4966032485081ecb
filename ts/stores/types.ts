// The public types of token stores.

/**
 * A store through which processes share a token, for example a Keyv. The strings are encrypted with a key that is derived from the client
 * secret. A method may return its value or a promise of it. If a method throws or takes too long, the token is fetched without the store.
 */
export interface TokenStore {
  /** Returns the string that was set under the key; null or undefined if there is none. Anything else is an error. */
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  /** Keeps the string for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): unknown
  /** Removes the string. */
  delete(key: string): unknown
  /**
   * Takes the lock of the key for `ttlMs` milliseconds. Returns the function that releases it, or null while another process has the
   * lock. A process without the lock waits for 6 s at most. Anything else is an error. The function may be asynchronous.
   */
  lock?(key: string, ttlMs: number): (() => void) | null | Promise<(() => void) | null>
}

declare const folder: unique symbol

/** Keeps tokens in private files of this machine. They are read and written in Rust. */
export interface FileTokenStore {
  readonly [folder]: string | undefined
}

/** The options of `fileTokenStore(…)`. */
export interface FileTokenStoreOptions {
  /**
   * The folder. It must belong to the user, have the mode 0700, not be a link, and be where nobody else can rename it. On Windows it must let
   * in only the user, SYSTEM and Administrators. A missing folder is created so. Any other folder is not used: the event `pipedream:token:storeIgnored` says why, and tokens are fetched as if there were no
   * store.
   *
   * @default `pipedream-native` in `XDG_CACHE_HOME` or `~/.cache` (macOS `~/Library/Caches`, Windows `%LOCALAPPDATA%`); without a home of the
   *   user's own, `pipedream-native-<user id>` in the folder for temporary files
   * @example '/var/cache/my-app/pipedream'
   */
  directory?: string | undefined
}

/** The options of `redisTokenStore(…)`. */
export interface RedisTokenStoreOptions {
  /**
   * What the keys in Redis start with.
   *
   * @default 'pipedream-native:'
   * @example 'my-app:pipedream:'
   */
  prefix?: string | undefined
}

/** The methods of an `ioredis` client that are used. */
export interface IoRedis {
  get(key: string): Promise<string | null>
  // biome-ignore lint/suspicious/noExplicitAny: its overloads differ in the other arguments
  set(key: string, value: string, ...more: any[]): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: its overloads differ in the other arguments
  del(...keys: any[]): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: its overloads differ in the other arguments
  eval(script: string, keys: number, ...more: any[]): Promise<unknown>
}

/** The methods of a `redis` client (node-redis, version 4 or newer) that are used. */
export interface NodeRedis {
  get(key: string): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: the type of its options differs between versions
  set(key: string, value: string, options: any): Promise<unknown>
  del(key: string): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: the type of its options differs between versions
  eval(script: string, options: any): Promise<unknown>
}
