// Calls the methods of a token store of the caller when Rust needs them.

import { invalid } from '../errors.js'
import { property } from '../properties.js'
import type { TokenStore } from './types.js'

/** Under it a value of `fileTokenStore` has its options, so that copies of the package recognize each other's. */
export const FILES: unique symbol = Symbol.for('pipedream-native.files')

type Answer = (kind: string, text: string | undefined) => Promise<string | undefined>

/** The option `tokenStore` as it crosses: a folder, or the id under which `register` made the object reachable. */
export function storeOption(store: unknown, register: (answer: Answer) => number): { file: unknown } | number {
  const files = typeof store === 'object' ? property(store, FILES) : undefined
  if (files) return { file: property(files, 'directory') ?? null }
  for (const method of ['get', 'set', 'delete']) {
    if (store === null || typeof store !== 'object' || typeof property(store, method) !== 'function') {
      throw invalid(`tokenStore must have the methods get, set and delete, or come from fileTokenStore(); ${method} is missing`)
    }
  }
  return register(answersOf(store as TokenStore))
}

function answersOf(store: TokenStore): Answer {
  /** By key, the functions that release its locks, oldest first: one that ran out is taken again before its owner releases it. */
  const releases = new Map<string, (() => unknown)[]>()
  const answers: Record<string, (text: string) => Promise<string | undefined>> = {
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
  return async (kind, text = '') => answers[kind]?.(text)
}

const isRelease = (value: unknown): value is () => unknown => typeof value === 'function'

/** The entries of this package have a few KB. A larger one was written by something else, and is not passed to Rust. */
const LARGEST = 64 * 1024

/** Checks what `get()` of the store returned. Returns the string, or undefined if there is none. */
function storedText(kept: unknown): string | undefined {
  if (kept === undefined || kept === null) return undefined
  if (typeof kept === 'string' && kept.length <= LARGEST) return kept
  if (typeof kept === 'string') throw new TypeError(`it gave ${kept.length} characters where an entry was kept`)
  throw new TypeError(`it gave ${typeof kept} where a string was kept`)
}
