'use strict'

// How an object of the caller's answers what Rust asks of a token store.

const { invalid } = require('../errors.js')
const { turn } = require('../platform.js')
const { own } = require('../own.js')

/** Marks what `fileTokenStore` gives, so that copies of the package know each other's. */
const FILES = Symbol.for('pipedream-native.files')

/** The option as it crosses: a folder, or the number under which `register` made the object reachable. */
function storeOf(store, register) {
  const files = typeof store === 'object' ? own(store, FILES) : undefined
  if (files) return { file: own(files, 'directory') ?? null }
  for (const method of ['get', 'set', 'delete']) {
    if (store === null || typeof store !== 'object' || typeof own(store, method) !== 'function') {
      throw invalid(`tokenStore must have the methods get, set and delete, or come from fileTokenStore(); ${method} is missing`)
    }
  }
  return register(answersOf(store))
}

function answersOf(store) {
  /** By key, what gives its locks back, oldest first: one that ran out is taken again before its owner gives it back. */
  const releases = new Map()
  const answers = {
    'store.get': async (key) => textOf(await store.get(key)),
    'store.set': async (text) => {
      const { key, value, ttlMs } = JSON.parse(text)
      await store.set(key, value, ttlMs)
    },
    'store.delete': async (key) => {
      await store.delete(key)
    },
    'store.lock': async (text) => {
      if (typeof own(store, 'lock') !== 'function') return 'none'
      const { key, ttlMs } = JSON.parse(text)
      const held = await store.lock(key, ttlMs)
      if (!held) return 'busy'
      const release = typeof held === 'function' ? held : () => {}
      releases.set(key, [...(releases.get(key) ?? []), release])
      return 'held'
    },
    'store.unlock': async (key) => {
      const [release, ...others] = releases.get(key)
      if (others.length > 0) releases.set(key, others)
      else releases.delete(key)
      await release()
    },
  }
  return (kind, text) => answers[kind](text)
}

/** An entry is a few KB; anything larger is none of ours, and not worth being carried to Rust. */
const LARGEST = 64 * 1024

/** Nothing kept is nothing; what is no string is none of ours. */
function textOf(kept) {
  if (kept === undefined || kept === null) return undefined
  if (typeof kept === 'string' && kept.length <= LARGEST) return kept
  if (typeof kept === 'string') throw new TypeError(`it gave ${kept.length} characters where an entry was kept`)
  throw new TypeError(`it gave ${typeof kept} where a string was kept`)
}

module.exports = { FILES, storeOf }
