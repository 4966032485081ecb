// Lets Rust call the methods of the caller's token store.

import { invalid } from '../errors.js'
import { property } from '../properties.js'
import type { TokenStore } from './types.js'

/** The key of the options in a value of `fileTokenStore`. It is a registered symbol, so that copies of the package share it. */
export const FILES: unique symbol = Symbol.for('pipedream-native.files')

type Handler = (kind: string, text: string | undefined) => Promise<string | undefined>

/** The option `tokenStore` as it is passed to Rust: a folder, or the id that `register` gave the store's callback. */
export function storeOption(store: unknown, register: (handler: Handler) => number): { file: unknown } | number {
  const files = typeof store === 'object' ? property(store, FILES) : undefined
  if (files) return { file: property(files, 'directory') ?? null }
  for (const method of ['get', 'set', 'delete']) {
    if (store === null || typeof store !== 'object' || typeof property(store, method) !== 'function') {
      throw invalid(`tokenStore must have the methods get, set and delete, or come from fileTokenStore(); ${method} is missing`)
    }
  }
  return register(handlerOf(store as TokenStore))
}

function handlerOf(store: TokenStore): Handler {
  /** For each key, the functions that release its locks, oldest first. A lock that expired can be taken again before its first release. */
  const releases = new Map<string, (() => unknown)[]>()
  const methods: Record<string, (text: string) => Promise<string | undefined>> = {
    'store.get': async (key) => storedText(await store.get(key)),
    'store.set': async (text) => {
      const { key, value, ttlMs } = JSON.parse(text)
      await store.set(key, value, ttlMs)
      return undefined
    },
    'store.delete': async (key) => {
      await store.delete(key)
      return undefined
    },
    'store.lock': async (text) => {
      if (typeof property(store, 'lock') !== 'function') return 'none'
      const { key, ttlMs } = JSON.parse(text)
      const release: unknown = await store.lock?.(key, ttlMs)
      if (release === null) return 'busy'
      if (!isRelease(release)) throw new TypeError(`lock() must return a function that releases the lock, or null, got ${typeof release}`)
      releases.set(key, [...(releases.get(key) ?? []), release])
      return 'held'
    },
    'store.unlock': async (key) => {
      const [release, ...others] = releases.get(key) ?? []
      if (others.length > 0) releases.set(key, others)
      else releases.delete(key)
      await release?.()
      return undefined
    },
  }
  return async (kind, text = '') => methods[kind]?.(text)
}

const isRelease = (value: unknown): value is () => unknown => typeof value === 'function'

/** In characters. Entries of this package have a few KB. A larger one was written by something else, and is not passed to Rust. */
const LARGEST = 64 * 1024

/** Checks what `get()` of the store returned. Returns the string, or undefined if there is none. */
function storedText(kept: unknown): string | undefined {
  if (kept === undefined || kept === null) return undefined
  if (typeof kept === 'string' && kept.length <= LARGEST) return kept
  if (typeof kept === 'string') throw new TypeError(`it gave ${kept.length} characters where an entry was kept`)
  throw new TypeError(`it gave ${typeof kept} where a string was kept`)
}
