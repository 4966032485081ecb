// What a token store is.

/** Where tokens are kept beyond the process. A Keyv is one as it is. What is stored is sealed. */
export interface TokenStore {
  /** What is kept under a key: the string that was set, or nothing. */
  get(key: string): unknown
  /** Keeps a string for so many milliseconds. */
  set(key: string, value: string, ttlMs: number): unknown
  /** Forgets it. */
  delete(key: string): unknown
  /**
   * Takes the key's lock for so many milliseconds. Gives the function that releases it (or `true`, where it runs out by
   * itself), and something falsy while somebody else has it.
   */
  lock?(key: string, ttlMs: number): unknown
}

declare const folder: unique symbol

/** Tokens in private files of this machine, read and written without JavaScript. */
export interface FileTokenStore {
  readonly [folder]: string | undefined
}

/** Keeps tokens in files, for the processes of one user on one machine; without `directory` in the user's cache folder. */
export declare function fileTokenStore(options?: { directory?: string | undefined }): FileTokenStore

/** The part that is used of a client of `ioredis`. */
export interface IoRedis {
  get(key: string): Promise<string | null>
  set(key: string, value: string, ...more: any[]): Promise<unknown>
  del(...keys: any[]): Promise<unknown>
  eval(script: string, keys: number, ...more: any[]): Promise<unknown>
}

/** The part that is used of a client of `redis` (node-redis), version 4 or newer. */
export interface NodeRedis {
  get(key: string): Promise<unknown>
  set(key: string, value: string, options: any): Promise<unknown>
  del(key: string): Promise<unknown>
  eval(script: string, options: any): Promise<unknown>
}

/** Keeps tokens in Redis, for a fleet. `client` is yours: connected, and closed by you. */
export declare function redisTokenStore(client: IoRedis | NodeRedis, options?: { prefix?: string | undefined }): TokenStore
