// The public types of token stores.

/**
 * Where processes share a token. A Keyv is such a store. The strings are encrypted with a key made from the client secret. A method
 * may return its value or a promise of it. What throws, or takes too long, fails no call: the token is fetched without the store.
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
   * lock; those without it wait for 6 s at most. Anything else is an error. The function may be asynchronous.
   */
  lock?(key: string, ttlMs: number): (() => void) | null | Promise<(() => void) | null>
}

declare const folder: unique symbol

/** Keeps tokens in private files of this machine. They are read and written in Rust. */
export interface FileTokenStore {
  readonly [folder]: string | undefined
}

/** The methods of an `ioredis` client that are used. */
export interface IoRedis {
  get(key: string): Promise<string | null>
  // biome-ignore lint/suspicious/noExplicitAny: its overloads differ in what follows
  set(key: string, value: string, ...more: any[]): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: its overloads differ in what follows
  del(...keys: any[]): Promise<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: its overloads differ in what follows
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
