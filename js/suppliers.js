'use strict'

// Options that are functions, promises or objects of the caller's: Rust gets a number, and asks.

const { invalid } = require('./errors.js')
const { register, unregister } = require('./mailbox.js')
const { globalOf } = require('./platform.js')
const { storeOf } = require('./stores/answers.js')

/** What a client registered goes when the client and the last of its calls have gone. */
const owners = new FinalizationRegistry((targets) => targets.forEach(unregister))

const isPromise = (value) => value !== null && typeof value === 'object' && typeof value.then === 'function'

/** Collects the objects of one client. */
class Suppliers {
  #targets = []

  /** Lets go of everything when `caller` is gone, which a client and each of its calls hold. */
  ownedBy(caller) {
    owners.register(caller, this.#targets)
  }

  /** A credential as it crosses: the value itself, or where to ask for it. */
  credential(value, name) {
    if (typeof value === 'function') return { ask: this.#register(async () => textOf(await value(), name)) }
    if (isPromise(value)) {
      // It is awaited when it is needed; until then its rejection is nobody's.
      const settled = Promise.resolve(value)
      settled.catch(() => {})
      return { ask: this.#register(async () => textOf(await settled, name)) }
    }
    return value
  }

  /** The official client's token provider. */
  provider(provider) {
    if (provider === null || typeof provider !== 'object' || typeof provider.getToken !== 'function') {
      throw invalid('tokenProvider must be an object with a method getToken()')
    }
    return { ask: this.#register(async () => textOf(await provider.getToken(), 'tokenProvider')) }
  }

  /** A function in the place of `fetch`. */
  fetch(fetch) {
    if (typeof fetch !== 'function') throw invalid(`fetch must be a function, got ${typeof fetch}`)
    return this.#register(async (_kind, text, bytes, signal) => {
      const { method, url, headers } = JSON.parse(text)
      const response = await fetch(url, { method, headers, body: bytes ?? undefined, redirect: 'follow', signal })
      const { status, statusText, url: from, redirected, ok } = response
      const told = new (globalOf('Headers'))(response.headers)
      const head = { status, statusText, url: from || url, redirected: redirected === true, headers: [...told.entries()] }
      if (ok && typeof response.body?.getReader === 'function' && !TEXT.test(told.get('content-type') ?? '')) return { text: JSON.stringify({ ...head, body: streamed(response.body) }) }
      return { text: JSON.stringify(head), bytes: new Uint8Array(await response.arrayBuffer()) }
    })
  }

  /** A token store as it crosses. */
  store(store) {
    return storeOf(store, (answer) => this.#register(answer))
  }

  #register(answer) {
    const target = register(answer)
    this.#targets.push(target)
    return target
  }
}

/** What is read whole in any case: everything but files. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json)|^$/i

/** Makes a body reachable from Rust, which asks for its pieces and says when it needs no more. */
function streamed(body) {
  const reader = body.getReader()
  const answer = async () => (await reader.read()).value
  answer.release = () => reader.cancel()
  return register(answer)
}

/** A credential as JSON text; what it was instead is named by its type only. Only secrets may be several. */
function textOf(value, name) {
  const isText = (one) => typeof one === 'string'
  if (isText(value)) return JSON.stringify(value)
  if (name === 'clientSecret' && Array.isArray(value) && value.length > 0 && value.every(isText)) return JSON.stringify(value)
  throw new TypeError(`${name} must give a string, got ${value === null ? 'null' : typeof value}`)
}

module.exports = { Suppliers }
