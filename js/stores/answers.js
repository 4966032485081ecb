'use strict'

// How an object of the caller's answers what Rust asks of a token store.

const { invalid } = require('../errors.js')

/** Marks what `fileTokenStore` gives, so that copies of the package know each other's. */
const FILES = Symbol.for('pipedream-native.files')

/** The option as it crosses: a folder, or the number under which `register` made the object reachable. */
function storeOf(store, register) {
  if (store !== null && typeof store === 'object' && store[FILES]) return { file: store[FILES].directory ?? null }
  for (const method of ['get', 'set', 'delete']) {
    if (store === null || typeof store !== 'object' || typeof store[method] !== 'function') {
      throw invalid(`tokenStore must have the methods get, set and delete, or come from fileTokenStore(); ${method} is missing`)
    }
  }
  return register(answersOf(store))
}

function answersOf(store) {
  /** By key, what gives a lock back. */
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
      if (typeof store.lock !== 'function') return 'none'
      const { key, ttlMs } = JSON.parse(text)
      const held = await store.lock(key, ttlMs)
      if (!held) return 'busy'
      if (typeof held === 'function') releases.set(key, held)
      return 'held'
    },
    'store.unlock': async (key) => {
      const release = releases.get(key)
      releases.delete(key)
      await release?.()
    },
  }
  return (kind, text) => answers[kind](text)
}

/** Nothing kept is nothing; what is no string is none of ours. */
function textOf(kept) {
  if (kept === undefined || kept === null) return undefined
  if (typeof kept === 'string') return kept
  throw new TypeError(`the token store gave ${typeof kept} where a string was kept`)
}

module.exports = { FILES, storeOf }
